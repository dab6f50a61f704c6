//! Single flight within a process: of the threads that want a new pair of a session one goes for it.

use crate::clock::Deadline;
use crate::platform::fork;
use crate::platform::lock::Lock;
use crate::steps::Step;

/// One thread at a time, waited for within a budget.
#[derive(Default)]
pub(super) struct RefreshLock {
    taken: Lock<bool>,
}

impl RefreshLock {
    /// Whether somebody has it now.
    pub(super) fn is_held(&self) -> bool {
        *self.taken.lock()
    }

    /// The lock, waited for; `None` where it is not had by the deadline.
    pub(super) fn take(&self, deadline: Deadline) -> Option<RefreshGuard<'_>> {
        let mut taken = self.taken.lock_when(deadline.remaining(), |taken| {
            !*taken || !Step::RefreshLock.is_taken()
        });
        if *taken && Step::RefreshLock.is_taken() {
            return None;
        }
        *taken = true;
        Some(RefreshGuard {
            lock: self,
            fork_count: fork::count(),
        })
    }
}

/// Given up when dropped.
pub(super) struct RefreshGuard<'a> {
    lock: &'a RefreshLock,
    fork_count: u64,
}

impl Drop for RefreshGuard<'_> {
    fn drop(&mut self) {
        // A child that was forked by the thread that has it has a lock of its own.
        if self.fork_count == fork::count() {
            let mut taken = self.lock.taken.lock();
            *taken = false;
            taken.wake_all();
        }
    }
}
