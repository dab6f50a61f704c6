//! TLS over whatever connection stands below.
//!
//! ureq's own connector builds its certificate store behind a lock that several first callers race
//! for, and can't have bundled roots beside a CA file; this one is handed a finished set-up.

use std::io::{Read, Write};
use std::sync::Arc;

use http::Uri;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::time::Instant;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport, TransportAdapter};

use super::buffers::PlainBuffers;
use crate::clock;

/// Whom to trust, and how.
pub(super) struct Tls(Arc<ClientConfig>);

impl Tls {
    pub(super) fn new(tls_config: Arc<ClientConfig>) -> Self {
        Self(tls_config)
    }

    /// The transport itself for an `http` address, and TLS over it for an `https` one. Blocks for the
    /// handshake, whose end is that of the transport.
    pub(super) fn over(
        &self,
        transport: Box<dyn Transport>,
        uri: &Uri,
    ) -> Result<Box<dyn Transport>, Error> {
        if uri.scheme_str() != Some("https") {
            return Ok(transport);
        }
        let with = uri.authority().map_or("", |authority| authority.as_str());
        let failed = |error: Error| {
            Error::Other(Box::new(HandshakeFailed {
                with: with.to_owned(),
                error,
            }))
        };
        let host = uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| failed(Error::Other(Box::new(rustls::Error::UnsupportedNameType))))?;
        let connection = ClientConnection::new(Arc::clone(&self.0), name)
            .map_err(|error| failed(Error::Other(Box::new(error))))?;

        let now = Arc::new(|| Instant::Exact(clock::monotonic()));
        let socket = TransportAdapter::new(transport, now);
        let mut stream = StreamOwned::new(connection, socket);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).map_err(|error| {
                match Error::from(error) {
                    timeout @ Error::Timeout(_) => timeout,
                    other => failed(other),
                }
            })?;
        }
        Ok(Box::new(TlsTransport {
            buffers: PlainBuffers::default(),
            stream,
        }))
    }
}

/// The handshake failed: not one byte of the request has left.
#[derive(Debug)]
pub(super) struct HandshakeFailed {
    /// Host and port: the server, or a proxy.
    pub(super) with: String,
    pub(super) error: Error,
}

impl std::fmt::Display for HandshakeFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for HandshakeFailed {}

/// A TLS connection.
pub(super) struct TlsTransport {
    buffers: PlainBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl std::fmt::Debug for TlsTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TlsTransport")
    }
}

impl Transport for TlsTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.stream.write_all(output)?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let amount = match self.stream.read(self.buffers.input_append_buf()) {
            Ok(amount) => amount,
            // What was decrypted before it came is an answer all the same; the error comes again.
            Err(error) => match self
                .stream
                .conn
                .reader()
                .read(self.buffers.input_append_buf())
            {
                Ok(amount) if amount > 0 => amount,
                _ => return Err(error.into()),
            },
        };
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}
