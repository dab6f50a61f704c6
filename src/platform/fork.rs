//! What a fork leaves behind: locks that no thread will ever give up, and kernel locks that a child
//! would keep alive after its parent's death. What belongs to an older fork count is replaced, never
//! locked and never dropped.

use std::ops::Deref;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

pub(crate) use super::system::forks::{count, forks};

/// A value that each process makes anew, for what a lock in it may be held for ever after a fork.
pub(crate) struct PerProcess<T>(ArcSwapOption<OfProcess<T>>);

/// The value, and whose it is.
pub(crate) struct OfProcess<T> {
    fork_count: u64,
    value: T,
}

impl<T> Deref for OfProcess<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Drop for PerProcess<T> {
    fn drop(&mut self) {
        let value = self.0.swap(None);
        if value
            .as_ref()
            .is_some_and(|value| value.fork_count != count())
        {
            // A thread of the parent may have been in the midst of changing it.
            std::mem::forget(value);
        }
    }
}

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(ArcSwapOption::const_empty())
    }

    /// This process's own, made where there is none.
    pub(crate) fn get(&self) -> Arc<OfProcess<T>>
    where
        T: Default,
    {
        let now = count();
        loop {
            let found = self.0.load_full();
            match found {
                Some(value) if value.fork_count == now => return value,
                older => {
                    let fresh = Arc::new(OfProcess {
                        fork_count: now,
                        value: T::default(),
                    });
                    // Another thread of this process may be first.
                    let before = self.0.compare_and_swap(&older, Some(fresh));
                    drop(before);
                    // What the parent may have locked is never dropped.
                    std::mem::forget(older);
                }
            }
        }
    }
}

/// Only where there are forks to be tested.
#[cfg(all(test, unix))]
pub(crate) use super::system::forks::tests;
