//! A file that holds secrets, and was made by a person.

use std::fs::File;
use std::io;
use std::os::windows::io::AsHandle;
use std::path::Path;

use super::access::{Found, Kind, Permissions};

pub(crate) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// What is wrong with a file that somebody else may read, or could have written.
pub(crate) fn refuse_others(path: &Path, file: &File) -> Result<(), String> {
    let found = Found::of(file.as_handle()).map_err(|error| error.to_string())?;
    Permissions::new(false)
        .refuse_others(path, &found, Kind::File)
        .map(drop)
}
