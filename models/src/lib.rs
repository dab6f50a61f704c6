//! The library's concurrent parts under a scheduler that tries the orders which their threads can take.
//!
//! `build.rs` takes the source of the fork-safe lock, of single flight and of what is handed out from `../src`, and
//! gives it the scheduler's locks and atomics. Each comes once as it is, and once for each step that is left out
//! (`removals.rs`): a model that does not notice that one is missing proves nothing. What can't be taken from there, the
//! order of steps around it and the caches of the other languages, is written down in `protocol.rs`;
//! `tests/source.rs` holds it against the source.
//!
//! Every step is one that all threads see at once, as the atomics in question (`SeqCst`) have it. What weaker ones do
//! within `arc-swap` is not tried here: ThreadSanitizer looks at that.

#![allow(missing_docs)]

pub mod clock;
pub mod forks;
pub mod models;
pub mod primitives;
pub mod protocol;
pub mod removals;
pub mod steps;

#[allow(
    dead_code,
    private_interfaces,
    unused_imports,
    unused_must_use,
    unused_mut
)]
mod library {
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}
pub use library::*;
