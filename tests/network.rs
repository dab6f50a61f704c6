//! The way to the server: what was sent, and what was not, as a fact.

#![allow(missing_docs)]

mod common;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use common::failure::{assert_failed, error_of};
use common::peer::{Peer, read_request, trickle};
use common::{LocalServer, PASSWORD, USERNAME, config_for};
use omnifund::ErrorKind::*;
use omnifund::{Client, Config, Outcome, Secret, Session, Store};

/// Short, for peers that never answer.
fn impatient(base_url: &str) -> Config {
    let mut config = config_for(base_url);
    config
        .set_exchange_timeout(Duration::from_millis(300))
        .unwrap();
    config
}

#[test]
fn an_unknown_host_was_sent_nothing() {
    let error = error_of(&config_for("https://no-such-host.invalid"));
    assert_failed(&error, NameNotResolved, Outcome::NotSent);
    assert!(
        error.to_string().contains("no-such-host.invalid:443"),
        "{error}"
    );
}

#[test]
fn a_refused_port_was_sent_nothing() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    for scheme in ["http", "https"] {
        let error = error_of(&config_for(&format!("{scheme}://127.0.0.1:{port}")));
        assert_failed(&error, ConnectFailed, Outcome::NotSent);
    }
}

#[test]
fn a_peer_that_takes_the_connection_and_never_shakes_hands_was_sent_nothing() {
    let peer = Peer::silent();
    let mut config = config_for(&format!("https://127.0.0.1:{}", peer.port));
    config
        .set_connect_timeout(Duration::from_millis(300))
        .unwrap();
    assert_failed(&error_of(&config), ConnectTimeout, Outcome::NotSent);
}

#[test]
#[cfg(unix)]
#[allow(unsafe_code)]
fn signals_that_come_again_and_again_put_no_end_off() {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    extern "C" fn nothing(_: libc::c_int) {}
    let handler: extern "C" fn(libc::c_int) = nothing;
    let peer = Peer::silent();
    // SAFETY: the handler does nothing, and no other test asks for this signal.
    let this = unsafe {
        libc::signal(libc::SIGUSR2, handler as usize);
        libc::pthread_self()
    };
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..500 {
                // SAFETY: that thread waits for this one.
                unsafe { libc::pthread_kill(this, libc::SIGUSR2) };
                std::thread::sleep(Duration::from_millis(20));
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        for (scheme, kind) in [("https", ConnectTimeout), ("http", ResponseTimeout)] {
            let start = Instant::now();
            let error = error_of(&impatient(&format!("{scheme}://127.0.0.1:{}", peer.port)));
            assert_eq!(error.kind(), kind, "{error}");
            assert!(start.elapsed() < Duration::from_secs(4), "{scheme}");
        }
        is_over.store(true, Ordering::SeqCst);
    });
}

#[test]
fn a_peer_that_closes_in_the_handshake_was_sent_nothing() {
    let peer = Peer::new(|mut stream, _| {
        let _ = stream.read(&mut [0; 10]);
    });
    let error = error_of(&config_for(&format!("https://127.0.0.1:{}", peer.port)));
    assert_failed(&error, TlsFailed, Outcome::NotSent);
}

#[test]
fn a_peer_that_speaks_no_tls_was_sent_nothing() {
    let peer = Peer::new(|mut stream, _| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        let _ = stream.read(&mut [0; 4096]);
    });
    let error = error_of(&config_for(&format!("https://127.0.0.1:{}", peer.port)));
    assert_failed(&error, TlsFailed, Outcome::NotSent);
}

#[test]
fn silence_after_the_request_leaves_the_outcome_unknown() {
    let peer = Peer::silent();
    let error = error_of(&impatient(&peer.base_url()));
    assert_failed(&error, ResponseTimeout, Outcome::Unknown);
    assert!(error.to_string().contains("within 300 ms"), "{error}");
}

#[test]
fn the_call_budget_ends_a_call_that_the_exchange_timeout_would_not() {
    let peer = Peer::silent();
    let mut config = config_for(&peer.base_url());
    config.set_call_budget(Duration::from_millis(300)).unwrap();
    assert_failed(&error_of(&config), ResponseTimeout, Outcome::Unknown);
}

#[test]
fn who_asks_for_a_longer_budget_waits_for_a_slower_answer() {
    // Longer than an exchange takes where nobody said so.
    let slow = r#"{"grant":"refresh_token","delay_reply_ms":16000}"#;
    let server = LocalServer::with(&["--fault", slow]);
    let store = Store::in_memory().unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let rejected = session.token().unwrap();
    session.reject(rejected.access_token()).unwrap();
    let refreshed = session.token_within(Duration::from_secs(90)).unwrap();
    assert_ne!(
        refreshed.access_token().expose(),
        rejected.access_token().expose()
    );

    let mut patient = server.config();
    patient.set_call_budget(Duration::from_secs(90)).unwrap();
    let client = Client::new(&patient).unwrap();
    let pair = client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
    client.refresh_grant(pair.refresh_token().unwrap()).unwrap();
}

#[test]
fn an_answer_that_trickles_ends_with_the_exchange_timeout() {
    let peer = Peer::new(|mut stream, received| {
        read_request(&mut stream, received);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let error = error_of(&impatient(&peer.base_url()));
    assert_failed(&error, ResponseTimeout, Outcome::Unknown);
}

#[test]
fn a_connection_cut_after_the_request_leaves_the_outcome_unknown() {
    for part in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access_token\":\"abc\"",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"access",
    ] {
        let peer = Peer::answering(part);
        let error = error_of(&config_for(&peer.base_url()));
        assert_failed(&error, ConnectionLost, Outcome::Unknown);
    }
}

#[test]
fn a_connection_reset_after_the_request_leaves_the_outcome_unknown() {
    let peer = Peer::new(|mut stream, _| {
        // What is left unread makes the close a reset.
        let _ = stream.read(&mut [0; 1]);
    });
    let error = error_of(&config_for(&peer.base_url()));
    assert_failed(&error, ConnectionLost, Outcome::Unknown);
}

#[test]
fn an_answer_that_is_not_http_leaves_the_outcome_unknown() {
    let peer = Peer::answering("220 mail.example.com ESMTP\r\n\r\n");
    let error = error_of(&config_for(&peer.base_url()));
    assert_failed(&error, UnexpectedAnswer, Outcome::Unknown);
}

#[test]
fn each_exchange_has_a_connection_of_its_own() {
    let peer = Peer::answering(
        "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 20\r\n\r\n{\"access_token\":\"a\"}",
    );
    let client = Client::new(&config_for(&peer.base_url())).unwrap();
    for _ in 0..3 {
        client
            .password_grant(USERNAME, &Secret::from(PASSWORD))
            .unwrap();
    }
    assert_eq!(peer.connections(), 3);
}

#[test]
fn a_peer_that_trickles_its_handshake_holds_nobody_beyond_the_connect_timeout() {
    let peer = Peer::new(|stream, _| trickle(stream, b"\x16\x03\x03\x3f\xff\x02\0\x3f\xfb"));
    let mut config = config_for(&format!("https://127.0.0.1:{}", peer.port));
    config
        .set_connect_timeout(Duration::from_millis(300))
        .unwrap();
    assert_failed(&error_of(&config), ConnectTimeout, Outcome::NotSent);
}

#[test]
fn a_message_names_the_time_that_was_up() {
    let peer = Peer::silent();
    let mut config = config_for(&format!("https://127.0.0.1:{}", peer.port));
    config
        .set_exchange_timeout(Duration::from_millis(300))
        .unwrap();
    let error = error_of(&config);
    assert_failed(&error, ConnectTimeout, Outcome::NotSent);
    assert!(error.to_string().contains("within 300 ms"), "{error}");
}
