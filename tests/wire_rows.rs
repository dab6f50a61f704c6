//! Each refusal that OmniFund's server is known for, as the C caller sees it.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use common::c::{Answer, command, command_for, program};
use common::{LocalServer, PASSWORD, USERNAME};
use omnifund::ErrorKind::{self, *};
use omnifund::{Advice, Outcome};

/// A refusal of the token endpoint: all are 400.
struct Row {
    error: &'static str,
    /// As it stands in the JSON.
    description: &'static str,
    to_password: ErrorKind,
    to_refresh: ErrorKind,
}

fn row(error: &'static str, description: &'static str, kind: ErrorKind) -> Row {
    Row {
        error,
        description,
        to_password: kind,
        to_refresh: kind,
    }
}

fn token_endpoint_rows() -> Vec<Row> {
    let invalid_grant = |description| Row {
        error: "invalid_grant",
        description,
        to_password: WrongPassword,
        to_refresh: RefreshTokenRefused,
    };
    vec![
        row(
            "invalid_request",
            r#""Invalid grant_type parameter or parameter missing""#,
            InvalidRequest,
        ),
        row(
            "invalid_client",
            r#""Client id was not found in the headers or body""#,
            InvalidClient,
        ),
        row(
            "invalid_client",
            r#""The client credentials are invalid""#,
            InvalidClient,
        ),
        row(
            "unauthorized_client",
            r#""The grant type is unauthorized for this client_id""#,
            UnauthorizedClient,
        ),
        row("unsupported_grant_type", "null", UnsupportedGrantType),
        row(
            "invalid_request",
            r#""Missing parameters. \"username\" and \"password\" required""#,
            InvalidRequest,
        ),
        invalid_grant(r#""Invalid username and password combination""#),
        row(
            "invalid_request",
            r#""No \"refresh_token\" parameter found""#,
            InvalidRequest,
        ),
        invalid_grant(r#""Invalid refresh token""#),
        invalid_grant(r#""Refresh token has expired""#),
        row(
            "invalid_scope",
            r#""An unsupported scope was requested.""#,
            InvalidScope,
        ),
        row("something_new", r#""Never heard of""#, OtherOauthError),
    ]
}

/// Written down here once more: a till switches on it.
fn advice_to(kind: ErrorKind) -> Advice {
    match kind {
        WrongPassword | RefreshTokenRefused | AccessTokenRefused => Advice::SignIn,
        InvalidRequest | InvalidClient | UnauthorizedClient | UnsupportedGrantType
        | InvalidScope | OtherOauthError | LoginInvalidRequest | TokenNotSeen => {
            Advice::FixConfiguration
        }
        AccessDenied | InsufficientScope => Advice::Refused,
        other => panic!("no row for {other:?}"),
    }
}

fn assert_error(answer: &Answer, kind: ErrorKind, status: u16, error: &str, words: &str) {
    assert_eq!(answer.number("code"), i64::from(kind.code()), "{answer:?}");
    assert_eq!(
        answer.number("advice"),
        advice_to(kind) as i64,
        "{answer:?}"
    );
    assert_eq!(
        answer.number("outcome"),
        Outcome::Refused as i64,
        "{answer:?}"
    );
    assert_eq!(answer.number("http_status"), i64::from(status));
    assert_eq!(answer.get("oauth_error"), error);
    assert_eq!(answer.get("oauth_error_description"), words);
    assert!(answer.get("message").contains(error), "{answer:?}");
    assert_eq!(answer.number("retry_after"), 0);
}

#[test]
fn every_refusal_of_the_token_endpoint_has_a_code_for_its_error_and_place() {
    let ask = program("ask");
    for row in token_endpoint_rows() {
        let mut server = mockito::Server::new();
        let body = format!(
            r#"{{"error":"{}","error_description":{}}}"#,
            row.error, row.description
        );
        server
            .mock("POST", "/oauth/v2/token")
            .with_status(400)
            .with_header("content-type", "application/json")
            .with_header("cache-control", "no-store, private")
            .with_header("pragma", "no-cache")
            .with_body(body)
            .create();
        let words: Option<String> = serde_json::from_str(row.description).unwrap();
        let words = words.as_deref().unwrap_or("(null)");

        let answer =
            Answer::of(command(&ask, &server.url()).args(["password", "till", "hunter2!"]));
        assert_error(&answer, row.to_password, 400, row.error, words);
        let answer = Answer::of(command(&ask, &server.url()).args(["refresh", "refresh-1"]));
        assert_error(&answer, row.to_refresh, 400, row.error, words);
    }
}

#[test]
fn every_refusal_of_the_token_login_has_a_code_for_its_error_and_place() {
    let ask = program("ask");
    for (status, error, words, kind) in [
        (
            401,
            "invalid_grant",
            "The access token provided is invalid.",
            AccessTokenRefused,
        ),
        (
            401,
            "invalid_grant",
            "The access token provided has expired.",
            AccessTokenRefused,
        ),
        (
            401,
            "invalid_token",
            "RFC 6750's own name for it",
            AccessTokenRefused,
        ),
        (
            401,
            "access_denied",
            "OAuth2 authentication required",
            TokenNotSeen,
        ),
        (
            401,
            "access_denied",
            "User account is disabled.",
            AccessDenied,
        ),
        (
            400,
            "invalid_request",
            "Only one method may be used to authenticate at a time (Auth header, GET or POST).",
            LoginInvalidRequest,
        ),
        (
            403,
            "invalid_scope",
            "The request requires higher privileges than provided by the access token.",
            InsufficientScope,
        ),
    ] {
        let challenge =
            format!(r#"Bearer realm="Service", error="{error}", error_description="{words}""#);
        let body = format!(r#"{{"error":"{error}","error_description":"{words}"}}"#);
        // The header alone, the body alone.
        for (header, body) in [
            (challenge.as_str(), ""),
            ("Basic realm=\"x\"", body.as_str()),
        ] {
            let mut server = mockito::Server::new();
            server
                .mock("POST", "/login")
                .with_status(status)
                .with_header("www-authenticate", header)
                .with_body(body)
                .create();
            let answer = Answer::of(command(&ask, &server.url()).args(["login", "access-1"]));
            assert_error(&answer, kind, status as u16, error, words);
        }
    }
}

#[test]
fn what_the_local_server_refuses_reaches_c_over_tls() {
    let server = LocalServer::start();
    let ask = program("ask");
    let ask_server = |arguments: &[&str]| Answer::of(command_for(&ask, &server).args(arguments));

    let wrong = ask_server(&["password", USERNAME, "wrong"]);
    let words = "Invalid username and password combination";
    assert_error(&wrong, WrongPassword, 400, "invalid_grant", words);

    let first = ask_server(&["password", USERNAME, PASSWORD]);
    let refresh = ["refresh", first.get("refresh_token")];
    let second = ask_server(&refresh);
    assert_ne!(first.get("access_token"), second.get("access_token"));
    let spent = ask_server(&refresh);
    let words = "Invalid refresh token";
    assert_error(&spent, RefreshTokenRefused, 400, "invalid_grant", words);

    let login = ask_server(&["login", second.get("access_token")]);
    assert_eq!(login.number("status"), 200);
    assert_eq!(login.get("header.content-type"), login.get("content_type"));

    let mut stranger = command_for(&ask, &server);
    stranger.env("OMNIFUND_CLIENT_SECRET", "wrong");
    let refused = Answer::of(stranger.args(["password", USERNAME, PASSWORD]));
    let words = "The client credentials are invalid";
    assert_error(&refused, InvalidClient, 400, "invalid_client", words);
    assert_eq!(
        refused.number("advice"),
        Advice::FixConfiguration as i64,
        "a wrong client secret is no case for the user"
    );
}

#[test]
fn absent_fields_are_null_and_zero_in_c() {
    let ask = program("ask");
    let mut server = mockito::Server::new();
    server
        .mock("POST", "/oauth/v2/token")
        .with_body(r#"{"access_token":"a"}"#)
        .create();
    let token = Answer::of(command(&ask, &server.url()).args(["refresh", "refresh-1"]));
    assert_eq!(token.get("access_token"), "a");
    for name in ["refresh_token", "token_type", "scope"] {
        assert_eq!(token.get(name), "(null)");
    }
    assert_eq!(token.number("expires_in"), 0);
    assert_eq!(token.number("expires_at"), 0);
}
