//! A connection: name, TCP, proxy and TLS, one on top of the other, as ureq's transports. What is said over
//! it is ours, from the request's first byte to the answer's last.

use std::time::{Duration, Instant};

use http::Uri;
use ureq::Error;
use ureq::unversioned::transport::{NextTimeout, Transport};

use super::deadline::{DeadlineTransport, Ends};
use super::first_byte::{FirstByte, Noting};
use super::tcp::TcpTransport;
use super::tls::Tls;
use super::transmit::transmit;
use super::{race, resolve, tunnel};
use crate::clock;
use crate::config::Proxy;

/// An open connection, closed when dropped: after an exchange that is for when its pair is on disk.
pub(crate) struct Connection(Box<dyn Transport>);

/// The way to a server.
pub(super) struct Way<'a> {
    pub(super) uri: &'a Uri,
    pub(super) proxy: Option<&'a Proxy>,
    pub(super) tls: &'a Tls,
    /// From the moment when the name is looked up.
    pub(super) connect_timeout: Duration,
    /// Of all, the exchange included.
    pub(super) end: Instant,
}

impl Way<'_> {
    /// What stands on a socket to the nearest: TLS, the proxy's tunnel, TLS.
    fn opened(
        &self,
        socket: Box<dyn Transport>,
        nearest: &Uri,
    ) -> Result<Box<dyn Transport>, Error> {
        let mut transport = self.tls.over(socket, nearest)?;
        if let Some(proxy) = self.proxy {
            tunnel::open(&mut *transport, proxy, self.uri)?;
            transport = self.tls.over(transport, self.uri)?;
        }
        Ok(transport)
    }
}

impl Connection {
    /// Connects. `first_byte` notes when the first byte of the request leaves; what is said to a proxy to open
    /// a tunnel is no part of that.
    pub(super) fn open(way: &Way<'_>, first_byte: &FirstByte) -> Result<Self, Error> {
        // A proxy resolves the server's name itself.
        let nearest = way.proxy.map_or(way.uri, |proxy| &proxy.uri);
        let addresses =
            resolve::find(nearest, way.end).map_err(|failure| Error::Other(Box::new(failure)))?;
        let ends = Ends {
            connect: way.end.min(clock::monotonic() + way.connect_timeout),
            exchange: way.end,
            first_byte: first_byte.clone(),
        };
        let (stream, address) = race::first_that_answers(&addresses, ends.connect)
            .map_err(|failure| Error::Other(Box::new(failure)))?;
        let socket = DeadlineTransport::new(TcpTransport::new(stream)?, ends);
        let opened = way.opened(Box::new(socket), nearest);
        resolve::remember(nearest, address, opened.is_ok());
        Ok(Self(Box::new(Noting::new(opened?, first_byte.clone()))))
    }

    /// Hands a request over, to its last byte.
    pub(super) fn send(&mut self, request: &[u8]) -> Result<(), Error> {
        transmit(&mut *self.0, request)
    }

    /// Appends what has come to `received`, or waits for more; `false` where no more will come.
    pub(super) fn receive(
        &mut self,
        received: &mut Vec<u8>,
        patience: Option<Duration>,
    ) -> Result<bool, Error> {
        let mut timeout = NextTimeout::default();
        if let Some(patience) = patience {
            timeout.after = ureq::unversioned::transport::time::Duration::Exact(patience);
        }
        // What came right behind a proxy's answer is there already.
        let is_open = self.0.buffers().can_use_input() || self.0.await_input(timeout)?;
        let buffers = self.0.buffers();
        let input = buffers.input();
        received.extend_from_slice(input);
        let amount = input.len();
        buffers.input_consume(amount);
        Ok(is_open)
    }
}
