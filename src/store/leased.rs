//! The right to change one record.

use std::io::{self, Write};

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use zeroize::Zeroizing;

use super::backend::{Lease, RecordId, Swapped, Version, changed_meanwhile};
use super::members;
use super::reading::Opened;
use super::seal::{Preparation, sealed_length};
use super::stamp::{self, Stamp, Standing};
use super::{Loaded, Store};
use crate::clock::{Clocks, Deadline};
use crate::error::{Error, ErrorKind, Result};
use crate::steps::Step;

/// How much longer than the record before an exchange the one after it may be without needing space.
const MARGIN: usize = 1024;
/// What file systems give at least; a smaller reserve saves nothing.
const RESERVE: usize = 4096;
/// What is left of a lease behind an exchange, for the journal and the shared store.
const TO_SAVE_MS: i64 = 5000;

/// What a store keeps.
pub(crate) trait Content: Serialize {
    /// Names the pair in it: the same name twice, and it is the same pair.
    fn pair(&self) -> String {
        String::new()
    }
}

/// The right to change one record. Given up when dropped.
pub(crate) struct Leased {
    store: Store,
    key: RecordId,
    lease: Box<dyn Lease>,
    /// When the call must have ended that took it.
    call: Deadline,
    /// What the record after an exchange is sealed with.
    prepared: Option<Preparation>,
    /// The record as it was read: what this version of the library does not know of it is handed on.
    before: Zeroizing<Vec<u8>>,
}

impl Leased {
    pub(super) fn new(store: Store, key: RecordId, lease: Box<dyn Lease>, call: Deadline) -> Self {
        Self {
            store,
            key,
            lease,
            call,
            prepared: None,
            before: Zeroizing::default(),
        }
    }

    /// How long a call may go on by `deadline` under this lease, with time left to save what it brings.
    pub(crate) fn within(&self, deadline: Deadline) -> Deadline {
        let end = self.lease.terms().end;
        let end = end.filter(|_| Step::EndAtFirstByte.is_taken());
        deadline.under_lease(end.map(|end| end.after(-TO_SAVE_MS)))
    }

    /// An error where it has ended, or is about to: somebody else may change the record then.
    pub(crate) fn must_last(&self) -> Result<()> {
        let end = self.lease.terms().end;
        if end.is_none_or(|end| Clocks::now().until(end) > TO_SAVE_MS) || !Step::LeaseEnd.is_taken()
        {
            return Ok(());
        }
        let problem = format!("{}: the lease of the record has ended", self.store.name());
        Err(Error::new(ErrorKind::LeaseLost, problem))
    }

    /// As a database replays its journal: a change that is durable takes its place, and what never became
    /// one goes. What can't be looked into, as for want of its key, stays.
    pub(crate) fn finish_what_was_left(&mut self) -> Result<()> {
        let inner = &self.store.0;
        if !Step::Recovery.is_taken() {
            return Ok(());
        }
        let Some(journal) = inner.backend.journal(&self.key)? else {
            return self.lease.discard_journal();
        };
        let version = journal.version;
        let change = match self.store.opened(&self.key, journal) {
            Err(error) if error.kind() == ErrorKind::RecordCorrupt => {
                return self.lease.discard_journal();
            }
            change => change?,
        };
        // Who fails from here on has a pair that nobody else knows of.
        let settled = self.put_in_place(version, change);
        settled.inspect_err(|_| self.lease.keep())
    }

    /// What was left in the journal takes the record's place, or goes.
    fn put_in_place(&mut self, version: Version, change: Opened) -> Result<()> {
        let inner = &self.store.0;
        let in_place = match inner.backend.load(&self.key, self.call) {
            Err(error) if error.kind() == ErrorKind::RecordCorrupt => None,
            in_place => in_place?,
        };
        let before = in_place.as_ref().map_or(0, |stored| stored.version);
        let Some(stamp) = change.stamp.clone().filter(Stamp::is_of_journal) else {
            return match version > before {
                true => self.lease.settle_journal(),
                false => self.lease.discard_journal(),
            };
        };
        let record = in_place.map(|stored| self.store.opened(&self.key, stored));
        let record = record.transpose()?.and_then(|record| record.stamp);
        match stamp.standing(record.as_ref(), version == before + 1) {
            Standing::Newer => {
                let plain = stamp.renewed(&change.plain, None)?;
                let sealed = inner.sealer.seal(&self.key, &plain)?;
                self.swap(before, &sealed, None)?;
                self.lease.put_journal_aside()
            }
            Standing::Over => self.lease.discard_journal(),
            Standing::Orphaned => self.lease.put_journal_aside(),
        }
    }

    /// Reads the record: under the lease nobody changes it.
    pub(crate) fn load<T: DeserializeOwned>(&mut self) -> Result<Option<Loaded<T>>> {
        let found = match self.store.read(&self.key, self.call)? {
            Some(found) if self.put_back(&found)? => self.store.read(&self.key, self.call)?,
            found => found,
        };
        let Some(found) = found else {
            self.before = Zeroizing::default();
            return Ok(None);
        };
        let loaded = found.parsed()?;
        self.before = found.plain;
        Ok(Some(loaded))
    }

    /// Puts the last pair of this host in its place again, where the shared store has forgotten it. Tells whether it did.
    fn put_back(&mut self, found: &Opened) -> Result<bool> {
        let Some((stamp, plain)) = self.store.newer_aside(&self.key, found) else {
            return Ok(false);
        };
        let plain = stamp.renewed(&plain, None)?;
        let sealed = self.store.0.sealer.seal(&self.key, &plain)?;
        self.swap(found.version, &sealed, None).map(|_| true)
    }

    /// What the last pair of this host was, where the shared record went on without it.
    pub(crate) fn left_behind<T: DeserializeOwned>(&mut self) -> Result<Option<T>> {
        let Some(aside) = self.store.0.backend.put_aside(&self.key)? else {
            return Ok(None);
        };
        let aside = self.store.opened(&self.key, aside)?;
        let record = Stamp::of(&self.before);
        let standing = aside.stamp.as_ref().filter(|stamp| stamp.has_new_pair());
        let standing = standing.map(|stamp| stamp.standing(record.as_ref(), false));
        match standing {
            Some(Standing::Orphaned) => aside.parsed().map(|loaded| Some(loaded.record)),
            _ => Ok(None),
        }
    }

    /// Writes the record durably: when this returns, it survives a power cut. `expected` is the
    /// version that was read.
    pub(crate) fn save<T: Content>(&mut self, expected: Version, record: &T) -> Result<Version> {
        let plain = self.plain(record, None)?;
        let sealed = self.store.0.sealer.seal(&self.key, &plain)?;
        self.swap(expected, &sealed, None)
    }

    /// The record as it is sealed.
    fn plain<T: Content>(
        &self,
        record: &T,
        replaces: Option<String>,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let plain = written(record)?;
        let stamp = match self.lease.terms().end {
            Some(_) => Stamp::new(record.pair(), replaces).to_json()?,
            None => Vec::new(),
        };
        let stamp = (!stamp.is_empty()).then_some((stamp::NAME, stamp.as_slice()));
        let before: &[u8] = match Step::HandedOn.is_taken() {
            true => &self.before,
            false => &[],
        };
        Ok(members::joined(&plain, before, stamp))
    }

    fn swap(
        &mut self,
        expected: Version,
        sealed: &[u8],
        reserve: Option<usize>,
    ) -> Result<Version> {
        match self.lease.swap(expected, sealed, reserve)? {
            Swapped::Saved(version) => Ok(version),
            Swapped::Conflict => Err(changed_meanwhile(&self.store.name())),
            Swapped::Unknown => {
                let problem = format!("{}: whether it took a change is unknown", self.store.name());
                Err(Error::new(ErrorKind::StoreUnreachable, problem))
            }
        }
    }

    /// Saves a change, and prepares all that the next one needs: what follows is an exchange, and nothing may
    /// stand between its result and the disk. A record that is not there yet begins with what the exchange
    /// brings: whoever tries names at a log-in form must not fill the store.
    pub(crate) fn save_before_exchange<T: Content>(
        &mut self,
        expected: Version,
        record: &T,
    ) -> Result<Version> {
        let plain = self.plain(record, None)?;
        let sealer = &self.store.0.sealer;
        self.prepared = Some(sealer.prepare()?);
        let reserve = sealed_length(plain.len() + MARGIN).next_multiple_of(RESERVE);
        if expected == 0 {
            return self.lease.make_reserve(reserve).map(|()| 0);
        }
        let sealed = sealer.seal(&self.key, &plain)?;
        let reserve = Step::Reserve.is_taken().then_some(reserve);
        self.swap(expected, &sealed, reserve)
    }

    /// Puts the record back as it was before a change that failed, and may have come to light all the same: `expected` is
    /// the version that it was to replace.
    pub(crate) fn take_back<T: Content>(&mut self, expected: Version, record: &T) -> Result<()> {
        if expected == 0 {
            return self.remove().map(drop);
        }
        let saved = self.save(expected, record);
        let is_there = |error: &Error| error.kind() == ErrorKind::StoreBusy;
        let saved = match self.store.host() {
            // Its answer was lost. Nobody else can have changed it under this lease.
            Some(_) if saved.as_ref().is_err_and(is_there) => self.save(expected + 1, record),
            _ => saved,
        };
        saved.map(drop)
    }

    /// Writes the record that an exchange brought: a write and a sync, and it is durable. It is put in its
    /// place by [`Leased::settle`], or by whoever takes the lease next.
    pub(crate) fn save_after_exchange<T: Content>(
        &mut self,
        before: Version,
        record: &T,
    ) -> Result<Version> {
        let replaced = Stamp::of(&self.before).map(|stamp| stamp.pair);
        let plain = self.plain(record, Some(replaced.unwrap_or_default()))?;
        let sealer = &self.store.0.sealer;
        let prepared = match self.prepared.take() {
            Some(prepared) => prepared,
            None => sealer.prepare()?,
        };
        let sealed = sealer.seal_prepared(prepared, &self.key, &plain)?;
        self.lease.write_journal(before + 1, &sealed)?;
        Ok(before + 1)
    }

    /// Puts in its place what [`Leased::save_after_exchange`] wrote.
    pub(crate) fn settle(&mut self) -> Result<()> {
        self.lease.settle_journal()
    }

    /// What is durable on this host, and could not be put in its place, is tried again by whoever calls next.
    /// Tells whether there is somebody to be told: only a shared store forgets it else.
    pub(crate) fn is_to_be_settled_later(&self) -> bool {
        let is_shared = self.store.host().is_some();
        if is_shared {
            super::unsettled::remember(&self.store, self.key);
        }
        is_shared
    }

    /// Takes the record away, durably, also one that can't be read; tells whether there was one.
    pub(crate) fn remove(&mut self) -> Result<bool> {
        self.lease.remove()
    }

    /// Whether somebody who looks finds the record in this version: in its place or in the journal.
    pub(crate) fn shows(&self, version: Version) -> bool {
        let found = self.store.load::<IgnoredAny>(&self.key);
        matches!(found, Ok(Some(found)) if found.version >= version)
    }

    /// Seals the record with the key that seals now, where it is sealed with another one; tells whether
    /// it was.
    pub(super) fn seal_anew(&mut self) -> Result<bool> {
        let Some(stored) = self.store.0.backend.load(&self.key, self.call)? else {
            return Ok(false);
        };
        let sealer = &self.store.0.sealer;
        if !sealer.is_sealed_with_older_key(&stored.bytes)? {
            // One that can't be opened is to be told of all the same.
            return self.store.opened(&self.key, stored).map(|_| false);
        }
        let (version, age) = (stored.version, stored.age.clone());
        let found = self.store.opened(&self.key, stored)?;
        let plain = match found.stamp {
            Some(stamp) => stamp.renewed(&found.plain, age.map(|age| age.now()))?,
            None => found.plain,
        };
        let sealed = sealer.seal(&self.key, &plain)?;
        self.swap(version, &sealed, None)?;
        Ok(true)
    }
}

/// A record as JSON, in one buffer of its exact size: one that grows leaves copies of secrets behind.
fn written<T: Serialize>(record: &T) -> Result<Zeroizing<Vec<u8>>> {
    let mut sink = Sink::default();
    // The first time it is only counted.
    for _ in 0..2 {
        sink.bytes = Zeroizing::new(Vec::with_capacity(sink.counted));
        serde_json::to_writer(&mut sink, record)
            .map_err(|_| Error::new(ErrorKind::Internal, "a record can't be written as JSON"))?;
    }
    Ok(sink.bytes)
}

/// Counts what is written, and keeps what it has room for.
#[derive(Default)]
struct Sink {
    counted: usize,
    bytes: Zeroizing<Vec<u8>>,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.counted += bytes.len();
        if self.bytes.capacity() - self.bytes.len() >= bytes.len() {
            self.bytes.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
impl Content for &str {}
#[cfg(test)]
impl Content for String {}
#[cfg(test)]
impl Content for serde_json::Value {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_written_into_one_buffer_of_its_exact_size() {
        let plain = written(&["a \"secret\"", "ü"]).unwrap();
        assert_eq!(&plain[..], r#"["a \"secret\"","ü"]"#.as_bytes());
        assert_eq!(plain.len(), plain.capacity());
    }
}
