//! The one kind of lock that the library has. Each process makes its own, so that none that a thread of
//! the parent held at a fork is ever waited for. The linter refuses all others (`clippy.toml`).

#![allow(clippy::disallowed_types)]

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::fork::{OfProcess, PerProcess};

/// A value that threads change one at a time. After a fork the child has a new one, as it was made by
/// `Default`, and the parent's is neither locked nor dropped.
pub(crate) struct Lock<T>(PerProcess<Guarded<T>>);

#[derive(Default)]
struct Guarded<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T: Default + Send + 'static> Lock<T> {
    pub(crate) const fn new() -> Self {
        Self(PerProcess::new())
    }

    pub(crate) fn lock(&self) -> Held<T> {
        let owner = self.0.get();
        #[cfg(not(any(test, feature = "simulation")))]
        let guard = owner.value.lock().unwrap_or_else(PoisonError::into_inner);
        #[cfg(any(test, feature = "simulation"))]
        let guard = super::simulated::locked(&owner.value);
        // SAFETY: `Held` keeps the owner for as long as the guard, and drops it after that.
        let guard =
            unsafe { std::mem::transmute::<MutexGuard<'_, T>, MutexGuard<'static, T>>(guard) };
        let held = Held { guard, owner };
        #[cfg(test)]
        probe::locked();
        held
    }

    /// Waits until `is_ready`, for `patience` at most, and gives the value as it is then.
    pub(crate) fn lock_when(
        &self,
        patience: Duration,
        mut is_ready: impl FnMut(&T) -> bool,
    ) -> Held<T> {
        #[cfg(any(test, feature = "simulation"))]
        if let Some(held) = super::simulated::wait_when(
            self.place(),
            patience,
            || self.lock(),
            |held| is_ready(held),
        ) {
            return held;
        }
        let Held { guard, owner } = self.lock();
        let waited = owner
            .changed
            .wait_timeout_while(guard, patience, |value| !is_ready(value));
        let (guard, _) = waited.unwrap_or_else(PoisonError::into_inner);
        Held { guard, owner }
    }
}

#[cfg(any(test, feature = "simulation"))]
impl<T: Default + Send + 'static> Lock<T> {
    fn place(&self) -> usize {
        std::ptr::from_ref(&*self.0.get()).addr()
    }
}

impl<T: Default + Send + 'static> Default for Lock<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Without the value: somebody may have it locked.
impl<T> fmt::Debug for Lock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lock")
    }
}

/// The value, locked until this is dropped.
pub(crate) struct Held<T: 'static> {
    // Before its owner, so that it is dropped before it.
    guard: MutexGuard<'static, T>,
    owner: OfProcess<Guarded<T>>,
}

impl<T: 'static> Held<T> {
    /// Whoever waits in [`Lock::lock_when`] looks again.
    pub(crate) fn wake_all(&self) {
        #[cfg(any(test, feature = "simulation"))]
        super::simulated::with(|machine| machine.wake(std::ptr::from_ref(&*self.owner).addr()));
        self.owner.changed.notify_all();
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}

/// Lets a test stop a thread at each lock that it takes, one after the other.
#[cfg(test)]
pub(crate) mod probe {
    use std::cell::RefCell;

    thread_local! {
        static AT_LOCK: RefCell<Option<Box<dyn FnMut()>>> = const { RefCell::new(None) };
    }

    /// From here on `call` is called whenever this thread holds another lock.
    pub(crate) fn at_each_lock(call: impl FnMut() + 'static) {
        AT_LOCK.set(Some(Box::new(call)));
    }

    pub(super) fn locked() {
        AT_LOCK.with_borrow_mut(|call| {
            if let Some(call) = call {
                call();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn who_waits_for_a_change_is_woken_by_it_and_gives_up_in_time() {
        let lock = Arc::new(Lock::<bool>::new());
        let theirs = Arc::clone(&lock);
        let waiting = std::thread::spawn(move || {
            *theirs.lock_when(Duration::from_secs(60), |is_there| *is_there)
        });
        {
            let mut held = lock.lock();
            *held = true;
            held.wake_all();
        }
        assert!(waiting.join().unwrap());
        assert!(*lock.lock_when(Duration::from_millis(1), |is_there| !*is_there));
    }

    #[test]
    fn a_panic_under_a_lock_does_not_lock_others_out() {
        let lock = Lock::<u8>::new();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _held = lock.lock();
            panic!("under the lock");
        }));
        assert!(panicked.is_err());
        assert_eq!(*lock.lock(), 0);
    }
}
