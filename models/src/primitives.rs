//! What the library's source has from the standard library and from `arc-swap`, as the scheduler knows it.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex as Unseen;
use std::time::Duration;

pub use shuttle::sync::atomic::{AtomicI64, AtomicU64, Ordering};
pub use shuttle::sync::{Mutex, MutexGuard, PoisonError};

/// The scheduler's, whose waits never end by time; but who waits for no time at all goes on at once.
#[derive(Default)]
pub struct Condvar(shuttle::sync::Condvar);

impl Condvar {
    pub fn notify_all(&self) {
        self.0.notify_all();
    }

    /// Without poison: no model panics and goes on.
    #[allow(clippy::type_complexity)]
    pub fn wait_timeout_while<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        patience: Duration,
        waits: impl FnMut(&mut T) -> bool,
    ) -> Result<(MutexGuard<'a, T>, ()), PoisonError<(MutexGuard<'a, T>, ())>> {
        if patience.is_zero() {
            return Ok((guard, ()));
        }
        let guard = self.0.wait_while(guard, waits);
        Ok((guard.unwrap_or_else(PoisonError::into_inner), ()))
    }
}

/// A place of one value, whose every use is one step, and before each of which another thread may come.
pub struct ArcSwapOption<T> {
    step: AtomicU64,
    value: Unseen<Option<Arc<T>>>,
}

/// What was read.
pub struct Guard<T>(T);

impl<T> Deref for Guard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> ArcSwapOption<T> {
    pub const fn const_empty() -> Self {
        Self {
            step: AtomicU64::new(0),
            value: Unseen::new(None),
        }
    }

    pub fn load_full(&self) -> Option<Arc<T>> {
        self.in_one_step(|value| value.clone())
    }

    pub fn load(&self) -> Guard<Option<Arc<T>>> {
        Guard(self.load_full())
    }

    pub fn swap(&self, new: Option<Arc<T>>) -> Option<Arc<T>> {
        self.in_one_step(|value| std::mem::replace(value, new))
    }

    pub fn compare_and_swap(
        &self,
        expected: &Option<Arc<T>>,
        mut new: Option<Arc<T>>,
    ) -> Guard<Option<Arc<T>>> {
        let place = |value: &Option<Arc<T>>| value.as_ref().map(Arc::as_ptr);
        let found = self.in_one_step(|value| {
            let found = value.clone();
            if place(&found) == place(expected) {
                std::mem::swap(value, &mut new);
            }
            found
        });
        // What is not needed ends here, and not within the step: it may have steps of its own.
        drop(new);
        Guard(found)
    }

    fn in_one_step<R>(&self, step: impl FnOnce(&mut Option<Arc<T>>) -> R) -> R {
        self.step.fetch_add(1, Ordering::SeqCst);
        step(
            &mut self
                .value
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner()),
        )
    }
}
