//! Records as files of a directory.
//!
//! ```text
//! <directory>/store.json          which store this is
//! <directory>/lock                the kernel's locks for all records, never deleted
//! <directory>/records/ab/<key>    a sealed record
//! <directory>/records/ab/<key>+   its journal: the next one, durable, on its way to its place; or a reserve
//! <directory>/records/ab/<key>~   a reserve that is being made
//! <directory>.key                 the sealing key
//! ```
//! These paths and the locks' meaning stay as they are within a major version: several versions of
//! the library work over one store.

mod failure;
mod folders;
mod frame;
mod key_file;
mod lease;
mod lock;
mod machine;
mod made;
mod marker;
mod names;
mod options;
mod place;
mod report;
#[cfg(test)]
mod simulated;
mod stretch;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use self::failure::failed;
use self::folders::Folders;
pub(super) use self::folders::has_records;
use self::frame::unframe;
pub(super) use self::key_file::KeyFile;
use self::lease::{FileLease, JOURNAL, beside, damaged};
use self::lock::Lock;
use self::names::{name_of, parse_name, shard_of};
pub use self::options::FileOptions;
pub(super) use self::place::Opened;
pub use self::report::{HeldLease, StoreReport};
pub(super) use self::report::{free_space, report};
use super::backend::{Backend, Kind, Lease, RecordId, Stored};
use crate::clock::Deadline;
use crate::error::Result;
use crate::hex;
use crate::platform::disk::unless_missing;

const PAGE: usize = 256;

/// Records in files.
pub(super) struct FileBackend {
    folders: Folders,
    /// The store's id.
    id: [u8; 16],
}

impl FileBackend {
    pub(super) fn open(path: &Path, options: &FileOptions) -> Result<(Self, Opened)> {
        let (opened, folders) = place::open(path, options)?;
        let id = opened.id;
        Ok((Self { folders, id }, opened))
    }

    fn path(&self, shard: &str, name: &OsString) -> PathBuf {
        self.folders.path_of_records().join(shard).join(name)
    }
}

impl Backend for FileBackend {
    fn load(&self, key: &RecordId, _: Deadline) -> Result<Option<Stored>> {
        let (shard, name) = (shard_of(key), name_of(key));
        let path = self.path(&shard, &name);
        let read = || self.folders.shard(&shard)?.file(&name)?.read();
        let Some(bytes) =
            unless_missing(read()).map_err(|error| failed("reading", &path, &error))?
        else {
            // "None" is believed only where the store itself is there.
            return marker::must_still_be(&self.id, &self.folders).map(|()| None);
        };
        let place = path.display().to_string();
        let (version, bytes) = unframe(bytes).ok_or_else(|| damaged(&path))?;
        Ok(Some(Stored {
            version,
            bytes,
            place,
            age: None,
        }))
    }

    #[cfg(feature = "capi")]
    fn path_of(&self, key: &RecordId) -> Option<PathBuf> {
        Some(self.path(&shard_of(key), &name_of(key)))
    }

    fn journal(&self, key: &RecordId) -> Result<Option<Stored>> {
        let shard = shard_of(key);
        let name = beside(&name_of(key), JOURNAL);
        let path = self.path(&shard, &name);
        let read = || {
            let mut file = self.folders.shard(&shard)?.file(&name)?;
            let found = unframe(file.read()?);
            if found.is_some() {
                // Who wrote it can have ended before. What can't be made durable is read all the same:
                // nothing better is there, and whoever puts it in its place syncs it first.
                let _ = file.sync();
            }
            Ok(found)
        };
        let found = unless_missing(read()).map_err(|error| failed("reading", &path, &error))?;
        Ok(found.flatten().map(|(version, bytes)| Stored {
            version,
            bytes,
            place: path.display().to_string(),
            age: None,
        }))
    }

    fn lease(&self, key: &RecordId, patience: Deadline, _: Deadline) -> Result<Box<dyn Lease>> {
        let lock = Lock::acquire(&self.folders, &key.hash, patience)?;
        marker::must_still_be(&self.id, &self.folders)?;
        Ok(Box::new(FileLease::new(self.folders.clone(), key, lock)))
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        let first = cursor.map_or(0, |cursor| cursor.hash[0]);
        let place = self.folders.path_of_records();
        let failed = |error| failed("listing", &place, &error);
        let shards = self.folders.records().and_then(|records| records.names());
        let shards = shards.map_err(failed)?;
        let mut found = Vec::new();
        for shard in first..=u8::MAX {
            let shard = &hex::hex(&[shard]);
            if !shards.iter().any(|name| *name == **shard) {
                continue;
            }
            let names = self.folders.shard(shard).and_then(|shard| shard.names());
            let names = unless_missing(names).map_err(failed)?.unwrap_or_default();
            for name in names {
                // A first record may lie in its journal still, where who wrote it has ended.
                let name = name.to_str().map(|name| name.trim_end_matches(JOURNAL));
                let key = name.and_then(parse_name);
                found.extend(
                    key.filter(|key| key.kind == kind && cursor.is_none_or(|cursor| key > cursor)),
                );
            }
            if found.len() >= PAGE {
                break;
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}
