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
            "does not fit its signature: another authority of the same name made it, or an RSA key has not \
             2048 to 8192 bits"
        }
        #[allow(deprecated)]
        CertificateError::UnsupportedSignatureAlgorithm
        | CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            "is signed in a way that this library can't check, such as with P-521, DSA or SHA-1: it checks RSA \
             of 2048 to 8192 bits, P-256, P-384 and Ed25519, with SHA-256 and better"
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
const UNKNOWN_EXTENSION: &str = "or one between it and its authority, has a critical extension that \
     this library does not know, such as policy constraints, and must not be taken";

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
            "is for a name that its authority may not vouch for, or that this library can't compare \
             with what it may (name constraints)"
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

/// Of names such as `DnsName("example.com")`. They come from whoever made the certificate; an error cleans them as
/// all that it says.
fn other_names(presented: &[String]) -> String {
    let names = presented.iter().filter_map(|name| {
        let name = name.strip_suffix(')')?;
        let name = name
            .strip_prefix("DnsName(")
            .or_else(|| name.strip_prefix("IpAddress("))?;
        Some(name.trim_matches('"'))
    });
    let names: Vec<_> = names.take(MOST_NAMES + 1).collect();
    match names.len() {
        0 => "is for no host: it has no subjectAltName, and a common name counts only of a \
              certificate that the CA file holds itself"
            .into(),
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
        Tls::UnsupportedNameType => {
            let why = "no certificate can be for that name";
            (ErrorKind::InvalidConfiguration, why.into())
        }
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

const UNKNOWN_KEY: &str = "the server's certificate has a key that this library can't check, such \
     as P-521 or DSA: it checks RSA of 2048 to 8192 bits, P-256, P-384 and Ed25519";

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
mod tests;
