//! Who the server is, shown by its certificate.

#![allow(missing_docs)]

use std::fs;
use std::path::Path;

use omnifund_databases::{Authority, Found, PASSWORD, Player, PostgreSql, Scratch};
use omnifund_postgresql::{omnifund_store_library_1, omnifund_store_migrate_1};
use omnifund_sql::Code;

/// `host` is what the server is called here, and `ca` whom it is believed from.
fn url(server: &PostgreSql, host: &str, mode: &str, ca: &Path) -> String {
    format!(
        "postgresql://owner:{PASSWORD}@{host}:{}/omnifund?sslmode={mode}&sslrootcert={}",
        server.port(),
        ca.display()
    )
}

fn refused(url: &str) -> Found {
    let player = Player::of(omnifund_store_library_1, url).unwrap();
    let found = player.try_connect(20_000).err().expect("it is refused");
    assert!(!found.message.contains(PASSWORD), "{found:?}");
    // Waiting does not mend it.
    found.must_be(Code::Failed)
}

#[test]
fn a_server_is_believed_by_the_certificate_of_its_name_and_no_other() {
    let scratch = Scratch::new("tls");
    let authority = Authority::new("ours", scratch.path());
    let server = PostgreSql::start_with_tls(&authority, "localhost");
    let verified = url(&server, "localhost", "verify-full", authority.file());
    Player::migrate(omnifund_store_migrate_1, &verified).unwrap();
    let player = Player::of(omnifund_store_library_1, &verified).unwrap();
    player.connect().identify().must_be(Code::Done);
    let encrypted = "SELECT count(*) FROM pg_stat_ssl WHERE ssl AND pid <> pg_backend_pid()";
    let connection = player.connect();
    assert_eq!(server.sql(encrypted).trim(), "1");
    drop(connection);

    let stranger = Authority::new("strangers", scratch.path());
    let found = refused(&url(&server, "localhost", "verify-full", stranger.file()));
    assert!(
        found.message.contains("certificate verify failed"),
        "{found:?}"
    );
    // By its address it shows a certificate of another name.
    let found = refused(&url(&server, "127.0.0.1", "verify-full", authority.file()));
    assert!(
        found.message.contains("does not match host name"),
        "{found:?}"
    );
    let found = refused(&url(
        &server,
        "localhost",
        "verify-full",
        &scratch.path().join("none.pem"),
    ));
    assert!(found.message.contains("does not exist"), "{found:?}");
    let garbage = scratch.path().join("garbage.pem");
    fs::write(&garbage, "no certificate").unwrap();
    let found = refused(&url(&server, "localhost", "verify-full", &garbage));
    assert!(found.message.contains("garbage.pem"), "{found:?}");
}

#[test]
fn a_server_without_tls_is_refused_where_it_must_show_who_it_is() {
    let scratch = Scratch::new("no tls");
    let authority = Authority::new("ours", scratch.path());
    let server = PostgreSql::shared();
    let found = refused(&url(server, "localhost", "verify-full", authority.file()));
    assert!(found.message.contains("does not support SSL"), "{found:?}");
}
