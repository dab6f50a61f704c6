//! The right to change one record's file, and how a change is written: into the journal beside it,
//! synced, and then in its place. At no moment is there half a record, and what was synced is found
//! again by whoever takes the lease next.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, DiskFile};
use super::failed;
use super::frame::{frame, framed_length, unframe};
use super::lock::Lock;
use crate::error::{Error, ErrorKind, Result};
use crate::store::backend::{Lease, Version};

/// What stands behind a record's name for its journal, and for room that is being made.
pub(super) const JOURNAL: &str = "+";
const ROOM: &str = "~";

pub(super) struct FileLease {
    record: PathBuf,
    shard: PathBuf,
    journal: Journal,
    disk: Arc<dyn Disk>,
    // Last, so that everything else is done before it is given up.
    _lock: Lock,
}

/// What this lease knows of the file beside the record.
enum Journal {
    /// Nothing of this lease.
    Unknown,
    /// A synced file of full size that the next change is written into.
    Ready(Box<dyn DiskFile>),
    /// This lease's change is in it, durable, and not in its place yet.
    Written,
}

impl FileLease {
    pub(super) fn new(record: PathBuf, shard: PathBuf, disk: Arc<dyn Disk>, lock: Lock) -> Self {
        Self {
            record,
            shard,
            journal: Journal::Unknown,
            disk,
            _lock: lock,
        }
    }

    fn beside(&self, ending: &str) -> PathBuf {
        beside(&self.record, ending)
    }

    /// Makes a file with these contents, and syncs it.
    fn make(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn DiskFile>> {
        self.remove(path)?;
        let file = match self.disk.create(path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match self.disk.make_directory(&self.shard) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                        return Err(error);
                    }
                    _ => self.disk.create(path, bytes)?,
                }
            }
            made => made?,
        };
        file.sync()?;
        Ok(file)
    }

    /// Takes away what may be there.
    fn remove(&self, path: &Path) -> io::Result<()> {
        match self.disk.remove(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn found_version(&self) -> Result<Version> {
        let bytes = match self.disk.read(&self.record) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(failed("reading", &self.record, &error)),
        };
        unframe(bytes)
            .map(|(version, _)| version)
            .ok_or_else(|| damaged(&self.record))
    }

    /// Writes a change into the journal, made where none is ready: then its name is not durable yet.
    fn fill_journal(&mut self, framed: &[u8]) -> io::Result<()> {
        match std::mem::replace(&mut self.journal, Journal::Unknown) {
            Journal::Ready(mut file) => {
                let filled = file.overwrite(framed).and_then(|()| file.sync());
                if filled.is_err() {
                    // The room stays for another try.
                    self.journal = Journal::Ready(file);
                }
                filled?;
            }
            // What is durable there is never overwritten.
            Journal::Written => {
                self.journal = Journal::Written;
                self.put_in_place()?;
                return self.fill_journal(framed);
            }
            Journal::Unknown => drop(self.make(&self.beside(JOURNAL), framed)?),
        }
        self.journal = Journal::Written;
        Ok(())
    }

    /// The new record in its place, and beside it room for the one after it.
    fn write(&mut self, framed: &[u8], room: Option<usize>) -> io::Result<()> {
        let Some(room) = room else {
            self.fill_journal(framed)?;
            self.put_in_place()?;
            return self.disk.sync_directory(&self.shard);
        };
        // Room first of all: a full disk must leave everything as it was.
        let file = self.make(&self.beside(ROOM), &vec![0; framed_length(room)])?;
        self.fill_journal(framed)?;
        if let Err(error) = self.put_in_place() {
            // What announces an exchange must not come to light without one.
            self.journal = Journal::Unknown;
            let _ = self.disk.remove(&self.beside(JOURNAL));
            return Err(error);
        }
        self.disk
            .rename(&self.beside(ROOM), &self.beside(JOURNAL))?;
        self.journal = Journal::Ready(file);
        self.disk.sync_directory(&self.shard)
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        self.disk.rename(&self.beside(JOURNAL), &self.record)?;
        self.journal = Journal::Unknown;
        Ok(())
    }

    /// The folder of a record that is new can be new too, and who made it may have ended since.
    fn sync_shard_name(&self) -> io::Result<()> {
        self.shard
            .parent()
            .map_or(Ok(()), |records| self.disk.sync_directory(records))
    }
}

impl Lease for FileLease {
    fn swap(&mut self, expected: Version, sealed: &[u8], room: Option<usize>) -> Result<Version> {
        let version = expected + 1;
        let found = self.found_version()?;
        // A try before this one, under the same lease, can have come as far as the name, and failed at
        // the directory.
        if found != expected && found != version {
            let problem = format!("{} was changed meanwhile", self.record.display());
            return Err(Error::new(ErrorKind::StoreBusy, problem));
        }
        self.write(&frame(version, sealed), room)
            .and_then(|()| match expected {
                0 => self.sync_shard_name(),
                _ => Ok(()),
            })
            .map_err(|error| failed("writing", &self.record, &error))?;
        Ok(version)
    }

    fn write_journal(&mut self, version: Version, sealed: &[u8]) -> Result<()> {
        let made_ready = matches!(self.journal, Journal::Ready(_));
        self.fill_journal(&frame(version, sealed))
            .and_then(|()| match made_ready {
                true => Ok(()),
                false => self.disk.sync_directory(&self.shard),
            })
            .map_err(|error| failed("writing", &self.beside(JOURNAL), &error))
    }

    fn settle_journal(&mut self) -> Result<()> {
        let found = !matches!(self.journal, Journal::Written);
        // Who wrote it can have ended before it was synced.
        let synced = match found {
            true => self.disk.sync_file(&self.beside(JOURNAL)),
            false => Ok(()),
        };
        let in_place = match synced.and_then(|()| self.put_in_place()) {
            // A try before this one put it there, and the directory could not be synced.
            Err(error) if found && error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => {
                // Whether it is there still is for the caller to see.
                self.journal = Journal::Unknown;
                Err(error)
            }
            Ok(()) => Ok(()),
        };
        in_place
            .and_then(|()| self.disk.sync_directory(&self.shard))
            .map_err(|error| failed("writing", &self.record, &error))
    }

    fn discard_journal(&mut self) -> Result<()> {
        self.journal = Journal::Unknown;
        let journal = self.beside(JOURNAL);
        self.remove(&journal)
            .map_err(|error| failed("removing", &journal, &error))
    }
}

impl Drop for FileLease {
    fn drop(&mut self) {
        if matches!(self.journal, Journal::Ready(_)) {
            let _ = self.disk.remove(&self.beside(JOURNAL));
        }
    }
}

/// What lies beside a record.
pub(super) fn beside(record: &Path, ending: &str) -> PathBuf {
    let mut path = record.to_owned().into_os_string();
    path.push(ending);
    path.into()
}

pub(super) fn damaged(path: &Path) -> Error {
    let problem = format!(
        "{} is damaged: it does not begin as a record does, or it is cut",
        path.display()
    );
    Error::new(ErrorKind::RecordCorrupt, problem)
}
