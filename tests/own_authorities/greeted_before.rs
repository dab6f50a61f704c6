//! A server that greeted this process before greets it in short: its certificates are neither sent nor looked at again.

use std::io::Read;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use omnifund::ErrorKind;
use rustls::HandshakeKind::{self, Full, Resumed};
use rustls::crypto::ring::default_provider;
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

use crate::common::Scratch;
use crate::common::peer::Peer;
use crate::made::*;
use crate::server::*;

/// How a server greeted, and what it was sent before its greeting was over.
type Greetings = Arc<Mutex<Vec<(Option<HandshakeKind>, usize)>>>;

fn set_up(made: &Made, version: &'static SupportedProtocolVersion) -> Arc<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.der.clone()], private(&made.key))
        .unwrap();
    config.max_early_data_size = 16 << 10;
    Arc::new(config)
}

/// Refuses each password, with the set-up that is made for the connection.
fn greets(
    made_for_it: impl Fn() -> Arc<ServerConfig> + Send + Sync + 'static,
) -> (Peer, Greetings) {
    let greetings = Greetings::default();
    let noted = Arc::clone(&greetings);
    let peer = Peer::new(move |tcp, received| {
        let mut tls = StreamOwned::new(ServerConnection::new(made_for_it()).unwrap(), tcp);
        while tls.conn.is_handshaking() {
            if tls.conn.complete_io(&mut tls.sock).is_err() {
                return;
            }
        }
        let mut early = Vec::new();
        if let Some(mut sent) = tls.conn.early_data() {
            let _ = sent.read_to_end(&mut early);
        }
        noted
            .lock()
            .unwrap()
            .push((tls.conn.handshake_kind(), early.len()));
        refuses(&mut tls, received);
    });
    (peer, greetings)
}

/// How three exchanges in turn are greeted.
fn three(peer: &Peer, greetings: &Greetings, ca_file: &PathBuf) -> Vec<HandshakeKind> {
    for _ in 0..3 {
        let error = asked(peer.port, Some(ca_file), |_| {});
        assert_eq!(error.kind(), ErrorKind::WrongPassword, "{error}");
    }
    let greetings = greetings.lock().unwrap();
    assert!(
        greetings.iter().all(|(_, early)| *early == 0),
        "early data can be replayed"
    );
    greetings.iter().filter_map(|(kind, _)| *kind).collect()
}

#[test]
fn who_was_greeted_before_is_greeted_in_short_and_sends_nothing_early() {
    let scratch = Scratch::new("greeted-before");
    let made = self_signed(|_| {});
    let ca_file = ca_file(&scratch, pem(&made.der));
    let config = set_up(&made, &TLS13);
    let (peer, greetings) = greets(move || Arc::clone(&config));
    assert_eq!(three(&peer, &greetings, &ca_file), [Full, Resumed, Resumed]);
}

#[test]
fn a_server_that_forgot_is_greeted_in_full() {
    let scratch = Scratch::new("greeted-forgotten");
    let made = self_signed(|_| {});
    let ca_file = ca_file(&scratch, pem(&made.der));
    let (peer, greetings) = greets(move || set_up(&made, &TLS13));
    assert_eq!(three(&peer, &greetings, &ca_file), [Full, Full, Full]);
}

#[test]
fn nothing_is_kept_of_what_an_older_tls_offers() {
    let scratch = Scratch::new("greeted-older");
    let made = self_signed(|_| {});
    let ca_file = ca_file(&scratch, pem(&made.der));
    let config = set_up(&made, &TLS12);
    let (peer, greetings) = greets(move || Arc::clone(&config));
    assert_eq!(three(&peer, &greetings, &ca_file), [Full, Full, Full]);
}

#[test]
fn whom_one_client_trusts_another_looks_at_itself() {
    let scratch = Scratch::new("greeted-others");
    let made = self_signed(|_| {});
    let other = self_signed(|_| {});
    let (trusting, another) = (
        ca_file(&scratch, pem(&made.der)),
        ca_file(&scratch, pem(&other.der)),
    );
    let config = set_up(&made, &TLS13);
    let (peer, greetings) = greets(move || Arc::clone(&config));
    assert_eq!(
        three(&peer, &greetings, &trusting),
        [Full, Resumed, Resumed]
    );
    let error = asked(peer.port, Some(&another), |_| {});
    assert_eq!(error.kind(), ErrorKind::CertificateUntrusted, "{error}");
}
