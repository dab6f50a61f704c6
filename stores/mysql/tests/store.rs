//! The store over a real MariaDB.

#![allow(missing_docs)]

#[path = "../../sql/tests/rules/mod.rs"]
mod rules;

use std::sync::OnceLock;

use omnifund_databases::{Library, MariaDb, PASSWORD, Player};
use omnifund_mysql::{omnifund_store_library_1, omnifund_store_migrate_1};

fn library() -> Library {
    omnifund_store_library_1
}

fn port() -> u16 {
    migrated().port()
}

fn url_at(port: u16) -> String {
    format!("mysql://omnifund:{PASSWORD}@127.0.0.1:{port}/omnifund")
}

/// With least privileges: `docs/fleet.md` has these lines.
fn migrated() -> &'static MariaDb {
    static MIGRATED: OnceLock<&'static MariaDb> = OnceLock::new();
    MIGRATED.get_or_init(|| {
        let server = MariaDb::shared();
        Player::migrate(omnifund_store_migrate_1, &server.url("owner")).unwrap();
        server
            .sql("GRANT SELECT, INSERT, UPDATE, DELETE ON omnifund.omnifund_store TO omnifund@'%'");
        server
    })
}

fn player() -> Player {
    Player::of(library(), &url_at(port())).unwrap()
}

#[test]
fn it_keeps_every_rule_of_the_conformance_programme() {
    let said = omnifund_databases::conformance("mysql", &url_at(port()));
    assert!(said.contains("0 broken"), "{said}");
}
