//! What is known of records that were written.

use std::collections::BTreeMap;

use super::plan::Time;

/// What a sealed record is known by.
pub(super) type Nonce = [u8; 24];

/// A record, as it was sealed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sealed {
    /// Whose refresh token it has.
    pub(super) pair: usize,
    pub(super) is_refused: bool,
    pub(super) at: Time,
    /// On which start of which host.
    pub(super) by: (usize, u64),
    /// By how much it seemed younger to that than it is.
    pub(super) late: Time,
}

/// Where a pair is that was written down.
#[derive(Default)]
pub(super) struct Kept {
    /// At some moment it was, on some host.
    pub(super) is_durable: bool,
    /// All hosts find it.
    pub(super) is_shared: bool,
    /// By how much it seems younger in the database than it is, to who did not bring it.
    pub(super) late: Time,
    /// By how much it may seem younger to a host that has read it there.
    pub(super) seen: BTreeMap<usize, Time>,
}
