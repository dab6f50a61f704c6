//! What a fork leaves behind: locks that no thread will ever give up, and kernel locks that a child
//! would keep alive after its parent's death. What belongs to an older fork count is replaced, never
//! locked and never dropped.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

pub(crate) use super::system::forks::{count, forks};

/// A value that each process makes anew, for what a lock in it may be held for ever after a fork.
pub(crate) struct PerProcess<T>(Slot, PhantomData<fn() -> T>);

/// Of any type, so that what replaces a value stands in the library once.
struct Slot(ArcSwapOption<Made>);

/// The value, and whose it is.
struct Made {
    fork_count: u64,
    value: Box<dyn Any + Send + Sync>,
}

/// A process's own value.
pub(crate) struct OfProcess<T>(Arc<Made>, PhantomData<fn() -> T>);

impl<T: 'static> Deref for OfProcess<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let value = self.0.value.downcast_ref();
        value.expect("each slot has one type")
    }
}

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(Slot(ArcSwapOption::const_empty()), PhantomData)
    }

    /// This process's own, made where there is none.
    pub(crate) fn get(&self) -> OfProcess<T>
    where
        T: Default + Send + Sync + 'static,
    {
        OfProcess(self.0.get(|| Box::new(T::default())), PhantomData)
    }
}

impl Slot {
    #[inline(never)]
    fn get(&self, make: fn() -> Box<dyn Any + Send + Sync>) -> Arc<Made> {
        let now = count();
        loop {
            let found = self.0.load_full();
            match found {
                Some(made) if made.fork_count == now => return made,
                older => {
                    let fresh = Arc::new(Made {
                        fork_count: now,
                        value: make(),
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

impl Drop for Slot {
    fn drop(&mut self) {
        let made = self.0.swap(None);
        if made.as_ref().is_some_and(|made| made.fork_count != count()) {
            // A thread of the parent may have been in the midst of changing it.
            std::mem::forget(made);
        }
    }
}

/// Only where there are forks to be tested.
#[cfg(all(test, unix))]
pub(crate) use super::system::forks::tests;
