//! Changes that are durable on this host, and that its shared store has not got yet: whoever calls the library next
//! tries to put them there.

use std::time::Duration;

use super::{RecordId, Store};
use crate::clock::Deadline;
use crate::platform::lock::Lock;

/// How long one of them may take.
const A_WHILE: Duration = Duration::from_secs(5);

static LEFT: Lock<Vec<(Store, RecordId)>> = Lock::new();

pub(super) fn remember(store: &Store, key: RecordId) {
    let mut left = LEFT.lock();
    let is_known =
        |(known, its): &(Store, RecordId)| *its == key && known.identity() == store.identity();
    if !left.iter().any(is_known) {
        left.push((store.clone(), key));
    }
}

/// Tries all of them, and tells how many are left.
pub(crate) fn settle_all() -> usize {
    let tried = LEFT.lock().clone();
    for (store, key) in tried {
        // Who takes the lease finishes what was left.
        if store
            .lease_within(&key, Deadline::now(), Deadline::after(A_WHILE))
            .is_ok()
        {
            let before = {
                let mut left = LEFT.lock();
                let (kept, gone) = left.drain(..).partition(|(_, its)| *its != key);
                *left = kept;
                gone
            };
            // A store's end asks for no lock of this one.
            let _: Vec<(Store, RecordId)> = before;
        }
    }
    LEFT.lock().len()
}

/// Of a store that may be called no more.
pub(super) fn forget(store: &Store) {
    let gone: Vec<(Store, RecordId)> = {
        let mut left = LEFT.lock();
        let all = left.drain(..);
        let (gone, kept) = all.partition(|(known, _)| known.identity() == store.identity());
        *left = kept;
        gone
    };
    drop(gone);
}
