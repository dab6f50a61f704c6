//! One absolute end for all that a connection does.
//!
//! Some of the connectors above set a time for each read anew, so that a peer which answers a byte at a
//! time could hold a call for ever. Below them all, nothing lasts beyond the exchange's end, nor, until
//! the request leaves, beyond the connect timeout.

use std::time::{Duration, Instant};

use ureq::unversioned::transport::time::Duration as Time;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};
use ureq::{Error, Timeout};

use super::departure::Departure;
use crate::clock;

/// Clamps the connection that stands below.
#[derive(Debug)]
pub(super) struct Clamp {
    connect_timeout: Duration,
    end: Instant,
    departure: Departure,
}

impl Clamp {
    pub(super) fn new(connect_timeout: Duration, limit: Duration, departure: Departure) -> Self {
        Self {
            connect_timeout,
            end: clock::monotonic() + limit,
            departure,
        }
    }
}

impl<In: Transport> Connector<In> for Clamp {
    type Out = Clamped<In>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        use ureq::unversioned::transport::time::Instant as At;
        let began = match details.now {
            At::Exact(began) => began,
            _ => clock::monotonic(),
        };
        Ok(chained.map(|transport| Clamped {
            transport,
            connect_end: (began + self.connect_timeout).min(self.end),
            end: self.end,
            departure: self.departure.clone(),
        }))
    }
}

/// A connection with an end.
#[derive(Debug)]
pub(super) struct Clamped<T> {
    transport: T,
    connect_end: Instant,
    end: Instant,
    departure: Departure,
}

impl<T> Clamped<T> {
    fn clamped(&self, mut timeout: NextTimeout) -> Result<NextTimeout, Error> {
        let (end, reason) = match self.departure.time() {
            Some(_) => (self.end, Timeout::Global),
            None => (self.connect_end, Timeout::Connect),
        };
        let left = end.saturating_duration_since(clock::monotonic());
        if left.is_zero() {
            return Err(Error::Timeout(reason));
        }
        if timeout.after > Time::Exact(left) {
            timeout.after = Time::Exact(left);
            timeout.reason = reason;
        }
        Ok(timeout)
    }
}

impl<T: Transport> Transport for Clamped<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.transport.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let timeout = self.clamped(timeout)?;
        self.transport.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let timeout = self.clamped(timeout)?;
        self.transport.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.transport.is_open()
    }

    fn is_tls(&self) -> bool {
        self.transport.is_tls()
    }
}
