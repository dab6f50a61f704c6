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
}

/// Which record: a hash, so that a backend learns no names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RecordKey {
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
    fn load(&self, key: &RecordKey) -> Result<Option<Stored>>;

    /// Waits for the right to change a record. The fork of a process that holds it does not.
    fn lease(&self, key: &RecordKey, deadline: Deadline) -> Result<Box<dyn Lease>>;

    /// A page of keys behind `cursor`, in their order; empty at the end.
    fn list(&self, kind: Kind, cursor: Option<&RecordKey>) -> Result<Vec<RecordKey>>;
}

/// The right to change a record, given up when dropped.
pub(crate) trait Lease: Send {
    /// Puts `bytes` in the place of version `expected`, durably, and gives the new version. Where it
    /// fails, the record is as it was.
    fn swap(&mut self, expected: Version, bytes: &[u8], room: Room) -> Result<Version>;
}

/// What becomes of the next change's room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// Room for one more change of this size is set aside first, until the lease is given up: a full
    /// disk fails before an exchange, and not after it.
    SetAside,
    /// This change may use it.
    Use,
}
