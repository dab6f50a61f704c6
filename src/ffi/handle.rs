//! Ownership: what C holds is a box; C gives it back once.

use std::ptr;

use crate::error::{Error, ErrorKind, Result};

/// Hands a value over to C.
pub(super) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Takes it back and ends it. NULL is nothing.
///
/// # Safety
/// `handle` is NULL or from [`give`], and is not used again.
pub(super) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: as the caller promises.
        drop(unsafe { Box::from_raw(handle) });
    }
}

/// Looks at what C holds.
///
/// # Safety
/// `handle` is NULL or from [`give`], and is not freed meanwhile.
pub(super) unsafe fn borrow<'a, T>(handle: *const T, name: &str) -> Result<&'a T> {
    // SAFETY: as the caller promises.
    unsafe { handle.as_ref() }.ok_or_else(|| null(name))
}

/// Looks at what C holds, to change it.
///
/// # Safety
/// `handle` is NULL or from [`give`], and nothing else uses it meanwhile.
pub(super) unsafe fn borrow_mut<'a, T>(handle: *mut T, name: &str) -> Result<&'a mut T> {
    // SAFETY: as the caller promises.
    unsafe { handle.as_mut() }.ok_or_else(|| null(name))
}

/// An out-pointer for a result. It holds NULL from here on until [`Out::give`].
pub(super) struct Out<'a, T>(&'a mut *mut T);

impl<T> Out<'_, T> {
    /// # Safety
    /// `out` is NULL or can be written to.
    pub(super) unsafe fn new(out: *mut *mut T, name: &str) -> Result<Self> {
        if out.is_null() {
            return Err(null(name));
        }
        // SAFETY: as the caller promises. Written before a reference is made: it may never have
        // been written to.
        unsafe {
            out.write(ptr::null_mut());
            Ok(Self(&mut *out))
        }
    }

    pub(super) fn give(self, value: T) {
        self.give_made(give(value));
    }

    /// For handles that are made in a way of their own.
    pub(super) fn give_made(self, handle: *mut T) {
        *self.0 = handle;
    }
}

/// An out-pointer for a number that C may not want. It holds 0 from here on until [`OutNumber::give`].
pub(super) struct OutNumber(*mut i64);

impl OutNumber {
    /// # Safety
    /// `out` is NULL or can be written to, until the number is given.
    pub(super) unsafe fn new(out: *mut i64) -> Self {
        let number = Self(out);
        number.write(0);
        number
    }

    pub(super) fn give(self, number: u64) {
        self.write(i64::try_from(number).unwrap_or(i64::MAX));
    }

    fn write(&self, number: i64) {
        if !self.0.is_null() {
            // SAFETY: as the caller of `new` promises.
            unsafe { self.0.write(number) };
        }
    }
}

pub(super) fn null(name: &str) -> Error {
    Error::new(ErrorKind::NullArgument, format!("{name} is NULL"))
}
