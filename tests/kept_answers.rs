//! Answers that may hold a pair and can't be understood: they are kept, and shown to whoever asks.

#![allow(missing_docs)]

mod common;

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use common::peer::{Peer, read_request};
use common::{USERNAME, config_for};
use omnifund::{Client, ErrorKind, Outcome, Secret, Session, Store};

const PAIR: &str = r#"{"access_token":"A2","refresh_token":"R2","expires_in":3600}"#;
/// More of an answer is not kept.
const LONGEST: usize = 16 * 1024;

fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// Signs in whoever comes, and gives this reply to the first refresh.
fn answering(reply: Vec<u8>) -> Peer {
    let is_first = AtomicBool::new(true);
    Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        let by_password = String::from_utf8_lossy(received).contains("grant_type=password");
        let _ = if by_password {
            stream.write_all(&answer("200 OK", &PAIR.replace('2', "1")))
        } else if is_first.swap(false, Ordering::SeqCst) {
            stream.write_all(&reply)
        } else {
            stream.write_all(&answer("400 Bad", r#"{"error":"invalid_grant"}"#))
        };
    })
}

fn signed_in(server: &Peer) -> Session {
    let client = Client::new(&config_for(&server.base_url())).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), USERNAME).unwrap();
    session.sign_in(&Secret::from("password")).unwrap();
    session
}

#[test]
fn an_answer_that_can_not_be_understood_is_kept_until_the_next_success_and_shown_to_who_asks() {
    for reply in [
        answer("200 OK", &PAIR[..PAIR.len() - 1]),
        answer("200 OK", "in riddles"),
        answer("200 OK", ""),
        answer("201 Created", &format!("<pre>{PAIR}</pre>")),
        answer("200 OK", &format!("{PAIR}{PAIR}")),
        PAIR.as_bytes().to_vec(),
        b"HTTP/1.1 200 OK\r\nA: b\r\n".to_vec(),
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"access_to".to_vec(),
        answer("200 OK", &"x".repeat(100_000)),
    ] {
        let shown = String::from_utf8_lossy(&reply[..reply.len().min(60)]).into_owned();
        let server = answering(reply.clone());
        let session = signed_in(&server);
        let error = session.refresh().unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{shown}: {error}");
        let kept = session.kept_answer().unwrap().expect(&shown);
        assert_eq!(kept.expose(), &reply[..reply.len().min(LONGEST)], "{shown}");
        assert!(!format!("{kept:?}").contains("R2"), "{shown}");
        assert!(!error.to_string().contains("R2"), "{shown}");
        let status = session.status().unwrap();
        assert_eq!(status.kept_answer, Some(kept.asked_at()), "{shown}");

        // It is understood no better the second time, and stays.
        let error = session.recover().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StillUnreadable, "{shown}");
        assert!(session.kept_answer().unwrap().is_some(), "{shown}");
        session.sign_in(&Secret::from("password")).unwrap();
        assert!(session.kept_answer().unwrap().is_none(), "{shown}");
        let error = session.recover().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NothingKept, "{shown}");
    }
}

#[test]
fn an_answer_that_was_understood_is_not_kept() {
    for reply in [
        answer("500 Oops", PAIR),
        answer("503 Busy", "<html>later</html>"),
        answer("400 Bad", r#"{"error":"invalid_scope"}"#),
        b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n".to_vec(),
    ] {
        let server = answering(reply);
        let session = signed_in(&server);
        session.refresh().unwrap_err();
        assert!(session.kept_answer().unwrap().is_none());
    }
}
