//! What keeps records: a dumb keeper, and nothing above knows which.

use crate::clock::Deadline;
use crate::error::Result;

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
}

/// Keeps small sealed records.
pub(crate) trait Backend: Send + Sync {
    /// `None` where there is none; corrupt is never "none".
    fn load(&self, key: &RecordId) -> Result<Option<Stored>>;

    /// The record's journal: a change that is durable and not yet in the record's place, because who
    /// wrote it is at it, ended, or could not go on. It may be torn, or older than the record: whoever
    /// reads it looks.
    fn journal(&self, key: &RecordId) -> Result<Option<Stored>>;

    /// Waits for the right to change a record. The fork of a process that holds it does not.
    fn lease(&self, key: &RecordId, deadline: Deadline) -> Result<Box<dyn Lease>>;

    /// The file of a record, where each has one of its own that every change replaces.
    #[cfg(all(unix, feature = "capi"))]
    fn path_of(&self, _: &RecordId) -> Option<std::path::PathBuf> {
        None
    }

    /// A page of keys behind `cursor`, in their order; empty at the end.
    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>>;
}

/// The right to change a record, given up when dropped.
pub(crate) trait Lease: Send {
    /// Puts `bytes` in the place of version `expected`, durably, and gives the new version. Where it
    /// fails, the record is as it was, or the change stands in the journal.
    ///
    /// With `room`, the journal is made ready for one more change of so many bytes, so that a full disk
    /// fails before an exchange and not after it. Unused, the room goes with the lease.
    fn swap(&mut self, expected: Version, bytes: &[u8], room: Option<usize>) -> Result<Version>;

    /// Makes the journal ready for one change of so many bytes, and leaves the record as it is: where there
    /// is none yet, none is made.
    fn make_room(&mut self, room: usize) -> Result<()>;

    /// Writes the next change into the journal, which was made ready. When this returns, the change
    /// survives a power cut, and whoever takes the lease next finds it. Nothing but a write and a sync
    /// happens here.
    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()>;

    /// Puts the journal in the record's place. What it holds was durable before, and stays so.
    fn settle_journal(&mut self) -> Result<()>;

    /// Takes away a journal that holds no change: an unused room, or one that was torn.
    fn discard_journal(&mut self) -> Result<()>;

    /// Takes the record away, durably, whatever it holds; tells whether there was one.
    fn remove(&mut self) -> Result<bool>;
}
