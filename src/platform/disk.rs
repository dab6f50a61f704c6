//! The one seam that all file operations of the store pass, so that a test can record them and
//! replay every point at which the power can fail.
//!
//! Each operation names a file in a directory that is open, and follows no link: whoever owns the
//! directory can put a link in any name's place at any moment, and root must not be led elsewhere.
//! Nothing stays open from one call to the next: old daemons close all descriptors.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::random;
use super::system::access::{Found, Permissions};
#[cfg(not(any(test, feature = "simulation")))]
pub(crate) use super::system::record_lock::LockFile;
use crate::hex::hex;

#[cfg(any(test, feature = "simulation"))]
pub(crate) use super::simulated::LockFile;

/// What the store does with files.
pub(crate) trait Disk: Send + Sync {
    /// The one true name of what is there, without links.
    fn true_name(&self, path: &Path) -> io::Result<PathBuf>;
    /// Opens a directory by its true name.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Directory>>;
}

/// A directory that is open.
pub(crate) trait Directory: Send + Sync {
    fn found(&self) -> io::Result<Found>;
    fn file_system(&self) -> io::Result<FileSystem>;
    /// How many bytes are free for whoever is not root.
    fn free_space(&self) -> io::Result<u64>;
    /// Opens a directory in it.
    fn directory(&self, name: &OsStr) -> io::Result<Box<dyn Directory>>;
    /// Makes a directory that is not there yet; it appears with its owner and mode. Not yet durable.
    fn make_directory(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()>;
    fn names(&self) -> io::Result<Vec<OsString>>;
    /// Opens a file to read it.
    fn file(&self, name: &OsStr) -> io::Result<Box<dyn DiskFile>>;
    /// Opens the file that locks are taken on; `None` where nobody else can be at it.
    fn lock_file(&self, name: &OsStr) -> io::Result<Option<LockFile>>;
    /// Makes a file that is not there yet, and writes it. Not yet durable.
    fn create(
        &self,
        name: &OsStr,
        bytes: &[u8],
        permissions: &Permissions,
    ) -> io::Result<Box<dyn DiskFile>>;
    /// Puts a file in the place of another, at once. Not yet durable.
    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()>;
    /// Gives a file a second name that is not there yet. Not yet durable.
    fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()>;
    /// Takes a name away.
    fn remove(&self, name: &OsStr) -> io::Result<()>;
    /// Makes the names in it durable.
    fn sync(&self) -> io::Result<()>;
}

/// A file that is open: to be read, or written where [`Directory::create`] made it.
pub(crate) trait DiskFile: Send {
    fn found(&self) -> io::Result<Found>;
    /// When it was made, as far as the file system knows: not later than it was written to.
    fn made(&self) -> io::Result<SystemTime>;
    /// All of it.
    fn read(&mut self) -> io::Result<Vec<u8>>;
    /// Writes over its beginning; what lies behind stays.
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes its contents durable, whoever wrote them.
    fn sync(&self) -> io::Result<()>;
}

/// What a directory is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileSystem {
    pub(crate) name: String,
    /// Other machines can be at it: its locks are another machine's promise, or end at this one.
    pub(crate) shared: bool,
}

/// What may be there or not.
pub(crate) fn unless_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What another process may have made first.
pub(crate) fn unless_there(made: io::Result<()>) -> io::Result<()> {
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// A name beside `name` that nobody else uses.
pub(crate) fn draft_of(name: &OsStr) -> io::Result<OsString> {
    let mut digits = [0; 8];
    random::fill(&mut digits)
        .map_err(|_| io::Error::other("the operating system gives no random numbers"))?;
    let mut draft = name.to_owned();
    draft.push(format!(".{}", hex(&digits)));
    Ok(draft)
}
