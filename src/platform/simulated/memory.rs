//! What a simulated process has of its own, and what goes with it: the library's statics, each process its own.

use std::any::Any;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::here::with;

type Value = Arc<dyn Any + Send + Sync>;

/// The memory of one process.
pub(crate) struct Memory {
    process: u64,
    values: Mutex<HashMap<u64, Value>>,
}

/// No real process has forked so often.
static PROCESSES: AtomicU64 = AtomicU64::new(1 << 20);
static IDENTITIES: AtomicU64 = AtomicU64::new(1);

impl Memory {
    pub(crate) fn new() -> Self {
        Self {
            process: PROCESSES.fetch_add(1, Ordering::Relaxed),
            values: Mutex::default(),
        }
    }

    /// Its number: no two processes have one.
    pub(crate) fn process(&self) -> u64 {
        self.process
    }

    /// What this process has under an identity, made where there is nothing.
    pub(crate) fn value(&self, identity: &Identity, make: impl FnOnce() -> Value) -> Value {
        let key = identity.number();
        let known = self.values().get(&key).cloned();
        known.unwrap_or_else(|| {
            // What is made may ask for memory itself.
            let made = make();
            Arc::clone(self.values().entry(key).or_insert(made))
        })
    }

    pub(crate) fn forget(&self, identity: &Identity) {
        let gone = self.values().remove(&identity.number());
        drop(gone);
    }

    /// The process has ended.
    pub(crate) fn wipe(&self) {
        loop {
            let gone = std::mem::take(&mut *self.values());
            if gone.is_empty() {
                return;
            }
            drop(gone);
        }
    }

    fn values(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Value>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells a value from all others, wherever it lies: given when it is first asked for.
pub(crate) struct Identity(AtomicU64);

impl Identity {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    pub(crate) fn is_given(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }

    fn number(&self) -> u64 {
        if !self.is_given() {
            let fresh = IDENTITIES.fetch_add(1, Ordering::Relaxed);
            let _another = self
                .0
                .compare_exchange(0, fresh, Ordering::Relaxed, Ordering::Relaxed);
        }
        self.0.load(Ordering::Relaxed)
    }
}

/// A number that each process has of its own.
macro_rules! own {
    ($name:ident, $number:ty, $atomic:ty) => {
        pub(crate) struct $name {
            real: $atomic,
            initial: $number,
            identity: Identity,
        }

        impl $name {
            pub(crate) const fn new(initial: $number) -> Self {
                Self {
                    real: <$atomic>::new(initial),
                    initial,
                    identity: Identity::new(),
                }
            }
        }

        impl Deref for $name {
            type Target = $atomic;

            fn deref(&self) -> &$atomic {
                let own = with(|machine| {
                    let make = || Arc::new(<$atomic>::new(self.initial)) as Value;
                    let value = machine.memory().value(&self.identity, make);
                    let own = value.downcast_ref::<$atomic>();
                    std::ptr::from_ref(own.expect("each identity has one type"))
                });
                // SAFETY: the process's memory has it until the process has ended, and whoever asks is one of its
                // threads.
                own.map_or(&self.real, |own| unsafe { &*own })
            }
        }
    };
}

own!(OwnU64, u64, AtomicU64);
own!(OwnI64, i64, AtomicI64);
