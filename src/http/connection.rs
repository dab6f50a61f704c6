//! A connection: name, TCP, proxy and TLS, one on top of the other, as ureq's transports. What is said over
//! it is ours, from the request's first byte to the answer's last.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::Uri;
use ureq::Error;
use ureq::unversioned::transport::{NextTimeout, Transport};

use super::deadline::{DeadlineTransport, Ends};
use super::first_byte::{FirstByte, Noting};
use super::tcp::TcpTransport;
use super::tls::Tls;
use super::transmit::transmit;
use super::{race, resolve, tunnel};
use crate::clock::{self, Clocks};
use crate::config::Proxy;
use crate::platform::descriptors::Socket;
use crate::platform::lock::Lock;

/// An open connection, closed when dropped: after an exchange that is for when its pair is on disk.
pub(crate) struct Connection {
    transport: Box<dyn Transport>,
    first_byte: FirstByte,
    end: Arc<Lock<Option<Instant>>>,
    /// Which one it is, for who keeps it from one call to the next.
    socket: Option<Socket>,
}

/// The way to a server.
pub(super) struct Way<'a> {
    pub(super) uri: &'a Uri,
    pub(super) proxy: Option<&'a Proxy>,
    pub(super) tls: &'a Tls,
    /// From the moment when the name is looked up.
    pub(super) connect_timeout: Duration,
    /// Of all, the exchange included.
    pub(super) end: Instant,
    /// From then on no request leaves.
    pub(super) not_after: Option<Clocks>,
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
    /// Connects. When the first byte of the request leaves is noted from here on; what is said to a proxy to open
    /// a tunnel is no part of that.
    pub(super) fn open(way: &Way<'_>) -> Result<Self, Error> {
        let first_byte = FirstByte::before(way.not_after);
        let end = Arc::new(Lock::new());
        *end.lock() = Some(way.end);
        #[cfg(any(test, feature = "simulation"))]
        if let Some(socket) = super::simulated::Socket::open() {
            let ends = Ends {
                connect: way.end.min(clock::monotonic() + way.connect_timeout),
                exchange: Arc::clone(&end),
                first_byte: first_byte.clone(),
            };
            let transport = DeadlineTransport::new(socket?, ends);
            return Ok(Self {
                transport: Box::new(Noting::new(
                    Box::new(transport),
                    first_byte.clone(),
                    Arc::clone(&end),
                )),
                first_byte,
                end,
                socket: None,
            });
        }
        // A proxy resolves the server's name itself.
        let nearest = way.proxy.map_or(way.uri, |proxy| &proxy.uri);
        let addresses =
            resolve::find(nearest, way.end).map_err(|failure| Error::Other(Box::new(failure)))?;
        let ends = Ends {
            connect: way.end.min(clock::monotonic() + way.connect_timeout),
            exchange: Arc::clone(&end),
            first_byte: first_byte.clone(),
        };
        let (stream, address) = race::first_that_answers(&addresses, ends.connect)
            .map_err(|failure| Error::Other(Box::new(failure)))?;
        let socket = Socket::of(&stream);
        let transport = DeadlineTransport::new(TcpTransport::new(stream)?, ends);
        let opened = way.opened(Box::new(transport), nearest);
        resolve::remember(nearest, address, opened.is_ok());
        Ok(Self {
            transport: Box::new(Noting::new(opened?, first_byte.clone(), Arc::clone(&end))),
            first_byte,
            end,
            socket,
        })
    }

    /// When the first byte of the request left; `None` where none did.
    pub(super) fn sent_at(&self) -> Option<SystemTime> {
        self.first_byte.time()
    }

    /// Makes it ready for another request, which is over at `end`; `false` where the server has closed it, or has
    /// said something that nobody asked for.
    pub(super) fn renew(&mut self, end: Instant) -> bool {
        self.first_byte.forget();
        *self.end.lock() = Some(end);
        !self.has_input() && self.transport.is_open()
    }

    /// Whether something has come that was not received.
    pub(super) fn has_input(&mut self) -> bool {
        self.transport.buffers().can_use_input()
    }

    /// Whether its descriptor is the socket still that it was: some programs close all that they have not opened
    /// themselves, and then the number may be another file's.
    pub(super) fn is_ours(&self) -> bool {
        self.socket.as_ref().is_some_and(Socket::is_the_same)
    }

    /// Hands a request over, to its last byte.
    pub(super) fn send(&mut self, request: &[u8]) -> Result<(), Error> {
        transmit(&mut *self.transport, request)
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
        let is_open =
            self.transport.buffers().can_use_input() || self.transport.await_input(timeout)?;
        let buffers = self.transport.buffers();
        let input = buffers.input();
        received.extend_from_slice(input);
        let amount = input.len();
        buffers.input_consume(amount);
        Ok(is_open)
    }
}
