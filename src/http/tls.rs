//! TLS over whatever connection stands below.
//!
//! ureq's own connector builds its certificate store behind a lock that several first callers race
//! for, and can't have bundled roots beside a CA file; this one is handed a finished set-up.

use std::io::{Read, Write};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::unversioned::transport::time::{Duration, Instant};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport,
    TransportAdapter,
};

/// Wraps a connection to an `https` address in TLS.
#[derive(Debug)]
pub(super) struct TlsConnector(Arc<ClientConfig>);

impl TlsConnector {
    pub(super) fn new(tls_config: Arc<ClientConfig>) -> Self {
        Self(tls_config)
    }

    fn handshake<In: Transport>(
        &self,
        details: &ConnectionDetails,
        transport: In,
    ) -> Result<TlsTransport, ureq::Error> {
        let with = details
            .uri
            .authority()
            .map_or("", |authority| authority.as_str());
        let failed = |error: ureq::Error| {
            ureq::Error::Other(Box::new(HandshakeFailed {
                // Of a proxy's URL user name and password are nobody's business.
                with: with.rsplit('@').next().unwrap_or_default().to_owned(),
                error,
            }))
        };
        let host = details.uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned()).map_err(|_| {
            failed(ureq::Error::Other(Box::new(
                rustls::Error::UnsupportedNameType,
            )))
        })?;
        let connection = ClientConnection::new(Arc::clone(&self.0), name)
            .map_err(|error| failed(ureq::Error::Other(Box::new(error))))?;

        let mut socket = TransportAdapter::new(transport.boxed(), details.current_time.clone());
        socket.set_timeout(time_left(details));
        let mut stream = StreamOwned::new(connection, socket);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).map_err(|error| {
                match ureq::Error::from(error) {
                    timeout @ ureq::Error::Timeout(_) => timeout,
                    other => failed(other),
                }
            })?;
        }
        Ok(TlsTransport {
            buffers: LazyBuffers::new(
                details.config.input_buffer_size(),
                details.config.output_buffer_size(),
            ),
            stream,
        })
    }
}

/// The connect timeout began with the TCP connection.
fn time_left(details: &ConnectionDetails) -> NextTimeout {
    let mut timeout = details.timeout;
    if let (Duration::Exact(whole), Instant::Exact(began), Instant::Exact(now)) =
        (timeout.after, details.now, (details.current_time)())
    {
        timeout.after = Duration::Exact(whole.saturating_sub(now.duration_since(began)));
    }
    timeout
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Either<In, TlsTransport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        match chained {
            Some(transport) if details.needs_tls() && !transport.is_tls() => {
                self.handshake(details, transport).map(Either::B).map(Some)
            }
            plain => Ok(plain.map(Either::A)),
        }
    }
}

/// The handshake failed: not one byte of the request has left.
#[derive(Debug)]
pub(super) struct HandshakeFailed {
    /// Host and port: the server, or a proxy.
    pub(super) with: String,
    pub(super) error: ureq::Error,
}

impl std::fmt::Display for HandshakeFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for HandshakeFailed {}

/// A TLS connection.
pub(super) struct TlsTransport {
    buffers: LazyBuffers,
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

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.stream.write_all(output)?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
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
