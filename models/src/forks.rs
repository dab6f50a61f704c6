//! Forks. A thread of a model that must not be in the child stops before: it keeps what it has, for ever.

use std::cell::Cell;

thread_local! {
    /// All threads of a model are fibres of one thread. While they run at once nobody forks, so that to read it is no
    /// step.
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

/// To be called where a model begins.
pub fn begin() {
    COUNT.set(0);
}

pub fn count() -> u64 {
    COUNT.get()
}

/// As the library has it for descriptors, which no model has.
pub fn forks() -> Option<u64> {
    Some(count())
}

/// From here on the caller, and whatever it starts, is the child.
pub fn fork() {
    COUNT.set(count() + 1);
}
