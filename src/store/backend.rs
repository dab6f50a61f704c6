//! What keeps records: a dumb keeper, and nothing above knows which.

use std::any::Any;
use std::time::Duration;

use crate::clock::{Clocks, Deadline, Moment};
use crate::error::{Error, ErrorKind, Result};

/// What kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A user's sign-in under one OAuth client.
    Session = 1,
    /// The OAuth clients of the store, all in one record.
    Registry = 2,
    /// An OAuth client that the server refused.
    Client = 3,
}

/// Which record: a hash, so that a backend learns no names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RecordId {
    pub(crate) kind: Kind,
    pub(crate) hash: [u8; 32],
}

/// The backend's count of a record's changes; 0 is a record that is not there.
pub(crate) type Version = u64;

/// A sealed record.
pub(crate) struct Stored {
    pub(crate) version: Version,
    pub(crate) bytes: Vec<u8>,
    /// Where it lies, for messages.
    pub(crate) place: String,
    /// For how long it has stood there by the store's own clock, where the store has one.
    pub(crate) age: Option<Age>,
}

/// How old a record was when its store was asked.
#[derive(Clone)]
pub(crate) struct Age {
    pub(crate) at_asking: Duration,
    pub(crate) asked_at: Moment,
}

impl Age {
    /// How old it is now: behind the store's answer this machine may have stood still, and the clock that measures
    /// with it.
    pub(crate) fn now(&self) -> Duration {
        let since = self.asked_at.elapsed(&Moment::now());
        self.at_asking.saturating_add(since.unwrap_or_default())
    }
}

/// Names the holder of a lease, and a change. It tells nothing of either.
pub(crate) type Id = [u8; 16];

/// On what terms a lease is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) owner: Id,
    /// Grows with each lease of the record: a change that comes with an older one is refused.
    pub(crate) fence: u64,
    /// By this host's clocks. A lock of the kernel's has no end but its process's.
    pub(crate) end: Option<Clocks>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swapped {
    /// It is durable, as this version.
    Saved(Version),
    /// The record is another than was expected, and as it was.
    Conflict,
    /// Nobody could tell until the deadline.
    Unknown,
}

/// Keeps small sealed records.
pub(crate) trait Backend: Send + Sync {
    /// `None` where there is none; corrupt is never "none".
    fn load(&self, key: &RecordId, deadline: Deadline) -> Result<Option<Stored>>;

    /// The record's journal: a change that is durable and not yet in the record's place, because who
    /// wrote it is at it, ended, or could not go on. It may be torn, or older than the record: whoever
    /// reads it looks.
    fn journal(&self, key: &RecordId) -> Result<Option<Stored>>;

    /// Waits for the right to change a record, for others until `patience` ends, and for the store itself
    /// until the call does. The fork of a process that holds it does not.
    fn lease(&self, key: &RecordId, patience: Deadline, call: Deadline) -> Result<Box<dyn Lease>>;

    /// As [`Backend::lease`], for who may have come to what he wanted without it: where a line is stood in, it is left
    /// when the record is no longer of the version that was `seen`, and a look at it says so. `None` then.
    fn lease_unless(
        &self,
        key: &RecordId,
        (patience, call): (Deadline, Deadline),
        _seen: Version,
        _look: &mut dyn FnMut() -> Result<bool>,
    ) -> Result<Option<Box<dyn Lease>>> {
        self.lease(key, patience, call).map(Some)
    }

    /// Waits a while for who has the lease, `at_most` for so long, and longer each time: meanwhile the record may have
    /// what was to be had by it. `false` where who asks for the lease waits in a line, and has nothing to look for.
    fn wait(&self, _: &RecordId, _pause: &mut Duration, _at_most: Duration) -> bool {
        false
    }

    /// The file of a record, where each has one of its own that every change replaces.
    #[cfg(feature = "capi")]
    fn path_of(&self, _: &RecordId) -> Option<std::path::PathBuf> {
        None
    }

    /// A page of keys behind `cursor`, in their order; empty at the end.
    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>>;

    /// The same records, for who reads one after the other: what one reading opens, the next finds open. It ends with
    /// the call that it is for.
    fn staying(&self) -> Option<Box<dyn Backend>> {
        None
    }

    /// Records whose journals lie on this host, in the order of their keys: a change of theirs may be in no
    /// shared store yet. A store that shares nothing has none.
    fn left_on_this_host(&self) -> Result<Vec<RecordId>> {
        Ok(Vec::new())
    }

    /// The last pair that this host got, where the store is shared: should the record be an older one again, or
    /// have gone on without it, here it is.
    fn put_aside(&self, _: &RecordId) -> Result<Option<Stored>> {
        Ok(None)
    }

    /// Keeps what calls of one thread share, such as a connection, until that is dropped.
    fn attend(&self) -> Option<Box<dyn Any>> {
        None
    }

    /// Ends the use of what is not the library's own; waits until nobody is at it.
    fn detach(&self) {}
}

/// The right to change a record, given up when dropped.
pub(crate) trait Lease: Send {
    fn terms(&self) -> Terms;

    /// Puts `bytes` in the place of version `expected`, durably. Where it fails, the record is as it was, or
    /// the change comes to light all the same: [`Leased::take_back`](super::Leased::take_back) is for who can't bear that.
    ///
    /// With `reserve`, the journal is made ready for one more change of so many bytes, so that a full disk
    /// fails before an exchange and not after it. Unused, the reserve goes with the lease.
    fn swap(&mut self, expected: Version, bytes: &[u8], reserve: Option<usize>) -> Result<Swapped>;

    /// Makes the journal ready for one change of so many bytes, and leaves the record as it is: where there
    /// is none yet, none is made.
    fn make_reserve(&mut self, reserve: usize) -> Result<()>;

    /// Writes the next change into the journal, which was made ready. When this returns, the change
    /// survives a power cut, and whoever takes the lease next finds it. Nothing but a write and a sync
    /// happens here.
    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()>;

    /// Puts the journal in the record's place. What it holds was durable before, and stays so.
    fn settle_journal(&mut self) -> Result<()>;

    /// Takes away a journal that holds no change: an unused reserve, or one that was torn.
    fn discard_journal(&mut self) -> Result<()>;

    /// Keeps what the journal holds where no change of the record touches it: the record went on without it.
    fn put_journal_aside(&mut self) -> Result<()> {
        self.settle_journal()
    }

    /// What this host's journal holds could not be put in its place: others must not go on without it, and wait for the
    /// end of the lease.
    fn keep(&mut self) {}

    /// Takes the record away, durably, whatever it holds; tells whether there was one.
    fn remove(&mut self) -> Result<bool>;
}

/// Who finds another version than he read.
pub(crate) fn changed_meanwhile(place: &str) -> Error {
    Error::new(
        ErrorKind::StoreBusy,
        format!("{place} was changed meanwhile"),
    )
}
