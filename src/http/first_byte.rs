//! Whether, and when, the first byte of a request left.
//!
//! "Nothing was sent" leaves a refresh token untouched; anything else may have spent it. So it is a
//! fact noted by the outermost transport as it is handed its first output, after TCP, proxy and TLS
//! have done their handshakes, and never a guess from an error's kind.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

use crate::clock::{self, Clocks};
use crate::platform::lock::Lock;

/// What is noted until the first byte is handed over; a later clock than any.
const NOT_YET: u64 = u64::MAX;

/// The note. No lock holds it: a child that is forked in mid-request, as in a body's callback, goes on with what its
/// parent knew.
#[derive(Debug, Clone)]
pub(super) struct FirstByte {
    /// In microseconds since 1970.
    note: Arc<AtomicU64>,
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
            note: Arc::new(AtomicU64::new(NOT_YET)),
            not_after,
        }
    }

    pub(super) fn time(&self) -> Option<SystemTime> {
        let noted = self.note.load(Ordering::Relaxed);
        (noted != NOT_YET).then(|| UNIX_EPOCH + Duration::from_micros(noted))
    }

    /// For the next request over the same connection.
    pub(super) fn forget(&self) {
        self.note.store(NOT_YET, Ordering::Relaxed);
    }

    fn note(&self) -> Result<(), Error> {
        if self.time().is_none() {
            if self
                .not_after
                .is_some_and(|end| Clocks::now().until(end) <= 0)
            {
                return Err(Error::Other(Box::new(LeaseOver)));
            }
            let since = clock::wall().duration_since(UNIX_EPOCH);
            let now = since.map_or(0, |since| u64::try_from(since.as_micros()).unwrap_or(0));
            self.note.store(now, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// The outermost transport: passes all through, and notes the first output.
#[derive(Debug)]
pub(super) struct Noting {
    transport: Box<dyn Transport>,
    first_byte: FirstByte,
    /// When the exchange must be over.
    end: Arc<Lock<Option<Instant>>>,
}

impl Noting {
    pub(super) fn new(
        transport: Box<dyn Transport>,
        first_byte: FirstByte,
        end: Arc<Lock<Option<Instant>>>,
    ) -> Self {
        Self {
            transport,
            first_byte,
            end,
        }
    }

    /// A machine that stood still may have no time left when the request is ready. What stands below would refuse it
    /// then, and it would be told as sent.
    fn leaves(&self) -> Result<(), Error> {
        let now = clock::monotonic();
        if self.first_byte.time().is_none() && self.end.lock().is_none_or(|end| end <= now) {
            return Err(Error::Timeout(Timeout::Global));
        }
        self.first_byte.note()
    }
}

impl Transport for Noting {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.transport.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if amount > 0 {
            self.leaves()?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_child_that_is_forked_in_mid_request_knows_that_it_left() {
        use crate::platform::fork::tests::forked;

        let first_byte = FirstByte::before(None);
        assert_eq!(first_byte.time(), None);
        first_byte.note().unwrap();
        let sent_at = first_byte.time();
        assert!(sent_at.is_some());
        assert!(forked(60, || first_byte.time() == sent_at).ended_well());
        first_byte.forget();
        assert_eq!(first_byte.time(), None);
    }
}
