//! The one gate: every entry from C passes here, and no panic leaves.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use super::error::omnifund_error;
use super::handle;
use crate::error::{Error, ErrorKind, Result};

/// There is no error.
const OK: i32 = omnifund::Ok as i32;

/// What a function that can fail returns where it did not.
#[repr(C)]
pub enum omnifund {
    /// Success. Every other code is an omnifund_code.
    Ok = 0,
}

/// For functions that can fail: `err` is set to NULL, or to the error.
///
/// # Safety
/// `err` is NULL or can be written to.
pub(super) unsafe fn fallible(
    err: *mut *mut omnifund_error,
    call: impl FnOnce() -> Result<()>,
) -> i32 {
    if !err.is_null() {
        // SAFETY: as the caller promises.
        unsafe { err.write(ptr::null_mut()) };
    }
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

/// For functions that can't: a panic becomes `otherwise`.
pub(super) fn infallible<T>(otherwise: T, call: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or(otherwise)
}

/// The panic's own words are left out: they can hold anything.
fn panicked() -> Error {
    Error::new(
        ErrorKind::Panic,
        "the library met a state that it does not know",
    )
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
        let error = unsafe { Box::from_raw(err) };
        assert!(!format!("{:?}", error.error).contains("hunter2"));
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
