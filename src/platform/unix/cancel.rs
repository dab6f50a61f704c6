//! `pthread_cancel`. A cancelled thread is unwound from the next system call that is a cancellation point,
//! and no frame of Rust can be: the program aborts, and an exchange in it is lost. So cancellation is off
//! inside calls that block; the thread is cancelled at the next point of the program's own.

use std::marker::PhantomData;

/// While it lives this thread is not cancelled. It nests.
#[must_use]
pub(crate) struct NotCancelled {
    #[cfg(target_os = "linux")]
    before: libc::c_int,
    /// It is a thread's own state.
    _of_this_thread: PhantomData<*const ()>,
}

#[cfg(target_os = "linux")]
mod state {
    use libc::c_int;

    pub(super) const DISABLE: c_int = 1;

    unsafe extern "C" {
        pub(super) fn pthread_setcancelstate(state: c_int, before: *mut c_int) -> c_int;
    }
}

pub(crate) fn hold_off() -> NotCancelled {
    #[cfg(target_os = "linux")]
    let before = {
        let mut before = 0;
        // SAFETY: it concerns this thread only, and writes to this stack.
        unsafe { state::pthread_setcancelstate(state::DISABLE, &mut before) };
        before
    };
    NotCancelled {
        #[cfg(target_os = "linux")]
        before,
        _of_this_thread: PhantomData,
    }
}

#[cfg(target_os = "linux")]
impl Drop for NotCancelled {
    fn drop(&mut self) {
        // SAFETY: as in `hold_off`; it is no cancellation point itself.
        unsafe { state::pthread_setcancelstate(self.before, std::ptr::null_mut()) };
    }
}
