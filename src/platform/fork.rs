//! What a fork leaves behind: locks that no thread will ever give up, and kernel locks that a child
//! would keep alive after its parent's death. What belongs to an older fork count is replaced, never
//! locked and never dropped.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

pub(crate) use super::system::forks::forks;

/// Numbers that are a process's own in a simulation, where all its processes are one.
#[cfg(not(any(test, feature = "simulation")))]
pub(crate) use std::sync::atomic::{AtomicI64 as OwnI64, AtomicU64 as OwnU64};

#[cfg(any(test, feature = "simulation"))]
pub(crate) use super::simulated::{OwnI64, OwnU64};

/// How many forks lie between this process and the first that used the library.
#[inline(always)]
pub(crate) fn count() -> u64 {
    #[cfg(any(test, feature = "simulation"))]
    if let Some(process) = super::simulated::process() {
        return process;
    }
    super::system::forks::count()
}

/// A value that each process makes anew, for what a lock in it may be held for ever after a fork.
pub(crate) struct PerProcess<T>(Slot, PhantomData<fn() -> T>);

/// Of any type, so that what replaces a value stands in the library once.
struct Slot {
    made: ArcSwapOption<Made>,
    #[cfg(any(test, feature = "simulation"))]
    identity: super::simulated::Identity,
}

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
        let slot = Slot {
            made: ArcSwapOption::const_empty(),
            #[cfg(any(test, feature = "simulation"))]
            identity: super::simulated::Identity::new(),
        };
        Self(slot, PhantomData)
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
        #[cfg(any(test, feature = "simulation"))]
        if let Some(own) = self.in_memory(now, make) {
            return own;
        }
        loop {
            let found = self.made.load_full();
            match found {
                Some(made) if made.fork_count == now => return made,
                older => {
                    let fresh = Arc::new(Made {
                        fork_count: now,
                        value: make(),
                    });
                    // Another thread of this process may be first.
                    let before = self.made.compare_and_swap(&older, Some(fresh));
                    drop(before);
                    // What the parent may have locked is never dropped.
                    std::mem::forget(older);
                }
            }
        }
    }
}

#[cfg(any(test, feature = "simulation"))]
impl Slot {
    /// What the process of a simulated machine has here.
    fn in_memory(
        &self,
        process: u64,
        make: fn() -> Box<dyn Any + Send + Sync>,
    ) -> Option<Arc<Made>> {
        let made = || {
            let value = make();
            Arc::new(Made {
                fork_count: process,
                value,
            }) as Arc<dyn Any + Send + Sync>
        };
        let value = super::simulated::with(|machine| machine.memory().value(&self.identity, made));
        value.map(|value| value.downcast().expect("each slot has one type"))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        #[cfg(any(test, feature = "simulation"))]
        if self.identity.is_given() {
            super::simulated::with(|machine| machine.memory().forget(&self.identity));
        }
        let made = self.made.swap(None);
        if made.as_ref().is_some_and(|made| made.fork_count != count()) {
            // A thread of the parent may have been in the midst of changing it.
            std::mem::forget(made);
        }
    }
}

/// Only where there are forks to be tested.
#[cfg(all(test, unix))]
pub(crate) use super::system::forks::tests;
