//! The store over a real PostgreSQL.

#![allow(missing_docs)]

#[path = "../../sql/tests/rules/mod.rs"]
mod rules;

use std::sync::OnceLock;

use omnifund_databases::{Library, PASSWORD, Player, PostgreSql};
use omnifund_postgresql::{omnifund_store_library_1, omnifund_store_migrate_1};

fn library() -> Library {
    omnifund_store_library_1
}

fn port() -> u16 {
    migrated().port()
}

fn url_at(port: u16) -> String {
    format!("postgresql://omnifund:{PASSWORD}@127.0.0.1:{port}/omnifund")
}

/// With least privileges: `docs/fleet.md` has these lines.
fn migrated() -> &'static PostgreSql {
    static MIGRATED: OnceLock<&'static PostgreSql> = OnceLock::new();
    MIGRATED.get_or_init(|| {
        let server = PostgreSql::shared();
        Player::migrate(omnifund_store_migrate_1, &server.url("owner")).unwrap();
        server.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON omnifund_store TO omnifund");
        server
    })
}

fn player() -> Player {
    Player::of(library(), &url_at(port())).unwrap()
}

#[test]
fn it_keeps_every_rule_of_the_conformance_programme() {
    let said = omnifund_databases::conformance("postgresql", &url_at(port()));
    assert!(said.contains("0 broken"), "{said}");
}
