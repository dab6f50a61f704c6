//! The folders of a store: opened one from the other, each anew for what is done in it.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::failed;
use super::names::is_shard;
use super::options::FileOptions;
use crate::error::Result;
use crate::platform::access::Permissions;
use crate::platform::disk::{Directory, Disk};

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
        self.records_in(&*self.store()?)
    }

    /// For who has opened the store.
    pub(super) fn records_in(&self, store: &dyn Directory) -> io::Result<Box<dyn Directory>> {
        self.own(store.directory(OsStr::new(RECORDS))?)
    }

    pub(super) fn shard(&self, name: &str) -> io::Result<Box<dyn Directory>> {
        self.shard_in(&*self.records()?, name)
    }

    /// For who goes from one to the next.
    pub(super) fn shard_in(
        &self,
        records: &dyn Directory,
        name: &str,
    ) -> io::Result<Box<dyn Directory>> {
        self.own(records.directory(OsStr::new(name))?)
    }

    fn own(&self, opened: Box<dyn Directory>) -> io::Result<Box<dyn Directory>> {
        if self.permissions.have_an_owner() {
            self.permissions.refuse_strangers(&opened.found()?)?;
        }
        Ok(opened)
    }

    /// The folder that the shards lie in, for messages.
    pub(super) fn path_of_records(&self) -> PathBuf {
        self.place.join(RECORDS)
    }
}

/// Whether something was ever kept there; then nothing that belongs to it is made anew.
pub(in crate::store) fn has_records(place: &Path, options: &FileOptions) -> Result<bool> {
    let records = options.disk().open(place);
    records
        .and_then(|store| store.directory(OsStr::new(RECORDS)))
        .and_then(|records| are_in(&*records))
        .map_err(|error| failed("listing", &place.join(RECORDS), &error))
}

pub(super) fn are_in(records: &dyn Directory) -> io::Result<bool> {
    Ok(records.names()?.iter().any(|shard| {
        let is_shard = shard.to_str().is_some_and(is_shard);
        let names = || records.directory(shard)?.names();
        // What can't be listed may hold records.
        is_shard && names().map_or(true, |names| !names.is_empty())
    }))
}
