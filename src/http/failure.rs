//! From what ureq and rustls say to what a person and a till need to know.

use std::io;
use std::time::Duration;

use rustls::CertificateError;

use super::resolve::NotResolved;
use super::tls::HandshakeFailed;
use crate::clock;
use crate::error::{Error, ErrorKind};

/// A request without a complete answer.
pub(super) struct Failure<'a> {
    pub(super) error: ureq::Error,
    pub(super) sent: bool,
    pub(super) proxy: Option<&'a str>,
    pub(super) connect_timeout: Duration,
    /// Of the whole exchange.
    pub(super) limit: Duration,
}

impl Failure<'_> {
    pub(super) fn into_error(self) -> Error {
        if self.sent {
            self.after_departure()
        } else {
            self.before_departure()
        }
    }

    fn after_departure(self) -> Error {
        match self.error {
            ureq::Error::Timeout(_) => Error::new(
                ErrorKind::ResponseTimeout,
                format!("no complete answer within {}", readable(self.limit)),
            ),
            ureq::Error::LargeResponseHeader(..) => Error::new(
                ErrorKind::AnswerTooLarge,
                "the answer's headers are longer than 64 KiB",
            ),
            ureq::Error::Protocol(error) => Error::new(
                ErrorKind::UnexpectedAnswer,
                format!("the answer is not HTTP/1.1: {error}"),
            ),
            other => Error::new(
                ErrorKind::ConnectionLost,
                format!("the connection ended before the answer was complete: {other}"),
            ),
        }
    }

    fn before_departure(self) -> Error {
        let by = match self.proxy {
            Some(proxy) => format!(" (by the proxy {proxy})"),
            None => String::new(),
        };
        match self.error {
            ureq::Error::Timeout(_) => Error::new(
                ErrorKind::ConnectTimeout,
                format!(
                    "no connection within {}{by}",
                    readable(self.connect_timeout)
                ),
            ),
            ureq::Error::ConnectProxyFailed(why) => {
                Error::new(ErrorKind::ProxyRefused, format!("no way{by}: {why}"))
            }
            ureq::Error::Other(other) => match other.downcast::<NotResolved>() {
                Ok(not_resolved) => {
                    Error::new(ErrorKind::NameNotResolved, format!("{not_resolved}{by}"))
                }
                Err(other) => match other.downcast::<HandshakeFailed>() {
                    Ok(handshake) => handshake_failed(handshake.0, &by),
                    Err(other) => Error::new(ErrorKind::Internal, format!("{other}{by}")),
                },
            },
            other => Error::new(
                ErrorKind::ConnectFailed,
                format!("no connection{by}: {other}"),
            ),
        }
    }
}

fn handshake_failed(error: ureq::Error, by: &str) -> Error {
    let tls = match &error {
        ureq::Error::Io(error) => error.get_ref().and_then(|inner| inner.downcast_ref()),
        ureq::Error::Other(error) => error.downcast_ref(),
        _ => None,
    };
    match tls {
        Some(rustls::Error::InvalidCertificate(problem)) => certificate_refused(problem),
        Some(tls) => Error::new(
            ErrorKind::TlsFailed,
            format!("the TLS handshake failed{by}: {tls}"),
        ),
        None if is_cut(&error) => Error::new(
            ErrorKind::TlsFailed,
            format!("the connection was cut during the TLS handshake{by}"),
        ),
        None => Error::new(
            ErrorKind::TlsFailed,
            format!("the TLS handshake failed{by}: {error}"),
        ),
    }
}

fn is_cut(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Io(error) if matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
    ))
}

fn certificate_refused(problem: &CertificateError) -> Error {
    let date = |seconds: u64| clock::rfc3339(i64::try_from(seconds).unwrap_or(i64::MAX));
    match problem {
        CertificateError::ExpiredContext { time, not_after } => Error::new(
            ErrorKind::CertificateDates,
            format!(
                "the server's certificate ended on {}, and this machine believes that it is {}",
                date(not_after.as_secs()),
                date(time.as_secs())
            ),
        ),
        CertificateError::NotValidYetContext { time, not_before } => Error::new(
            ErrorKind::CertificateDates,
            format!(
                "the server's certificate begins on {}, and this machine believes that it is {}",
                date(not_before.as_secs()),
                date(time.as_secs())
            ),
        ),
        CertificateError::Expired | CertificateError::NotValidYet => Error::new(
            ErrorKind::CertificateDates,
            format!(
                "the server's certificate is outside its dates, and this machine believes that it \
                 is {}",
                clock::rfc3339(clock::unix_seconds(clock::wall()))
            ),
        ),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Error::new(
                ErrorKind::CertificateName,
                format!("the server's certificate is for another host: {problem}"),
            )
        }
        CertificateError::UnknownIssuer => Error::new(
            ErrorKind::CertificateUntrusted,
            "the server's certificate is by an authority that this machine does not trust",
        ),
        other => Error::new(
            ErrorKind::CertificateUntrusted,
            format!("the server's certificate is refused: {other}"),
        ),
    }
}

fn readable(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    if milliseconds % 1000 == 0 {
        format!("{} s", milliseconds / 1000)
    } else {
        format!("{milliseconds} ms")
    }
}
