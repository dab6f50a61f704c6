//! What a system seals for a user or for a machine: here nothing does.

use std::io;

use zeroize::Zeroizing;

pub(crate) const IS_THERE: bool = false;

pub(crate) fn seal(_: &[u8], _for_machine: bool) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(crate) fn open(_: &[u8]) -> io::Result<Zeroizing<Vec<u8>>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Who alone opens what is sealed for a user here.
pub(crate) fn user() -> String {
    String::new()
}
