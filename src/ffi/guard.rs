//! The one gate: every entry from C passes here, and no panic leaves.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use super::handle::{self, Boxed, Handle};
use super::raised::omnifund_error;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::cancel;
use crate::session;

/// The header's OMNIFUND_OK.
const OK: i32 = 0;

thread_local! {
    /// Where this thread panicked last.
    static PANICKED_AT: Cell<Option<String>> = const { Cell::new(None) };
}

/// The library's own copy of the standard library would print a panic's words to standard error, and
/// they can hold anything. What stays is the file and line in our source.
static HOOK_IS_SET: AtomicBool = AtomicBool::new(false);

/// Passed with every call, so what it does once is apart.
#[inline(always)]
fn keep_panics_quiet() {
    if !HOOK_IS_SET.load(Ordering::Relaxed) {
        set_hook();
    }
}

#[cold]
#[inline(never)]
fn set_hook() {
    // In this crate's own tests panics are how a test fails. Nobody waits here: a fork in the midst would
    // make the child wait for ever.
    if !HOOK_IS_SET.swap(true, Ordering::SeqCst) && cfg!(not(test)) {
        std::panic::set_hook(Box::new(|panic| {
            let location = panic.location().map(ToString::to_string);
            // At the end of the program it may be gone already.
            let _ = PANICKED_AT.try_with(|at| at.set(location));
        }));
    }
}

/// For functions that can fail, and may block: `err` is set to NULL, or to the error. A thread is not cancelled in it:
/// nothing unwinds Rust's frames but its own panics.
///
/// # Safety
/// `err` is NULL or can be written to.
pub(super) unsafe fn fallible(
    err: *mut *mut omnifund_error,
    call: impl FnOnce() -> Result<()>,
) -> i32 {
    let mut call = Some(call);
    let mut blocking = || {
        session::try_held_pairs_again();
        call.take().map_or(Ok(()), |call| call())
    };
    // SAFETY: as the caller promises.
    unsafe { fallible_once(err, &mut blocking) }
}

/// For functions that can fail, and never block: whatever store is out of reach.
///
/// # Safety
/// As for [`fallible`].
pub(super) unsafe fn immediate(
    err: *mut *mut omnifund_error,
    call: impl FnOnce() -> Result<()>,
) -> i32 {
    let mut call = Some(call);
    // SAFETY: as the caller promises.
    unsafe { fallible_once(err, &mut || call.take().map_or(Ok(()), |call| call())) }
}

/// What guards them all, and stands in the library once.
#[inline(never)]
unsafe fn fallible_once(
    err: *mut *mut omnifund_error,
    call: &mut dyn FnMut() -> Result<()>,
) -> i32 {
    let _not_cancelled = cancel::hold_off();
    // SAFETY: as the caller promises.
    unsafe { fallible_unheld(err, call) }
}

/// For functions that can fail and mostly make no system call: the few that do hold cancellation off by themselves, as
/// whoever tries held pairs again does.
///
/// # Safety
/// As for [`fallible`].
#[inline]
pub(super) unsafe fn fallible_unheld(
    err: *mut *mut omnifund_error,
    call: impl FnOnce() -> Result<()>,
) -> i32 {
    if !err.is_null() {
        // SAFETY: as the caller promises.
        unsafe { err.write(ptr::null_mut()) };
    }
    keep_panics_quiet();
    let Err(error) = catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(panicked()))
    else {
        return OK;
    };
    let code = error.kind().code();
    if !err.is_null() {
        let error = catch_unwind(|| handle::give(omnifund_error::from(error)));
        // SAFETY: as the caller promises.
        unsafe { err.write(error.unwrap_or(ptr::null_mut())) };
    }
    code
}

/// Ends what C gives back. It may close files, so that no thread is cancelled in it.
///
/// # Safety
/// As for [`handle::free`].
pub(super) unsafe fn ended<H: Handle>(handle: *mut H) {
    let _not_cancelled = cancel::hold_off();
    // SAFETY: as the caller promises.
    infallible((), || unsafe { handle::free(handle) });
}

/// For functions that can't: a panic becomes `otherwise`.
pub(super) fn infallible<T>(otherwise: T, call: impl FnOnce() -> T) -> T {
    keep_panics_quiet();
    catch_unwind(AssertUnwindSafe(call)).unwrap_or(otherwise)
}

/// Reads a field of what C holds, for a function that can't fail; `otherwise` for NULL.
///
/// # Safety
/// `handle` is NULL or a handle that is not freed meanwhile.
pub(super) unsafe fn field<H, T: Copy>(
    handle: *const H,
    otherwise: T,
    read: impl FnOnce(&H) -> T,
) -> T
where
    H: Handle<Ownership = Boxed>,
{
    infallible(otherwise, || {
        // SAFETY: as the caller promises.
        unsafe { handle::optional(handle) }.map_or(otherwise, read)
    })
}

/// The panic's own words are left out: they can hold anything.
fn panicked() -> Error {
    let location = PANICKED_AT
        .try_with(Cell::take)
        .ok()
        .flatten()
        .unwrap_or_else(|| "an unknown location".into());
    Error::new(
        ErrorKind::Panic,
        format!("the library met a state that it does not know, at {location}"),
    )
}

/// Shows a test that a panic in a real function becomes a code and prints nothing. Not in the header.
#[cfg(feature = "panic-probe")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_panic_probe(err: *mut *mut omnifund_error) -> i32 {
    // SAFETY: as for every function of the header.
    unsafe { fallible(err, || panic!("hunter2")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_code_and_its_words_stay_inside() {
        let mut err = ptr::null_mut();
        // SAFETY: `err` lives on this stack.
        let code = unsafe { fallible(&mut err, || panic!("hunter2")) };
        assert_eq!(code, ErrorKind::Panic.code());
        // SAFETY: `fallible` gave it.
        unsafe {
            assert!(!format!("{:?}", (*err).error).contains("hunter2"));
            handle::free(err);
        }
    }

    #[test]
    fn a_panic_in_a_getter_becomes_its_empty_value() {
        assert_eq!(infallible(0, || panic!("hunter2")), 0);
    }

    #[test]
    fn an_error_that_nobody_asked_for_is_only_a_code() {
        let failing = || Err(Error::new(ErrorKind::InvalidUtf8, ""));
        // SAFETY: NULL is allowed.
        let code = unsafe { fallible(ptr::null_mut(), failing) };
        assert_eq!(code, ErrorKind::InvalidUtf8.code());
    }
}
