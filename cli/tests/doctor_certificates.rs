//! `omnifund doctor` about certificates: whose, until when, and who was asked about them.

#![allow(missing_docs)]

mod till;

use till::common::{LocalServer, USERNAME};
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
