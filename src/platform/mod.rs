//! The one module that knows the operating system: what only that can do, and what has no safe form.
//!
//! Each system has a folder, with the same names in it; nothing above asks which one it is.

#![allow(unsafe_code)]

pub(crate) mod disk;
pub(crate) mod fork;
pub(crate) mod lock;
pub(crate) mod random;
#[cfg(any(test, feature = "simulation"))]
#[allow(clippy::disallowed_types)]
pub(crate) mod simulated;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use self::unix as system;
#[cfg(windows)]
use self::windows as system;

pub(crate) use self::system::disk::RealDisk;
#[cfg(feature = "capi")]
pub(crate) use self::system::file_stamp;
pub(crate) use self::system::{
    access, authorities, cancel, clocks, connecting, descriptors, exit, failures, holders,
    libraries, line_files, machine, people, private_file, privilege, protection, signals, state,
    system_log,
};

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
