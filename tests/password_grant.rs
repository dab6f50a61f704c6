//! An access token by user name and password.

#![allow(missing_docs)]

mod common;

use std::time::{SystemTime, UNIX_EPOCH};

use common::{LocalServer, PASSWORD, USERNAME};
use omnifund::{Advice, BodyFormat, Client, ErrorKind, Outcome, Secret};

#[test]
fn a_password_brings_all_five_fields_and_the_absolute_end() {
    let server = LocalServer::start();
    let before = unix_now();
    let token = server
        .client()
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
    let after = unix_now();

    assert_eq!(token.access_token().expose().len(), 86);
    assert_eq!(token.refresh_token().unwrap().expose().len(), 86);
    assert_eq!(token.token_type(), Some("bearer"));
    assert_eq!(token.scope(), None);
    assert_eq!(token.expires_in(), Some(3600));
    let end = token.expires_at().unwrap();
    assert!((before + 3600..=after + 3600).contains(&end), "{end}");
}

#[test]
fn a_json_body_does_as_well_as_a_form() {
    let server = LocalServer::start();
    let mut config = server.config();
    config.set_body_format(BodyFormat::Json);
    let client = Client::new(&config).unwrap();
    let first = client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
    client
        .refresh_grant(first.refresh_token().unwrap())
        .unwrap();
}

#[test]
fn a_json_body_at_a_form_only_server_is_told_apart() {
    let server = LocalServer::with(&["--form-only"]);
    let mut config = server.config();
    config.set_body_format(BodyFormat::Json);
    let error = Client::new(&config)
        .unwrap()
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.advice(), Advice::FixConfiguration);
    assert!(error.to_string().contains("form or JSON"), "{error}");

    server
        .client()
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
}

#[test]
fn a_password_arrives_as_it_was_typed_in_both_formats() {
    let awkward = [
        r#"quo"te's"#,
        "a&b=c",
        "100%",
        "%41",
        "1+1",
        " spaces around ",
        "Grüße",
        "🦀 crab",
        r"back\slash",
        "tab\tand\nnewline",
        "{\"json\":true}",
        ":colon:",
        "\u{7f}\u{1}",
    ];
    let users: Vec<String> = awkward
        .iter()
        .enumerate()
        .map(|(at, password)| format!("user{at}:{password}"))
        .collect();
    let mut options = Vec::new();
    for user in &users {
        options.extend(["--user", user]);
    }
    let server = LocalServer::with(&options);
    for format in [BodyFormat::Form, BodyFormat::Json] {
        let mut config = server.config();
        config.set_body_format(format);
        let client = Client::new(&config).unwrap();
        for (at, password) in awkward.iter().enumerate() {
            client
                .password_grant(&format!("user{at}"), &Secret::from(*password))
                .unwrap_or_else(|error| panic!("{password:?} as {format:?}: {error}"));
        }
    }
}

#[test]
fn a_wrong_password_is_a_case_for_the_user() {
    let server = LocalServer::start();
    let error = server
        .client()
        .password_grant(USERNAME, &Secret::from("wrong"))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongPassword);
    assert_eq!(error.advice(), Advice::SignIn);
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.http_status(), Some(400));
    assert_eq!(error.oauth_error(), Some("invalid_grant"));
    assert_eq!(
        error.oauth_error_description(),
        Some("Invalid username and password combination")
    );
}

#[test]
fn an_empty_user_name_or_password_is_not_sent() {
    let peer = common::peer::Peer::silent();
    let client = Client::new(&common::config_for(&peer.base_url())).unwrap();
    for (username, password) in [("", "x"), ("x", ""), ("", "")] {
        let error = client
            .password_grant(username, &Secret::from(password))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::MissingCredentials);
        assert_eq!(error.advice(), Advice::SignIn);
    }
    assert_eq!(peer.connections(), 0);
}

fn unix_now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.as_secs().try_into().unwrap()
}
