//! The one seam that all file operations of the store pass, so that a test can record them and
//! replay every point at which the power can fail.
//!
//! Each operation names a file in a directory that is open, and follows no link: whoever owns the
//! directory can put a link in any name's place at any moment, and root must not be led elsewhere.
//! Nothing stays open from one call to the next: old daemons close all descriptors.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use super::systems::FileSystem;

/// What the store does with files.
pub(super) trait Disk: Send + Sync {
    /// The one true name of what is there, without links.
    fn true_name(&self, path: &Path) -> io::Result<PathBuf>;
    /// Opens a directory by its true name.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Directory>>;
}

/// A directory that is open.
pub(super) trait Directory: Send + Sync {
    fn found(&self) -> io::Result<Found>;
    fn file_system(&self) -> io::Result<FileSystem>;
    /// Opens a directory in it.
    fn directory(&self, name: &OsStr) -> io::Result<Box<dyn Directory>>;
    /// Makes a directory that is not there yet; it appears with its owner and mode. Not yet durable.
    fn make_directory(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()>;
    fn names(&self) -> io::Result<Vec<OsString>>;
    /// Opens a file to read it.
    fn file(&self, name: &OsStr) -> io::Result<Box<dyn DiskFile>>;
    /// Opens the file that locks are taken on; `None` where nobody else can be at it.
    fn lock_file(&self, name: &OsStr) -> io::Result<Option<OwnedFd>>;
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
pub(super) trait DiskFile: Send {
    fn found(&self) -> io::Result<Found>;
    /// All of it.
    fn read(&mut self) -> io::Result<Vec<u8>>;
    /// Writes over its beginning; what lies behind stays.
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes its contents durable, whoever wrote them.
    fn sync(&self) -> io::Result<()>;
}

/// Whose a file or a directory is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) user: u32,
    pub(super) group: u32,
    /// With the bits that say what it is.
    pub(super) mode: u32,
}

/// Who may use what the store makes.
#[derive(Debug, Clone)]
pub(super) struct Permissions {
    pub(super) file_mode: u32,
    pub(super) directory_mode: u32,
    /// What root makes is given to the directory's owner, or he could not read it.
    pub(super) owner: Option<(u32, u32)>,
}

impl Permissions {
    /// Root goes into no directory of anybody else than the store's owner, and in group mode his group.
    pub(super) fn refuse_strangers(&self, found: &Found) -> io::Result<()> {
        let Some((user, group)) = self.owner else {
            return Ok(());
        };
        let groups = self.file_mode & 0o060 != 0;
        if found.user == user || (groups && found.group == group) {
            return Ok(());
        }
        let problem = format!(
            "it belongs to user {}, and the store to user {user}",
            found.user
        );
        Err(io::Error::new(io::ErrorKind::PermissionDenied, problem))
    }
}

/// What may be there or not.
pub(super) fn unless_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What another process may have made first.
pub(super) fn unless_there(made: io::Result<()>) -> io::Result<()> {
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}
