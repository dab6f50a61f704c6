//! Records as files of a directory.
//!
//! ```text
//! <directory>/store.json          which store this is
//! <directory>/locks/0000 …        kernel locks, made when needed, never deleted
//! <directory>/records/ab/<key>    a sealed record
//! <directory>/records/ab/<key>+   the room for the next one, while a lease is held
//! <directory>/records/ab/<key>~   one that is being written
//! <directory>.key                 the sealing key
//! ```
//! These paths and the locks' meaning stay as they are within a major version: several versions of
//! the library work over one store.

mod disk;
mod lock;
mod marker;
mod place;
#[cfg(test)]
mod power_cut;
mod report;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::disk::{Access, Disk, DiskFile, RealDisk};
use self::lock::Lock;
pub(super) use self::place::{KeyFile, Opened, has_records};
pub(super) use self::report::report;
pub use self::report::{HeldLease, StoreReport};
use super::backend::{Backend, Kind, Lease, RecordKey, Room, Stored, Version};
use super::hex;
use super::key::SealingKey;
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};

const PAGE: usize = 256;
/// What is put behind a record's name for the room of the next one, and for one being written.
const ROOM: &str = "+";
const DRAFT: &str = "~";
const VERSION: usize = 8;
/// What a file of a record begins with, before its version; it makes a file of zeros none.
const MAGIC: [u8; 4] = *b"OFR1";
const HEADER: usize = MAGIC.len() + VERSION;

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
        let mut bytes = match self.disk.read(&path) {
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
        let damaged = || {
            let problem = format!("{place} is damaged: it does not begin as a record does");
            Error::new(ErrorKind::RecordCorrupt, problem)
        };
        let header = bytes.get(..HEADER).ok_or_else(damaged)?;
        let (magic, version) = header.split_at(MAGIC.len());
        let version = version.try_into().map(Version::from_be_bytes);
        let version = version.map_err(|_| damaged())?;
        if magic != MAGIC || version == 0 {
            return Err(damaged());
        }
        bytes.drain(..HEADER);
        Ok(Some(Stored {
            version,
            bytes,
            place,
        }))
    }

    fn lease(&self, key: &RecordKey, deadline: Deadline) -> Result<Box<dyn Lease>> {
        let lock = Lock::acquire(
            &lock::path(&self.directory, &key.hash),
            &self.access,
            deadline,
        )?;
        Ok(Box::new(FileLease {
            record: self.record(key),
            shard: self.shard(key),
            room: None,
            disk: Arc::clone(&self.disk),
            _lock: lock,
        }))
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

struct FileLease {
    record: PathBuf,
    shard: PathBuf,
    /// A synced file of full size that the next record is written into.
    room: Option<Box<dyn DiskFile>>,
    disk: Arc<dyn Disk>,
    // Last, so that everything else is done before it is given up.
    _lock: Lock,
}

impl FileLease {
    fn beside(&self, ending: &str) -> PathBuf {
        let mut path = self.record.clone().into_os_string();
        path.push(ending);
        path.into()
    }

    /// Makes a file with these contents, and syncs it.
    fn make(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn DiskFile>> {
        match self.disk.remove(path) {
            // Left by a process that died.
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let file = match self.disk.create(path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_shard()?;
                self.disk.create(path, bytes)?
            }
            made => made?,
        };
        file.sync()?;
        Ok(file)
    }

    fn make_shard(&self) -> io::Result<()> {
        match self.disk.make_directory(&self.shard) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        self.shard
            .parent()
            .map_or(Ok(()), |records| self.disk.sync_directory(records))
    }

    fn found_version(&self) -> Result<Version> {
        let bytes = match self.disk.read(&self.record) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(failed("reading", &self.record, &error)),
        };
        let version = bytes
            .get(MAGIC.len()..HEADER)
            .and_then(|version| version.try_into().ok());
        version.map(Version::from_be_bytes).ok_or_else(|| {
            let problem = format!("{} is damaged: it is too short", self.record.display());
            Error::new(ErrorKind::RecordCorrupt, problem)
        })
    }

    /// Contents synced, then the name, then the directory: at no point is there half a record.
    fn write(&mut self, bytes: &[u8], room: Room) -> io::Result<()> {
        let (kept_room, draft) = (self.beside(ROOM), self.beside(DRAFT));
        if room == Room::SetAside && self.room.is_none() {
            self.room = Some(self.make(&kept_room, &vec![0; bytes.len()])?);
        }
        let written = match self.room.take_if(|_| room == Room::Use) {
            Some(mut file) => {
                // Where this fails, the room stays for another try.
                let written = file.overwrite(bytes).and_then(|()| file.sync());
                if written.is_err() {
                    self.room = Some(file);
                }
                written.map(|()| kept_room)
            }
            None => self.make(&draft, bytes).map(|_| draft),
        }?;
        self.disk.rename(&written, &self.record)?;
        self.disk.sync_directory(&self.shard)
    }
}

impl Lease for FileLease {
    fn swap(&mut self, expected: Version, sealed: &[u8], room: Room) -> Result<Version> {
        let version = expected + 1;
        let mut bytes = Vec::with_capacity(HEADER + sealed.len());
        bytes.extend(MAGIC);
        bytes.extend(version.to_be_bytes());
        bytes.extend(sealed);
        let found = self.found_version()?;
        // A try before this one, under the same lease, can have come as far as the name, and failed at
        // the directory.
        if found != expected && found != version {
            let problem = format!("{} was changed meanwhile", self.record.display());
            return Err(Error::new(ErrorKind::StoreBusy, problem));
        }
        self.write(&bytes, room)
            .map_err(|error| failed("writing", &self.record, &error))?;
        Ok(version)
    }
}

impl Drop for FileLease {
    fn drop(&mut self) {
        if self.room.take().is_some() {
            let _ = self.disk.remove(&self.beside(ROOM));
        }
    }
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
