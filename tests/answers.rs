//! Answers that no sane server gives.

#![allow(missing_docs)]

mod common;

use std::time::Duration;

use common::config_for;
use mockito::{Mock, ServerGuard};
use omnifund::ErrorKind::{self, *};
use omnifund::{Advice, Client, Error, Outcome, Secret, TokenSet};

/// A server that gives one answer at the token endpoint and the login.
fn server(answer: impl Fn(Mock) -> Mock) -> ServerGuard {
    let mut server = mockito::Server::new();
    for path in ["/oauth/v2/token", "/login"] {
        answer(server.mock("POST", path)).create();
    }
    server
}

fn client(server: &ServerGuard) -> Client {
    Client::new(&config_for(&server.url())).unwrap()
}

fn refresh(server: &ServerGuard) -> Result<TokenSet, Error> {
    client(server).refresh_grant(&Secret::from("refresh"))
}

fn login_error(server: &ServerGuard) -> Error {
    client(server)
        .token_login(&Secret::from("access"))
        .unwrap_err()
}

#[track_caller]
fn assert_unknown(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(error.advice(), Advice::Wait, "{error}");
    assert!(error.retry_after() > Duration::ZERO);
}

#[test]
fn a_success_that_is_no_token_leaves_the_outcome_unknown() {
    for body in [
        "",
        "<html>Welcome to the hotel</html>",
        "null",
        "[]",
        "\"token\"",
        "{}",
        "{\"access_token\":",
        r#"{"access_token":null}"#,
        r#"{"access_token":""}"#,
        r#"{"access_token":42}"#,
        r#"{"access_token":{"a":1}}"#,
        r#"{"access_token":"a b"}"#,
        r#"{"access_token":"a\r\nSet-Cookie: x"}"#,
        r#"{"access_token":"a\u0000b"}"#,
        r#"{"access_token":"ä"}"#,
        r#"{"error":"invalid_grant"}"#,
    ] {
        let server = server(|mock| mock.with_body(body));
        let error = refresh(&server).unwrap_err();
        assert_unknown(&error, UnreadableToken);
        assert_eq!(error.http_status(), Some(200));
    }
    let not_utf8 = server(|mock| mock.with_body(b"{\"access_token\":\"\xff\"}"));
    assert_unknown(&refresh(&not_utf8).unwrap_err(), UnreadableToken);
}

#[test]
fn a_token_is_taken_whatever_stands_beside_it() {
    let deep = "[".repeat(50_000) + &"]".repeat(50_000);
    for beside in [
        String::new(),
        r#","scope":null,"token_type":null,"refresh_token":null,"expires_in":null"#.into(),
        r#","scope":["a"],"token_type":7,"refresh_token":"","expires_in":{}"#.into(),
        r#","refresh_token":"a\u0000b""#.into(),
        r#","unknown":{"access_token":"no"},"another":1e999"#.into(),
        format!(r#","deep":{deep}"#),
    ] {
        let body = format!(r#"{{"access_token":"a"{beside}}}"#);
        let server = server(|mock| mock.with_body(&body));
        let token = refresh(&server).unwrap();
        assert_eq!(token.access_token().expose(), "a");
        assert!(token.refresh_token().is_none());
        assert_eq!((token.scope(), token.token_type()), (None, None));
        assert_eq!((token.expires_in(), token.expires_at()), (None, None));
    }
}

#[test]
fn a_refresh_token_that_is_a_number_is_taken_digit_by_digit() {
    let body = r#"{"access_token":"a","refresh_token":12345678901234567890123}"#;
    let token = refresh(&server(|mock| mock.with_body(body))).unwrap();
    let refresh_token = token.refresh_token().unwrap();
    assert_eq!(refresh_token.expose(), "12345678901234567890123");
}

#[test]
fn a_scope_is_handed_on_and_a_strange_life_costs_no_token() {
    for (expires_in, seconds) in [
        ("3600", Some(3600)),
        (r#""3600""#, Some(3600)),
        ("0", Some(0)),
        ("-5", Some(0)),
        ("99999999999999999999", Some(315_360_000)),
        ("1e999", None),
        ("true", None),
    ] {
        let body =
            format!(r#"{{"access_token":"a","scope":"read write","expires_in":{expires_in}}}"#);
        let server = server(|mock| mock.with_body(&body));
        let token = refresh(&server).unwrap();
        assert_eq!(token.scope(), Some("read write"));
        assert_eq!(token.expires_in(), seconds, "{expires_in}");
    }
}

#[test]
fn an_answer_over_one_mebibyte_is_refused_whole() {
    const TEN_MEGABYTES: usize = 10_000_000;
    let body = format!(r#"{{"access_token":"{}"}}"#, "a".repeat(TEN_MEGABYTES));
    let server = server(|mock| mock.with_body(&body));
    assert_unknown(&refresh(&server).unwrap_err(), AnswerTooLarge);
    assert_eq!(login_error(&server).kind(), AnswerTooLarge);
}

#[test]
fn headers_without_end_are_refused() {
    let server = server(|mock| mock.with_header("x-long", &"a".repeat(100_000)));
    assert_unknown(&refresh(&server).unwrap_err(), AnswerTooLarge);
}

#[test]
fn a_redirect_is_not_followed_and_its_outcome_is_unknown() {
    let elsewhere = common::peer::Peer::silent();
    for status in [301, 302, 303, 307, 308] {
        let server = server(|mock| {
            mock.with_status(status)
                .with_header("location", &elsewhere.base_url())
        });
        let error = refresh(&server).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert_eq!(error.http_status(), Some(status as u16));
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn statuses_without_an_oauth_answer_are_told_apart() {
    for (status, kind) in [
        (201, UnreadableToken),
        (204, UnreadableToken),
        (400, UnexpectedAnswer),
        (401, UnexpectedAnswer),
        (402, UnexpectedAnswer),
        (403, UnexpectedAnswer),
        (407, UnexpectedAnswer),
        (500, ServerError),
        (502, ServerError),
        (503, ServerError),
        (599, ServerError),
    ] {
        let server = server(|mock| mock.with_status(status).with_body("<html>no</html>"));
        let error = refresh(&server).unwrap_err();
        assert_unknown(&error, kind);
        assert_eq!(error.http_status(), Some(status as u16));
    }
}

#[test]
fn an_oauth_error_in_a_500_or_a_200_is_believed_by_nobody() {
    for (status, kind) in [(500, ServerError), (200, UnreadableToken)] {
        let server = server(|mock| {
            mock.with_status(status)
                .with_body(r#"{"error":"invalid_grant"}"#)
        });
        assert_unknown(&refresh(&server).unwrap_err(), kind);
    }
}

#[test]
fn a_server_that_is_busy_or_down_is_waited_for_by_whatever_name_it_says_so() {
    for (error, kind, outcome) in [
        ("temporarily_unavailable", Unavailable, Outcome::Unknown),
        ("server_error", ServerError, Outcome::Unknown),
        ("slow_down", RateLimited, Outcome::Refused),
        ("too_many_requests", RateLimited, Outcome::Refused),
    ] {
        let server = server(|mock| {
            mock.with_status(400)
                .with_header("retry-after", "77")
                .with_body(format!(r#"{{"error":"{error}"}}"#))
        });
        let found = refresh(&server).unwrap_err();
        assert_eq!(found.kind(), kind, "{found}");
        assert_eq!(found.outcome(), outcome, "{found}");
        assert_eq!(found.advice(), Advice::Wait, "{found}");
        assert_eq!(found.retry_after().as_secs(), 77, "{found}");
        assert_eq!(found.oauth_error(), Some(error));
    }
}

#[test]
fn an_oauth_error_in_a_500_is_told() {
    let server = server(|mock| {
        mock.with_status(502)
            .with_body(r#"{"error":"server_error","error_description":"the database is away"}"#)
    });
    let found = refresh(&server).unwrap_err();
    assert_eq!(found.kind(), ServerError);
    assert_eq!(found.oauth_error(), Some("server_error"));
    assert_eq!(
        found.oauth_error_description(),
        Some("the database is away")
    );
}

#[test]
fn an_oauth_error_with_a_status_that_no_oauth_server_gives_is_a_gateways() {
    for status in [404, 408, 413, 422] {
        let server = server(|mock| {
            mock.with_status(status)
                .with_body(r#"{"error":"invalid_client"}"#)
        });
        assert_unknown(&refresh(&server).unwrap_err(), UnexpectedAnswer);
    }
}

#[test]
fn a_403_is_a_refusal_where_it_has_the_words_of_one_and_else_a_firewalls() {
    for (error, kind) in [
        ("invalid_grant", RefreshTokenRefused),
        ("invalid_client", InvalidClient),
        ("access_denied", UnexpectedAnswer),
        ("forbidden", UnexpectedAnswer),
    ] {
        let server = server(|mock| {
            mock.with_status(403)
                .with_body(format!(r#"{{"error":"{error}"}}"#))
        });
        let found = refresh(&server).unwrap_err();
        assert_eq!(found.kind(), kind, "{found}");
        assert_eq!(found.oauth_error(), Some(error));
    }
}

#[test]
fn a_password_that_is_a_piece_of_an_errors_name_does_not_change_what_it_means() {
    for (password, error, kind) in [
        ("invalid", "invalid_grant", WrongPassword),
        ("grant", "invalid_grant", WrongPassword),
        ("client", "invalid_client", InvalidClient),
    ] {
        let body = format!(r#"{{"error":"{error}"}}"#);
        let server = server(|mock| mock.with_status(400).with_body(&body));
        let error = client(&server)
            .password_grant("user", &Secret::from(password))
            .unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(
            !error.to_string().contains(&format!("400 {password}")),
            "{error}"
        );
    }
}

#[test]
fn a_refresh_token_with_a_space_and_a_byte_order_mark_lose_no_session() {
    let body = "\u{feff}{\"access_token\":\"a\",\"refresh_token\":\"b c\"}";
    let server = server(|mock| mock.with_body(body));
    let token = refresh(&server).unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "b c");
    client(&server)
        .refresh_grant(token.refresh_token().unwrap())
        .unwrap();
}

#[test]
fn an_oauth_error_with_401_counts_as_one() {
    let server = server(|mock| {
        mock.with_status(401)
            .with_body(r#"{"error":"invalid_client"}"#)
    });
    let error = refresh(&server).unwrap_err();
    assert_eq!(error.kind(), InvalidClient);
    assert_eq!(error.oauth_error_description(), None);
}

#[test]
fn a_server_that_asks_to_wait_is_obeyed_up_to_fifteen_minutes() {
    for (status, header, kind, seconds) in [
        (429, Some("7"), RateLimited, 7),
        (429, Some("86400"), RateLimited, 900),
        (429, Some("nonsense"), RateLimited, 5),
        (429, None, RateLimited, 5),
        (429, Some("0"), RateLimited, 1),
        (503, Some("30"), Unavailable, 30),
        (503, Some("Thu, 01 Jan 1970 00:00:00 GMT"), Unavailable, 1),
    ] {
        let server = server(|mock| {
            let mock = mock.with_status(status);
            match header {
                Some(value) => mock.with_header("retry-after", value),
                None => mock,
            }
        });
        for error in [refresh(&server).unwrap_err(), login_error(&server)] {
            assert_eq!(error.kind(), kind);
            let looked = if status == 429 {
                Outcome::Refused
            } else {
                Outcome::Unknown
            };
            assert_eq!(error.outcome(), looked);
            assert_eq!(error.advice(), Advice::Wait);
            assert_eq!(error.retry_after(), Duration::from_secs(seconds));
        }
    }
}

#[test]
fn a_login_refused_without_a_challenge_is_refused_all_the_same() {
    for (status, kind) in [
        (400, UnexpectedAnswer),
        (401, AccessTokenRefused),
        (403, UnexpectedAnswer),
        (404, UnexpectedAnswer),
        (407, UnexpectedAnswer),
        (500, ServerError),
    ] {
        let server = server(|mock| mock.with_status(status).with_body("no"));
        let error = login_error(&server);
        assert_eq!(error.kind(), kind);
        assert_eq!(error.http_status(), Some(status as u16));
        assert_eq!(error.oauth_error(), None);
    }
}

#[test]
fn where_no_token_endpoint_ever_answered_the_base_url_is_to_be_mended_and_the_message_names_it() {
    for (status, location) in [
        (404, None),
        (405, None),
        (301, Some("https://www.example.com/elsewhere")),
        (308, Some("/v3")),
    ] {
        let server = server(|mock| {
            let mock = mock.with_status(status).with_body("<html>no</html>");
            match location {
                Some(location) => mock.with_header("location", location),
                None => mock,
            }
        });
        let error = refresh(&server).unwrap_err();
        assert_eq!(error.kind(), NoTokenEndpoint, "{error}");
        assert_eq!(error.advice(), Advice::FixConfiguration, "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert!(error.to_string().contains("/oauth/v2/token"), "{error}");
        assert!(
            error.to_string().contains(location.unwrap_or_default()),
            "{error}"
        );
    }
}
