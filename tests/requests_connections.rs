//! Connections of API calls are kept for the next one, and exchanges have their own.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::time::Duration;

use common::api::{Api, Asked, Reply, answer};
use common::until;
use omnifund::{Outcome, Request};

fn request(method: &str) -> Request {
    Request::new(method, "/api/x").unwrap()
}

fn connections(seen: &[Asked]) -> Vec<usize> {
    seen.iter().map(|asked| asked.connection).collect()
}

#[test]
fn calls_share_a_connection_and_an_exchange_has_its_own() {
    let api = Api::answering("200 OK", "", "yes");
    let session = api.session();
    for method in ["GET", "POST", "HEAD", "DELETE"] {
        // Whatever the server says to HEAD, no body comes.
        if method != "HEAD" {
            session.request(&mut request(method)).unwrap();
        }
    }
    session.refresh().unwrap();
    session.request(&mut request("GET")).unwrap();
    let used = connections(&api.seen());
    assert!(used.iter().all(|one| *one == used[0]), "{used:?}");
    let exchanges = connections(&api.exchanges());
    assert_eq!(exchanges.len(), 2);
    assert_ne!(exchanges[0], exchanges[1]);
    assert!(!exchanges.contains(&used[0]));
}

#[test]
fn a_connection_that_the_server_ends_is_not_used_again() {
    for last in [
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        // Somebody else's answer, it seems.
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n",
    ] {
        let api = Api::new(move |_, _| Reply::Answer(last.as_bytes().to_vec()));
        let session = api.session();
        session.request(&mut request("GET")).unwrap();
        session.request(&mut request("GET")).unwrap();
        let used = connections(&api.seen());
        assert_ne!(used[0], used[1], "{last}");
    }
}

#[test]
fn a_connection_that_was_closed_in_the_pool_costs_nothing() {
    let api =
        Api::new(|_, _| Reply::Last(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec()));
    let session = api.session();
    for _ in 0..5 {
        session.request(&mut request("POST")).unwrap();
        // The end of the connection is on its way.
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(api.seen().len(), 5);
}

#[test]
fn where_a_connection_is_closed_at_the_moment_of_sending_only_what_is_safe_is_sent_again() {
    let make = || {
        Api::new(|asked, before| match before {
            0 => answer("200 OK", "", ""),
            1 => {
                assert!(asked.connection > 0);
                Reply::Cut
            }
            _ => answer("200 OK", "", ""),
        })
    };
    let api = make();
    let session = api.session();
    session.request(&mut request("GET")).unwrap();
    session.request(&mut request("GET")).unwrap();
    let used = connections(&api.seen());
    assert_eq!(used.len(), 3);
    assert_eq!(used[0], used[1]);
    assert_ne!(used[1], used[2]);

    let api = make();
    let session = api.session();
    session.request(&mut request("GET")).unwrap();
    let error = session.request(&mut request("POST")).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(api.seen().len(), 2);
}

#[test]
fn what_must_not_be_sent_twice_takes_no_connection_that_was_idle_for_long() {
    let api = Api::answering("200 OK", "", "");
    let session = api.session();
    session.request(&mut request("GET")).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    session.request(&mut request("POST")).unwrap();
    let used = connections(&api.seen());
    assert_ne!(used[0], used[1]);
}

#[test]
fn a_forked_child_leaves_its_parents_connections_alone() {
    let api = Api::answering("200 OK", "", "");
    let session = api.session();
    session.request(&mut request("GET")).unwrap();
    // SAFETY: the child makes one call and ends without the parent's cleanups.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: it is this child's own alarm.
        unsafe { libc::alarm(60) };
        let done = session.request(&mut request("PUT")).is_ok();
        // SAFETY: nothing of the parent's is touched.
        unsafe { libc::_exit(i32::from(!done)) };
    }
    let mut status = 0;
    // SAFETY: `status` lives on this stack.
    unsafe { libc::waitpid(child, &raw mut status, 0) };
    assert_eq!(status, 0);
    session.request(&mut request("GET")).unwrap();
    let seen = until(|| Some(api.seen()).filter(|seen| seen.len() == 3));
    let used = connections(&seen);
    assert!(seen[1].line.starts_with("PUT"));
    assert_ne!(used[1], used[0]);
}
