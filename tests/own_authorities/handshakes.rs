//! Handshakes that fail for another reason than the certificate.

use std::io::{Read, Write};
use std::sync::Arc;

use omnifund::{Advice, ErrorKind, Outcome};
use rustls::crypto::ring::default_provider;
use rustls::server::WebPkiClientVerifier;
use rustls::version::{TLS12, TLS13};
use rustls::{RootCertStore, ServerConfig};

use crate::common::Scratch;
use crate::common::peer::Peer;
use crate::made::*;
use crate::server::*;

#[test]
fn a_server_that_wants_a_certificate_of_its_clients_is_not_waited_for() {
    let scratch = Scratch::new("client-certificate");
    let made = self_signed(|_| {});
    let clients = authority("clients", |_| {});
    let ca_file = ca_file(&scratch, pem(&made.der));
    for (version, kind, outcome) in [
        (&TLS12, ErrorKind::TlsIncompatible, Outcome::NotSent),
        // Its client has finished before the server has looked.
        (&TLS13, ErrorKind::CertificateWanted, Outcome::Unknown),
    ] {
        let mut roots = RootCertStore::empty();
        roots.add(clients.der.clone()).unwrap();
        let provider = Arc::new(default_provider());
        let wanted = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_client_cert_verifier(wanted.build().unwrap())
            .with_single_cert(vec![made.der.clone()], private(&made.key))
            .unwrap();
        let peer = answers(&[Arc::new(config)]);
        let error = asked(peer.port, Some(&ca_file), |_| {});
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{error}");
        assert_eq!(error.advice(), Advice::FixConfiguration);
        assert!(
            error.to_string().contains("certificate of its clients"),
            "{error}"
        );
    }
}

#[test]
fn a_server_without_a_version_or_a_key_in_common_is_not_waited_for() {
    for (alert, said) in [
        (40, "P-521"),
        (70, "TLS 1.2 and 1.3"),
        (112, "no host of that name"),
    ] {
        let peer = Peer::new(move |mut tcp, _| {
            let _ = tcp.read(&mut [0; 4096]);
            let _ = tcp.write_all(&[21, 3, 3, 0, 2, 2, alert]);
            let _ = tcp.read(&mut [0; 4096]);
        });
        assert_refused(&peer, None, ErrorKind::TlsIncompatible, said);
    }
}

#[test]
fn what_speaks_no_tls_is_told_so() {
    for greeting in [
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "SSH-2.0-OpenSSH_9.9\r\n",
        "220 ready\r\n",
    ] {
        let peer = Peer::new(move |mut tcp, _| {
            let _ = tcp.write_all(greeting.as_bytes());
            let _ = tcp.read(&mut [0; 4096]);
        });
        let error = asked(peer.port, None, |_| {});
        assert_eq!(error.kind(), ErrorKind::TlsFailed, "{error}");
        assert!(error.to_string().contains("speaks no TLS"), "{error}");
    }
}
