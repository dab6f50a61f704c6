//! From what ureq and rustls say to what a person and a till need to know.

use std::io;
use std::time::Duration;

use rustls::CertificateError;

use super::race::NotConnected;
use super::resolve::NotResolved;
use super::tls::HandshakeFailed;
use super::tunnel::NoTunnel;
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
            ureq::Error::Timeout(reason) => {
                let time = match reason {
                    ureq::Timeout::Connect => self.connect_timeout,
                    _ => self.limit,
                };
                Error::new(
                    ErrorKind::ConnectTimeout,
                    format!("no connection within {}{by}", readable(time)),
                )
            }
            ureq::Error::Other(other) => {
                if let Some(handshake) = other.downcast_ref() {
                    handshake_failed(handshake)
                } else if let Some(NotConnected {
                    is_time_up: true, ..
                }) = other.downcast_ref()
                {
                    let time = readable(self.connect_timeout);
                    let told = format!("no connection within {time}{by}{other}");
                    Error::new(ErrorKind::ConnectTimeout, told)
                } else if other.is::<NotConnected>() {
                    let told = format!("no connection{by}{other}");
                    Error::new(ErrorKind::ConnectFailed, told)
                } else if let Some(no_tunnel) = other.downcast_ref::<NoTunnel>() {
                    let kind = if no_tunnel.is_refused {
                        ErrorKind::ProxyRefused
                    } else {
                        ErrorKind::ProxyFailed
                    };
                    Error::new(kind, format!("no way{by}: {other}"))
                } else if other.is::<NotResolved>() {
                    Error::new(ErrorKind::NameNotResolved, format!("{other}{by}"))
                } else {
                    Error::new(ErrorKind::Internal, format!("{other}{by}"))
                }
            }
            other => Error::new(
                ErrorKind::ConnectFailed,
                format!("no connection{by}: {other}"),
            ),
        }
    }
}

fn handshake_failed(HandshakeFailed { with, error }: &HandshakeFailed) -> Error {
    let tls = match error {
        ureq::Error::Io(error) => error.get_ref().and_then(|inner| inner.downcast_ref()),
        ureq::Error::Other(error) => error.downcast_ref(),
        _ => None,
    };
    let why = match tls {
        Some(rustls::Error::InvalidCertificate(problem)) => {
            return certificate_refused(with, problem);
        }
        Some(tls) => tls.to_string(),
        None if is_cut(error) => "the connection was cut".into(),
        None => error.to_string(),
    };
    let failed = format!("the TLS handshake with {with} failed: {why}");
    Error::new(ErrorKind::TlsFailed, failed)
}

fn is_cut(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Io(error) if matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
    ))
}

fn certificate_refused(with: &str, problem: &CertificateError) -> Error {
    let date = |seconds: u64| clock::rfc3339(i64::try_from(seconds).unwrap_or(i64::MAX));
    let (kind, why) = match problem {
        CertificateError::ExpiredContext { time, not_after } => (
            ErrorKind::CertificateDates,
            format!(
                "ended on {}, and this machine believes that it is {}",
                date(not_after.as_secs()),
                date(time.as_secs())
            ),
        ),
        CertificateError::NotValidYetContext { time, not_before } => (
            ErrorKind::CertificateDates,
            format!(
                "begins on {}, and this machine believes that it is {}",
                date(not_before.as_secs()),
                date(time.as_secs())
            ),
        ),
        CertificateError::Expired | CertificateError::NotValidYet => (
            ErrorKind::CertificateDates,
            format!(
                "is outside its dates, and this machine believes that it is {}",
                clock::rfc3339(clock::unix_seconds(clock::wall()))
            ),
        ),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => (
            ErrorKind::CertificateName,
            format!("is for another host: {problem}"),
        ),
        CertificateError::UnknownIssuer => (
            ErrorKind::CertificateUntrusted,
            "is by an authority that this machine does not trust".into(),
        ),
        other => (
            ErrorKind::CertificateUntrusted,
            format!("is refused: {other}"),
        ),
    };
    Error::new(kind, format!("the certificate of {with} {why}"))
}

fn readable(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    if milliseconds % 1000 == 0 {
        format!("{} s", milliseconds / 1000)
    } else {
        format!("{milliseconds} ms")
    }
}
