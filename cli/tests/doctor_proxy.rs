//! `omnifund doctor` behind a proxy.

#![allow(missing_docs)]

mod till;

use till::common::USERNAME;
use till::{Ran, Till, run};

#[track_caller]
fn assert_told(ran: &Ran, status: i32, said: &[&str]) {
    assert_eq!(ran.status, status, "{}", ran.stdout);
    for words in said {
        assert!(
            ran.stdout.contains(words),
            "no {words:?} in\n{}",
            ran.stdout
        );
    }
    assert!(!ran.stdout.contains("hunter2"), "{}", ran.stdout);
}

#[test]
fn behind_a_proxy_the_address_is_told_as_the_proxys() {
    let mut till = Till::signed_in("doctor-proxy");
    // It closes every connection, as a proxy in trouble does.
    let proxy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = proxy.local_addr().unwrap();
    std::thread::spawn(move || proxy.incoming().for_each(drop));
    till.server.base_url = "https://omnifund.invalid".into();
    let doctor = |url: &str| {
        let mut command = till.command();
        command
            .args(["doctor", USERNAME])
            .env("OMNIFUND_PROXY", url);
        run(&mut command, "")
    };
    let ran = doctor(&format!("http://till:hunter2@localhost:{}", address.port()));
    let by = format!(
        "requests go by the proxy localhost:{}, which is at ",
        address.port()
    );
    assert_told(
        &ran,
        11,
        &[&by, &address.to_string(), "BAD   token endpoint"],
    );
    assert!(
        !ran.stdout.contains("omnifund.invalid is at"),
        "{}",
        ran.stdout
    );

    let ran = doctor("http://no-such-proxy.invalid:3128");
    assert_told(&ran, 11, &["BAD   proxy", "no-such-proxy.invalid:3128"]);
}
