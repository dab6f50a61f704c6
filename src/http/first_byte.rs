//! Whether, and when, the first byte of a request left.
//!
//! "Nothing was sent" leaves a refresh token untouched; anything else may have spent it. So it is a
//! fact noted by the outermost transport as it is handed its first output, after TCP, proxy and TLS
//! have done their handshakes, and never a guess from an error's kind.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use ureq::Error;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

use crate::clock::{self, Clocks};
use crate::platform::lock::Lock;

/// The note: empty until the first byte is handed over.
#[derive(Debug, Clone)]
pub(super) struct FirstByte {
    note: Arc<Lock<Option<SystemTime>>>,
    /// From then on it does not leave: somebody else may have the right to send.
    not_after: Option<Clocks>,
}

/// The lease under which a request was to be sent ended before it left.
#[derive(Debug)]
pub(super) struct LeaseOver;

impl fmt::Display for LeaseOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the lease ended before the request left")
    }
}

impl std::error::Error for LeaseOver {}

impl FirstByte {
    pub(super) fn before(not_after: Option<Clocks>) -> Self {
        Self {
            note: Arc::default(),
            not_after,
        }
    }

    pub(super) fn time(&self) -> Option<SystemTime> {
        *self.note.lock()
    }

    /// For the next request over the same connection.
    pub(super) fn forget(&self) {
        *self.note.lock() = None;
    }

    fn note(&self) -> Result<(), Error> {
        if self.time().is_none() {
            if self
                .not_after
                .is_some_and(|end| Clocks::now().until(end) <= 0)
            {
                return Err(Error::Other(Box::new(LeaseOver)));
            }
            *self.note.lock() = Some(clock::wall());
        }
        Ok(())
    }
}

/// The outermost transport: passes all through, and notes the first output.
#[derive(Debug)]
pub(super) struct Noting {
    transport: Box<dyn Transport>,
    first_byte: FirstByte,
}

impl Noting {
    pub(super) fn new(transport: Box<dyn Transport>, first_byte: FirstByte) -> Self {
        Self {
            transport,
            first_byte,
        }
    }
}

impl Transport for Noting {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.transport.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if amount > 0 {
            self.first_byte.note()?;
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
