//! From what ureq and rustls say to what a person and a till need to know.

use std::io;
use std::time::Duration;

use rustls::Error as Tls;

use super::certificate_error::{self, wants_certificate};
use super::first_byte::LeaseOver;
use super::race::NotConnected;
use super::resolve::NotResolved;
use super::tls::HandshakeFailed;
use super::tunnel::NoTunnel;
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
            self.after_first_byte()
        } else {
            self.before_first_byte()
        }
    }

    fn after_first_byte(self) -> Error {
        match self.error {
            ureq::Error::Timeout(_) => Error::new(
                ErrorKind::ResponseTimeout,
                format!("no complete answer within {}", readable(self.limit)),
            ),
            other => {
                let (kind, why) = match tls(&other) {
                    // With TLS 1.3 a server says so only when the request is on its way.
                    Some(Tls::AlertReceived(alert)) if wants_certificate(*alert) => {
                        let (_, why) = certificate_error::handshake(&Tls::AlertReceived(*alert));
                        (ErrorKind::CertificateWanted, why)
                    }
                    Some(problem) => (
                        ErrorKind::ConnectionLost,
                        certificate_error::handshake(problem).1,
                    ),
                    None => (ErrorKind::ConnectionLost, other.to_string()),
                };
                Error::new(
                    kind,
                    format!("the connection ended before the answer was complete: {why}"),
                )
            }
        }
    }

    fn before_first_byte(self) -> Error {
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
                } else if other.is::<LeaseOver>() {
                    Error::new(ErrorKind::LeaseLost, other.to_string())
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
    let (kind, why) = match tls(error) {
        Some(Tls::InvalidCertificate(problem)) => {
            let (kind, why) = certificate_error::certificate(problem);
            return Error::new(kind, format!("the certificate of {with} {why}"));
        }
        Some(problem) => certificate_error::handshake(problem),
        None if is_cut(error) => (ErrorKind::TlsFailed, "the connection was cut".into()),
        None => (ErrorKind::TlsFailed, error.to_string()),
    };
    Error::new(kind, format!("the TLS handshake with {with} failed: {why}"))
}

/// What rustls says, where it is the one that says it.
fn tls(error: &ureq::Error) -> Option<&Tls> {
    match error {
        ureq::Error::Io(error) => error.get_ref()?.downcast_ref(),
        ureq::Error::Other(error) => error.downcast_ref(),
        _ => None,
    }
}

fn is_cut(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Io(error) if matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
    ))
}

fn readable(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    if milliseconds % 1000 == 0 {
        format!("{} s", milliseconds / 1000)
    } else {
        format!("{milliseconds} ms")
    }
}
