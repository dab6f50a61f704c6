//! A terminal without a screen.

#![allow(unsafe_code)]

use std::fs::File;
use std::os::fd::{FromRawFd, OwnedFd};
use std::ptr;

/// The two ends of a terminal: ours, and the program's.
pub fn terminal() -> (File, OwnedFd) {
    let (mut ours, mut theirs) = (0, 0);
    // SAFETY: two places for descriptors; the rest may be NULL.
    unsafe {
        let (name, settings, size) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        assert_eq!(
            libc::openpty(&mut ours, &mut theirs, name, settings, size),
            0
        );
        (File::from_raw_fd(ours), OwnedFd::from_raw_fd(theirs))
    }
}
