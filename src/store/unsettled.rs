//! Changes that are durable on this host, and that its shared store has not got yet: whoever left or found one tries to
//! put it there with the next call.

use std::time::Duration;

use super::{RecordId, Store};
use crate::clock::{Clocks, Deadline};
use crate::platform::lock::Lock;

/// How long one of them may take: whoever calls has a live token, mostly, and came for that.
const A_WHILE: Duration = Duration::from_secs(1);
/// One that took its time in vain is not tried again for eight times as long, and for so many milliseconds at most.
const LONGEST_PAUSE: i64 = 8000;

static LEFT: Lock<Vec<Left>> = Lock::new();

#[derive(Clone)]
struct Left {
    store: Store,
    key: RecordId,
    paused_until: Clocks,
}

impl Left {
    fn is(&self, identity: &str, hash: &[u8; 32]) -> bool {
        self.key.hash == *hash && self.store.identity() == identity
    }

    fn is_paused(&self) -> bool {
        (1..=LONGEST_PAUSE).contains(&Clocks::now().until(self.paused_until))
    }
}

pub(super) fn remember(store: &Store, key: RecordId) {
    let mut left = LEFT.lock();
    if !left.iter().any(|one| one.is(store.identity(), &key.hash)) {
        left.push(Left {
            store: store.clone(),
            key,
            paused_until: Clocks::now(),
        });
    }
}

/// Whether a change of the record of this hash is left in this process, for the store of this identity.
pub(crate) fn is_left(identity: &str, hash: &[u8; 32]) -> bool {
    LEFT.lock().iter().any(|one| one.is(identity, hash))
}

/// Who has taken the lease has finished what was left.
pub(super) fn is_settled(store: &Store, key: &RecordId) {
    take_out(|one| one.is(store.identity(), &key.hash));
}

/// Somebody has tried since then, and failed.
pub(super) fn is_not_settled(store: &Store, key: &RecordId, began: Clocks) {
    let now = Clocks::now();
    let pause = (-8 * now.until(began)).clamp(0, LONGEST_PAUSE);
    for one in LEFT.lock().iter_mut() {
        if one.is(store.identity(), &key.hash) {
            one.paused_until = now.after(pause);
        }
    }
}

/// Tries all of them, and tells how many are left.
pub(crate) fn settle_all() -> usize {
    let tried = LEFT.lock().clone();
    for one in tried.iter().filter(|one| !one.is_paused()) {
        // Who takes the lease finishes what was left.
        let call = Deadline::after(A_WHILE);
        let _tried = one.store.lease_within(&one.key, Deadline::now(), call);
    }
    LEFT.lock().len()
}

/// Of a store that may be called no more.
pub(super) fn forget(store: &Store) {
    take_out(|one| one.store.identity() == store.identity());
}

fn take_out(is_it: impl Fn(&Left) -> bool) {
    let gone: Vec<Left> = {
        let mut left = LEFT.lock();
        let (gone, kept) = left.drain(..).partition(is_it);
        *left = kept;
        gone
    };
    // A store's end asks for no lock of this one.
    drop(gone);
}
