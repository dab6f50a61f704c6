//! Records as files of a directory.
//!
//! ```text
//! <directory>/store.json          which store this is
//! <directory>/locks/0000 …        kernel locks, made when needed, never deleted
//! <directory>/records/ab/<key>    a sealed record
//! <directory>/records/ab/<key>+   its journal: the next one, durable, on its way to its place; or room
//! <directory>/records/ab/<key>~   room that is being made
//! <directory>.key                 the sealing key
//! ```
//! These paths and the locks' meaning stay as they are within a major version: several versions of
//! the library work over one store.

mod disk;
mod frame;
mod lease;
mod lock;
mod marker;
mod place;
#[cfg(test)]
mod power_cut;
mod report;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::disk::{Access, Disk, RealDisk};
use self::frame::unframe;
use self::lease::{FileLease, JOURNAL, beside, damaged};
use self::lock::Lock;
pub(super) use self::place::{KeyFile, Opened, has_records};
pub(super) use self::report::report;
pub use self::report::{HeldLease, StoreReport};
use super::backend::{Backend, Kind, Lease, RecordKey, Stored};
use super::hex;
use super::key::SealingKey;
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};

const PAGE: usize = 256;
/// How a store's directory is kept.
#[derive(Debug, Clone, Default)]
pub struct FileOptions {
    group: bool,
    network: bool,
    another_machine: bool,
    older_keys: Vec<SealingKey>,
    key_file: Option<PathBuf>,
}

impl FileOptions {
    /// Lets the directory's group read and write the store too (directory 2770, files 0660): for a
    /// web server and a cron job under two users. Without it nobody but the owner may.
    pub fn group(mut self) -> Self {
        self.group = true;
        self
    }

    /// Takes a directory on a network file system, whose locks somebody has tried.
    pub fn allow_network(mut self) -> Self {
        self.network = true;
        self
    }

    /// Takes a store that another machine made, because it was moved here and that machine uses it
    /// no more. From then on it is this machine's, and the other one is refused. Refresh tokens in two
    /// hands are lost.
    pub fn take_over(mut self) -> Self {
        self.another_machine = true;
        self
    }

    /// A key that opens records and seals none, beside the one that the application gives: to change
    /// that one, give the new one as older first, everywhere, and only then the other way round.
    pub fn older_key(mut self, key: SealingKey) -> Self {
        self.older_keys.push(key);
        self
    }

    /// Keeps the sealing key in this file, and not in `<path>.key`.
    pub fn key_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.key_file = Some(path.into());
        self
    }

    /// Where the sealing key of the store at `directory` lies, unless the application gives it.
    pub(super) fn key_file_of(&self, directory: &Path) -> PathBuf {
        let given = self.key_file.as_ref();
        // It is read again later, when the program may have gone to another directory.
        let given = given.map(|file| std::path::absolute(file).unwrap_or_else(|_| file.clone()));
        given.unwrap_or_else(|| {
            let mut file = directory.as_os_str().to_owned();
            file.push(".key");
            file.into()
        })
    }

    pub(super) fn older_keys(&self) -> &[SealingKey] {
        &self.older_keys
    }

    fn access(&self, owner: Option<(u32, u32)>) -> Access {
        let (directory_mode, file_mode) = if self.group {
            (0o2770, 0o660)
        } else {
            (0o700, 0o600)
        };
        Access {
            file_mode,
            directory_mode,
            owner,
        }
    }
}

/// Records in files.
pub(super) struct FileBackend {
    directory: PathBuf,
    access: Access,
    disk: Arc<dyn Disk>,
}

impl FileBackend {
    pub(super) fn open(path: &Path, options: &FileOptions) -> Result<(Self, Opened)> {
        let (opened, owner) = place::open(path, options)?;
        let access = options.access(owner);
        let backend = Self {
            directory: opened.place.clone(),
            disk: Arc::new(RealDisk(access.clone())),
            access,
        };
        Ok((backend, opened))
    }

    fn shard(&self, key: &RecordKey) -> PathBuf {
        self.directory.join("records").join(hex(&key.hash[..1]))
    }

    fn record(&self, key: &RecordKey) -> PathBuf {
        let kind = key.kind as u8;
        self.shard(key).join(format!("{kind}-{}", hex(&key.hash)))
    }
}

impl Backend for FileBackend {
    fn load(&self, key: &RecordKey) -> Result<Option<Stored>> {
        let path = self.record(key);
        let bytes = match self.disk.read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // "None" is believed only where the store itself is there.
                return match self.disk.read(&self.directory.join(marker::NAME)) {
                    Ok(_) => Ok(None),
                    Err(error) => Err(failed("reading", &self.directory, &error)),
                };
            }
            Err(error) => return Err(failed("reading", &path, &error)),
        };
        let place = path.display().to_string();
        let (version, bytes) = unframe(bytes).ok_or_else(|| damaged(&path))?;
        Ok(Some(Stored {
            version,
            bytes,
            place,
        }))
    }

    fn journal(&self, key: &RecordKey) -> Result<Option<Stored>> {
        let path = beside(&self.record(key), JOURNAL);
        let bytes = match self.disk.read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("reading", &path, &error)),
        };
        let Some((version, bytes)) = unframe(bytes) else {
            return Ok(None);
        };
        match self.disk.sync_file(&path) {
            Ok(()) => {}
            // Who wrote it has just put it in its place.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("reading", &path, &error)),
        }
        Ok(Some(Stored {
            version,
            bytes,
            place: path.display().to_string(),
        }))
    }

    fn lease(&self, key: &RecordKey, deadline: Deadline) -> Result<Box<dyn Lease>> {
        let lock = Lock::acquire(
            &lock::path(&self.directory, &key.hash),
            &self.access,
            deadline,
        )?;
        let (record, shard) = (self.record(key), self.shard(key));
        let disk = Arc::clone(&self.disk);
        Ok(Box::new(FileLease::new(record, shard, disk, lock)))
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordKey>) -> Result<Vec<RecordKey>> {
        let first = cursor.map_or(0, |cursor| cursor.hash[0]);
        let mut found = Vec::new();
        for shard in first..=u8::MAX {
            let path = self.directory.join("records").join(hex(&[shard]));
            let names = match std::fs::read_dir(&path) {
                Ok(names) => names,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(failed("listing", &path, &error)),
            };
            for name in names {
                let name = name.map_err(|error| failed("listing", &path, &error))?;
                let key = name.file_name().to_str().and_then(parse_name);
                found.extend(
                    key.filter(|key| key.kind == kind && cursor.is_none_or(|cursor| key > cursor)),
                );
            }
            if found.len() >= PAGE {
                break;
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// The key that a record's file name tells; what is no record is none.
fn parse_name(name: &str) -> Option<RecordKey> {
    let (kind, digits) = name.split_once('-')?;
    let kind = match kind {
        "1" => Kind::Session,
        "2" => Kind::Registry,
        _ => return None,
    };
    let mut hash = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(RecordKey { kind, hash })
}

/// An error of the file system, with its place.
fn failed(doing: &str, path: &Path, error: &io::Error) -> Error {
    let kind = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorKind::StoreFull,
        io::ErrorKind::PermissionDenied => ErrorKind::StorePermissions,
        _ => ErrorKind::StoreFailed,
    };
    Error::new(kind, format!("{doing} {}: {error}", path.display()))
}
