//! Strings in: NUL-terminated UTF-8, checked. Strings out: NUL-terminated, lent by their owner.

use std::ffi::{CStr, c_char};
use std::ptr;

use zeroize::Zeroizing;

use super::handle::null;
use crate::error::{Error, ErrorKind, Result};

/// No user name, password, token or path is as long as this, in bytes.
const LONGEST: usize = 64 * 1024;

/// Reads a string that C lends for the call.
///
/// # Safety
/// `string` is NULL or ends with a NUL, and is not changed during the call.
pub(super) unsafe fn read<'a>(string: *const c_char, name: &str) -> Result<&'a str> {
    if string.is_null() {
        return Err(null(name));
    }
    // SAFETY: as the caller promises.
    let bytes = unsafe { CStr::from_ptr(string) }.to_bytes();
    if bytes.len() > LONGEST {
        let problem = format!("{name} is {} bytes long, over {LONGEST}", bytes.len());
        return Err(Error::new(ErrorKind::InvalidArgument, problem));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let problem = format!("{name} is not valid UTF-8 at byte {}", error.valid_up_to());
        Error::new(ErrorKind::InvalidUtf8, problem)
    })
}

/// A string that C may look at as long as its owner lives. It is wiped when dropped.
pub(super) struct Text(Zeroizing<Vec<u8>>);

impl Text {
    /// What stands behind a NUL would be out of C's sight, so NULs are left out.
    pub(super) fn new(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mut text = Vec::with_capacity(bytes.len() + 1);
        text.extend(bytes.iter().filter(|byte| **byte != 0));
        text.push(0);
        Self(Zeroizing::new(text))
    }

    /// For bytes whose length C is told.
    pub(super) fn with_nuls(bytes: &[u8]) -> Self {
        let mut text = Vec::with_capacity(bytes.len() + 1);
        text.extend_from_slice(bytes);
        text.push(0);
        Self(Zeroizing::new(text))
    }

    /// Without the NUL at the end.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_, bytes)| bytes)
    }

    pub(super) fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }
}

/// NULL where there is none.
pub(super) fn lend(text: Option<&Text>) -> *const c_char {
    text.map_or(ptr::null(), Text::as_ptr)
}
