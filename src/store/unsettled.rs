//! Changes that are durable on this host, and that its shared store has not got yet: whoever left or found one tries to
//! put it there with the next call.

use std::time::Duration;

use super::{RecordId, Store};
use crate::clock::Deadline;
use crate::platform::lock::Lock;

/// How long one of them may take: whoever calls has a live token, mostly, and came for that.
const A_WHILE: Duration = Duration::from_secs(1);

static LEFT: Lock<Vec<(Store, RecordId)>> = Lock::new();

pub(super) fn remember(store: &Store, key: RecordId) {
    let mut left = LEFT.lock();
    let is_known =
        |(known, its): &(Store, RecordId)| *its == key && known.identity() == store.identity();
    if !left.iter().any(is_known) {
        left.push((store.clone(), key));
    }
}

/// Whether a change of the record of this hash is left in this process, for the store of this identity.
pub(crate) fn is_left(identity: &str, hash: &[u8; 32]) -> bool {
    let left = LEFT.lock();
    let is_it =
        |(store, key): &(Store, RecordId)| key.hash == *hash && store.identity() == identity;
    left.iter().any(is_it)
}

/// Who has taken the lease has finished what was left.
pub(super) fn is_settled(store: &Store, key: &RecordId) {
    take_out(|left, its| its == key && left.identity() == store.identity());
}

/// Tries all of them, and tells how many are left.
pub(crate) fn settle_all() -> usize {
    let tried = LEFT.lock().clone();
    for (store, key) in tried {
        // Who takes the lease finishes what was left.
        let _tried = store.lease_within(&key, Deadline::now(), Deadline::after(A_WHILE));
    }
    LEFT.lock().len()
}

/// Of a store that may be called no more.
pub(super) fn forget(store: &Store) {
    take_out(|left, _| left.identity() == store.identity());
}

fn take_out(is_it: impl Fn(&Store, &RecordId) -> bool) {
    let gone: Vec<(Store, RecordId)> = {
        let mut left = LEFT.lock();
        let all = left.drain(..);
        let (gone, kept) = all.partition(|(store, key)| is_it(store, key));
        *left = kept;
        gone
    };
    // A store's end asks for no lock of this one.
    drop(gone);
}
