//! Whom the library trusts, and what it says where it does not.

#![allow(missing_docs)]

mod common;

use common::{LocalServer, PASSWORD, Scratch, USERNAME, config_for};
use omnifund::{Advice, Client, Config, Error, ErrorKind, Outcome, Secret};

fn grant(config: &Config) -> Result<(), Error> {
    Client::new(config)?
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .map(drop)
}

#[track_caller]
fn assert_refused(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.advice(), Advice::FixConfiguration);
}

#[test]
fn an_authority_that_nobody_named_is_not_trusted() {
    let server = LocalServer::start();
    let error = grant(&config_for(&server.base_url)).unwrap_err();
    assert_refused(&error, ErrorKind::CertificateUntrusted);
}

#[test]
fn another_authority_of_the_same_kind_is_not_trusted() {
    let (server, other) = (LocalServer::start(), LocalServer::start());
    let mut config = config_for(&server.base_url);
    config.set_ca_file(other.ca_file.as_ref().unwrap()).unwrap();
    assert_refused(
        &grant(&config).unwrap_err(),
        ErrorKind::CertificateUntrusted,
    );
}

#[test]
fn a_certificate_outside_its_dates_says_what_date_this_machine_believes() {
    for choice in ["expired", "not-yet"] {
        let server = LocalServer::with(&["--certificate", choice]);
        let error = grant(&server.config()).unwrap_err();
        assert_refused(&error, ErrorKind::CertificateDates);
        let believed = error.to_string();
        let (_, date) = believed
            .split_once("believes that it is ")
            .unwrap_or_else(|| panic!("{believed}"));
        assert!(
            date.starts_with(|first: char| first.is_ascii_digit()),
            "{believed}"
        );
        assert!(believed.contains("clock"), "{believed}");
    }
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let server = LocalServer::with(&["--certificate", "wrong-host"]);
    let error = grant(&server.config()).unwrap_err();
    assert_refused(&error, ErrorKind::CertificateName);
    assert!(error.to_string().contains("another.example"), "{error}");
}

#[test]
fn every_loopback_name_of_the_local_server_is_in_its_certificate() {
    let server = LocalServer::start();
    let port = server.base_url.rsplit(':').next().unwrap();
    let mut config = server.config();
    config
        .set_base_url(&format!("https://localhost:{port}"))
        .unwrap();
    grant(&config).unwrap();
}

#[test]
fn a_ca_file_that_is_none_is_named() {
    let server = LocalServer::start();
    let scratch = Scratch::new("no-ca-file");
    for (name, content) in [
        ("empty.pem", ""),
        ("text.pem", "hello"),
        (
            "broken.pem",
            "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
        ),
        (
            "garbage.pem",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ),
    ] {
        let path = scratch.path(name);
        std::fs::write(&path, content).unwrap();
        let mut config = server.config();
        config.set_ca_file(&path).unwrap();
        let error = grant(&config).unwrap_err();
        assert_refused(&error, ErrorKind::UnreadableCertificates);
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn a_mended_ca_file_is_read_again_without_a_restart() {
    let (server, other) = (LocalServer::start(), LocalServer::start());
    let scratch = Scratch::new("renewed-ca-file");
    let path = scratch.path("ca.pem");
    std::fs::copy(other.ca_file.as_ref().unwrap(), &path).unwrap();
    let mut config = config_for(&server.base_url);
    config.set_ca_file(&path).unwrap();
    let client = Client::new(&config).unwrap();
    let ask = || client.password_grant(USERNAME, &Secret::from(PASSWORD));
    assert_eq!(ask().unwrap_err().kind(), ErrorKind::CertificateUntrusted);
    std::fs::copy(server.ca_file.as_ref().unwrap(), &path).unwrap();
    ask().unwrap();
}

#[test]
fn the_authorities_are_read_once_and_not_when_a_client_is_made() {
    let server = LocalServer::start();
    let scratch = Scratch::new("ca-file-once");
    let path = scratch.path("ca.pem");
    std::fs::copy(server.ca_file.as_ref().unwrap(), &path).unwrap();
    let mut config = config_for(&server.base_url);
    config.set_ca_file(&path).unwrap();
    let clients: Vec<_> = (0..100).map(|_| Client::new(&config).unwrap()).collect();
    let ask = |client: &Client| client.password_grant(USERNAME, &Secret::from(PASSWORD));
    ask(&clients[0]).unwrap();
    std::fs::remove_file(&path).unwrap();
    ask(&clients[1]).unwrap();
    ask(&clients[99]).unwrap();
}
