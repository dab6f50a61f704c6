//! The folders of a store: opened one from the other, each anew for what is done in it.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Directory, Disk, Permissions};

pub(super) const RECORDS: &str = "records";

#[derive(Clone)]
pub(super) struct Folders {
    place: PathBuf,
    disk: Arc<dyn Disk>,
    permissions: Permissions,
}

impl Folders {
    /// Of the store at `place`, by its one true name.
    pub(super) fn new(place: &Path, disk: &Arc<dyn Disk>, permissions: Permissions) -> Self {
        Self {
            place: place.to_owned(),
            disk: Arc::clone(disk),
            permissions,
        }
    }

    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    pub(super) fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    pub(super) fn store(&self) -> io::Result<Box<dyn Directory>> {
        self.own(self.disk.open(&self.place)?)
    }

    pub(super) fn records(&self) -> io::Result<Box<dyn Directory>> {
        self.own(self.store()?.directory(OsStr::new(RECORDS))?)
    }

    pub(super) fn shard(&self, name: &str) -> io::Result<Box<dyn Directory>> {
        self.own(self.records()?.directory(OsStr::new(name))?)
    }

    fn own(&self, opened: Box<dyn Directory>) -> io::Result<Box<dyn Directory>> {
        if self.permissions.owner.is_some() {
            self.permissions.refuse_strangers(&opened.found()?)?;
        }
        Ok(opened)
    }

    /// The folder that the shards lie in, for messages.
    pub(super) fn path_of_records(&self) -> PathBuf {
        self.place.join(RECORDS)
    }
}
