//! Files that lines are put to the end of.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use windows_sys::Win32::Storage::FileSystem::{
    FILE_APPEND_DATA, FILE_READ_ATTRIBUTES, OPEN_ALWAYS, SYNCHRONIZE,
};

use super::access::{Kind, Permissions};
use super::files::Opening;

/// Made where there is none, as its directory hands it down.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}

/// One that nobody but its user and the administrators may read, where it is made here.
pub(crate) fn open_private(path: &Path) -> io::Result<File> {
    let opening = Opening {
        access: FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
        disposition: OPEN_ALWAYS,
        descriptor: Some(&Permissions::new(false).descriptor(Kind::File)?),
        stays: false,
    };
    opening.open(path).map(File::from)
}
