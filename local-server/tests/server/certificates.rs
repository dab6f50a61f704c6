//! TLS: the authority, and bad certificates for the tests of clients.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::Server;

fn refusal(certificate: &str) -> String {
    let server = Server::start(&["--certificate", certificate]);
    server.get("/healthz").unwrap_err().to_string()
}

#[test]
fn an_expired_certificate_is_refused_for_its_dates() {
    let said = refusal("expired");
    assert!(said.to_lowercase().contains("expired"), "{said}");
}

#[test]
fn a_certificate_that_is_not_yet_valid_is_refused_for_its_dates() {
    let said = refusal("not-yet").to_lowercase();
    assert!(
        said.contains("not valid yet") || said.contains("notvalidyet"),
        "{said}"
    );
}

#[test]
fn a_certificate_for_another_host_is_refused_for_its_name() {
    let said = refusal("wrong-host");
    assert!(
        said.contains("another.example") || said.contains("not valid for"),
        "{said}"
    );
}

#[test]
fn the_authority_is_kept_where_it_was_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let wanted = directory.path().join("made/for/it");
    let server = Server::start(&["--tls-dir", wanted.to_str().unwrap()]);
    let ca_file = std::fs::canonicalize(wanted.join("ca.pem")).unwrap();
    assert_eq!(server.ca_file(), ca_file.to_str());
    let mode = |name| wanted.join(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("ca.pem"), mode("ca-key.pem")), (0o644, 0o600));
    // Two servers share it.
    let other = Server::start(&["--tls-dir", wanted.to_str().unwrap()]);
    assert_eq!(other.get("/healthz").unwrap().status, 200);
    assert_eq!(server.get("/healthz").unwrap().status, 200);
}

#[test]
fn localhost_and_ipv6_are_in_the_certificate() {
    let server = Server::start(&["--listen", "localhost:0"]);
    let port = server.address().rsplit(':').next().unwrap();
    let url = format!("https://localhost:{port}/healthz");
    assert_eq!(server.get_url(&url).unwrap().status, 200);
    if std::net::TcpListener::bind("[::1]:0").is_ok() {
        let server = Server::start(&["--listen", "[::1]:0"]);
        assert!(server.base_url().starts_with("https://[::1]:"));
        assert_eq!(server.get("/healthz").unwrap().status, 200);
    }
}
