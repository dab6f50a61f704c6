//! A whole pair, dressed as servers, proxies and their mishaps have been seen to dress it; and pairs that
//! an answer only shows. To add one is a line in `taken.rs` or `shown.rs`.

#![allow(missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod reply;
mod server;
mod shown;
mod taken;

use std::io::{Read, Write};
use std::time::Instant;

use common::peer::{Peer, read_request};
use common::{USERNAME, config_for};
use omnifund::ErrorKind::*;
use omnifund::{Client, Outcome, Secret, Session, Store};
use reply::*;
use server::{EXCHANGE, Rotating, json};
use shown::SHOWN;
use taken::TAKEN;

fn signed_in(server: &Rotating) -> Session {
    let client = Client::new(&server.config()).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), USERNAME).unwrap();
    session.sign_in(&Secret::from("password")).unwrap();
    session
}

#[test]
fn a_whole_pair_is_taken_in_whatever_dress_it_comes() {
    let server = Rotating::start();
    let mut lost = Vec::new();
    for (name, dress) in TAKEN {
        let session = signed_in(&server);
        server.dress_next(*dress, true);
        let began = Instant::now();
        let refreshed = session.refresh();
        let took = began.elapsed();
        // Only the new refresh token works now.
        match refreshed.and_then(|()| session.refresh()) {
            Ok(()) if took < EXCHANGE => {}
            Ok(()) => lost.push(format!("{name}: only after {took:?}")),
            Err(error) => lost.push(format!("{name}: {error}")),
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(TAKEN.len() >= 40);
}

#[test]
fn the_tokens_of_a_dressed_answer_are_those_that_were_given() {
    for (name, dress) in TAKEN {
        let peer = Peer::new(|mut stream, received| {
            read_request(&mut stream, received);
            dress(&json("A", "R/+=~")).send(&mut stream);
        });
        let client = Client::new(&config_for(&peer.base_url())).unwrap();
        let token = client.refresh_grant(&Secret::from("R0"));
        let token = token.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(token.access_token().expose(), "A", "{name}");
        assert_eq!(token.expires_in(), Some(3600), "{name}");
        let refresh_token = token.refresh_token().map(|token| token.expose());
        let expected = if *name == "a form" { "R/ =~" } else { "R/+=~" };
        assert_eq!(refresh_token, Some(expected), "{name}");
    }
}

#[test]
fn a_pair_that_is_only_shown_is_not_taken() {
    let server = Rotating::start();
    let client = Client::new(&server.config()).unwrap();
    for (name, dress, kind) in SHOWN {
        server.dress_next(*dress, false);
        let error = client.refresh_grant(&Secret::from("R0"));
        let error = error.map(|_| *name).unwrap_err();
        assert_eq!(error.kind(), *kind, "{name}: {error}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{name}: {error}");
        assert!(!format!("{error} {error:?}").contains("SHOWN"), "{name}");
    }
}

#[test]
fn a_session_keeps_its_pair_where_another_is_only_shown() {
    let server = Rotating::start();
    let session = signed_in(&server);
    let before = session.token().unwrap();
    let shown: Dress = |body| ok(format!("<pre>{body}</pre>")).into();
    server.dress_next(shown, false);
    session.refresh().unwrap_err();
    let after = session.token().unwrap();
    assert_eq!(
        before.access_token().expose(),
        after.access_token().expose()
    );
    assert!(server.state.lock().unwrap().live.contains("R1"));
}

#[test]
fn an_answer_without_end_is_an_error_with_its_outcome() {
    const MUCH: usize = 6 * 1024 * 1024;
    let bomb = gzip(" ".repeat(MUCH));
    let head = "HTTP/1.1 200 OK\r\n";
    let endless = |begin: &str, more: &str| {
        let mut bytes = begin.as_bytes().to_vec();
        bytes.extend(more.repeat(MUCH / more.len()).into_bytes());
        bytes
    };
    for (name, bytes) in [
        ("a bomb", with("Content-Encoding: gzip", bomb)),
        ("a bomb in a bomb", ok(gzip(gzip(" ".repeat(MUCH))))),
        (
            "a body",
            endless("HTTP/1.1 200 OK\r\n\r\n{\"access_token\":\"", "a"),
        ),
        ("a head", endless(head, "X: y\r\n")),
        ("a line", endless(head, "X")),
        (
            "a folded line",
            endless("HTTP/1.1 200 OK\r\nX: y\r\n", " y\r\n"),
        ),
        ("1xx answers", endless("", "HTTP/1.1 100 Continue\r\n\r\n")),
        ("blank lines", endless("", "\r\n")),
        (
            "chunks",
            endless(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "1\r\na\r\n",
            ),
        ),
        (
            "a chunk's line",
            endless(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "x",
            ),
        ),
        (
            "a chunk",
            endless(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
                "x",
            ),
        ),
    ] {
        let peer = Peer::new(move |mut stream, received| {
            read_request(&mut stream, received);
            let _ = stream.write_all(&bytes);
            let _ = stream.read(&mut [0; 1]);
        });
        let client = Client::new(&config_for(&peer.base_url())).unwrap();
        let error = client.refresh_grant(&Secret::from("R0")).unwrap_err();
        assert_eq!(error.kind(), AnswerTooLarge, "{name}: {error}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{name}");
    }
}

#[test]
fn a_refusal_is_understood_in_a_dress_too() {
    let refusal = r#"{"error":"invalid_grant"}"#;
    let head = "HTTP/1.1 400 Bad Request";
    for (name, reply) in [
        ("gzip", Reply::from(answer(head, gzip(refusal)))),
        (
            "a byte order mark",
            answer(head, format!("\u{feff}{refusal}")).into(),
        ),
        (
            "folded",
            answer(&format!("{head}\r\nX: a\r\n b"), refusal).into(),
        ),
        (
            "too long, and open",
            Reply::from(without_length(
                &format!("{head}\r\nContent-Length: 99"),
                refusal,
            ))
            .then(Then::StayOpen),
        ),
    ] {
        let peer = Peer::new(move |mut stream, received| {
            read_request(&mut stream, received);
            reply.send(&mut stream);
        });
        let client = Client::new(&config_for(&peer.base_url())).unwrap();
        let error = client.refresh_grant(&Secret::from("R0")).unwrap_err();
        assert_eq!(error.kind(), RefreshTokenRefused, "{name}: {error}");
    }
}
