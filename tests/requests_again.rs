//! What is asked once more: a page after the other, what is safe, and a charge that its server knows again.

#![allow(missing_docs)]

mod common;

use std::io::Write;
use std::time::{Duration, Instant};

use common::api::{Api, Reply, answer};
use common::{PATIENCE, config_for, peer};
use omnifund::{Client, ErrorKind, Outcome, Request, Secret, Session, Store};

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
fn only_who_asks_for_it_has_what_is_safe_tried_again() {
    for first in [
        || answer("429 Too Many Requests", "Retry-After: 1\r\n", ""),
        || answer("503 Service Unavailable", "", ""),
        || Reply::Cut,
    ] {
        let make = move || {
            Api::new(move |_, before| match before {
                0 => first(),
                _ => answer("200 OK", "", "yes"),
            })
        };
        let api = make();
        let begun = Instant::now();
        let mut request = get("/api/x");
        request.set_retry(true);
        let response = api.session().request(&mut request).unwrap();
        assert_eq!((response.status(), api.seen().len()), (200, 2));
        assert!(
            begun.elapsed() >= Duration::from_secs(1),
            "as Retry-After says"
        );

        let api = make();
        let _ = api.session().request(&mut get("/api/x"));
        assert_eq!(api.seen().len(), 1, "nobody asked for it");

        let api = make();
        let mut request = post("/api/x");
        request.set_retry(true);
        let _ = api.session().request(&mut request);
        assert_eq!(api.seen().len(), 1, "it moves money");
    }
}

#[test]
fn nobody_is_waited_for_beyond_the_time_limit() {
    let api = Api::answering("429 Too Many Requests", "Retry-After: 3600\r\n", "");
    let mut request = get("/api/x");
    request.set_retry(true);
    let response = api.session().request(&mut request).unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.retry_after(), Some(Duration::from_secs(3600)));

    let dripping = Api::new(|_, _| {
        Reply::By(|mut stream| {
            let head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
            stream.write_all(head).unwrap();
            peer::trickle(stream, b"x");
        })
    });
    let session = dripping.session();
    let mut request = get("/api/x");
    request.set_time_limit(Duration::from_millis(300)).unwrap();
    let begun = Instant::now();
    let error = session.request(&mut request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ResponseTimeout);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(begun.elapsed() < PATIENCE);
    for limit in [Duration::ZERO, Duration::from_secs(3601)] {
        assert!(request.set_time_limit(limit).is_err());
    }
}

#[test]
fn pages_follow_each_other_to_the_last() {
    let api = Api::new(|asked, _| {
        let page = asked
            .line
            .split("page=")
            .nth(1)
            .map_or(1, |rest| rest[..1].parse().unwrap());
        match page {
            1 => answer(
                "200 OK",
                "",
                r#"{"hydra:member":[],"hydra:view":{"@id":"x","hydra:next":"/api/x?page=2"}}"#,
            ),
            2 => answer(
                "200 OK",
                "",
                r#"{"member":[],"view":{"next":"/api/x?page=3"}}"#,
            ),
            3 => answer(
                "200 OK",
                "Link: </api/x?page=1>; rel=first, </api/x?page=4>; rel=\"next\"\r\n",
                "[]",
            ),
            4 => answer("200 OK", "", r#"{"hydra:view":{"@id":"x"}}"#),
            _ => answer("404 Not Found", "", ""),
        }
    });
    let session = api.session();
    let mut next = Some("/api/x".to_owned());
    let mut pages = 0;
    while let Some(path) = next {
        next = session.request(&mut get(&path)).unwrap().next();
        pages += 1;
    }
    assert_eq!(pages, 4);
    let elsewhere = Api::answering(
        "200 OK",
        "",
        r#"{"hydra:view":{"hydra:next":"https://elsewhere/api/x"}}"#,
    );
    let response = elsewhere.session().request(&mut get("/api/x")).unwrap();
    assert_eq!(response.next(), None);
}

#[test]
fn an_idempotency_key_stays_with_its_request() {
    let api = Api::answering("200 OK", "", "");
    let mut config = config_for(&api.base_url());
    config.set_idempotency_header("X-Once").unwrap();
    assert!(config.set_idempotency_header("Authorization").is_err());
    let client = Client::new(&config).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), "alice").unwrap();
    session.sign_in(&Secret::from("password")).unwrap();
    let mut request = post("/api/x");
    session.request(&mut request).unwrap();
    session.request(&mut request).unwrap();
    session.request(&mut post("/api/x")).unwrap();
    let mut own = post("/api/x");
    own.set_idempotency_key("receipt 7").unwrap();
    session.request(&mut own).unwrap();
    session.request(&mut get("/api/x")).unwrap();
    let seen = api.seen();
    let keys: Vec<_> = seen.iter().map(|asked| asked.header("x-once")).collect();
    assert_eq!(keys[0], request.idempotency_key());
    assert_eq!(keys[0].unwrap().len(), 32);
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], keys[2]);
    assert_eq!(keys[3..], [Some("receipt 7"), None]);
    assert!(own.set_idempotency_key("a\nb").is_err());

    let plain = Api::answering("200 OK", "", "");
    plain.session().request(&mut own).unwrap();
    plain.session().request(&mut post("/api/x")).unwrap();
    let seen = plain.seen();
    assert_eq!(seen[0].header("idempotency-key"), Some("receipt 7"));
    assert_eq!(seen[1].header("idempotency-key"), None);
}
