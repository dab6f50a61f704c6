//! What only the operating system can do, and has no safe form.

#![allow(unsafe_code)]

pub(crate) mod cancel;
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(crate) mod clocks;
#[cfg(unix)]
pub(crate) mod connecting;
#[cfg(unix)]
pub(crate) mod descriptors;
#[cfg(unix)]
pub(crate) mod exit;
pub(crate) mod fork;
pub(crate) mod lock;
#[cfg(unix)]
pub(crate) mod people;
pub(crate) mod privilege;
#[cfg(unix)]
pub(crate) mod record_lock;
pub(crate) mod signals;
#[cfg(all(feature = "capi", target_os = "linux"))]
mod wiping;

/// What a call that blocks or writes is guarded from: cancellation, and signals that would end the program
/// between a reply and its save. It nests, and is this thread's own.
#[must_use]
pub(crate) struct Undisturbed {
    _signals: signals::WritesHeld,
    // Last, so that nothing here is a cancellation point.
    _cancellation: cancel::NotCancelled,
}

pub(crate) fn undisturbed() -> Undisturbed {
    let cancellation = cancel::hold_off();
    Undisturbed {
        _signals: signals::hold(),
        _cancellation: cancellation,
    }
}
