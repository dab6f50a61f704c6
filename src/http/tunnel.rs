//! A proxy is asked to CONNECT (RFC 9110 §9.3.6): behind its answer's head the bytes are the server's.

use std::fmt;

use http::Uri;
use ureq::Error;
use ureq::unversioned::transport::{NextTimeout, Transport};
use zeroize::Zeroizing;

use super::buffers::INPUT;
use super::head::{self, Found, Head};
use super::request::USER_AGENT;
use super::resolve;
use super::transmit::transmit;
use crate::config::Proxy;

/// The proxy made no tunnel. Not one byte of the request has left.
#[derive(Debug)]
pub(super) struct NoTunnel {
    /// It will not, whoever asks it again.
    pub(super) is_refused: bool,
    why: String,
}

impl NoTunnel {
    fn because(why: impl Into<String>) -> Self {
        Self {
            is_refused: false,
            why: why.into(),
        }
    }
}

impl fmt::Display for NoTunnel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for NoTunnel {}

/// Has the proxy at the other end of `transport` connect to the server. From here on the transport is the
/// server's, with what it said already.
pub(super) fn open(
    transport: &mut dyn Transport,
    proxy: &Proxy,
    server: &Uri,
) -> Result<(), Error> {
    ask(transport, proxy, server).map_err(|error| match error {
        Error::Timeout(_) | Error::Other(_) => error,
        cut => Error::Other(Box::new(NoTunnel::because(format!(
            "it ended the connection: {cut}"
        )))),
    })
}

fn ask(transport: &mut dyn Transport, proxy: &Proxy, server: &Uri) -> Result<(), Error> {
    let server = resolve::host_and_port(server).unwrap_or_default();
    let fail = |not: NoTunnel| Err(Error::Other(Box::new(not)));
    transmit(transport, request(proxy, &server).as_bytes())?;
    loop {
        let is_open = transport.await_input(NextTimeout::default())?;
        let input = transport.buffers().input();
        match head::read(input) {
            Found::Head(head, length) => {
                transport.buffers().input_consume(length);
                if (200..300).contains(&head.status) {
                    return Ok(());
                }
                return fail(refusal(&head, proxy, &server));
            }
            Found::NoHttp => return fail(NoTunnel::because("what answered is no HTTP proxy")),
            Found::Unended if !is_open => {
                return fail(NoTunnel::because(
                    "it ended the connection without an answer",
                ));
            }
            Found::Unended if input.len() >= INPUT => {
                return fail(NoTunnel::because("its answer has no end"));
            }
            Found::Unended => {}
        }
    }
}

fn request(proxy: &Proxy, server: &str) -> Zeroizing<String> {
    let mut request = Zeroizing::new(format!(
        "CONNECT {server} HTTP/1.1\r\nHost: {server}\r\nUser-Agent: {USER_AGENT}\r\n\
         Proxy-Connection: Keep-Alive\r\n"
    ));
    if let Some(credentials) = &proxy.credentials {
        // RFC 7617. Some proxies refuse a scheme in lower case.
        request.push_str("Proxy-Authorization: Basic ");
        base64(&decoded(credentials.expose()), &mut request);
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    request
}

/// 407 wants credentials, 403 forbids; all else can pass, such as a 503 while the proxy can't reach the server.
fn refusal(head: &Head, proxy: &Proxy, server: &str) -> NoTunnel {
    let mut offers = head.headers.all("proxy-authenticate").peekable();
    let why = match head.status {
        407 if offers.peek().is_some()
            && !offers.any(|offer| offer.to_ascii_lowercase().contains("basic")) =>
        {
            ": it takes no user name and password by the scheme Basic"
        }
        407 if proxy.credentials.is_none() => {
            ": it wants a user name and a password, and its URL has none"
        }
        407 => ": it does not take the user name and the password of its URL",
        403 => ": it forbids the way",
        _ => "",
    };
    NoTunnel {
        is_refused: matches!(head.status, 403 | 407),
        why: format!("asked for {server} it answered {}{why}", head.status),
    }
}

/// `user:password` as it is meant: in a URL some characters of it are written as `%40` (RFC 3986 §2.1).
fn decoded(credentials: &str) -> Zeroizing<Vec<u8>> {
    let bytes = credentials.as_bytes();
    let mut decoded = Zeroizing::new(Vec::with_capacity(bytes.len() + 1));
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut escaped = [0];
        let digits = credentials.get(at + 1..at + 3).filter(|_| byte == b'%');
        if digits.is_some_and(|digits| crate::hex::parse(digits, &mut escaped).is_some()) {
            decoded.push(escaped[0]);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    if !credentials.contains(':') {
        // A user name without a password.
        decoded.push(b':');
    }
    decoded
}

/// RFC 4648 §4.
fn base64(bytes: &[u8], text: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    text.reserve_exact(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            let is_there = digit <= three.len();
            text.push(if is_there {
                char::from(DIGITS[value as usize])
            } else {
                '='
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(written: &str) -> String {
        let mut text = String::new();
        base64(&decoded(written), &mut text);
        text
    }

    #[test]
    fn user_name_and_password_are_decoded_once_and_written_in_base64() {
        for (written, basic) in [
            // RFC 7617 §2, and what Python's base64 says.
            ("Aladdin:open%20sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            ("till:hunter2", "dGlsbDpodW50ZXIy"),
            ("a:b", "YTpi"),
            ("a:%2540", "YTolNDA="),
            ("u%3a:p+%2B%zz%4", "dTo6cCsrJXp6JTQ="),
            ("user", "dXNlcjo="),
            ("\u{e4}:%e4", "w6Q65A=="),
        ] {
            assert_eq!(credentials(written), basic, "{written}");
        }
    }

    #[test]
    fn a_proxy_is_asked_for_host_and_port_and_told_its_credentials_alone() {
        let with = Proxy::parse("http://till:hunter2@proxy:3128").unwrap();
        assert_eq!(
            request(&with, "[::1]:443").as_str(),
            format!(
                "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nUser-Agent: {USER_AGENT}\r\n\
                 Proxy-Connection: Keep-Alive\r\nProxy-Authorization: Basic dGlsbDpodW50ZXIy\r\n\r\n"
            )
        );
        let without = Proxy::parse("proxy").unwrap();
        assert!(!request(&without, "host:443").contains("Authorization"));
    }
}
