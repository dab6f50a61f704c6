//! What holds of a store over any SQL database. Who includes this says which, by `crate::player()`, whose table is
//! there, `crate::library()`, and `crate::port()`.

mod keys;
mod leases;
mod losses;
mod swaps;

use std::sync::atomic::{AtomicU64, Ordering};

/// A key that no other test has.
fn new_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("session-{:032x}{number:032x}", std::process::id())
}

/// An owner or a write id, by a letter.
fn id(letter: char) -> String {
    String::from(letter).repeat(32)
}
