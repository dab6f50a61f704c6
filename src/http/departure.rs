//! Whether, and when, the first byte of a request left.
//!
//! "Nothing was sent" leaves a refresh token untouched; anything else may have spent it. So it is a
//! fact noted by the outermost transport as it is handed its first output, after TCP, proxy and TLS
//! have done their handshakes, and never a guess from an error's kind.

use std::sync::Arc;
use std::time::SystemTime;

use http::Uri;
use once_cell::race::OnceBox;
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, NextTimeout, Transport,
};

use crate::clock;

/// The note: empty until the first byte is handed over.
#[derive(Debug, Clone, Default)]
pub(super) struct Departure(Arc<OnceBox<SystemTime>>);

impl Departure {
    pub(super) fn time(&self) -> Option<SystemTime> {
        self.0.get().copied()
    }

    fn note(&self) {
        self.0.get_or_init(|| Box::new(clock::wall()));
    }
}

/// The last connector of the chain.
#[derive(Debug)]
pub(super) struct NoteDeparture {
    target: Uri,
    departure: Departure,
}

impl NoteDeparture {
    pub(super) fn new(target: Uri, departure: Departure) -> Self {
        Self { target, departure }
    }
}

impl<In: Transport> Connector<In> for NoteDeparture {
    type Out = Either<In, Noting<In>>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|transport| {
            // The same chain also makes the connection to a proxy, and what is said to a proxy to
            // open the tunnel is no part of the request.
            if *details.uri == self.target {
                Either::B(Noting {
                    transport,
                    departure: self.departure.clone(),
                })
            } else {
                Either::A(transport)
            }
        }))
    }
}

/// Passes all through, and notes the first output.
#[derive(Debug)]
pub(super) struct Noting<T> {
    transport: T,
    departure: Departure,
}

impl<T: Transport> Transport for Noting<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.transport.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if amount > 0 {
            self.departure.note();
        }
        self.transport.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.transport.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.transport.is_open()
    }

    fn is_tls(&self) -> bool {
        self.transport.is_tls()
    }
}
