//! The right to change one record's file, and how a change is written: into the journal beside it,
//! synced, and then in its place. At no moment is there half a record, and what was synced is found
//! again by whoever takes the lease next.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use super::failure::failed;
use super::folders::Folders;
use super::frame::{frame, framed_length, unframe};
use super::lock::Lock;
use super::names::{name_of, shard_of};
use crate::error::{Error, ErrorKind, Result};
use crate::platform::disk::{Directory, DiskFile, unless_missing, unless_there};
use crate::steps::Step;
use crate::store::backend::{Lease, RecordId, Swapped, Terms, Version};

/// What stands behind a record's name for its journal, and for a reserve that is being made.
pub(super) const JOURNAL: &str = "+";
const RESERVE: &str = "~";

pub(super) struct FileLease {
    folders: Folders,
    shard_name: String,
    record: OsString,
    journal_name: OsString,
    reserve: OsString,
    /// Opened when first needed; it need not be there before the first record is.
    shard: Option<Box<dyn Directory>>,
    journal: Journal,
    /// Whether every name in the shard is known to be durable. Whoever had the lease before can have
    /// ended between a rename and its sync.
    names_are_durable: bool,
    // Last, so that everything else is done before it is given up.
    _lock: Option<Lock>,
}

/// What this lease knows of the file beside the record.
enum Journal {
    /// Nothing of this lease.
    Unknown,
    /// A synced file of full size that the next change is written into.
    Ready(Box<dyn DiskFile>),
    /// Such a file after a write or a sync that failed: it may hold the change all the same.
    Tried(Box<dyn DiskFile>),
    /// This lease's change is in it, durable, and not in its place yet.
    Written,
}

impl FileLease {
    pub(super) fn new(folders: Folders, key: &RecordId, lock: Option<Lock>) -> Self {
        let record = name_of(key);
        Self {
            folders,
            shard_name: shard_of(key),
            journal_name: beside(&record, JOURNAL),
            reserve: beside(&record, RESERVE),
            record,
            shard: None,
            journal: Journal::Unknown,
            names_are_durable: false,
            _lock: lock,
        }
    }

    fn shard(&mut self) -> io::Result<&dyn Directory> {
        let opened = match self.shard.take() {
            Some(opened) => opened,
            None => self.folders.shard(&self.shard_name)?,
        };
        Ok(&**self.shard.insert(opened))
    }

    /// Sees to it that the folder of a first record is there, and durable before anything stands in it:
    /// whoever finds it there can't tell.
    fn make_shard(&mut self) -> io::Result<()> {
        let records = self.folders.records()?;
        let made = records.make_directory(self.shard_name.as_ref(), self.folders.permissions());
        unless_there(made)?;
        match Step::SyncOfFolder.is_taken() {
            true => records.sync(),
            false => Ok(()),
        }
    }

    /// Makes a file with these contents, and syncs it.
    fn make(&mut self, name: &OsString, bytes: &[u8]) -> io::Result<Box<dyn DiskFile>> {
        let permissions = self.folders.permissions().clone();
        let shard = self.shard()?;
        unless_missing(shard.remove(name))?;
        let file = shard.create(name, bytes, &permissions)?;
        if Step::SyncOfReserve.is_taken() {
            file.sync()?;
        }
        Ok(file)
    }

    fn found_version(&mut self) -> Result<Version> {
        let record = self.record.clone();
        let read = self.shard().and_then(|shard| shard.file(&record)?.read());
        let Some(bytes) = unless_missing(read)
            .map_err(|error| failed("reading", &self.path(&self.record), &error))?
        else {
            return Ok(0);
        };
        unframe(bytes)
            .map(|(version, _)| version)
            .ok_or_else(|| damaged(&self.path(&self.record)))
    }

    /// Writes a change into the journal, made where none is ready: then its name is not durable yet.
    fn fill_journal(&mut self, framed: &[u8]) -> io::Result<()> {
        match std::mem::replace(&mut self.journal, Journal::Unknown) {
            Journal::Ready(mut file) | Journal::Tried(mut file) => {
                let filled =
                    file.overwrite(framed)
                        .and_then(|()| match Step::SyncOfJournal.is_taken() {
                            true => file.sync(),
                            false => Ok(()),
                        });
                if filled.is_err() {
                    // The reserve stays for another try.
                    self.journal = Journal::Tried(file);
                }
                filled?;
            }
            // What is durable there is never overwritten.
            Journal::Written => {
                self.journal = Journal::Written;
                self.put_in_place()?;
                return self.fill_journal(framed);
            }
            Journal::Unknown => {
                // The name may still be, on the disk, that of a change which was put in its place: to make
                // it anew would take that away.
                if Step::SyncBeforeAnotherJournal.is_taken() {
                    self.make_names_durable()?;
                }
                let name = self.journal_name.clone();
                self.make(&name, framed)?;
                self.names_are_durable = false;
            }
        }
        self.journal = Journal::Written;
        Ok(())
    }

    /// The new record in its place, and beside it a reserve for the one after it.
    fn write(&mut self, framed: &[u8], reserve: Option<usize>) -> io::Result<()> {
        // The reserve first of all: a full disk must leave everything as it was.
        let name = self.reserve.clone();
        let file = reserve
            .map(|reserve| self.make(&name, &vec![0; framed_length(reserve)]))
            .transpose()?;
        self.fill_journal(framed)?;
        let journal = self.journal_name.clone();
        if let Err(error) = self.put_in_place() {
            // What failed must not come to light: an intent without its request, or the end of a session.
            self.journal = Journal::Unknown;
            self.names_are_durable = false;
            let _ = self.shard().and_then(|shard| shard.remove(&journal));
            return Err(error);
        }
        let Some(file) = file else {
            return self.make_names_durable();
        };
        self.shard()?.rename(&name, &journal)?;
        self.journal = Journal::Ready(file);
        match Step::SyncOfNames.is_taken() {
            true => self.make_names_durable(),
            false => Ok(()),
        }
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        let (journal, record) = (self.journal_name.clone(), self.record.clone());
        self.shard()?.rename(&journal, &record)?;
        self.names_are_durable = false;
        self.journal = Journal::Unknown;
        Ok(())
    }

    fn make_names_durable(&mut self) -> io::Result<()> {
        if !self.names_are_durable {
            unless_missing(self.shard().and_then(|shard| shard.sync()))?;
            self.names_are_durable = true;
        }
        Ok(())
    }

    fn path(&self, name: &OsString) -> PathBuf {
        let records = self.folders.path_of_records();
        records.join(&self.shard_name).join(name)
    }

    fn failed_writing(&self, error: &io::Error) -> Error {
        failed("writing", &self.path(&self.record), error)
    }
}

impl Lease for FileLease {
    fn terms(&self) -> Terms {
        Terms {
            owner: [0; 16],
            fence: 0,
            end: None,
        }
    }

    fn swap(
        &mut self,
        expected: Version,
        sealed: &[u8],
        reserve: Option<usize>,
    ) -> Result<Swapped> {
        if matches!(self.journal, Journal::Written) {
            self.put_in_place()
                .map_err(|error| self.failed_writing(&error))?;
        }
        let version = expected + 1;
        let found = self.found_version()?;
        // A try before this one, under the same lease, can have come as far as the name, and failed at
        // the directory.
        if found != expected && found != version {
            return Ok(Swapped::Conflict);
        }
        let ready = match expected {
            0 => self.make_shard(),
            _ => Ok(()),
        };
        ready
            .and_then(|()| self.write(&frame(version, sealed), reserve))
            .map_err(|error| self.failed_writing(&error))?;
        Ok(Swapped::Saved(version))
    }

    fn make_reserve(&mut self, reserve: usize) -> Result<()> {
        let name = self.journal_name.clone();
        let made = self.make_shard().and_then(|()| {
            // As before any other journal.
            if Step::SyncBeforeAnotherJournal.is_taken() {
                self.make_names_durable()?;
            }
            let file = self.make(&name, &vec![0; framed_length(reserve)])?;
            self.journal = Journal::Ready(file);
            self.names_are_durable = false;
            self.make_names_durable()
        });
        made.map_err(|error| self.failed_writing(&error))
    }

    fn write_journal(&mut self, version: Version, sealed: &[u8]) -> Result<()> {
        self.fill_journal(&frame(version, sealed))
            // Of one that was made ready, the name is.
            .and_then(|()| self.make_names_durable())
            .map_err(|error| self.failed_writing(&error))
    }

    fn settle_journal(&mut self) -> Result<()> {
        let journal = self.journal_name.clone();
        let written = matches!(self.journal, Journal::Written);
        // Who wrote it can have ended before it was synced.
        let synced = match written || !Step::SyncOfWhatIsRead.is_taken() {
            true => Ok(()),
            false => self.shard().and_then(|shard| shard.file(&journal)?.sync()),
        };
        // The new names need not be durable: by the old ones it is found as well, and whoever writes next
        // sees to them first.
        let in_place = synced.and_then(|()| self.put_in_place());
        let settled = if written {
            in_place.inspect_err(|_| {
                // Whether it is there still is for the caller to see.
                self.journal = Journal::Unknown;
                self.shard = None;
            })
        } else {
            // Where it is missing, it was put there before.
            unless_missing(in_place).map(drop)
        };
        settled.map_err(|error| self.failed_writing(&error))
    }

    fn discard_journal(&mut self) -> Result<()> {
        self.journal = Journal::Unknown;
        let journal = self.journal_name.clone();
        unless_missing(self.shard().and_then(|shard| shard.remove(&journal)))
            .map(drop)
            .map_err(|error| failed("removing", &self.path(&journal), &error))
    }

    fn remove(&mut self) -> Result<bool> {
        self.discard_journal()?;
        let record = self.record.clone();
        let removed = self.shard().and_then(|shard| shard.remove(&record));
        let synced = unless_missing(removed).and_then(|removed| {
            self.names_are_durable = false;
            self.make_names_durable().map(|()| removed.is_some())
        });
        synced.map_err(|error| failed("removing", &self.path(&record), &error))
    }
}

impl Drop for FileLease {
    fn drop(&mut self) {
        if matches!(self.journal, Journal::Ready(_)) {
            let journal = self.journal_name.clone();
            let _ = self.shard().and_then(|shard| shard.remove(&journal));
        }
    }
}

/// What lies beside a record.
pub(super) fn beside(record: &OsString, ending: &str) -> OsString {
    let mut name = record.clone();
    name.push(ending);
    name
}

pub(super) fn damaged(path: &std::path::Path) -> Error {
    let problem = format!(
        "{} is damaged: it does not begin as a record does, or it is cut",
        path.display()
    );
    Error::new(ErrorKind::RecordCorrupt, problem)
}
