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
#[cfg(any(test, feature = "fuzzing"))]
pub(super) mod fuzzed;
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

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use self::failure::failed;
use self::folders::Folders;
pub(super) use self::folders::has_records;
use self::frame::unframe;
pub(super) use self::key_file::KeyFile;
use self::lease::{FileLease, JOURNAL, beside, damaged};
use self::lock::{Lock, Turn};
use self::names::{name_of, parse_name, shard_of};
pub use self::options::FileOptions;
pub(super) use self::place::Opened;
pub use self::report::{HeldLease, StoreReport};
pub(super) use self::report::{free_space, report};
use super::backend::{Backend, Kind, Lease, RecordId, Stored, Version};
use crate::clock::Deadline;
use crate::error::Result;
use crate::hex;
use crate::platform::disk::{Directory, DiskFile, unless_missing};
use crate::platform::lock::Lock as Locked;
use crate::steps::Step;

/// With more the first page takes as long as a person notices; with less the folders of a million sessions are read
/// more often.
const PAGE: usize = 128;

/// Records in files.
pub(super) struct FileBackend {
    folders: Folders,
    /// The store's id.
    id: [u8; 16],
    /// For who reads one record after the other: what the last one was found by.
    open: Option<Locked<OpenFolders>>,
}

#[derive(Default)]
struct OpenFolders {
    records: Option<Box<dyn Directory>>,
    /// With its name.
    shard: Option<(String, Box<dyn Directory>)>,
}

impl OpenFolders {
    fn shard(&mut self, name: &str, folders: &Folders) -> io::Result<&dyn Directory> {
        let shard = match self.shard.take().filter(|(open, _)| open == name) {
            Some(shard) => shard,
            None => {
                let records = match self.records.take() {
                    Some(records) => records,
                    None => folders.records()?,
                };
                let records = self.records.insert(records);
                (name.to_owned(), folders.shard_in(&**records, name)?)
            }
        };
        Ok(&*self.shard.insert(shard).1)
    }
}

impl FileBackend {
    pub(super) fn open(path: &Path, options: &FileOptions) -> Result<(Self, Opened)> {
        let (opened, folders) = place::open(path, options)?;
        let id = opened.id;
        let open = None;
        Ok((Self { folders, id, open }, opened))
    }

    /// The same records, for who reads one after the other.
    fn opening_once(&self) -> Self {
        Self {
            folders: self.folders.clone(),
            id: self.id,
            open: Some(Locked::new()),
        }
    }

    fn leased(&self, key: &RecordId, lock: Option<Lock>) -> Result<Box<dyn Lease>> {
        marker::must_still_be(&self.id, &self.folders)?;
        Ok(Box::new(FileLease::new(self.folders.clone(), key, lock)))
    }

    fn path(&self, shard: &str, name: &OsString) -> PathBuf {
        self.folders.path_of_records().join(shard).join(name)
    }

    fn file<T>(
        &self,
        shard: &str,
        name: &OsString,
        read: impl FnOnce(Box<dyn DiskFile>) -> io::Result<T>,
    ) -> io::Result<T> {
        let Some(open) = &self.open else {
            return read(self.folders.shard(shard)?.file(name)?);
        };
        let mut open = open.lock();
        read(open.shard(shard, &self.folders)?.file(name)?)
    }
}

impl Backend for FileBackend {
    fn load(&self, key: &RecordId, _: Deadline) -> Result<Option<Stored>> {
        let (shard, name) = (shard_of(key), name_of(key));
        let path = self.path(&shard, &name);
        let read = self.file(&shard, &name, |mut file| file.read());
        let Some(bytes) = unless_missing(read).map_err(|error| failed("reading", &path, &error))?
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
        let read = self.file(&shard, &name, |mut file| {
            let found = unframe(file.read()?);
            if found.is_some() && Step::SyncOfWhatIsRead.is_taken() {
                // Who wrote it can have ended before. What can't be made durable is read all the same:
                // nothing better is there, and whoever puts it in its place syncs it first.
                let _ = file.sync();
            }
            Ok(found)
        });
        let found = unless_missing(read).map_err(|error| failed("reading", &path, &error))?;
        Ok(found.flatten().map(|(version, bytes)| Stored {
            version,
            bytes,
            place: path.display().to_string(),
            age: None,
        }))
    }

    fn lease(&self, key: &RecordId, patience: Deadline, _: Deadline) -> Result<Box<dyn Lease>> {
        let turn = Lock::acquire(&self.folders, &key.hash, patience, &mut || Ok(false))?;
        self.leased(key, turn.lock())
    }

    fn lease_unless(
        &self,
        key: &RecordId,
        (patience, call): (Deadline, Deadline),
        seen: Version,
        look: &mut dyn FnMut() -> Result<bool>,
    ) -> Result<Option<Box<dyn Lease>>> {
        let (reader, mut seen) = (self.opening_once(), seen);
        let mut look_where_changed = || {
            let version = reader.load(key, call)?.map_or(0, |stored| stored.version);
            let is_new = std::mem::replace(&mut seen, version) != version;
            Ok(is_new && look()?)
        };
        match Lock::acquire(&self.folders, &key.hash, patience, &mut look_where_changed)? {
            Turn::InVain => Ok(None),
            turn => self.leased(key, turn.lock()).map(Some),
        }
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        let first = cursor.map_or(0, |cursor| cursor.hash[0]);
        let place = self.folders.path_of_records();
        let failed = |error| failed("listing", &place, &error);
        let records = self.folders.records().map_err(failed)?;
        let shards = records.names().map_err(failed)?;
        let (begins, after) = (format!("{}-", kind as u8), cursor.map(name_of));
        let mut found = Vec::new();
        for shard in first..=u8::MAX {
            let shard = &hex::hex(&[shard]);
            if !shards.iter().any(|name| *name == **shard) {
                continue;
            }
            let shard = self.folders.shard_in(&*records, shard);
            let names = shard.and_then(|shard| shard.names());
            let names = unless_missing(names).map_err(failed)?.unwrap_or_default();
            // A first record may lie in its journal still, where who wrote it has ended.
            let names = names.iter().filter_map(|name| name.to_str());
            let names = names.map(|name| name.trim_end_matches(JOURNAL));
            let is_wanted = |name: &&str| {
                name.starts_with(&begins)
                    && after.as_ref().is_none_or(|after| OsStr::new(name) > after)
            };
            let mut names: Vec<_> = names.filter(is_wanted).collect();
            // In the order of their keys, whose digits they are.
            names.sort_unstable();
            names.dedup();
            let keys = names.into_iter().filter_map(parse_name);
            found.extend(keys.take(PAGE - found.len()));
            if found.len() == PAGE {
                break;
            }
        }
        Ok(found)
    }

    fn staying(&self) -> Option<Box<dyn Backend>> {
        Some(Box::new(self.opening_once()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_128_records_at_most_in_their_order_and_none_is_left_out() {
        let place = std::env::temp_dir().join(format!("omnifund-pages-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&place);
        let (backend, _) = FileBackend::open(&place, &FileOptions::default()).unwrap();
        let records = backend.folders.path_of_records();
        for (shard, count) in [(0x07, 700_u16), (0x08, 3)] {
            let folder = records.join(hex::hex(&[shard]));
            std::fs::create_dir_all(&folder).unwrap();
            for number in 0..count {
                let mut hash = [shard; 32];
                // Not in the order in which they are made.
                hash[1..3].copy_from_slice(&number.wrapping_mul(40_503).to_be_bytes());
                let kind = Kind::Session;
                let name = name_of(&RecordId { kind, hash });
                // Some lie in their journal alone, and some have one beside them.
                let names = [name.clone(), beside(&name, JOURNAL)];
                let names =
                    &names[usize::from(number % 5 == 1)..][..1 + usize::from(number % 5 == 0)];
                for name in names {
                    std::fs::write(folder.join(name), "").unwrap();
                }
            }
        }
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let page = backend.list(Kind::Session, cursor.as_ref()).unwrap();
            assert!(page.len() <= PAGE);
            let Some(last) = page.last() else { break };
            cursor = Some(*last);
            all.extend(page);
        }
        assert!(all.is_sorted_by(|one, next| one < next));
        assert_eq!(all.len(), 703);
        assert!(backend.list(Kind::Client, None).unwrap().is_empty());
        std::fs::remove_dir_all(&place).unwrap();
    }
}
