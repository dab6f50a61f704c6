//! Where programs of a user keep their state.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use windows_sys::Win32::Storage::FileSystem::FILE_READ_ATTRIBUTES;

use super::files::{self, Opening};
use super::privilege;

/// What says where that is.
pub(crate) const NAMED_BY: &str = "no LOCALAPPDATA";

/// The user's own, of this machine.
pub(crate) fn directory() -> Option<PathBuf> {
    let value = privilege::variable("LOCALAPPDATA").map(PathBuf::from);
    value.filter(|path| path.is_absolute())
}

/// Makes a directory, and what is missing around it; only its user and the administrators get below that.
pub(crate) fn make(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

/// What tells a file from all others of this machine, whatever its name.
pub(crate) fn identity(file: &Path) -> io::Result<(u64, u64)> {
    let opened = Opening::existing(FILE_READ_ATTRIBUTES).open(file)?;
    let found = files::information(&opened)?;
    let number = u64::from(found.nFileIndexHigh) << 32 | u64::from(found.nFileIndexLow);
    Ok((found.dwVolumeSerialNumber.into(), number))
}
