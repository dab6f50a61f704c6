//! A count of what can end an access token before its time: who keeps a token of his own, as the bindings do,
//! compares it, and asks again where it has moved.
//!
//! It is the process's and not a session's: a forked child replaces the state of its sessions, and an address that
//! is read for ever must stay valid for ever. What moves it in vain costs each keeper one question.

use std::sync::atomic::{AtomicI64, Ordering};

static COUNT: AtomicI64 = AtomicI64::new(0);

/// A token that was handed out may have ended. To be called when it is no longer handed out, and before the caller
/// hears that it is not. Good within the handlers of a fork.
pub(crate) fn note() {
    COUNT.fetch_add(1, Ordering::SeqCst);
}

/// Where the count stands, as long as the process lives.
#[cfg(feature = "capi")]
pub(crate) fn place() -> *const i64 {
    COUNT.as_ptr()
}

#[cfg(test)]
pub(crate) fn count() -> i64 {
    COUNT.load(Ordering::SeqCst)
}
