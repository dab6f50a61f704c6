//! `omnifund doctor` about certificates: whose, until when, and who was asked about them.

#![allow(missing_docs)]

mod till;

use std::io::{Read, Write};
use std::process::Command;

use till::common::peer::Peer;
use till::common::{LocalServer, USERNAME, root};
use till::{Till, run};

#[test]
fn who_is_trusted_is_told() {
    let till = Till::signed_in("doctor-trusted");
    let ca_file = till.server.ca_file.as_ref().unwrap().display().to_string();
    for (only, said) in [
        ("no", format!("authorities and the CA file {ca_file}")),
        ("yes", format!("trusted by the CA file {ca_file} alone")),
    ] {
        let mut command = till.command();
        command
            .env("OMNIFUND_CA_ONLY", only)
            .env_remove("SSL_CERT_FILE")
            .env_remove("SSL_CERT_DIR");
        let ran = run(command.arg("doctor"), "");
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(ran.stdout.contains(&said), "{}", ran.stdout);
    }
}

#[test]
fn what_the_system_trusts_does_not_count_beside_a_ca_file_alone() {
    let till = Till::signed_in("doctor-alone");
    let other = LocalServer::start();
    let asked = |only: &str, arguments: &[&str]| {
        let mut command = till.command();
        command
            .env("SSL_CERT_FILE", till.server.ca_file.as_ref().unwrap())
            .env_remove("SSL_CERT_DIR")
            .env("OMNIFUND_CA_FILE", other.ca_file.as_ref().unwrap())
            .env("OMNIFUND_CA_ONLY", only)
            .args(arguments);
        run(&mut command, "")
    };
    let beside = asked("no", &["token", "--refresh", USERNAME]);
    assert_eq!(beside.status, 0, "{beside:?}");
    let alone = asked("yes", &["token", "--refresh", USERNAME]);
    assert_eq!(alone.status, 13, "{alone:?}");
    let told = asked("yes", &["doctor"]);
    assert_eq!(told.status, 13, "{told:?}");
    let said = format!(
        "nobody here trusts it (asked: the CA file {} alone)",
        other.ca_file.as_ref().unwrap().display()
    );
    assert!(told.stdout.contains(&said), "{}", told.stdout);
}

#[test]
fn what_it_says_of_a_gateway_is_what_the_manual_explains() {
    let manual = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let (_, table) = manual.split_once("### A gateway that interferes").unwrap();
    let (table, _) = table.split_once("```").unwrap();
    let till = Till::new("doctor-gateway");
    let assert_explained = |command: &mut Command, said: &str| {
        let ran = run(command.arg("doctor"), "");
        assert!(ran.stdout.contains(said), "{}", ran.stdout);
        assert!(table.contains(said), "{said}");
        ran.status
    };
    let answering = |answer: &'static [u8]| {
        Peer::new(move |mut tcp, _| {
            let _ = tcp.read(&mut [0; 4096]);
            let _ = tcp.write_all(answer);
            let _ = tcp.read_to_end(&mut Vec::new());
        })
    };
    let at = |base_url: &str| {
        let mut command = till.command();
        command.env("OMNIFUND_BASE_URL", base_url);
        command
    };

    for (answer, status, said) in [
        (&b"HTTP/1.1 302 Found\r\n\r\n"[..], 11, "speaks no TLS"),
        (
            &[21, 3, 3, 0, 2, 2, 40],
            13,
            "the alert \"handshake failure\"",
        ),
        (&[21, 3, 3, 0, 2, 2, 70], 13, "protocol version"),
        (
            &[21, 3, 3, 0, 2, 2, 116],
            13,
            "wants a certificate of its clients",
        ),
    ] {
        let peer = answering(answer);
        let mut command = at(&format!("https://127.0.0.1:{}", peer.port));
        assert_eq!(assert_explained(&mut command, said), status, "{said}");
    }
    let page = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\n<p>No</p>";
    let page = answering(page);
    assert_explained(&mut at(&page.base_url()), "no OAuth answer");
    let proxy = answering(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n");
    let mut command = at("https://omnifund.invalid");
    command.env("OMNIFUND_PROXY", format!("http://127.0.0.1:{}", proxy.port));
    assert_eq!(assert_explained(&mut command, "no way (by the proxy"), 13);
    let other = LocalServer::start();
    assert_eq!(
        assert_explained(&mut at(&other.base_url), "nobody here trusts it"),
        13
    );
    let other = LocalServer::controlled(&["--certificate", "wrong-host"]);
    let other = Till::at(other, "doctor-elsewhere");
    let status = assert_explained(&mut other.command(), "leads to another server");
    assert_eq!(status, 13);
    let said = run(other.command().arg("doctor"), "").stdout;
    assert!(
        said.contains("it is for another.example; the authority is"),
        "{said}"
    );
}

#[test]
fn a_setting_that_is_neither_yes_nor_no_is_named() {
    let till = Till::new("doctor-neither");
    let ran = run(
        till.command().env("OMNIFUND_CA_ONLY", "1").arg("doctor"),
        "",
    );
    assert_eq!(ran.status, 13, "{ran:?}");
    assert!(ran.stdout.contains("OMNIFUND_CA_ONLY"), "{}", ran.stdout);
    let ran = run(
        till.command()
            .env_remove("OMNIFUND_CA_FILE")
            .env("OMNIFUND_CA_ONLY", "yes")
            .arg("doctor"),
        "",
    );
    assert_eq!(ran.status, 13, "{ran:?}");
    assert!(ran.stdout.contains("ca_file"), "{}", ran.stdout);
}
