//! The hot path: what all threads read without a lock, and one replaces.

use std::sync::Arc;

use arc_swap::{ArcSwapOption, Guard};

use crate::changes;

/// The access token that a process hands out. Programs may keep it as well, and are told where another one takes its
/// place or none does.
pub(super) struct HandedOut<T>(ArcSwapOption<T>);

impl<T> HandedOut<T> {
    pub(super) fn nothing() -> Self {
        Self(ArcSwapOption::const_empty())
    }

    /// Borrowed without counting who does. The crate is optimised for size, hence the attribute.
    #[inline(always)]
    pub(super) fn borrow(&self) -> Guard<Option<Arc<T>>> {
        self.0.load()
    }

    pub(super) fn get(&self) -> Option<Arc<T>> {
        self.0.load_full()
    }

    /// In this order: who reads the count before he asks either sees what takes the place, or hears that it did.
    pub(super) fn replace(&self, with: Option<Arc<T>>) {
        if self.0.swap(with).is_some() {
            changes::note();
        }
    }
}
