//! The fate of a reply: how much of it may leave, and whether all of it did.
//!
//! A connection serves one request, so there is one of these a connection. The endpoint says what
//! is to become of the reply, the [`crate::faults::wire`] does it and notes the outcome, and the record
//! shows it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::clock::{Clock, Moment};

/// One reply.
#[derive(Debug)]
pub struct Reply {
    clock: Clock,
    progress: Mutex<Progress>,
}

#[derive(Debug, Default)]
struct Progress {
    limit: Option<usize>,
    /// Handed to the connection, which has not said yet what became of it.
    under_way: bool,
    over: Option<Over>,
}

/// How a reply ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over {
    /// Whether all its bytes were handed to the socket.
    pub complete: bool,
    /// When, on the real clock.
    pub at: Moment,
}

impl Reply {
    /// A reply that is still to be made.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            progress: Mutex::default(),
        }
    }

    /// Lets no more than so many bytes of it leave. The connection closes after them.
    pub fn cut_after(&self, bytes: usize) {
        self.progress().limit = Some(bytes);
    }

    /// After how many bytes it is cut off, if at all.
    #[must_use]
    pub fn limit(&self) -> Option<usize> {
        self.progress().limit
    }

    /// LogFields that the connection has it now. From here on it takes moments until it is over.
    pub fn is_ready(&self) {
        self.progress().under_way = true;
    }

    /// LogFields how it ended. Only the first time counts.
    pub fn is_over(&self, complete: bool) {
        let at = self.clock.real_now();
        self.progress().over.get_or_insert(Over { complete, at });
    }

    /// How it ended, once it has.
    #[must_use]
    pub fn over(&self) -> Option<Over> {
        self.progress().over
    }

    /// Whether its client may hold all of it while this server has not noted that yet.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        let progress = self.progress();
        progress.under_way && progress.over.is_none()
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
