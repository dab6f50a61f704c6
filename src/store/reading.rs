//! Reading a record: the newest that is durable, and what was sealed.

use serde::de::{DeserializeOwned, IgnoredAny};
use zeroize::Zeroizing;

use super::backend::{Age, Backend, RecordId, Stored, Version};
use super::stamp::{Stamp, Standing};
use super::{Loaded, PATIENCE, Store};
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};
use crate::steps::Step;

/// What was sealed.
pub(super) struct Opened {
    pub(super) plain: Zeroizing<Vec<u8>>,
    pub(super) stamp: Option<Stamp>,
    pub(super) version: Version,
    place: String,
    age: Option<Age>,
    /// This host alone has it: it is to take its place in the shared store.
    is_left: bool,
}

impl Opened {
    pub(super) fn parsed<T: DeserializeOwned>(&self) -> Result<Loaded<T>> {
        let parse = || serde_json::from_slice(&self.plain);
        let parsed = match (&self.stamp, &self.age) {
            (Some(stamp), Some(age)) => stamp.reading(age.now(), parse),
            _ => parse(),
        };
        let record = parsed.map_err(|error| {
            // The position alone: serde's own words quote what they can't read.
            let problem = format!(
                "{}: what was sealed is no such record, at byte {}",
                self.place,
                error.column()
            );
            Error::new(ErrorKind::RecordCorrupt, problem)
        })?;
        Ok(Loaded {
            record,
            version: self.version,
        })
    }
}

impl Store {
    /// Reads a record, without a lease: the newest that is durable, also where who wrote it could not put
    /// it in its place.
    pub(crate) fn load<T: DeserializeOwned>(&self, key: &RecordId) -> Result<Option<Loaded<T>>> {
        self.load_by(key, Deadline::after(PATIENCE))
    }

    /// Reads it within what is left of a call.
    pub(crate) fn load_by<T: DeserializeOwned>(
        &self,
        key: &RecordId,
        deadline: Deadline,
    ) -> Result<Option<Loaded<T>>> {
        let found = self.read(key, deadline)?;
        let found = self.caught_up(key, found, deadline)?;
        found.map(|found| found.parsed()).transpose()
    }

    /// What was found; or, where the shared store lacks what this host has, that, put there.
    fn caught_up(
        &self,
        key: &RecordId,
        found: Option<Opened>,
        deadline: Deadline,
    ) -> Result<Option<Opened>> {
        let is_behind = match &found {
            Some(found) => found.is_left || self.newer_aside(key, found).is_some(),
            None => false,
        };
        if !is_behind {
            return Ok(found);
        }
        // Before another host presents what was spent; but nobody is waited for.
        let lease = self.lease_within(key, Deadline::now(), deadline);
        let _ = lease.and_then(|mut lease| lease.load::<IgnoredAny>());
        self.read(key, deadline)
    }

    /// Reads the records of a page, each as [`Store::load`] does.
    pub(crate) fn load_each<T: DeserializeOwned>(
        &self,
        keys: &[RecordId],
    ) -> impl Iterator<Item = Result<Option<Loaded<T>>>> {
        let staying = self.0.backend.staying();
        keys.iter().map(move |key| {
            let backend = staying.as_deref().unwrap_or(&*self.0.backend);
            let deadline = Deadline::after(PATIENCE);
            let found = self.read_from(backend, key, deadline)?;
            let found = self.caught_up(key, found, deadline)?;
            found.map(|found| found.parsed()).transpose()
        })
    }

    /// The last pair of this host, where the shared store has the record again that it replaced, as behind a failover
    /// to a database that lags.
    pub(super) fn newer_aside(
        &self,
        key: &RecordId,
        found: &Opened,
    ) -> Option<(Stamp, Zeroizing<Vec<u8>>)> {
        if !Step::PutBack.is_taken() {
            return None;
        }
        // What can't be opened is no reason to go without.
        let aside = self.0.backend.put_aside(key).ok()??;
        let aside = self.opened(key, aside).ok()?;
        let stamp = aside.stamp.filter(Stamp::has_new_pair)?;
        let standing = stamp.standing(found.stamp.as_ref(), false);
        (standing == Standing::Newer).then_some((stamp, aside.plain))
    }

    pub(super) fn read(&self, key: &RecordId, deadline: Deadline) -> Result<Option<Opened>> {
        // Its journal lies in the same folder.
        let staying = self.0.backend.staying();
        self.read_from(
            staying.as_deref().unwrap_or(&*self.0.backend),
            key,
            deadline,
        )
    }

    fn read_from(
        &self,
        backend: &dyn Backend,
        key: &RecordId,
        deadline: Deadline,
    ) -> Result<Option<Opened>> {
        // The journal first: read the other way round, a change could slip through on its way.
        let journal = backend.journal(key)?;
        let in_place = backend.load(key, deadline);
        let open = |found: Option<Stored>| found.map(|stored| self.opened(key, stored)).transpose();
        let Some(journal) = journal.filter(|_| Step::JournalForReaders.is_taken()) else {
            let found = open(in_place?)?;
            super::unsettled::is_settled(self, key);
            return Ok(found);
        };
        let version = journal.version;
        let mut change = match self.opened(key, journal) {
            // One that is torn never was.
            Err(error) if error.kind() == ErrorKind::RecordCorrupt => return open(in_place?),
            change => change?,
        };
        if let Some(stamp) = change.stamp.as_ref().filter(|stamp| stamp.is_of_journal()) {
            return match in_place.and_then(open) {
                Ok(found) => {
                    let before = found.as_ref().map_or(0, |found| found.version);
                    let record = found.as_ref().and_then(|found| found.stamp.as_ref());
                    change.is_left =
                        stamp.standing(record, version == before + 1) == Standing::Newer;
                    Ok(if change.is_left {
                        super::unsettled::remember(self, *key);
                        Some(change)
                    } else {
                        super::unsettled::is_settled(self, key);
                        found
                    })
                }
                // Where nobody can be asked, what this host got last is the newest that is known.
                Err(error)
                    if error.kind() == ErrorKind::StoreUnreachable && stamp.has_new_pair() =>
                {
                    super::unsettled::remember(self, *key);
                    Ok(Some(change))
                }
                Err(error) => Err(error),
            };
        }
        let is_newest = match &in_place {
            Ok(Some(stored)) => version > stored.version,
            Ok(None) => true,
            // What is sealed and whole is better than what is damaged.
            Err(error) => error.kind() == ErrorKind::RecordCorrupt,
        };
        if is_newest {
            Ok(Some(change))
        } else {
            open(in_place?)
        }
    }

    /// Opens what is sealed.
    pub(super) fn opened(&self, key: &RecordId, stored: Stored) -> Result<Opened> {
        let plain = self.0.sealer.open(key, &stored.bytes, &stored.place)?;
        Ok(Opened {
            stamp: Stamp::of(&plain),
            plain,
            version: stored.version,
            place: stored.place,
            age: stored.age,
            is_left: false,
        })
    }
}
