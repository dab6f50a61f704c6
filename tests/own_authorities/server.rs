//! A server with whatever certificate, and a CA file with whatever in it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use omnifund::{Client, Config, Error, ErrorKind, Secret};
use rustls::crypto::ring::{default_provider, sign::any_supported_type};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::common::peer::{Peer, read_request};
use crate::common::{PASSWORD, PATIENCE, Scratch, USERNAME, config_for};

/// Shows this certificate, however odd.
#[derive(Debug)]
struct Shows(Arc<CertifiedKey>);

impl ResolvesServerCert for Shows {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// A key, as PKCS #8.
pub fn private(key: &rcgen::KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::try_from(key.serialize_der()).unwrap()
}

/// Answers to every request that the user's password is wrong, over TLS with this chain: an answer that
/// only comes where the server was trusted.
pub fn shows(chain: Vec<CertificateDer<'static>>, key: &rcgen::KeyPair) -> Peer {
    let key = any_supported_type(&private(key)).unwrap();
    let shown = Arc::new(Shows(Arc::new(CertifiedKey::new(chain, key))));
    answers(&[&TLS12, &TLS13].map(|version| {
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&shown) as _);
        Arc::new(config)
    }))
}

/// A server with a set-up for each connection in turn.
pub fn answers(configs: &[Arc<ServerConfig>]) -> Peer {
    let configs = configs.to_vec();
    let turn = AtomicUsize::new(0);
    Peer::new(move |tcp, received| {
        let turn = turn.fetch_add(1, Ordering::SeqCst);
        let config = Arc::clone(&configs[turn % configs.len()]);
        let mut tls = StreamOwned::new(ServerConnection::new(config).unwrap(), tcp);
        refuses(&mut tls, received);
    })
}

/// Hears a request, and answers that the password is wrong.
pub fn refuses(tls: &mut StreamOwned<ServerConnection, TcpStream>, received: &mut Vec<u8>) {
    read_request(tls, received);
    let said = "{\"error\":\"invalid_grant\"}";
    let length = said.len();
    let head = format!("HTTP/1.1 400 Bad Request\r\nContent-Length: {length}\r\n\r\n");
    let _ = tls.write_all(format!("{head}{said}").as_bytes());
    tls.conn.send_close_notify();
    let _ = tls.flush();
    // Whoever closes with something unread takes back what he said.
    let _ = tls.sock.read_to_end(&mut Vec::new());
}

/// A CA file with this in it. Each has a name of its own, since one that was read is not read again.
pub fn ca_file(scratch: &Scratch, content: impl AsRef<[u8]>) -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let path = scratch.path(&format!("ca-{number}.pem"));
    std::fs::write(&path, content).unwrap();
    path
}

pub fn pem(der: &[u8]) -> String {
    labelled("CERTIFICATE", der)
}

/// RFC 7468, with its lines of 64 letters.
pub fn labelled(label: &str, der: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = format!("-----BEGIN {label}-----\n");
    for line in der.chunks(48) {
        for three in line.chunks(3) {
            let [a, b, c] = [0, 1, 2].map(|at| u32::from(three.get(at).copied().unwrap_or(0)));
            let bits = a << 16 | b << 8 | c;
            for at in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
                text.push(if at > three.len() { '=' } else { letter.into() });
            }
        }
        text.push('\n');
    }
    text + &format!("-----END {label}-----\n")
}

/// What the library says of a server at this port, with this CA file.
pub fn asked(port: u16, ca_file: Option<&PathBuf>, set: impl Fn(&mut Config)) -> Error {
    let mut config = config_for(&format!("https://127.0.0.1:{port}"));
    if let Some(path) = ca_file {
        config.set_ca_file(path).unwrap();
    }
    config.set_connect_timeout(PATIENCE).unwrap();
    config.set_exchange_timeout(PATIENCE).unwrap();
    config.set_call_budget(PATIENCE).unwrap();
    set(&mut config);
    let client = Client::new(&config).unwrap();
    let password = Secret::from(PASSWORD);
    client.password_grant(USERNAME, &password).unwrap_err()
}

/// Both versions of TLS are asked.
#[track_caller]
pub fn assert_taken(peer: &Peer, ca_file: &PathBuf) {
    for _ in 0..2 {
        let error = asked(peer.port, Some(ca_file), |_| {});
        assert_eq!(error.kind(), ErrorKind::WrongPassword, "{error}");
    }
}

#[track_caller]
pub fn assert_refused(peer: &Peer, ca_file: Option<&PathBuf>, kind: ErrorKind, said: &str) {
    for _ in 0..2 {
        let error = asked(peer.port, ca_file, |_| {});
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.advice(), omnifund::Advice::FixConfiguration);
        assert!(error.to_string().contains(said), "{error}");
    }
    assert!(!peer.received().contains(PASSWORD));
}
