//! What an operator of PostgreSQL does: migrations, rights, crashes, locks, failover, settings.

#![allow(missing_docs)]

use std::time::{Duration, Instant};

use omnifund_databases::{PASSWORD, Player, PostgreSql, until};
use omnifund_postgresql::{omnifund_store_library_1, omnifund_store_migrate_1};
use omnifund_sql::Code;

const LONG: i64 = 60_000;

fn id(letter: char) -> String {
    String::from(letter).repeat(32)
}

fn url(role: &str, server: &PostgreSql, database: &str) -> String {
    format!(
        "postgresql://{role}:{PASSWORD}@127.0.0.1:{}/{database}",
        server.port()
    )
}

/// In a database of a test's own, as its owner.
fn migrated(database: &str) -> (&'static PostgreSql, String) {
    let server = PostgreSql::shared();
    server.new_database(database);
    let url = url("owner", server, database);
    Player::migrate(omnifund_store_migrate_1, &url).unwrap();
    (server, url)
}

fn player(url: &str) -> Player {
    Player::of(omnifund_store_library_1, url).unwrap()
}

#[test]
fn a_migration_may_be_run_again_and_changes_nothing() {
    let (_, url) = migrated("again");
    let ask = || player(&url).connect().identify().must_be(Code::Done).keys;
    let before = ask();
    Player::migrate(omnifund_store_migrate_1, &url).unwrap();
    assert_eq!(ask(), before);
}

#[test]
fn what_is_printed_makes_the_table() {
    let server = PostgreSql::shared();
    server.new_database("printed");
    server.sql_in("printed", &Player::printed(omnifund_store_migrate_1));
    server.sql_in("printed", "GRANT ALL ON omnifund_store TO owner");
    let player = player(&url("owner", server, "printed"));
    player.connect().identify().must_be(Code::Done);
}

#[test]
fn without_a_table_it_says_what_makes_one() {
    let server = PostgreSql::shared();
    server.new_database("empty");
    let player = player(&url("owner", server, "empty"));
    for found in [
        player.connect().identify(),
        player.connect().load("session-0"),
    ] {
        let found = found.must_be(Code::Failed);
        assert!(
            found.message.contains("omnifund store migrate"),
            "{found:?}"
        );
    }
}

#[test]
fn a_role_needs_no_right_to_create_anything() {
    let (server, _) = migrated("rights");
    server.sql_in(
        "rights",
        "REVOKE ALL ON SCHEMA public FROM public; GRANT USAGE ON SCHEMA public TO omnifund",
    );
    let least = player(&url("omnifund", server, "rights"));
    let refused = least.connect().identify().must_be(Code::Failed);
    assert!(refused.message.contains("permission denied"), "{refused:?}");
    server.sql_in(
        "rights",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON omnifund_store TO omnifund",
    );
    let mut opened = least.connect();
    opened.identify().must_be(Code::Done);
    let fence = opened.must_lease("session-0", &id('a'), LONG);
    opened
        .swap("session-0", (&id('a'), fence), 0, &id('1'), Some(b"x"))
        .must_be(Code::Done);
    opened
        .release("session-0", &id('a'), fence)
        .must_be(Code::Done);
    let fence = opened.must_lease("session-1", &id('a'), LONG);
    opened
        .release("session-1", &id('a'), fence)
        .must_be(Code::Done);
}

#[test]
fn names_that_were_only_tried_leave_nothing() {
    let (server, url) = migrated("tried");
    let player = player(&url);
    let mut opened = player.connect();
    for at in 0..5 {
        let key = format!("session-{at}");
        let fence = opened.must_lease(&key, &id('a'), LONG);
        opened.release(&key, &id('a'), fence).must_be(Code::Done);
    }
    assert_eq!(
        server
            .sql_in("tried", "SELECT count(*) FROM omnifund_store")
            .trim(),
        "1"
    );
}

#[test]
fn a_wrong_password_is_refused_and_never_told() {
    let server = PostgreSql::shared();
    let url = format!(
        "postgresql://owner:geheim@127.0.0.1:{}/omnifund",
        server.port()
    );
    let refused = player(&url)
        .try_connect(20_000)
        .err()
        .unwrap()
        .must_be(Code::Failed);
    assert!(
        refused.message.contains("authentication failed"),
        "{refused:?}"
    );
    assert!(!refused.message.contains("geheim"), "{refused:?}");
}

#[test]
fn a_row_that_is_locked_is_waited_for_no_longer_than_the_deadline() {
    let (server, url) = migrated("locked");
    let player = player(&url);
    let mut opened = player.connect();
    let key = "session-0";
    let fence = opened.must_lease(key, &id('a'), LONG);
    let locker = std::thread::spawn(|| {
        let sql = "BEGIN; SELECT count(*) FROM (SELECT 1 FROM omnifund_store FOR UPDATE) AS row; \
                   SELECT pg_sleep(30)";
        server.try_sql_in("locked", sql);
    });
    let sleeping = "SELECT pid FROM pg_stat_activity WHERE datname = 'locked' AND query LIKE '%pg_sleep(30)' \
                    AND wait_event = 'PgSleep'";
    let pid = until("the row is locked", || {
        let pid = server.sql(sleeping);
        (!pid.trim().is_empty()).then_some(pid)
    });
    let begun = Instant::now();
    opened.deadline_ms = 300;
    let tried = opened.swap(key, (&id('a'), fence), 0, &id('1'), Some(b"x"));
    // The server takes it back in time, or nobody hears it any more.
    assert!(
        [Code::Unreachable as i32, Code::Unknown as i32].contains(&tried.code),
        "{tried:?}"
    );
    assert!(begun.elapsed() < Duration::from_secs(15));
    // Nothing waits at the server for a caller who has gone.
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'locked' AND wait_event_type = 'Lock'";
    until("the statement ends", || {
        (server.sql(waiting).trim() == "0").then_some(())
    });
    server.sql(&format!("SELECT pg_terminate_backend({})", pid.trim()));
    locker.join().unwrap();
    assert_eq!(player.connect().load(key).must_be(Code::Done).record, None);
}

#[test]
fn a_crash_keeps_what_was_done_and_the_next_connection_goes_on() {
    let mut server = PostgreSql::start(&["synchronous_commit=off", "wal_writer_delay=10s"]);
    Player::migrate(omnifund_store_migrate_1, &server.url("owner")).unwrap();
    let player = player(&server.url("owner"));
    let mut opened = player.connect();
    let fence = opened.must_lease("session-0", &id('a'), LONG);
    let held = (&*id('a'), fence);
    opened
        .swap("session-0", held, 0, &id('1'), Some(b"pair"))
        .must_be(Code::Done);
    server.crash();
    opened.load("session-0").must_be(Code::Unreachable);
    let away = player.try_connect(5_000).err().unwrap();
    away.must_be(Code::Unreachable);
    server.begin();
    // The old connection stays broken, a new one has the record and the lease.
    opened.load("session-0").must_be(Code::Unreachable);
    let mut opened = player.connect();
    assert_eq!(opened.load("session-0").record.unwrap().bytes, b"pair");
    opened
        .swap("session-0", held, 1, &id('2'), Some(b"next"))
        .must_be(Code::Done);
}

#[test]
fn strict_isolation_makes_no_difference() {
    let server = PostgreSql::start(&["default_transaction_isolation=serializable"]);
    Player::migrate(omnifund_store_migrate_1, &server.url("owner")).unwrap();
    let player = player(&server.url("owner"));
    std::thread::scope(|scope| {
        for letter in ['a', 'b', 'c'] {
            let player = &player;
            scope.spawn(move || {
                let mut opened = player.connect();
                for _ in 0..10 {
                    let taken = until("a lease", || {
                        let found = opened.lease("session-0", &id(letter), LONG);
                        let may_be =
                            [Code::Done, Code::Busy, Code::Unreachable].map(|code| code as i32);
                        assert!(may_be.contains(&found.code), "{found:?}");
                        found.lease.filter(|&(fence, _)| fence > 0)
                    });
                    let version = opened
                        .load("session-0")
                        .record
                        .map_or(0, |found| found.version);
                    let held = (&*id(letter), taken.0);
                    opened
                        .swap("session-0", held, version, &id('1'), Some(b"x"))
                        .must_be(Code::Done);
                    opened
                        .release("session-0", held.0, held.1)
                        .must_be(Code::Done);
                }
            });
        }
    });
    let found = player.connect().load("session-0").record.unwrap();
    assert_eq!(found.version, 30);
}

#[test]
fn of_several_hosts_the_one_that_may_write_is_taken() {
    let demoted = PostgreSql::start(&[]);
    demoted.new_database("hosts");
    demoted.sql_in(
        "postgres",
        "ALTER DATABASE hosts SET default_transaction_read_only = on",
    );
    let (server, _) = migrated("hosts");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    // It takes connections and never says a word.
    let silent = nobody.local_addr().unwrap().port();
    let url = format!(
        "postgresql://owner:{PASSWORD}@127.0.0.1:{silent},127.0.0.1:{read_only},127.0.0.1:{primary}/hosts",
        read_only = demoted.port(),
        primary = server.port()
    );
    let player = player(&url);
    let mut opened = player
        .try_connect(6_000)
        .unwrap_or_else(|found| panic!("{found:?}"));
    opened.identify().must_be(Code::Done);
}

#[test]
fn a_server_that_was_demoted_is_left() {
    let (server, url) = migrated("demoted");
    let player = player(&url);
    let mut opened = player.connect();
    let fence = opened.must_lease("session-0", &id('a'), LONG);
    let held = (&*id('a'), fence);
    server.sql_in(
        "demoted",
        "ALTER DATABASE demoted SET default_transaction_read_only = on",
    );
    drop(opened);
    // Where there is no other host, nothing is there that may be written to.
    player
        .try_connect(5_000)
        .err()
        .unwrap()
        .must_be(Code::Unreachable);
    server.sql_in(
        "postgres",
        "ALTER DATABASE demoted SET default_transaction_read_only = off",
    );
    let mut opened = player.connect();
    opened
        .swap("session-0", held, 0, &id('1'), Some(b"x"))
        .must_be(Code::Done);
}

#[test]
fn the_table_stays_small_under_churn() {
    let (server, url) = migrated("churn");
    let player = player(&url);
    let mut opened = player.connect();
    for version in 0..50 {
        let fence = opened.must_lease("session-0", &id('a'), LONG);
        let held = (&*id('a'), fence);
        opened
            .swap("session-0", held, version, &id('1'), Some(&[7; 900]))
            .must_be(Code::Done);
        opened
            .release("session-0", held.0, fence)
            .must_be(Code::Done);
    }
    server.sql_in("churn", "VACUUM omnifund_store");
    // Changes that touch no index need no new entry in it.
    let hot = "SELECT pg_relation_size('omnifund_store_pkey') <= 16384";
    assert_eq!(server.sql_in("churn", hot).trim(), "t");
}

#[test]
fn notices_of_the_server_go_nowhere() {
    let (server, url) = migrated("noisy");
    server.sql_in(
        "noisy",
        "ALTER DATABASE noisy SET client_min_messages = debug1",
    );
    player(&url).connect().identify().must_be(Code::Done);
}
