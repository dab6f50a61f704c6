//! Forks of this process, and what its children must not have.
//!
//! The child's handler does three things, all async-signal-safe: it raises the fork count and the count of changes,
//! and closes the descriptors that were registered.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};

use crate::changes;

static COUNT: AtomicU64 = AtomicU64::new(0);
/// Forks of this process that began, and those that came to their end.
static BEGUN: AtomicU64 = AtomicU64::new(0);
static ENDED: AtomicU64 = AtomicU64::new(0);

/// A descriptor is kept as one more than its number, so that the table needs no room in the file.
const FREE: i32 = 0;
/// More leases than any process holds at once.
const MOST: usize = 4096;
static TO_CLOSE: [AtomicI32; MOST] = [const { AtomicI32::new(FREE) }; MOST];

/// Threads that find nothing registered each do it, and none waits for another: a child forked meanwhile
/// would wait for ever. Handlers that run twice do no harm.
#[cold]
fn register_handlers() {
    // SAFETY: the handlers touch nothing but atomics and descriptors.
    unsafe { libc::pthread_atfork(Some(before), Some(in_parent), Some(in_child)) };
    REGISTERED.store(true, Ordering::SeqCst);
}

static REGISTERED: AtomicBool = AtomicBool::new(false);

extern "C" fn before() {
    BEGUN.fetch_add(1, Ordering::SeqCst);
}

extern "C" fn in_parent() {
    ENDED.fetch_add(1, Ordering::SeqCst);
}

extern "C" fn in_child() {
    COUNT.fetch_add(1, Ordering::SeqCst);
    changes::note();
    // Forks that other threads of the parent had begun end there and not here.
    ENDED.store(BEGUN.load(Ordering::SeqCst), Ordering::SeqCst);
    for place in &TO_CLOSE {
        let descriptor = place.swap(FREE, Ordering::SeqCst);
        if descriptor != FREE {
            // SAFETY: it was open in the parent, and its owner in this process never uses it again.
            unsafe { libc::close(descriptor - 1) };
        }
    }
}

/// How many forks lie between this process and the first that used the library. Everything that asks has
/// registered the handlers before it makes what a fork could harm.
pub(crate) fn count() -> u64 {
    if !REGISTERED.load(Ordering::SeqCst) {
        register_handlers();
    }
    COUNT.load(Ordering::SeqCst)
}

/// How many times this process has begun to fork; `None` while it is at it. The same number twice, and no
/// child was made in between: a descriptor that was opened, and only then registered to be closed in
/// children, is in none.
pub(crate) fn forks() -> Option<u64> {
    count();
    let ended = ENDED.load(Ordering::SeqCst);
    let begun = BEGUN.load(Ordering::SeqCst);
    (begun == ended).then_some(begun)
}

/// A descriptor that a forked child closes at once. Given up when dropped.
pub(super) struct ClosedInChild(usize);

impl ClosedInChild {
    /// `None` where there is no place left.
    pub(super) fn register(descriptor: i32) -> Option<Self> {
        count();
        let place = TO_CLOSE.iter().position(|place| {
            place
                .compare_exchange(FREE, descriptor + 1, Ordering::SeqCst, Ordering::SeqCst)
                .is_ok()
        })?;
        Some(Self(place))
    }
}

impl Drop for ClosedInChild {
    fn drop(&mut self) {
        TO_CLOSE[self.0].store(FREE, Ordering::SeqCst);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A child, which does `work` and ends.
    pub(crate) struct Forked(libc::pid_t);

    pub(crate) fn forked(seconds: u32, work: impl FnOnce() -> bool) -> Forked {
        // SAFETY: the child goes on with this thread alone, and ends without the parent's cleanups.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // SAFETY: it is this child's own alarm, which ends it where it hangs.
            unsafe { libc::alarm(seconds) };
            let succeeded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            // SAFETY: nothing of the parent's is touched.
            unsafe { libc::_exit(i32::from(!succeeded.unwrap_or(false))) };
        }
        assert!(child > 0);
        Forked(child)
    }

    impl Forked {
        pub(crate) fn ended_well(self) -> bool {
            let mut status = 0;
            // SAFETY: `status` lives on this stack.
            assert_eq!(unsafe { libc::waitpid(self.0, &mut status, 0) }, self.0);
            status == 0
        }
    }

    #[test]
    fn a_fork_that_began_is_counted_once_it_is_over() {
        let before = forks();
        BEGUN.fetch_add(1, Ordering::SeqCst);
        assert_eq!(forks(), None);
        ENDED.fetch_add(1, Ordering::SeqCst);
        assert_ne!(forks(), before);
    }
}
