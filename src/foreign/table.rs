//! What a shared store can do, whoever brings it.

use std::time::Duration;

use crate::error::Result;

/// A record as it stands in a table.
pub(crate) struct Row {
    pub(crate) version: u64,
    /// Of the change that made it.
    pub(crate) write_id: String,
    /// By the table's clock, where it can tell.
    pub(crate) age: Option<Duration>,
    pub(crate) bytes: Vec<u8>,
}

/// What became of a try to take a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lent {
    /// With its fence, and for how long from before it was asked for.
    Mine { fence: u64, remaining: Duration },
    /// It is somebody else's for so long.
    Busy(Duration),
}

/// A change of a record, under a lease.
pub(crate) struct Change<'a> {
    pub(crate) key: &'a str,
    pub(crate) owner: &'a str,
    pub(crate) fence: u64,
    pub(crate) expected: u64,
    pub(crate) write_id: &'a str,
    /// `None` takes it away.
    pub(crate) bytes: Option<&'a [u8]>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swap {
    Done,
    Conflict,
    /// The lease is another's, or has ended.
    Lost,
    Unknown,
}

/// Keeps records that several hosts share. Each call ends `within` a time. What can't be reached is
/// [`StoreUnreachable`](crate::ErrorKind::StoreUnreachable), what refuses
/// [`StoreFailed`](crate::ErrorKind::StoreFailed).
pub(crate) trait Table: Send + Sync {
    /// The store's id. From here on a connection to another store is refused.
    fn identify(&self, within: Duration) -> Result<String>;

    /// Believes connections to the store of this id alone.
    fn expect(&self, id: &str);

    fn load(&self, key: &str, within: Duration) -> Result<Option<Row>>;

    /// Tries, and does not wait.
    fn lease(&self, key: &str, owner: &str, lasting: Duration, within: Duration) -> Result<Lent>;

    fn swap(&self, change: &Change<'_>, within: Duration) -> Result<Swap>;

    fn release(&self, key: &str, owner: &str, fence: u64, within: Duration) -> Result<()>;

    fn list(&self, after: &str, up_to: &str, limit: usize, within: Duration)
    -> Result<Vec<String>>;

    /// Waits until a lease may have become free; `false` where it can't tell, and has not waited.
    fn wait(&self, key: &str, at_most: Duration) -> bool;

    /// Connections stay open until the last [`leave`](Table::leave); `false` where nobody may call any more.
    fn attend(&self) -> bool;

    fn leave(&self);

    /// Ends connections that nobody is at: who waits for another process of this host needs none meanwhile.
    fn rest(&self);

    /// Calls nobody any more, once all calls have ended.
    fn detach(&self);
}
