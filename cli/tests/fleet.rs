//! A session on many hosts: `omnifund` over real databases, set up as docs/fleet.md says.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use omnifund_databases::{MariaDb, PostgreSql};
use till::common::{USERNAME, root};
use till::host::{Host, libraries};
use till::{Till, run};

fn two_hosts_share_a_session(name: &str, owner: &str, url: &str) {
    let till = Till::new(name);
    let (one, other) = (Host::new(&till, url, "one"), Host::new(&till, url, "other"));
    let mut migrate = one.command();
    let migrated = run(migrate.args(["store", "migrate", owner]), "");
    assert_eq!(migrated.status, 0, "{migrated:?}");
    one.sign_in();
    // Without the key the other can't come in.
    let refused = other.run(&["token", USERNAME], "");
    assert_eq!(refused.status, 14, "{refused:?}");
    fs::copy(till.path("one.key"), till.path("other.key")).unwrap();
    let token = one.shows(&["token", USERNAME], "");
    assert_eq!(other.shows(&["token", USERNAME], ""), token);
    // What one refreshes the other has.
    let fresh = other.shows(&["token", "--refresh", USERNAME], "");
    assert_ne!(fresh, token);
    assert_eq!(one.shows(&["token", USERNAME], ""), fresh);
    let status = one.shows(&["status"], "");
    assert!(status.contains(USERNAME), "{status}");
    let head = format!("OAuth client Till 7 at {}\n", till.server.base_url);
    assert!(status.starts_with(&head), "{status}");
    let secret = url.split([':', '@']).nth(2).unwrap();
    for told in [
        status,
        one.shows(&["doctor"], ""),
        other.shows(&["status", "--prometheus"], ""),
    ] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn two_hosts_share_a_session_over_postgresql() {
    let server = PostgreSql::shared();
    server.new_database("hosts");
    let url = server.url("owner").replace("/omnifund", "/hosts");
    two_hosts_share_a_session("cli-fleet-postgresql", &url, &url);
}

#[test]
fn two_hosts_share_a_session_over_mariadb() {
    let server = MariaDb::shared();
    server.sql("CREATE DATABASE hosts; GRANT ALL ON hosts.* TO owner@'%'");
    let url = server.url("owner").replace("/omnifund", "/hosts");
    two_hosts_share_a_session("cli-fleet-mariadb", &url, &url);
}

#[test]
fn two_hosts_with_addresses_of_their_own_are_set_up_by_a_script_in_minutes() {
    // Beside a busy machine's other work, too: ten minutes are promised.
    let begun = std::time::Instant::now();
    let mut trial = Command::new(root().join("scripts/demo-fleet"));
    trial
        .env("OMNIFUND", env!("CARGO_BIN_EXE_omnifund"))
        .env("OMNIFUND_LOCAL", till::common::local_server_binary())
        .env("OMNIFUND_STORE_LIBRARIES", libraries());
    let ran = run(&mut trial, "");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stdout.contains("Nothing is wrong."), "{}", ran.stdout);
    println!("{}", ran.stdout.lines().last().unwrap());
    assert!(begun.elapsed().as_secs() < 600);
}

/// The blocks of docs/fleet.md in a language, in their order.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("docs/fleet.md")).unwrap();
    let begins = format!("```{language}\n");
    let parts = text.split(&begins).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn what_the_page_for_operators_says_is_so() {
    let till = Till::new("cli-fleet-page");
    let postgresql = PostgreSql::shared();
    let mariadb = MariaDb::shared();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_omnifund"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let shell = |script: &str| {
        let mut sh = Command::new("sh");
        sh.args(["-euc", script]).env("PATH", &path);
        sh.env("OMNIFUND_STORE_LIBRARIES", libraries());
        sh.current_dir(till.path("").as_path());
        let ran = run(&mut sh, "");
        assert_eq!(ran.status, 0, "{script}: {ran:?}");
    };
    let scripts = blocks("sh");
    assert_eq!(scripts.len(), 2);
    for script in scripts {
        shell(&script.replace(
            "postgresql://owner@db.example:5432/pos",
            &postgresql.url("owner"),
        ));
    }
    let printed = fs::read_to_string(till.path("omnifund_store.sql")).unwrap();
    postgresql.sql(&printed);
    let statements = blocks("sql");
    assert_eq!(statements.len(), 6);
    for sql in &statements {
        postgresql.sql(sql);
    }
    shell(&format!(
        "omnifund store migrate '{}'",
        mariadb.url("owner")
    ));
    let statements = blocks("mysql");
    assert_eq!(statements.len(), 1);
    for sql in &statements {
        mariadb.sql(&sql.replace("pos.", "omnifund."));
    }
    // The role that the page makes is enough.
    let url = postgresql
        .url("till")
        .replace("throw-away", "a%20long%20one");
    let host = Host::new(&till, &url, "journal");
    host.sign_in();
    host.token();
}
