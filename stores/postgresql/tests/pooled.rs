//! The store over PgBouncer in transaction mode, which gives each statement to another of its two sessions.

#![allow(missing_docs)]

#[path = "../../sql/tests/rules/mod.rs"]
mod rules;

use std::sync::OnceLock;

use omnifund_databases::{Library, PASSWORD, PgBouncer, Player, PostgreSql};
use omnifund_postgresql::{omnifund_store_library_1, omnifund_store_migrate_1};

fn library() -> Library {
    omnifund_store_library_1
}

fn port() -> u16 {
    static POOLED: OnceLock<PgBouncer> = OnceLock::new();
    let pooler = POOLED.get_or_init(|| {
        let server = PostgreSql::shared();
        let pooler = PgBouncer::start(server, 2);
        Player::migrate(omnifund_store_migrate_1, &pooler.url("owner")).unwrap();
        server.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON omnifund_store TO omnifund");
        pooler
    });
    pooler.port()
}

fn url_at(port: u16) -> String {
    format!("postgresql://omnifund:{PASSWORD}@127.0.0.1:{port}/omnifund")
}

fn player() -> Player {
    Player::of(library(), &url_at(port())).unwrap()
}

#[test]
fn nothing_stays_in_a_session_for_the_next_one() {
    let player = player();
    let mut opened = player.connect();
    for _ in 0..5 {
        opened.identify().must_be(omnifund_sql::Code::Done);
    }
    let owner = PgBouncer::psql(port(), "SHOW statement_timeout; SHOW lock_timeout");
    assert_eq!(owner, "0\n0\n");
}

#[test]
fn it_keeps_every_rule_of_the_conformance_programme() {
    let said = omnifund_databases::conformance("postgresql", &url_at(port()));
    assert!(said.contains("0 broken"), "{said}");
}
