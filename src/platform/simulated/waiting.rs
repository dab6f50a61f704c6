//! Waiting for a lock among the threads of a simulated machine, of which one runs at a time.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use super::here::with;

/// The lock, for which others go on while one of them holds it.
pub(crate) fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    loop {
        match lock.try_lock() {
            Ok(guard) => return guard,
            Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {}
        }
        if with(|machine| machine.give_way()).is_none() {
            return lock.lock().unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Takes a lock again and again until it is ready, for `patience` at most; `None` of a thread of no machine.
pub(crate) fn wait_when<T>(
    place: usize,
    mut patience: Duration,
    take: impl Fn() -> T,
    mut is_ready: impl FnMut(&T) -> bool,
) -> Option<T> {
    with(|machine| {
        loop {
            let taken = take();
            if patience.is_zero() || is_ready(&taken) {
                return taken;
            }
            drop(taken);
            patience = machine.wait(place, patience);
        }
    })
}
