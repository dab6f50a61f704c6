//! Answers that say what they should not, and requests into which something is put that nobody meant.

use std::time::Duration;

use omnifund::{Client, ErrorKind, Outcome, Request, Secret};

use crate::client::within;
use crate::common::PATIENCE;
use crate::common::api::{Api, Reply, answer};
use crate::common::peer::Peer;

fn get() -> Request {
    Request::new("GET", "/api/x").unwrap()
}

fn exchanged(reply: impl Into<Vec<u8>>) -> Result<(String, Option<String>), omnifund::Error> {
    let peer = Peer::answering(reply);
    let client = Client::new(&within(PATIENCE, &peer.base_url())).unwrap();
    let pair = client.refresh_grant(&Secret::from("R0"))?;
    let shown = |token: &Secret| token.expose().to_owned();
    Ok((shown(pair.access_token()), pair.refresh_token().map(shown)))
}

fn ok(lines: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{lines}\r\n{body}")
}

#[test]
fn a_token_with_a_control_character_never_gets_into_a_request() {
    for evil in [
        r"A\r\nX-Injected: 1",
        r"A\u0000B",
        r"A\u007f",
        "A B",
        r"A\u001b[2K",
        r"\u0085A",
        "\u{202e}A",
    ] {
        let body = format!(r#"{{"access_token":"{evil}","refresh_token":"R1"}}"#);
        let error = exchanged(ok("", &body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnreadableToken, "{evil}: {error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(!error.to_string().contains("Injected"), "{error}");
    }
    for evil in [r"R\r\nX-Injected: 1", r"R\u0000", r"R\u007f", r"R\u0085"] {
        let body = format!(r#"{{"access_token":"A1","refresh_token":"{evil}"}}"#);
        // The access token beside it is good all the same.
        assert_eq!(exchanged(ok("", &body)).unwrap(), ("A1".to_owned(), None));
    }
}

#[test]
fn json_ten_thousand_deep_is_no_matter() {
    for depth in [10_000, 200_000] {
        for (open, close) in [("[", "]"), (r#"{"x":"#, "}")] {
            let deep = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            let pair = r#""access_token":"A1","refresh_token":"R1""#;
            let body = format!(r#"{{"x":{deep},{pair}}}"#);
            if body.len() < 1 << 20 {
                let (access, refresh) = exchanged(ok("", &body)).unwrap();
                assert_eq!((access.as_str(), refresh.as_deref()), ("A1", Some("R1")));
            }
            let told = exchanged(ok("", &open.repeat(depth))).unwrap_err();
            let kinds = [ErrorKind::UnreadableToken, ErrorKind::AnswerTooLarge];
            assert!(kinds.contains(&told.kind()), "{told}");
            let refused = format!("HTTP/1.1 400 Bad Request\r\n\r\n{deep}");
            let told = exchanged(refused).unwrap_err();
            let kinds = [ErrorKind::UnexpectedAnswer, ErrorKind::AnswerTooLarge];
            assert!(kinds.contains(&told.kind()), "{told}");
        }
    }
}

#[test]
fn lengths_that_contradict_each_other_cost_no_pair_and_end_the_connection() {
    let pair = r#"{"access_token":"A1","refresh_token":"R1"}"#;
    let length = pair.len();
    let chunked = format!("{length:x}\r\n{pair}\r\n0\r\n\r\n");
    for (lines, body) in [
        (
            format!("Content-Length: {length}\r\nContent-Length: 5\r\n"),
            pair,
        ),
        (
            format!("Content-Length: 5\r\nContent-Length: {length}\r\n"),
            pair,
        ),
        ("Content-Length: 0, 99\r\n".into(), pair),
        ("Content-Length: -1\r\n".into(), pair),
        ("Content-Length: 99999999999999999999\r\n".into(), pair),
        (
            "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n".into(),
            &*chunked,
        ),
        (
            "Transfer-Encoding: chunked\r\nContent-Length: 9999\r\n".into(),
            &*chunked,
        ),
    ] {
        let (access, _) = exchanged(ok(&lines, body)).unwrap();
        assert_eq!(access, "A1", "{lines}");
    }
    // Of an API's answer nobody knows then where the next one begins.
    for lines in [
        "Content-Length: 3\r\nContent-Length: 5\r\n",
        "Content-Length: 3, 5\r\n",
        "Content-Length: +3\r\n",
        "Content-Length: 0x3\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 3\r\n",
        "Transfer-Encoding: xchunked\r\n",
    ] {
        let api = Api::new(move |_, before| match before {
            0 => {
                let chunked = lines.contains("Transfer");
                let body = if chunked {
                    "3\r\nyes\r\n0\r\n\r\n"
                } else {
                    "yes"
                };
                Reply::Answer(ok(lines, body).into_bytes())
            }
            _ => answer("200 OK", "", "second"),
        });
        let session = api.session();
        let mut request = get();
        request.set_time_limit(Duration::from_secs(1)).unwrap();
        let _ = session.request(&mut request);
        assert_eq!(
            session.request(&mut get()).unwrap().body(),
            b"second",
            "{lines}"
        );
        let seen = api.seen();
        assert_ne!(seen[0].connection, seen[1].connection, "{lines}");
    }
}

#[test]
fn an_answer_without_a_head_is_none() {
    // As HTTP/0.9 had it.
    for body in [
        r#"{"access_token":"A1","refresh_token":"R1"}"#,
        "<html>200 OK</html>",
        "\0\0\0",
    ] {
        let error = exchanged(body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer, "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        let bytes = body.as_bytes();
        let api = Api::new(move |_, _| Reply::Last(bytes.to_vec()));
        let error = api.session().request(&mut get()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer, "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

#[test]
fn nothing_that_we_send_can_hold_a_line_of_somebody_elses() {
    const EVIL: &str = "a\r\nX-Injected: 1\r\n\r\nGET /injected HTTP/1.1";
    let peer = Peer::answering("HTTP/1.1 400 Bad Request\r\n\r\n{\"error\":\"invalid_grant\"}");
    let client = Client::new(&within(PATIENCE, &peer.base_url())).unwrap();
    let secret = Secret::from(EVIL);
    client.password_grant(EVIL, &secret).unwrap_err();
    client.refresh_grant(&secret).unwrap_err();
    let error = client.token_login(&secret).unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    let redirect_uri = format!("https://till.example/{EVIL}");
    match client.authorization(&redirect_uri) {
        Ok(begun) => assert!(!begun.url().contains(['\r', '\n']), "{}", begun.url()),
        Err(error) => assert_eq!(error.outcome(), Outcome::NotSent, "{error}"),
    }

    let api = Api::answering("200 OK", "", "");
    let session = api.session();
    let mut request = get();
    request.add_query(EVIL, EVIL).unwrap();
    for refused in [
        request.add_header("X-Till", EVIL).is_err(),
        request.add_header(EVIL, "x").is_err(),
        request.set_idempotency_key(EVIL).is_err(),
        request.set_body(EVIL, b"").is_err(),
        Request::new("GET", EVIL).is_err(),
        Request::new(EVIL, "/api/x").is_err(),
    ] {
        assert!(refused);
    }
    session.request(&mut request).unwrap();
    let asked = &api.seen()[0];
    assert_eq!(asked.header("x-injected"), None, "{asked:?}");
    for line in peer.received().lines().chain(asked.headers.lines()) {
        assert!(!line.starts_with("X-Injected"), "{line}");
        assert!(!line.starts_with("GET /injected"), "{line}");
    }
}

#[test]
fn no_redirect_takes_a_token_a_secret_or_a_body_anywhere() {
    let elsewhere = Peer::answering(ok("Content-Length: 0\r\n", ""));
    let port = elsewhere.port;
    for status in [300, 301, 302, 303, 305, 307, 308, 399] {
        for lines in [
            format!("Location: http://127.0.0.1:{port}/oauth/v2/token"),
            format!("Location: //127.0.0.1:{port}/x"),
            format!("Refresh: 0; url=http://127.0.0.1:{port}/"),
            format!(
                "Content-Location: http://127.0.0.1:{port}/\r\nAlt-Svc: http=\"127.0.0.1:{port}\""
            ),
            format!("Link: <http://127.0.0.1:{port}/api/x?page=2>; rel=\"next\""),
        ] {
            let head =
                format!("HTTP/1.1 {status} Elsewhere\r\n{lines}\r\nContent-Length: 0\r\n\r\n");
            let error = exchanged(head.clone()).unwrap_err();
            assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
            assert!(error.to_string().contains("is not followed"), "{error}");
            let api = Api::new(move |_, _| Reply::Answer(head.clone().into_bytes()));
            let session = api.session();
            let mut post = Request::new("POST", "/api/x").unwrap();
            post.set_body("application/json", b"{}").unwrap();
            post.set_retry(true);
            let answer = session.request(&mut post).unwrap();
            assert_eq!((answer.status(), answer.next()), (status, None));
            session.token_login().unwrap();
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn a_captive_portal_costs_no_session_and_is_told_as_no_answer_of_omnifunds() {
    for portal in [
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><form>Room number</form></html>",
        "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"please log in\"}",
        "HTTP/1.1 302 Found\r\nLocation: http://portal.invalid/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\nno",
        "HTTP/1.1 403 Forbidden\r\n\r\n<html>no</html>",
        "HTTP/1.1 511 Network Authentication Required\r\n\r\n<html>no</html>",
        "HTTP/1.0 200 OK\r\n\r\n",
    ] {
        let error = exchanged(portal).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert_eq!(error.advice(), omnifund::Advice::Wait, "{portal}: {error}");
    }
}
