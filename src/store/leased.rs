//! The right to change one record.

use std::io::{self, Write};

use serde::Serialize;
use serde::de::IgnoredAny;
use zeroize::Zeroizing;

use super::backend::{Lease, RecordId, Version};
use super::seal::{Preparation, sealed_length};
use super::{Loaded, Store};
use crate::error::{Error, ErrorKind, Result};

/// How much longer than the record before an exchange the one after it may be without needing space.
const MARGIN: usize = 1024;
/// What file systems give at least; less room saves nothing.
const ROOM: usize = 4096;

/// The right to change one record. Given up when dropped.
pub(crate) struct Leased {
    store: Store,
    key: RecordId,
    lease: Box<dyn Lease>,
    /// What the record after an exchange is sealed with.
    prepared: Option<Preparation>,
}

impl Leased {
    pub(super) fn new(store: Store, key: RecordId, lease: Box<dyn Lease>) -> Self {
        Self {
            store,
            key,
            lease,
            prepared: None,
        }
    }

    /// As a database replays its journal: a change that is durable takes its place, and what never became
    /// one goes. What can't be looked into, as for want of its key, stays.
    pub(crate) fn finish_what_was_left(&mut self) -> Result<()> {
        let inner = &self.store.0;
        if let Some(journal) = inner.backend.journal(&self.key)? {
            let in_place = match inner.backend.load(&self.key) {
                Ok(stored) => stored.map_or(0, |stored| stored.version),
                Err(error) if error.kind() == ErrorKind::RecordCorrupt => 0,
                Err(error) => return Err(error),
            };
            let opened = inner.sealer.open(&self.key, &journal.bytes, &journal.place);
            match opened {
                Ok(_) if journal.version > in_place => return self.lease.settle_journal(),
                Err(error) if error.kind() != ErrorKind::RecordCorrupt => return Err(error),
                _ => {}
            }
        }
        self.lease.discard_journal()
    }

    /// Reads the record: under the lease nobody changes it.
    pub(crate) fn load<T: serde::de::DeserializeOwned>(&self) -> Result<Option<Loaded<T>>> {
        self.store.load(&self.key)
    }

    /// Writes the record durably: when this returns, it survives a power cut. `expected` is the
    /// version that was read.
    pub(crate) fn save<T: Serialize>(&mut self, expected: Version, record: &T) -> Result<Version> {
        let sealed = self.store.0.sealer.seal(&self.key, &written(record)?)?;
        self.lease.swap(expected, &sealed, None)
    }

    /// The same, and prepares all that the next change needs: what follows is an exchange, and nothing may
    /// stand between its result and the disk. A record that is not there yet begins with what the exchange
    /// brings: whoever tries names at a log-in form must not fill the store.
    pub(crate) fn save_before_exchange<T: Serialize>(
        &mut self,
        expected: Version,
        record: &T,
    ) -> Result<Version> {
        let plain = written(record)?;
        let sealer = &self.store.0.sealer;
        self.prepared = Some(sealer.prepare()?);
        let room = sealed_length(plain.len() + MARGIN).next_multiple_of(ROOM);
        if expected == 0 {
            return self.lease.make_room(room).map(|()| 0);
        }
        let sealed = sealer.seal(&self.key, &plain)?;
        self.lease.swap(expected, &sealed, Some(room))
    }

    /// Writes the record that an exchange brought: a write and a sync, and it is durable. It is put in its
    /// place by [`Leased::settle`], or by whoever takes the lease next.
    pub(crate) fn save_after_exchange<T: Serialize>(
        &mut self,
        before: Version,
        record: &T,
    ) -> Result<Version> {
        let plain = written(record)?;
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
        let Some(stored) = self.store.0.backend.load(&self.key)? else {
            return Ok(false);
        };
        let sealer = &self.store.0.sealer;
        let plain = sealer.open(&self.key, &stored.bytes, &stored.place)?;
        if !sealer.is_sealed_with_older_key(&stored.bytes)? {
            return Ok(false);
        }
        let sealed = sealer.seal(&self.key, &plain)?;
        self.lease.swap(stored.version, &sealed, None)?;
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
mod tests {
    use super::*;

    #[test]
    fn a_record_is_written_into_one_buffer_of_its_exact_size() {
        let plain = written(&["a \"secret\"", "ü"]).unwrap();
        assert_eq!(&plain[..], r#"["a \"secret\"","ü"]"#.as_bytes());
        assert_eq!(plain.len(), plain.capacity());
    }
}
