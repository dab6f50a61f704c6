//! One absolute end for all that a connection does.
//!
//! What stands above sets a time for each read anew, or none, so that a peer which answers a byte at a
//! time could hold a call for ever. Below it all, nothing lasts beyond the exchange's end, nor, until
//! the request leaves, beyond the connect timeout.

use std::sync::Arc;
use std::time::Instant;

use ureq::unversioned::transport::time::Duration as Time;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

use super::first_byte::FirstByte;
use crate::clock;
use crate::platform::lock::Lock;

/// When all must be over.
#[derive(Debug)]
pub(super) struct Ends {
    /// Until the request leaves.
    pub(super) connect: Instant,
    /// Set anew for each request, where the connection is kept.
    pub(super) exchange: Arc<Lock<Option<Instant>>>,
    pub(super) first_byte: FirstByte,
}

/// A socket with an end.
#[derive(Debug)]
pub(super) struct DeadlineTransport<T> {
    socket: T,
    ends: Ends,
}

impl<T> DeadlineTransport<T> {
    pub(super) fn new(socket: T, ends: Ends) -> Self {
        Self { socket, ends }
    }

    fn bounded(&self, mut timeout: NextTimeout) -> Result<NextTimeout, Error> {
        let (end, reason) = match self.ends.first_byte.time() {
            Some(_) => (*self.ends.exchange.lock(), Timeout::Global),
            None => (Some(self.ends.connect), Timeout::Connect),
        };
        // A child that was forked meanwhile has no end, and no time left.
        let now = clock::monotonic();
        let remaining = end.unwrap_or(now).saturating_duration_since(now);
        if remaining.is_zero() {
            return Err(Error::Timeout(reason));
        }
        if timeout.after > Time::Exact(remaining) {
            timeout.after = Time::Exact(remaining);
            timeout.reason = reason;
        }
        Ok(timeout)
    }
}

impl<T: Transport> Transport for DeadlineTransport<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.socket.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let timeout = self.bounded(timeout)?;
        self.socket.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let timeout = self.bounded(timeout)?;
        self.socket.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.socket.is_open()
    }
}
