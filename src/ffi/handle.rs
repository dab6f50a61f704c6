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

/// The place for a result. It holds NULL from here on until [`Out::give`].
pub(super) struct Out<'a, T>(&'a mut *mut T);

impl<'a, T> Out<'a, T> {
    /// # Safety
    /// `place` is NULL or can be written to.
    pub(super) unsafe fn new(place: *mut *mut T, name: &str) -> Result<Self> {
        if place.is_null() {
            return Err(null(name));
        }
        // SAFETY: as the caller promises. Written before a reference is made: it may never have
        // been written to.
        unsafe {
            place.write(ptr::null_mut());
            Ok(Self(&mut *place))
        }
    }

    pub(super) fn give(self, value: T) {
        *self.0 = give(value);
    }
}

pub(super) fn null(name: &str) -> Error {
    Error::new(ErrorKind::NullArgument, format!("{name} is NULL"))
}
