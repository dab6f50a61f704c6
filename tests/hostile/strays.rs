//! Answers that nobody has asked for, and handshakes of another time.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use omnifund::{Advice, Client, ErrorKind, Outcome, Request, Secret, Session, Store};

use crate::client::within;
use crate::common::PATIENCE;
use crate::common::api::{Api, Reply, answer};
use crate::common::peer::{Peer, read_request};

fn get() -> Request {
    Request::new("GET", "/api/x").unwrap()
}

fn whole(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

#[test]
fn an_answer_that_nobody_asked_for_is_not_the_next_requests() {
    let both = Api::new(|_, before| match before {
        0 => Reply::Answer([whole("first"), whole("stray")].concat()),
        _ => answer("200 OK", "", "second"),
    });
    let session = both.session();
    assert_eq!(session.request(&mut get()).unwrap().body(), b"first");
    assert_eq!(session.request(&mut get()).unwrap().body(), b"second");

    // And where it comes later, over a connection that is kept.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let (now, is_time) = mpsc::channel::<()>();
    let (done, has_strayed) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        for (number, mut stream) in listener.incoming().map_while(Result::ok).enumerate() {
            read_request(&mut stream, &mut Vec::new());
            let pair = r#"{"access_token":"A1","refresh_token":"R1","expires_in":3600}"#;
            match number {
                0 => stream.write_all(&whole(pair)).unwrap(),
                1 => {
                    stream.write_all(&whole("first")).unwrap();
                    is_time.recv().unwrap();
                    stream.write_all(&whole("stray")).unwrap();
                    done.send(()).unwrap();
                    // Open still, so that it is not its end that tells.
                    std::mem::forget(stream);
                }
                _ => stream.write_all(&whole("second")).unwrap(),
            }
        }
    });
    let client = Client::new(&within(PATIENCE, &base_url)).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), "alice").unwrap();
    session.sign_in(&Secret::from("password")).unwrap();
    assert_eq!(session.request(&mut get()).unwrap().body(), b"first");
    now.send(()).unwrap();
    has_strayed.recv().unwrap();
    assert_eq!(session.request(&mut get()).unwrap().body(), b"second");
}

#[test]
fn an_answer_that_comes_before_the_request_is_one_and_the_request_leaves_whole() {
    let peer = Peer::new(|mut stream, received| {
        let _ = stream.write_all(&whole(r#"{"access_token":"early"}"#));
        read_request(&mut stream, received);
    });
    let client = Client::new(&within(PATIENCE, &peer.base_url())).unwrap();
    for _ in 0..2 {
        let pair = client.refresh_grant(&Secret::from("R0")).unwrap();
        assert_eq!(pair.access_token().expose(), "early");
    }
    assert_eq!(peer.connections(), 2, "each exchange has its own");
    let is_whole = || peer.received().matches("refresh_token=R0").count() == 2;
    crate::common::until(|| is_whole().then_some(()));
}

#[test]
fn a_401_without_end_costs_an_exchange_and_no_more() {
    let api = Api::new(|_, _| answer("401 Unauthorized", "WWW-Authenticate: Bearer\r\n", "no"));
    let session = api.session();
    for _ in 0..40 {
        let answer = session.request(&mut get()).unwrap();
        assert_eq!((answer.status(), answer.outcome()), (401, Outcome::Refused));
    }
    // The sign-in, the replacement, and one more for each pause that has gone by.
    assert!(api.exchanges().len() <= 5, "{}", api.exchanges().len());
}

/// What a server of another time says to a client's hello: `version` of the connection, in its random bytes
/// `downgrade`, and `suite`.
fn hello(version: u16, downgrade: &[u8; 8], suite: u16) -> Vec<u8> {
    let mut hello = version.to_be_bytes().to_vec();
    hello.extend([7; 24]);
    hello.extend(downgrade);
    hello.push(0);
    hello.extend(suite.to_be_bytes());
    // No compression, and the extension without which a newer client goes on with none (RFC 5746).
    hello.extend([0, 0, 5, 0xff, 1, 0, 1, 0]);
    let length = u32::try_from(hello.len()).unwrap().to_be_bytes();
    let message = [&[2], &length[1..], &hello].concat();
    record(22, version, &message)
}

fn record(kind: u8, version: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [
        &[kind][..],
        &version.to_be_bytes(),
        &length.to_be_bytes(),
        content,
    ]
    .concat()
}

#[test]
fn no_older_tls_and_no_weaker_suite_is_talked_into_us() {
    const ECDHE: u16 = 0xc02f;
    const RSA: u16 = 0x002f;
    for (name, hello) in [
        ("SSL 3", hello(0x0300, &[7; 8], RSA)),
        ("TLS 1.0", hello(0x0301, &[7; 8], ECDHE)),
        ("TLS 1.1", hello(0x0302, &[7; 8], ECDHE)),
        ("without forward secrecy", hello(0x0303, &[7; 8], RSA)),
        ("NULL", hello(0x0303, &[7; 8], 0)),
        // RFC 8446 section 4.1.3: a server that knows TLS 1.3 says so where somebody took it away.
        (
            "somebody took 1.3 away",
            hello(0x0303, b"DOWNGRD\x01", ECDHE),
        ),
        (
            "a message of 16 MB",
            record(22, 0x0303, &[2, 0xff, 0xff, 0xff]),
        ),
        ("an alert of none", record(21, 0x0303, &[1])),
    ] {
        let peer = Peer::new(move |mut stream, _| {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&hello);
            if name == "a message of 16 MB" {
                while stream.write_all(&record(22, 0x0303, &[0; 16_000])).is_ok() {}
            }
            let _ = stream.read_to_end(&mut Vec::new());
        });
        let base_url = format!("https://127.0.0.1:{}", peer.port);
        let client = Client::new(&within(PATIENCE, &base_url)).unwrap();
        let error = client.refresh_grant(&Secret::from("R0")).unwrap_err();
        let kinds = [ErrorKind::TlsIncompatible, ErrorKind::TlsFailed];
        assert!(kinds.contains(&error.kind()), "{name}: {error}");
        assert_eq!(error.outcome(), Outcome::NotSent, "{name}: {error}");
        let advices = [Advice::FixConfiguration, Advice::Wait];
        assert!(advices.contains(&error.advice()), "{name}: {error}");
    }
}

#[test]
fn a_handshake_without_end_ends_with_the_connect_timeout() {
    let floods: [fn(&mut std::net::TcpStream) -> bool; 3] = [
        // Records of nothing.
        |stream| stream.write_all(&record(22, 0x0303, &[])).is_ok(),
        // A warning again and again.
        |stream| stream.write_all(&record(21, 0x0303, &[1, 0])).is_ok(),
        |stream| {
            std::thread::sleep(Duration::from_millis(20));
            stream.write_all(&[22]).is_ok()
        },
    ];
    for flood in floods {
        let peer = Peer::new(move |mut stream, _| while flood(&mut stream) {});
        let base_url = format!("https://127.0.0.1:{}", peer.port);
        let client = Client::new(&within(Duration::from_millis(700), &base_url)).unwrap();
        let error = client.refresh_grant(&Secret::from("R0")).unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    }
}
