//! The log: what it says, and what it never says.

use sha2::{Digest as _, Sha256};

use crate::support::{CLIENT_ID, CLIENT_SECRET, PASSWORD, Server, USER};

fn fingerprint(token: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(token)[..4])
}

#[test]
fn a_line_tells_what_happened() {
    let server = Server::example(&[]);
    let first = server.sign_in();
    let (access, refresh) = (
        fingerprint(&first.access_token()),
        fingerprint(&first.refresh_token()),
    );
    let line = server.log_line("grant=password");
    let rest = format!(
        " POST /oauth/v2/token 200 grant=password client={CLIENT_ID} user={USER} \
         access={access} refresh={refresh}"
    );
    let (time, ()) = (
        line.strip_suffix(&rest).unwrap_or_else(|| panic!("{line}")),
        (),
    );
    assert!(time.len() == 24 && time.ends_with('Z'), "{time}");
    server.refresh("unknown");
    let line = server.log_line("grant=refresh_token");
    let end = format!(
        "400 grant=refresh_token client={CLIENT_ID} token={} error=invalid_grant \
         reason=\"the refresh token is unknown or was used already\"",
        fingerprint("unknown")
    );
    assert!(line.ends_with(&end), "{line}");
    server.login(&first.access_token());
    let line = server.log_line("/login");
    assert!(
        line.ends_with(&format!(
            "200 client={CLIENT_ID} user={USER} token={access}"
        )),
        "{line}"
    );
}

#[test]
fn the_log_holds_no_secret() {
    let server = Server::example(&[]);
    let first = server.sign_in();
    let second = server.refresh(&first.refresh_token());
    server.login(&second.access_token());
    let query = format!("?access_token={}", second.access_token());
    server.login_with(&query, None, None);
    server.refresh(&first.refresh_token());
    // Id and secret taken for one another.
    server.token(&[
        ("grant_type", "password"),
        ("client_id", CLIENT_SECRET),
        ("client_secret", CLIENT_ID),
        ("username", USER),
        ("password", PASSWORD),
    ]);
    server.get("/end").unwrap();
    server.log_line("/end");
    let log = server.log();
    for secret in [
        CLIENT_SECRET,
        PASSWORD,
        &first.access_token(),
        &first.refresh_token(),
        &second.access_token(),
        &second.refresh_token(),
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[test]
fn nobody_can_forge_a_line() {
    let server = Server::example(&[]);
    let forged = "x\n2026-01-01T00:00:00.000Z POST /forged 200\r user=\"admin\" \u{1b}[2J\u{202e}";
    server.token(&[
        ("grant_type", "password"),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
        ("username", forged),
        ("password", "x"),
    ]);
    server.token(&[("grant_type", forged)]);
    server.get("/%0Aforged").unwrap();
    server.log_line("404");
    let log = server.log();
    assert_eq!(log.lines().count(), 3, "{log}");
    assert!(log.is_ascii(), "{log}");
    for line in log.lines() {
        assert!(
            !line.contains("\u{1b}") && !line.starts_with("2026-01-01"),
            "{line}"
        );
        assert!(!line.contains(" user=\"admin\""), "{line}");
    }
}
