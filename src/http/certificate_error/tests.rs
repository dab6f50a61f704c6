//! Every problem that rustls and webpki can name, in words.

use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{ServerName, UnixTime, alg_id};
use rustls::{
    CertRevocationListError, ContentType, EncryptedClientHelloError, ExtendedKeyPurpose,
    HandshakeType, InconsistentKeys, OtherError,
};

use super::*;
use crate::error::{Advice, Error};

fn at(seconds: u64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(seconds))
}

/// Whether a person can read it: no name of a type, nothing in brackets of one, no list of bytes.
#[track_caller]
fn assert_plain(words: &str) {
    let names_a_type = words
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| {
            let humps = word.as_bytes().windows(2);
            let humps =
                humps.filter(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
            humps.count() > 0 && !["subjectAltName", "OmniFund"].contains(&word)
        });
    let shows_bytes = ["[", "{", "0x", "Some(", "::"]
        .iter()
        .any(|mark| words.contains(mark));
    assert!(!names_a_type && !shows_bytes, "{words}");
    assert!(words.len() > 15, "{words}");
}

#[track_caller]
fn assert_told(problem: &CertificateError, kind: ErrorKind, said: &str) {
    let (found, why) = certificate(problem);
    let error = Error::new(found, format!("the certificate of example.com {why}"));
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.advice(), Advice::FixConfiguration, "{error}");
    assert!(error.to_string().contains(said), "{error}");
    assert_plain(&error.to_string());
}

#[test]
fn every_problem_of_a_certificate_is_told_in_plain_words_and_never_to_be_waited_for() {
    use CertificateError::*;
    use ErrorKind::{CertificateDates, CertificateName, CertificateUntrusted};
    let oid = || vec![0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4];
    let name = || ServerName::try_from("example.com").unwrap();
    #[allow(deprecated)]
    let table = [
        (BadEncoding, CertificateUntrusted, "damaged"),
        (Expired, CertificateDates, "believes that it is 20"),
        (
            ExpiredContext {
                time: at(1_795_750_343),
                not_after: at(951_825_600),
            },
            CertificateDates,
            "ended on 2000-02-29T12:00:00Z, and this machine believes that it is 2026-11-27T03:32:23Z",
        ),
        (NotValidYet, CertificateDates, "believes that it is 20"),
        (
            NotValidYetContext {
                time: at(0),
                not_before: at(951_825_600),
            },
            CertificateDates,
            "begins on 2000-02-29T12:00:00Z, and this machine believes that it is 1970-01-01T00:00:00Z",
        ),
        (Revoked, CertificateUntrusted, "revoked"),
        (
            UnhandledCriticalExtension,
            CertificateUntrusted,
            "critical extension",
        ),
        (UnknownIssuer, CertificateUntrusted, "does not trust"),
        (UnknownRevocationStatus, CertificateUntrusted, "revoked"),
        (ExpiredRevocationList, CertificateUntrusted, "revoked"),
        (
            ExpiredRevocationListContext {
                time: at(1),
                next_update: at(0),
            },
            CertificateUntrusted,
            "revoked",
        ),
        (BadSignature, CertificateUntrusted, "2048 to 8192 bits"),
        (UnsupportedSignatureAlgorithm, CertificateUntrusted, "SHA-1"),
        (
            UnsupportedSignatureAlgorithmContext {
                signature_algorithm_id: oid(),
                supported_algorithms: vec![alg_id::ECDSA_SHA256],
            },
            CertificateUntrusted,
            "P-521",
        ),
        (
            UnsupportedSignatureAlgorithmForPublicKeyContext {
                signature_algorithm_id: oid(),
                public_key_algorithm_id: oid(),
            },
            CertificateUntrusted,
            "P-521",
        ),
        (NotValidForName, CertificateName, "another host"),
        (
            NotValidForNameContext {
                expected: name(),
                presented: vec![
                    "DnsName(\"a.example\")".into(),
                    "IpAddress(10.0.0.1)".into(),
                ],
            },
            CertificateName,
            "is for another host: a.example, 10.0.0.1",
        ),
        (
            NotValidForNameContext {
                expected: name(),
                presented: vec!["DirectoryName".into(), "Unsupported(0x81)".into()],
            },
            CertificateName,
            "no subjectAltName",
        ),
        (InvalidPurpose, CertificateUntrusted, "not for servers"),
        (
            InvalidPurposeContext {
                required: ExtendedKeyPurpose::ServerAuth,
                presented: vec![ExtendedKeyPurpose::Other(vec![1, 2, 3])],
            },
            CertificateUntrusted,
            "not for servers",
        ),
        (
            InvalidOcspResponse,
            CertificateUntrusted,
            "invalid ocsp response",
        ),
        (
            ApplicationVerificationFailure,
            CertificateUntrusted,
            "application verification failure",
        ),
    ];
    for (problem, kind, said) in table {
        assert_told(&problem, kind, said);
    }
}

#[test]
fn what_rustls_passes_on_from_webpki_is_told_in_plain_words_too() {
    use webpki::Error::*;
    for (problem, said) in [
        (CaUsedAsEndEntity, "an authority's own"),
        (CertDistrusted, "cert distrusted"),
        (EmptyEkuExtension, "not for servers"),
        (EndEntityUsedAsCa, "no authority's"),
        (ExtensionValueInvalid, "extension value invalid"),
        (InvalidNetworkMaskConstraint, "invalid network mask"),
        (InvalidSerialNumber, "invalid serial number"),
        (MalformedDnsIdentifier, "malformed dns identifier"),
        (MalformedExtensions, "malformed extensions"),
        (MalformedNameConstraint, "malformed name constraint"),
        (MaximumNameConstraintComparisonsExceeded, "maximum"),
        (MaximumPathBuildCallsExceeded, "maximum path build calls"),
        (MaximumPathDepthExceeded, "maximum path depth"),
        (MaximumSignatureChecksExceeded, "maximum signature checks"),
        (NameConstraintViolation, "may not vouch for"),
        (PathLenConstraintViolated, "path length"),
        (SignatureAlgorithmMismatch, "signature algorithm mismatch"),
        (UnsupportedCertVersion, "version 3"),
        (UnsupportedCriticalExtension, "policy constraints"),
        (UnsupportedNameType, "unsupported name type"),
    ] {
        let problem = CertificateError::Other(OtherError(Arc::new(problem)));
        assert_told(&problem, ErrorKind::CertificateUntrusted, said);
    }
}

#[test]
fn a_certificates_names_forge_nothing_and_do_not_run_on() {
    let name = |name: &str| format!("DnsName(\"{name}\")");
    let why = other_names(&[name("a\x1b[2K\r\nok  token endpoint\u{202e}.example")]);
    let told = Error::new(ErrorKind::CertificateName, why).to_string();
    assert!(
        told.contains("host: a [2K  ok  token endpoint .example."),
        "{told}"
    );
    let many: Vec<_> = (0..5000).map(|at| name(&format!("h{at}"))).collect();
    assert!(other_names(&many).ends_with("h8, h9, ..."));
}

#[test]
fn every_failure_of_a_handshake_is_told_in_plain_words() {
    use ErrorKind::{CertificateUntrusted, InvalidConfiguration, TlsFailed, TlsIncompatible};
    let table = [
        (
            Tls::InappropriateMessage {
                expect_types: vec![ContentType::Alert],
                got_type: ContentType::Handshake,
            },
            TlsFailed,
        ),
        (
            Tls::InappropriateHandshakeMessage {
                expect_types: vec![HandshakeType::Finished],
                got_type: HandshakeType::ClientHello,
            },
            TlsFailed,
        ),
        (
            Tls::InvalidEncryptedClientHello(EncryptedClientHelloError::NoCompatibleConfig),
            TlsFailed,
        ),
        (Tls::NoCertificatesPresented, CertificateUntrusted),
        (Tls::UnsupportedNameType, InvalidConfiguration),
        (Tls::DecryptError, TlsFailed),
        (Tls::EncryptError, TlsFailed),
        (
            Tls::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13),
            TlsIncompatible,
        ),
        (
            Tls::PeerIncompatible(PeerIncompatible::NoCipherSuitesInCommon),
            TlsIncompatible,
        ),
        (
            Tls::PeerIncompatible(PeerIncompatible::ServerRejectedEncryptedClientHello(Some(
                Vec::new(),
            ))),
            TlsIncompatible,
        ),
        (
            Tls::PeerMisbehaved(PeerMisbehaved::SelectedUnofferedCipherSuite),
            TlsFailed,
        ),
        (
            Tls::PeerMisbehaved(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme),
            TlsIncompatible,
        ),
        (
            Tls::InvalidCertRevocationList(CertRevocationListError::ParseError),
            CertificateUntrusted,
        ),
        (Tls::General("it failed for a reason".into()), TlsFailed),
        (Tls::FailedToGetCurrentTime, TlsFailed),
        (Tls::FailedToGetRandomBytes, TlsFailed),
        (Tls::HandshakeNotComplete, TlsFailed),
        (Tls::PeerSentOversizedRecord, TlsFailed),
        (Tls::NoApplicationProtocol, TlsFailed),
        (Tls::BadMaxFragmentSize, TlsFailed),
        (
            Tls::InconsistentKeys(InconsistentKeys::KeyMismatch),
            TlsFailed,
        ),
    ];
    for (problem, kind) in table {
        let (found, why) = handshake(&problem);
        assert_eq!(found, kind, "{why}");
        assert_plain(&why);
    }
    for problem in [
        InvalidMessage::InvalidContentType,
        InvalidMessage::MissingData("ServerHello"),
        InvalidMessage::TrailingData("ServerHello"),
        InvalidMessage::UnexpectedMessage("ServerHello"),
        InvalidMessage::IllegalEmptyList("ServerHello"),
        InvalidMessage::DuplicateExtension(7),
        InvalidMessage::UnknownProtocolVersion,
        InvalidMessage::PreSharedKeyIsNotFinalExtension,
    ] {
        let (kind, why) = handshake(&Tls::InvalidMessage(problem));
        assert_eq!(kind, TlsFailed);
        assert_plain(&why);
    }
}

#[test]
fn every_alert_is_told_in_plain_words_and_what_no_waiting_mends_is_not_waited_for() {
    for number in 0..=255 {
        let alert = AlertDescription::from(number);
        let (kind, why) = handshake(&Tls::AlertReceived(alert));
        assert_plain(&why);
        let (mended, said) = match alert {
            AlertDescription::HandshakeFailure | AlertDescription::ProtocolVersion => {
                (Advice::FixConfiguration, "P-521")
            }
            AlertDescription::CertificateRequired | AlertDescription::UnknownCA => {
                (Advice::FixConfiguration, "certificate of its clients")
            }
            AlertDescription::UnrecognisedName => (Advice::FixConfiguration, "that name"),
            AlertDescription::InternalError => (Advice::Wait, "internal error"),
            AlertDescription::Unknown(_) => (Advice::Wait, "unknown"),
            _ => continue,
        };
        assert_eq!(kind.advice(), mended, "{why}");
        assert!(why.contains(said), "{why}");
    }
}
