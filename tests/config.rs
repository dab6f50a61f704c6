//! Settings: checked once, with an error that names them.

#![allow(missing_docs)]

mod common;

use std::time::Duration;

use omnifund::{Advice, Client, Config, Error, ErrorKind, Outcome, Secret};

fn with_credentials() -> Config {
    let mut config = Config::new();
    config.set_credentials("1_a", Secret::from("s")).unwrap();
    config
}

#[track_caller]
fn assert_names(error: &Error, setting: &str) {
    assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
    assert_eq!(error.advice(), Advice::FixConfiguration);
    assert_eq!(error.outcome(), Outcome::NotSent);
    let message = error.to_string();
    assert!(message.starts_with(&format!("{setting}: ")), "{message}");
}

#[test]
fn without_an_environment_the_error_lists_them() {
    let error = Client::new(&with_credentials()).unwrap_err();
    assert_names(&error, "environment");
    for name in ["sandbox", "production", "base_url"] {
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn an_environment_is_known_by_its_name_alone() {
    for name in ["sandbox", "production"] {
        let mut config = with_credentials();
        config.set_environment(name).unwrap();
        let client = Client::new(&config).unwrap();
        let host = if name == "sandbox" {
            "sandbox"
        } else {
            "secure"
        };
        let endpoint = format!("https://{host}.gotobilling.com/oauth/v2/token");
        assert!(format!("{client:?}").contains(&endpoint));
    }
    for name in ["", "Sandbox", "staging", "sandbox "] {
        assert_names(
            &Config::new().set_environment(name).unwrap_err(),
            "environment",
        );
    }
}

#[test]
fn a_base_url_replaces_the_environments_in_either_order() {
    let own = "https://own.example";
    let mut first = with_credentials();
    first.set_base_url(own).unwrap();
    first.set_environment("production").unwrap();
    let mut last = with_credentials();
    last.set_environment("production").unwrap();
    last.set_base_url(own).unwrap();
    for config in [first, last] {
        let client = format!("{:?}", Client::new(&config).unwrap());
        assert!(client.contains("https://own.example/login"), "{client}");
        assert!(!client.contains("gotobilling"), "{client}");
    }
}

#[test]
fn credentials_must_be_there() {
    let mut config = Config::new();
    config.set_environment("sandbox").unwrap();
    assert_names(&Client::new(&config).unwrap_err(), "credentials");
    for (id, secret) in [("", "s"), ("1_a", "")] {
        let error = config
            .set_credentials(id, Secret::from(secret))
            .unwrap_err();
        assert_names(&error, "credentials");
    }
}

#[test]
fn plain_http_is_for_loopback_or_for_who_asks_for_it() {
    let mut config = with_credentials();
    for loopback in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1"] {
        config.set_base_url(loopback).unwrap();
        Client::new(&config).unwrap();
    }
    config.set_base_url("http://10.0.0.1").unwrap();
    assert_names(&Client::new(&config).unwrap_err(), "base_url");
    config.allow_plain_http();
    Client::new(&config).unwrap();
}

#[test]
fn timeouts_are_between_a_millisecond_and_an_hour() {
    let mut config = Config::new();
    for bad in [Duration::ZERO, Duration::from_secs(3601), Duration::MAX] {
        assert_names(
            &config.set_connect_timeout(bad).unwrap_err(),
            "connect_timeout",
        );
        assert_names(
            &config.set_exchange_timeout(bad).unwrap_err(),
            "exchange_timeout",
        );
        assert_names(&config.set_call_budget(bad).unwrap_err(), "call_budget");
    }
    for good in [Duration::from_millis(1), Duration::from_secs(3600)] {
        config.set_connect_timeout(good).unwrap();
    }
}

#[test]
fn a_ca_file_must_be_there() {
    let mut config = Config::new();
    let missing = config.set_ca_file("/nonexistent/ca.pem").unwrap_err();
    assert_names(&missing, "ca_file");
    assert!(missing.to_string().contains("/nonexistent/ca.pem"));
    assert_names(&config.set_ca_file("/").unwrap_err(), "ca_file");
}

#[test]
fn a_proxy_must_be_one_that_is_supported() {
    let mut config = Config::new();
    for bad in [
        "",
        "socks5://h",
        "ftp://h",
        "http://",
        "http://a b",
        "http://p:70000",
        "http://p:",
        "http://p:abc",
        "http://p:0",
        "ftp//user:hunter2@x",
        "http//user:hunter2@x",
        "http:/user:hunter2@x",
        "//p:3128",
        "http://p:3128/proxy.pac",
        "http://p:3128?x",
        "http://p:3128#user:hunter2@x",
        "http://user:hunter2@",
        "http:\\\\p:3128",
        "p\n:3128",
    ] {
        let error = config.set_proxy(bad).unwrap_err();
        assert_names(&error, "proxy");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
    for good in [
        "p",
        "p:3128",
        "http://p:3128/",
        "HTTPS://p",
        "user:pass%40word@p:3128",
        "http://[::1]:3128",
    ] {
        config.set_proxy(good).unwrap();
    }
}

#[test]
fn a_failed_setter_leaves_the_setting_as_it_was() {
    let mut config = with_credentials();
    config.set_base_url("https://own.example").unwrap();
    config.set_base_url("nonsense").unwrap_err();
    let client = Client::new(&config).unwrap();
    assert!(format!("{client:?}").contains("https://own.example/login"));
}

#[test]
fn what_threads_share_is_send_and_sync() {
    fn shared<T: Send + Sync>() {}
    shared::<Client>();
    shared::<Config>();
    shared::<Error>();
    shared::<Secret>();
    shared::<omnifund::Response>();
    shared::<omnifund::TokenSet>();
}
