//! Who the server is, shown by its certificate.

#![allow(missing_docs)]

use std::path::Path;

use omnifund_databases::{Authority, Found, MariaDb, PASSWORD, Player, Scratch};
use omnifund_mysql::{omnifund_store_library_1, omnifund_store_migrate_1};
use omnifund_sql::Code;

/// `host` is what the server is called here, and `ca` whom it is believed from.
fn url(server: &MariaDb, host: &str, ca: &Path) -> String {
    format!(
        "mysql://owner:{PASSWORD}@{host}:{}/omnifund?ssl-mode=VERIFY_IDENTITY&ssl-ca={}",
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
    let server = MariaDb::start_with_tls(&authority, "127.0.0.1");
    let verified = url(&server, "127.0.0.1", authority.file());
    Player::migrate(omnifund_store_migrate_1, &verified).unwrap();
    let player = Player::of(omnifund_store_library_1, &verified).unwrap();
    let mut connection = player.connect();
    connection.identify().must_be(Code::Done);
    server.sql("ALTER USER owner@'%' REQUIRE SSL");
    drop(connection);
    player.connect().identify().must_be(Code::Done);

    let stranger = Authority::new("strangers", scratch.path());
    let found = refused(&url(&server, "127.0.0.1", stranger.file()));
    assert!(found.message.contains("certificate"), "{found:?}");
    // One of another name.
    let another = MariaDb::start_with_tls(&authority, "other.example");
    let found = refused(&url(&another, "127.0.0.1", authority.file()));
    assert!(found.message.contains("certificate"), "{found:?}");
    let found = refused(&url(&server, "127.0.0.1", &scratch.path().join("none.pem")));
    assert!(found.message.contains("none.pem"), "{found:?}");
}

#[test]
fn a_server_without_tls_is_refused_where_it_must_show_who_it_is() {
    let scratch = Scratch::new("no tls");
    let authority = Authority::new("ours", scratch.path());
    let server = MariaDb::shared();
    let found = refused(&url(server, "127.0.0.1", authority.file()));
    assert!(
        found.message.contains("TLS") || found.message.contains("SSL"),
        "{found:?}"
    );
}
