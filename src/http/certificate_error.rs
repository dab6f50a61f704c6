//! What rustls and webpki find wrong with a certificate or a handshake, in words for a person. Theirs are
//! the names of their own types.

use std::fmt;

use rustls::{
    AlertDescription, CertificateError, Error as Tls, InvalidMessage, PeerIncompatible,
    PeerMisbehaved,
};

use crate::clock;
use crate::error::ErrorKind;

/// Of the names that a certificate is for, so many are told.
const MOST_NAMES: usize = 10;

/// Goes on after "the certificate of example.com ".
pub(super) fn certificate(problem: &CertificateError) -> (ErrorKind, String) {
    let date = |seconds: u64| clock::rfc3339(i64::try_from(seconds).unwrap_or(i64::MAX));
    let dates = |why: &str, now: String| {
        let why = format!("{why}, and this machine believes that it is {now}");
        (ErrorKind::CertificateDates, why)
    };
    let why = match problem {
        CertificateError::ExpiredContext { time, not_after } => {
            let why = format!("ended on {}", date(not_after.as_secs()));
            return dates(&why, date(time.as_secs()));
        }
        CertificateError::NotValidYetContext { time, not_before } => {
            let why = format!("begins on {}", date(not_before.as_secs()));
            return dates(&why, date(time.as_secs()));
        }
        CertificateError::Expired | CertificateError::NotValidYet => {
            let now = clock::rfc3339(clock::unix_seconds(clock::wall()));
            return dates("is outside its dates", now);
        }
        CertificateError::NotValidForNameContext { presented, .. } => {
            return (ErrorKind::CertificateName, other_names(presented));
        }
        CertificateError::NotValidForName => {
            return (ErrorKind::CertificateName, "is for another host".into());
        }
        CertificateError::UnknownIssuer => {
            "is by an authority that this machine does not trust, or the server does not show the \
             certificates between the two"
        }
        CertificateError::BadSignature => {
            "does not fit its signature: another authority of the same name made it, or an RSA key has fewer \
             than 2048 bits"
        }
        #[allow(deprecated)]
        CertificateError::UnsupportedSignatureAlgorithm
        | CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            "is signed in a way that this library can't check, such as with P-521, DSA or SHA-1: it checks RSA \
             of 2048 bits and more, P-256, P-384 and Ed25519, with SHA-256 and better"
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            NOT_FOR_SERVERS
        }
        CertificateError::UnhandledCriticalExtension => UNKNOWN_EXTENSION,
        CertificateError::BadEncoding => "is damaged, or not made by the rules",
        CertificateError::Revoked => "was revoked by its authority",
        CertificateError::UnknownRevocationStatus
        | CertificateError::ExpiredRevocationList
        | CertificateError::ExpiredRevocationListContext { .. } => {
            "may have been revoked: there is no word about it that is new enough"
        }
        CertificateError::Other(other) => return untrusted(by_name(&other.to_string())),
        other => return untrusted(by_name(&format!("{other:?}"))),
    };
    untrusted(why.to_owned())
}

fn untrusted(why: String) -> (ErrorKind, String) {
    (ErrorKind::CertificateUntrusted, why)
}

const NOT_FOR_SERVERS: &str =
    "is not for servers: its extended key usage does not name server authentication";
const UNKNOWN_EXTENSION: &str = "or one between it and its authority, has a critical extension that this library does not know, such as \
     policy constraints, and must not be taken";

/// webpki's errors that rustls has no words for come by name.
fn by_name(name: &str) -> String {
    let known = match name {
        "CaUsedAsEndEntity" => "is an authority's own, and no server's",
        "EndEntityUsedAsCa" => "is signed with a certificate that is no authority's",
        "PathLenConstraintViolated" => {
            "is signed by an authority that may not have made it: one above it allows fewer authorities below \
             (path length)"
        }
        "NameConstraintViolation" => {
            "is for a name that its authority may not vouch for (name constraints)"
        }
        "EmptyEkuExtension" => NOT_FOR_SERVERS,
        "UnsupportedCriticalExtension" => UNKNOWN_EXTENSION,
        "UnsupportedCertVersion" => "is not of version 3 of X.509",
        other => return format!("can't be taken: {}", plain(other)),
    };
    known.to_owned()
}

/// `maximum path depth exceeded`, from a name of a type and what is in it.
fn plain(name: &str) -> String {
    let name = name.split(['(', '{']).next().unwrap_or_default().trim();
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && words.ends_with(|last: char| last.is_ascii_lowercase()) {
            words.push(' ');
        }
        words.push(letter);
    }
    words.make_ascii_lowercase();
    words
}

/// Of names such as `DnsName("example.com")`. They come from whoever made the certificate.
fn other_names(presented: &[String]) -> String {
    let names = presented.iter().filter_map(|name| {
        let name = name.strip_suffix(')')?;
        let name = name
            .strip_prefix("DnsName(")
            .or_else(|| name.strip_prefix("IpAddress("))?;
        Some(
            name.trim_matches('"')
                .replace(|letter: char| !letter.is_ascii_graphic(), "?"),
        )
    });
    let names: Vec<_> = names.take(MOST_NAMES + 1).collect();
    match names.len() {
        0 => "is for no host: it has no subjectAltName, and a common name does not count".into(),
        1..=MOST_NAMES => format!("is for another host: {}", names.join(", ")),
        _ => format!(
            "is for other hosts: {}, ...",
            names[..MOST_NAMES].join(", ")
        ),
    }
}

/// A handshake that failed for another reason than the certificate: who could mend it, and why.
pub(super) fn handshake(problem: &Tls) -> (ErrorKind, String) {
    use ErrorKind::{TlsFailed, TlsIncompatible};
    let named =
        |what: &str, name: &dyn fmt::Debug| format!("{what}: {}", plain(&format!("{name:?}")));
    match problem {
        Tls::AlertReceived(alert) => alerted(*alert),
        Tls::NoCertificatesPresented => untrusted("the server shows no certificate".into()),
        Tls::InvalidMessage(
            InvalidMessage::InvalidContentType
            | InvalidMessage::UnknownProtocolVersion
            | InvalidMessage::MessageTooLarge
            | InvalidMessage::InvalidEmptyPayload,
        ) => {
            let why = "what answers there speaks no TLS (plain HTTP, perhaps)";
            (TlsFailed, why.into())
        }
        Tls::InvalidMessage(why) => (TlsFailed, named("a message can't be read", why)),
        Tls::InappropriateMessage { .. } | Tls::InappropriateHandshakeMessage { .. } => {
            (TlsFailed, "a message came where another was due".into())
        }
        Tls::PeerMisbehaved(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme) => {
            (TlsIncompatible, UNKNOWN_KEY.into())
        }
        Tls::PeerMisbehaved(why) => (TlsFailed, named("the server breaks TLS's rules", why)),
        Tls::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => (
            TlsIncompatible,
            "the server speaks neither TLS 1.2 nor TLS 1.3".into(),
        ),
        Tls::PeerIncompatible(why) => (TlsIncompatible, named("server and library don't fit", why)),
        Tls::UnsupportedNameType => (
            TlsIncompatible,
            "no certificate can be for that name".into(),
        ),
        Tls::InvalidCertRevocationList(why) => {
            untrusted(named("a list of revoked certificates is unusable", why))
        }
        Tls::InvalidEncryptedClientHello(why) => {
            (TlsFailed, named("the hello can't be sealed", why))
        }
        Tls::InconsistentKeys(why) => (TlsFailed, named("keys don't fit", why)),
        other => (TlsFailed, other.to_string()),
    }
}

const UNKNOWN_KEY: &str = "the server's certificate has a key that this library can't check, such as P-521 or DSA: it checks RSA of \
     2048 bits and more, P-256, P-384 and Ed25519";

/// An alert is all that the server says before it hangs up (RFC 8446 §6).
fn alerted(alert: AlertDescription) -> (ErrorKind, String) {
    use AlertDescription as A;
    let said = plain(alert.as_str().unwrap_or("unknown"));
    let (kind, why) = match alert {
        A::HandshakeFailure | A::InsufficientSecurity | A::ProtocolVersion => (
            ErrorKind::TlsIncompatible,
            "it has no version, cipher suite or kind of key in common with this library, which speaks TLS 1.2 and \
             1.3 and checks RSA, P-256, P-384 and Ed25519 (not P-521)",
        ),
        A::UnrecognisedName => (ErrorKind::TlsIncompatible, "it serves no host of that name"),
        alert if wants_certificate(alert) => (
            ErrorKind::TlsIncompatible,
            "it wants a certificate of its clients, and this library has none",
        ),
        _ => (ErrorKind::TlsFailed, "it hung up"),
    };
    (kind, format!("the server sent the alert {said:?}: {why}"))
}

/// Whether a server says by it that it does not like its client's certificate, or that there is none.
pub(super) fn wants_certificate(alert: AlertDescription) -> bool {
    use AlertDescription as A;
    matches!(
        alert,
        A::CertificateRequired
            | A::NoCertificate
            | A::BadCertificate
            | A::UnsupportedCertificate
            | A::CertificateRevoked
            | A::CertificateExpired
            | A::CertificateUnknown
            | A::UnknownCA
            | A::AccessDenied
    )
}

#[cfg(test)]
mod tests {
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
            (BadSignature, CertificateUntrusted, "2048 bits"),
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
    fn a_certificates_names_are_told_as_letters_and_not_without_end() {
        let name = |name: &str| format!("DnsName(\"{name}\")");
        let forged = other_names(&[name("a\x1b[2K\r\nok  token endpoint\u{202e}")]);
        assert_eq!(forged, "is for another host: a?[2K??ok??token?endpoint?");
        let many: Vec<_> = (0..5000).map(|at| name(&format!("h{at}"))).collect();
        assert!(other_names(&many).ends_with("h8, h9, ..."));
    }

    #[test]
    fn every_failure_of_a_handshake_is_told_in_plain_words() {
        use ErrorKind::{CertificateUntrusted, TlsFailed, TlsIncompatible};
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
            (Tls::UnsupportedNameType, TlsIncompatible),
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
}
