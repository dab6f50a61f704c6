//! Bodies that come from files and functions, and answers that go there.

#![allow(missing_docs)]

mod common;

use std::fs;
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use common::api::{Api, Reply, answer};
use common::{Scratch, until};
use omnifund::{ErrorKind, Outcome, Request};

const REFUSED: &str = "WWW-Authenticate: Bearer\r\n";

/// Refuses the first token.
fn refusing_once() -> Api {
    Api::new(|asked, _| match asked.header("authorization") {
        Some("Bearer token-1") => answer("401 Unauthorized", REFUSED, "no"),
        _ => answer("200 OK", "", "yes"),
    })
}

fn post() -> Request {
    Request::new("POST", "/api/x").unwrap()
}

/// Gives `text` in pieces of `size`.
fn by_pieces(text: &'static [u8], size: usize) -> impl FnMut(&mut [u8]) -> io::Result<usize> {
    let mut left = text;
    move |into| {
        let amount = left.len().min(size).min(into.len());
        into[..amount].copy_from_slice(&left[..amount]);
        left = &left[amount..];
        Ok(amount)
    }
}

#[test]
fn a_file_is_sent_and_sent_anew_where_the_token_was_refused() {
    let scratch = Scratch::new("requests-file");
    let text = "a line of a batch\n".repeat(10_000);
    fs::write(scratch.path("batch"), &text).unwrap();
    let api = refusing_once();
    let mut request = post();
    request
        .set_body_file("text/csv", scratch.path("batch"))
        .unwrap();
    let response = api.session().request(&mut request).unwrap();
    assert_eq!(response.status(), 200);
    for asked in api.seen() {
        assert_eq!(asked.body, text.as_bytes());
        assert_eq!(asked.header("content-length"), Some("180000"));
    }
}

#[test]
fn a_function_gives_the_body_once() {
    for length in [None, Some(11)] {
        let api = Api::answering("200 OK", "", "");
        let session = api.session();
        let mut request = post();
        request
            .set_body_from("text/plain", length, by_pieces(b"in 3 pieces", 4))
            .unwrap();
        assert_eq!(session.request(&mut request).unwrap().status(), 200);
        assert_eq!(api.seen()[0].body, b"in 3 pieces");
        let error = session.request(&mut request).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyUnreadable);
        assert_eq!(error.outcome(), Outcome::NotSent);

        let api = refusing_once();
        let session = api.session();
        let mut request = post();
        request
            .set_body_from("text/plain", length, by_pieces(b"in 3 pieces", 4))
            .unwrap();
        assert_eq!(session.request(&mut request).unwrap().status(), 401);
        let other = session.request(&mut post()).unwrap();
        assert_eq!(
            other.status(),
            200,
            "the refused token is replaced all the same"
        );
    }
}

#[test]
fn a_body_that_breaks_off_is_never_taken_for_a_whole_one() {
    for length in [None, Some(1_000_000)] {
        let api = Api::answering("200 OK", "", "");
        let mut request = post();
        let mut calls = 0;
        let read = move |into: &mut [u8]| {
            calls += 1;
            match calls {
                1 => {
                    into[..4].copy_from_slice(b"half");
                    Ok(4)
                }
                _ => Err(io::Error::other("the tape is torn")),
            }
        };
        request.set_body_from("text/plain", length, read).unwrap();
        let error = api.session().request(&mut request).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyUnreadable, "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(error.to_string().contains("torn"), "{error}");
        assert_eq!(api.seen().len(), 0, "no whole request came");
    }
}

#[test]
fn an_answer_goes_into_a_file_that_has_its_name_when_it_is_whole() {
    let scratch = Scratch::new("requests-output");
    let path = scratch.path("answer");
    let large = Api::new(|_, _| answer("200 OK", "", &"x".repeat(20 << 20)));
    let mut request = Request::new("GET", "/api/x").unwrap();
    request.set_output_file(&path);
    let response = large.session().request(&mut request).unwrap();
    assert_eq!((response.status(), response.body()), (200, &b""[..]));
    assert_eq!(fs::metadata(&path).unwrap().len(), 20 << 20);

    let cut =
        Api::new(|_, _| Reply::Last(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".to_vec()));
    let error = cut.session().request(&mut request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert_eq!(
        fs::metadata(&path).unwrap().len(),
        20 << 20,
        "the old one stays"
    );
    assert_eq!(fs::read_dir(scratch.path("")).unwrap().count(), 1);

    let missing = Api::answering("404 Not Found", "", "no such thing");
    let response = missing.session().request(&mut request).unwrap();
    assert_eq!(
        response.body(),
        b"no such thing",
        "an error's words are no answer's file"
    );
    assert_eq!(fs::metadata(&path).unwrap().len(), 20 << 20);

    let empty = Api::answering("204 No Content", "", "");
    empty.session().request(&mut request).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);

    request.set_output_file(scratch.path("no/such/folder"));
    let created = Api::answering("201 Created", "", "yes");
    let error = created.session().request(&mut request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AnswerNotTaken);
    assert_eq!(error.http_status(), Some(201));
}

#[test]
fn an_answer_that_comes_slowly_into_a_file_is_not_mixed_with_one_that_overtakes_it() {
    static IS_OVERTAKEN: AtomicBool = AtomicBool::new(false);
    fn in_two_halves(mut stream: TcpStream) {
        let first = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha";
        stream.write_all(first).unwrap();
        until(|| IS_OVERTAKEN.load(Ordering::SeqCst).then_some(()));
        stream.write_all(b"lf").unwrap();
    }
    let scratch = Scratch::new("requests-one-output");
    let path = scratch.path("answer");
    let api = Api::new(|asked, _| match asked.line.contains("slow") {
        true => Reply::By(in_two_halves),
        false => answer("200 OK", "", "quick"),
    });
    let session = api.session();
    let got = |from: &str| {
        let mut request = Request::new("GET", from).unwrap();
        request.set_output_file(&path);
        session.request(&mut request).map(drop)
    };
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| got("/api/slow"));
        until(|| fs::read_dir(scratch.path("")).unwrap().next()).unwrap();
        let quick = got("/api/quick");
        let of_quick = fs::read_to_string(&path);
        IS_OVERTAKEN.store(true, Ordering::SeqCst);
        slow.join().unwrap().unwrap();
        quick.unwrap();
        assert_eq!(of_quick.unwrap(), "quick");
    });
    assert_eq!(fs::read_to_string(&path).unwrap(), "half");
    assert_eq!(fs::read_dir(scratch.path("")).unwrap().count(), 1);
}

#[test]
fn an_answer_goes_to_a_function_which_may_refuse_it() {
    let api = Api::new(|asked, _| match asked.header("authorization") {
        Some("Bearer token-1") => answer("401 Unauthorized", REFUSED, "no"),
        _ => answer("200 OK", "", &"y".repeat(100_000)),
    });
    let taken = Arc::new(Mutex::new(Vec::<u8>::new()));
    let into = Arc::clone(&taken);
    let mut request = Request::new("GET", "/api/x").unwrap();
    request.set_output(move |piece| {
        into.lock().unwrap().extend(piece);
        Ok(())
    });
    assert_eq!(api.session().request(&mut request).unwrap().status(), 200);
    assert_eq!(*taken.lock().unwrap(), vec![b'y'; 100_000]);

    request.set_output(|_| Err(io::Error::other("the drawer is full")));
    let error = api.session().request(&mut request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AnswerNotTaken);
    assert!(error.to_string().contains("drawer"), "{error}");
}

#[test]
fn a_body_of_which_nothing_can_be_had_leaves_nothing_at_the_server() {
    let api = Api::answering("200 OK", "", "");
    let mut request = post();
    let torn = |_: &mut [u8]| Err(io::Error::other("the tape is torn"));
    request.set_body_from("text/plain", None, torn).unwrap();
    let error = api.session().request(&mut request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyUnreadable);
    assert_eq!(error.outcome(), Outcome::NotSent);
}
