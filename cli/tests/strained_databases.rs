//! Databases that are there and can't: a full disk, too many connections, statements that take too long. Each has its
//! error and its advice, the session is not lost, and a live token is served meanwhile.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::process::{Command, Stdio};

use omnifund_databases::{MariaDb, PASSWORD, PostgreSql};
use till::common::{USERNAME, until};
use till::host::{self, Host};
use till::{Till, run};

#[test]
fn plays_its_part() {
    host::play();
}

fn signed_in<'till>(till: &'till Till, url: &str) -> Host<'till> {
    let host = Host::new(till, url, "one");
    let migrated = run(host.command().args(["store", "migrate", url]), "");
    assert_eq!(migrated.status, 0, "{migrated:?}");
    host.sign_in();
    host
}

/// While the database is `strained`, nothing is refreshed, as this says; and afterwards all is as it was.
#[track_caller]
fn is_survived<S>(host: &Host<'_>, strained: impl FnOnce() -> S, says: &[&str]) {
    let mut program = host.program();
    let token = program.token().unwrap();
    let strain = strained();
    assert_eq!(program.token().unwrap(), token);
    let refused = program.refreshed().unwrap_err();
    for words in says {
        assert!(refused.contains(words), "{words}: {refused}");
    }
    assert!(!refused.contains(PASSWORD), "{refused}");
    assert_eq!(program.token().unwrap(), token);
    assert_eq!(host.till.server.refreshes().len(), 0);
    drop(strain);
    let fresh = program.refreshed_at_last();
    assert_ne!(fresh, token);
    assert_eq!(host.token(), fresh);
    assert_eq!(host.till.server.refreshes().len(), 1);
}

/// Mends what was done when it is dropped.
struct Mended<F: FnMut()>(F);

impl<F: FnMut()> Drop for Mended<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Fills the disk of the table, so that not a row more has room.
fn fill(server: &PostgreSql) {
    // With what a vacuum needs at its own end.
    server.sql("VACUUM omnifund_store");
    server.sql("CREATE TABLE filler (body bytea) TABLESPACE small");
    for size in [6000, 1] {
        let filler = format!(
            "DO $$ BEGIN LOOP INSERT INTO filler SELECT string_agg(decode(md5(random()::text), 'hex'), '') \
             FROM generate_series(0, {size} / 16); COMMIT; END LOOP; END $$"
        );
        server.try_sql_in("omnifund", &filler);
    }
    // What is left of the table's own pages.
    let rows = "DO $$ BEGIN LOOP INSERT INTO omnifund_store (record_key, version, fence) VALUES \
                (decode('ff' || md5(random()::text), 'hex'), 1, 1); COMMIT; END LOOP; END $$";
    server.try_sql_in("omnifund", rows);
}

fn free(server: &PostgreSql) {
    server.sql("DROP TABLE filler");
}

#[test]
fn a_full_disk_of_the_database_is_survived() {
    let Some(server) = PostgreSql::start_on_a_small_disk() else {
        return;
    };
    let till = Till::new("strained-disk");
    let host = signed_in(&till, &server.url("owner"));
    let full = || {
        fill(&server);
        Mended(|| free(&server))
    };
    is_survived(
        &host,
        full,
        &["500 FixStorage", "No space left on device", "53100"],
    );
}

#[test]
fn a_disk_that_fills_up_while_a_pair_is_on_its_way_costs_nobody_the_session() {
    let Some(server) = PostgreSql::start_on_a_small_disk() else {
        return;
    };
    let till = Till::new("strained-pair");
    let host = signed_in(&till, &server.url("owner"));
    let other = host.beside("other");
    let mut program = host.program();
    let token = program.token().unwrap();
    let slow = serde_json::json!([{"grant": "refresh_token", "delay_ms": 10_000, "times": 1}]);
    till.server.faults(slow);
    let fresh = std::thread::scope(|scope| {
        let refreshing = scope.spawn(|| program.refreshed());
        till.server.wait_for_fault();
        fill(&server);
        refreshing.join().unwrap()
    });
    // It is on this host, and handed out here.
    let fresh = fresh.unwrap();
    assert_ne!(fresh, token);
    assert_eq!(program.token().unwrap(), fresh);
    assert_eq!(
        other.token(),
        token,
        "it lives, and is what the database has"
    );
    free(&server);
    // Whoever asks on this host next puts it in place.
    let healed = until(|| {
        let _ = host.run(&["token", USERNAME], "");
        Some(other.token()).filter(|found| *found != token)
    });
    assert_eq!(healed, fresh);
    assert_eq!(till.server.refreshes().len(), 1);
}

#[test]
fn too_few_connections_are_survived() {
    let server = PostgreSql::start(&[]);
    let till = Till::new("strained-connections");
    let host = signed_in(&till, &server.url("owner"));
    let none = || {
        server.sql("ALTER ROLE owner CONNECTION LIMIT 0");
        Mended(|| drop(server.sql("ALTER ROLE owner CONNECTION LIMIT -1")))
    };
    is_survived(&host, none, &["511 Wait", "too many connections"]);
}

#[test]
fn statements_that_take_too_long_are_survived() {
    let server = PostgreSql::start(&[]);
    let till = Till::new("strained-statements");
    let host = signed_in(&till, &server.url("owner"));
    is_survived(&host, || server.with_locked_rows(), &["511 Wait", "57014"]);
}

/// Has a user's statement under way in MariaDB until the value is dropped; it ends with `SLEEP(600)`.
fn at_work<'server>(
    server: &'server MariaDb,
    statement: &str,
) -> Mended<impl FnMut() + use<'server>> {
    let mut client = Command::new("mariadb");
    client.args([
        "--no-defaults",
        "--host=127.0.0.1",
        "--user=owner",
        "omnifund",
    ]);
    client.arg(format!("--port={}", server.port()));
    client.arg(format!("--password={PASSWORD}"));
    client.arg(format!("--execute={statement}"));
    let client = client.stdout(Stdio::null()).stderr(Stdio::null());
    let mut client = client.spawn().unwrap();
    let sleeping = "SELECT id FROM information_schema.processlist WHERE info LIKE '%SLEEP(600)'";
    let id = until(|| Some(server.sql(sleeping)).filter(|id| !id.is_empty()));
    Mended(move || {
        server.sql(&format!("KILL {id}"));
        client.wait().unwrap();
    })
}

#[test]
fn too_few_connections_to_mariadb_are_survived() {
    let server = MariaDb::start();
    let till = Till::new("strained-mariadb");
    let host = signed_in(&till, &server.url("owner"));
    server.sql("ALTER USER owner@'%' WITH MAX_USER_CONNECTIONS 1");
    let taken = || at_work(&server, "SELECT SLEEP(600)");
    is_survived(&host, taken, &["511 Wait", "1226"]);
}

#[test]
fn a_locked_table_of_mariadb_is_survived() {
    let server = MariaDb::start();
    let till = Till::new("strained-slow");
    let host = signed_in(&till, &server.url("owner"));
    let locks = "BEGIN; SELECT count(*) FROM omnifund_store FOR UPDATE; SELECT SLEEP(600)";
    is_survived(&host, || at_work(&server, locks), &["511 Wait"]);
}
