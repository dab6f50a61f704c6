//! Requests through a session: the token goes to one origin, a refused one is replaced once, and what became of each
//! request is told.

#![allow(missing_docs)]

mod common;

use std::time::Duration;

use common::api::{Api, Reply, answer};
use common::{config_for, peer};
use omnifund::{Client, ErrorKind, Outcome, Request, Secret, Session, Store};

const REFUSED: &str = "WWW-Authenticate: Bearer realm=\"Service\", error=\"invalid_grant\"\r\n";

fn get(path: &str) -> Request {
    Request::new("GET", path).unwrap()
}

fn post(path: &str) -> Request {
    let mut request = Request::new("POST", path).unwrap();
    request
        .set_body("application/json", br#"{"amount":100}"#)
        .unwrap();
    request
}

#[test]
fn a_request_has_its_query_headers_and_body_and_the_token() {
    let api = Api::answering(
        "201 Created",
        "Location: /api/x/7\r\nSet-Cookie: a=b; Path=/\r\n",
        "{}",
    );
    let mut request = post("/api/x?page=2");
    request.add_query("tranDate[between]", "1..2").unwrap();
    request.add_query("name", "J\u{fc}rgen & Co").unwrap();
    request.add_header("X-Till", "7").unwrap();
    let response = api.session().request(&mut request).unwrap();
    assert_eq!((response.status(), response.body()), (201, &b"{}"[..]));
    assert_eq!(response.location(), Some("/api/x/7"));
    assert_eq!(response.cookies()[0].name, "a");
    assert_eq!(response.outcome(), Outcome::Done);
    let asked = &api.seen()[0];
    assert_eq!(
        asked.line,
        "POST /api/x?page=2&tranDate%5Bbetween%5D=1..2&name=J%C3%BCrgen+%26+Co HTTP/1.1"
    );
    for (name, value) in [
        ("Host", format!("127.0.0.1:{}", api.port)),
        ("Authorization", "Bearer token-1".into()),
        ("X-Till", "7".into()),
        ("Content-Type", "application/json".into()),
        ("Content-Length", "14".into()),
    ] {
        assert_eq!(asked.header(name), Some(value.as_str()), "{name}");
    }
    assert_eq!(asked.body, br#"{"amount":100}"#);
}

#[test]
fn whatever_the_server_says_is_an_answer_and_says_what_became_of_the_request() {
    for (status, outcome) in [
        ("204 No Content", Outcome::Done),
        ("400 Bad Request", Outcome::Refused),
        ("403 Forbidden", Outcome::Refused),
        ("404 Not Found", Outcome::Refused),
        ("408 Request Timeout", Outcome::Unknown),
        ("422 Unprocessable Content", Outcome::Refused),
        ("429 Too Many Requests", Outcome::Refused),
        ("500 Internal Server Error", Outcome::Unknown),
        ("503 Service Unavailable", Outcome::Unknown),
    ] {
        let body = if status.starts_with("204") { "" } else { "why" };
        let api = Api::answering(status, "Retry-After: 7\r\n", body);
        let response = api.session().request(&mut post("/api/x")).unwrap();
        assert_eq!(response.status().to_string(), status[..3]);
        assert_eq!(response.outcome(), outcome, "{status}");
        assert_eq!(response.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!(response.body(), body.as_bytes());
        assert_eq!(api.seen().len(), 1, "{status}: it is sent once");
    }
}

#[test]
fn a_redirect_is_an_answer_and_the_token_does_not_follow_it() {
    let elsewhere = peer::Peer::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let location = format!("Location: {}/api/x\r\n", elsewhere.base_url());
    let api = Api::new(move |_, _| answer("307 Temporary Redirect", &location, ""));
    let response = api.session().request(&mut post("/api/x")).unwrap();
    assert_eq!(response.status(), 307);
    assert_eq!(response.outcome(), Outcome::Unknown);
    assert!(
        response
            .location()
            .unwrap()
            .starts_with(&elsewhere.base_url())
    );
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn what_would_lead_elsewhere_or_smuggle_is_no_request() {
    for path in [
        "//elsewhere/api",
        "https://elsewhere/api",
        "@elsewhere/api",
        "/a\r\nX: y",
    ] {
        let error = Request::new("GET", path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{path}");
    }
    let mut request = get("/api/x");
    for (name, value) in [
        ("Authorization", "Bearer mine"),
        ("host", "elsewhere"),
        ("X-Till", "7\r\nHost: elsewhere"),
    ] {
        let error = request.add_header(name, value).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{name}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert!(request.set_body("text/plain\nX: y", b"").is_err());
}

#[test]
fn a_refused_token_is_replaced_and_the_request_made_once_more() {
    for (headers, body) in [
        (REFUSED, ""),
        ("WWW-Authenticate: Bearer\r\n", "no"),
        (
            "",
            r#"{"error":"invalid_grant","error_description":"The access token provided has expired."}"#,
        ),
    ] {
        let api = Api::new(move |asked, _| match asked.header("authorization") {
            Some("Bearer token-2") => answer("200 OK", "", "yes"),
            _ => answer("401 Unauthorized", headers, body),
        });
        let session = api.session();
        for _ in 0..2 {
            let response = session.request(&mut post("/api/x")).unwrap();
            assert_eq!((response.status(), response.body()), (200, &b"yes"[..]));
        }
        assert_eq!(api.seen().len(), 3, "the new one is kept");
        assert_eq!(api.seen()[1].body, br#"{"amount":100}"#);
        assert_eq!(api.exchanges().len(), 2);
    }
}

#[test]
fn a_second_refusal_is_the_answer() {
    let api = Api::answering("401 Unauthorized", REFUSED, "no");
    let session = api.session();
    let response = session.request(&mut get("/api/x")).unwrap();
    assert_eq!(
        (response.status(), response.outcome()),
        (401, Outcome::Refused)
    );
    assert_eq!(api.seen().len(), 2);
    assert_eq!(api.exchanges().len(), 2);
    // An endpoint that refuses everything takes nobody's tokens away, whoever asks how often.
    for _ in 0..5 {
        assert_eq!(session.request(&mut get("/api/x")).unwrap().status(), 401);
    }
    assert!(api.exchanges().len() <= 3, "{}", api.exchanges().len());
}

#[test]
fn a_401_that_is_not_about_the_token_costs_no_token() {
    for (headers, body) in [
        ("WWW-Authenticate: Basic realm=\"Bearer\"\r\n", "no"),
        ("", "<html>no</html>"),
        ("WWW-Authenticate: Bearer error=\"access_denied\"\r\n", ""),
    ] {
        let api = Api::answering("401 Unauthorized", headers, body);
        let response = api.session().request(&mut get("/api/x")).unwrap();
        assert_eq!(response.status(), 401);
        assert_eq!(
            (api.seen().len(), api.exchanges().len()),
            (1, 1),
            "{headers}"
        );
    }
}

#[test]
fn a_post_whose_answer_is_lost_is_unknown_and_never_sent_twice() {
    for reply in [
        || Reply::Cut,
        || Reply::Last(b"HTTP/1.1 201 Cre".to_vec()),
        || Reply::Last(b"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhalf".to_vec()),
        || {
            Reply::Last(
                b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n".to_vec(),
            )
        },
        || Reply::Last(b"nonsense\r\n\r\n".to_vec()),
    ] {
        let api = Api::new(move |_, before| match before {
            // So that the connection is one that was used before.
            0 => answer("200 OK", "", ""),
            _ => reply(),
        });
        let session = api.session();
        session.request(&mut get("/api/x")).unwrap();
        let mut request = post("/api/x");
        request.set_retry(true);
        let error = session.request(&mut request).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert_eq!(api.seen().len(), 2);
    }
}

#[test]
fn what_did_not_leave_is_told_as_not_sent() {
    let api = Api::answering("200 OK", "", "");
    let session = api.session();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nowhere = format!("http://{}", closed.local_addr().unwrap());
    let store = Store::in_memory().unwrap();
    let client = Client::new(&config_for(&nowhere)).unwrap();
    let adopted = Session::open(&client, &store, "alice").unwrap();
    adopted
        .adopt(
            Some(&Secret::from("token")),
            &Secret::from("refresh"),
            Some(i64::MAX),
            false,
        )
        .unwrap();
    drop(closed);
    let error = adopted.request(&mut post("/api/x")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectFailed);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(
        error.to_string().contains("POST http://127.0.0.1"),
        "{error}"
    );
    // Nor has it where the file of its body is not there.
    let mut request = Request::new("POST", "/api/x").unwrap();
    request.set_body_file("text/plain", "/nowhere").unwrap();
    let error = session.request(&mut request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyUnreadable);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(api.seen().len(), 0);
}

#[test]
fn a_request_without_a_token_is_not_sent_whatever_became_of_the_exchange() {
    let server = peer::Peer::new(|mut stream, received| {
        peer::read_request(&mut stream, received);
    });
    let client = Client::new(&config_for(&server.base_url())).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), "alice").unwrap();
    session
        .adopt(None, &Secret::from("refresh"), None, false)
        .unwrap();
    let error = session.request(&mut post("/api/x")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "of the exchange");
    assert_eq!(error.outcome(), Outcome::NotSent, "of the charge");
}

#[test]
fn a_request_whose_refused_token_has_no_successor_was_refused() {
    let api = Api::answering("401 Unauthorized", REFUSED, "");
    let client = Client::new(&config_for(&api.base_url())).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), "alice").unwrap();
    session.sign_in(&Secret::from("password")).unwrap();
    let elsewhere = peer::Peer::answering(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    let client = Client::new(&config_for(&elsewhere.base_url())).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), "bob").unwrap();
    session
        .adopt(
            Some(&Secret::from("token")),
            &Secret::from("refresh"),
            Some(i64::MAX),
            false,
        )
        .unwrap();
    let error = session.request(&mut post("/api/x")).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused, "{error}");
}

#[test]
fn an_answer_is_as_large_as_it_was_allowed_to_be() {
    let api = Api::new(|_, _| answer("200 OK", "", &"x".repeat(17 << 20)));
    let session = api.session();
    let error = session.request(&mut get("/api/x")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AnswerTooLarge);
    assert_eq!(error.http_status(), Some(200));
    let mut request = get("/api/x");
    request.set_largest_answer(17 << 20);
    assert_eq!(
        session.request(&mut request).unwrap().body().len(),
        17 << 20
    );
    request.set_largest_answer((17 << 20) - 1);
    assert!(session.request(&mut request).is_err());
}

#[test]
fn an_answer_in_chunks_and_one_that_is_packed_all_the_same_are_read() {
    let api = Api::new(|_, before| match before {
        0 => Reply::Answer(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"
                .to_vec(),
        ),
        1 => Reply::Last(b"HTTP/1.1 200 OK\r\n\r\nbody".to_vec()),
        _ => {
            let packed = miniz_oxide::deflate::compress_to_vec_zlib(b"body", 6);
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: {}\r\n\r\n",
                packed.len()
            );
            Reply::Answer([head.as_bytes(), &packed].concat())
        }
    });
    let session = api.session();
    for _ in 0..3 {
        assert_eq!(session.request(&mut get("/api/x")).unwrap().body(), b"body");
    }
}
