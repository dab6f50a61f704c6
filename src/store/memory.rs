//! Records in this process's memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::backend::{Backend, Kind, Lease, RecordKey, Stored, Version};
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};

const PAGE: usize = 256;

/// Records that end with the process.
#[derive(Default)]
pub(crate) struct MemoryBackend(Arc<Shared>);

#[derive(Default)]
struct Shared {
    kept: Mutex<Kept>,
    given_up: Condvar,
}

#[derive(Default)]
struct Kept {
    records: BTreeMap<RecordKey, (Version, Vec<u8>)>,
    leased: BTreeSet<RecordKey>,
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for MemoryBackend {
    fn load(&self, key: &RecordKey) -> Result<Option<Stored>> {
        Ok(self
            .0
            .kept()
            .records
            .get(key)
            .map(|(version, bytes)| Stored {
                version: *version,
                bytes: bytes.clone(),
                place: "a record in memory".into(),
            }))
    }

    /// A change is in its place at once.
    fn journal(&self, _: &RecordKey) -> Result<Option<Stored>> {
        Ok(None)
    }

    fn lease(&self, key: &RecordKey, deadline: Deadline) -> Result<Box<dyn Lease>> {
        let kept = self.0.kept();
        let (mut kept, _) = self
            .0
            .given_up
            .wait_timeout_while(kept, deadline.left(), |kept| kept.leased.contains(key))
            .unwrap_or_else(PoisonError::into_inner);
        if !kept.leased.insert(*key) {
            return Err(Error::new(
                ErrorKind::StoreBusy,
                "another thread changes the record",
            ));
        }
        Ok(Box::new(MemoryLease {
            shared: Arc::clone(&self.0),
            key: *key,
        }))
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordKey>) -> Result<Vec<RecordKey>> {
        let kept = self.0.kept();
        let behind = kept
            .records
            .keys()
            .filter(|key| key.kind == kind && cursor.is_none_or(|cursor| *key > cursor));
        Ok(behind.take(PAGE).copied().collect())
    }
}

struct MemoryLease {
    shared: Arc<Shared>,
    key: RecordKey,
}

impl Lease for MemoryLease {
    fn swap(&mut self, expected: Version, bytes: &[u8], _: Option<usize>) -> Result<Version> {
        let mut kept = self.shared.kept();
        let found = kept
            .records
            .get(&self.key)
            .map_or(0, |(version, _)| *version);
        if found != expected {
            return Err(Error::new(
                ErrorKind::StoreBusy,
                "the record was changed meanwhile",
            ));
        }
        kept.records.insert(self.key, (found + 1, bytes.to_vec()));
        Ok(found + 1)
    }

    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()> {
        self.swap(version - 1, bytes, None).map(drop)
    }

    fn settle_journal(&mut self) -> Result<()> {
        Ok(())
    }

    fn discard_journal(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Drop for MemoryLease {
    fn drop(&mut self) {
        self.shared.kept().leased.remove(&self.key);
        self.shared.given_up.notify_all();
    }
}
