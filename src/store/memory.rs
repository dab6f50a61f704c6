//! Records in this process's memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::backend::{
    Backend, Kind, Lease, RecordId, Stored, Swapped, Terms, Version, changed_meanwhile,
};
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::fork;
use crate::platform::lock::Lock;

const PAGE: usize = 256;

/// Records that end with the process. A forked child begins without any: were they copied, two processes
/// would spend one refresh token.
#[derive(Default)]
pub(crate) struct MemoryBackend(Arc<Lock<Kept>>);

#[derive(Default)]
struct Kept {
    records: BTreeMap<RecordId, (Version, Vec<u8>)>,
    /// By which fence.
    leased: Vec<(RecordId, u64)>,
    newest_fence: u64,
}

impl Kept {
    fn fence_of(&self, key: &RecordId) -> Option<u64> {
        let mut leased = self.leased.iter();
        leased.find_map(|(leased, fence)| (leased == key).then_some(*fence))
    }
}

impl Backend for MemoryBackend {
    fn load(&self, key: &RecordId, _: Deadline) -> Result<Option<Stored>> {
        Ok(self
            .0
            .lock()
            .records
            .get(key)
            .map(|(version, bytes)| Stored {
                version: *version,
                bytes: bytes.clone(),
                place: "a record in memory".into(),
                age: None,
            }))
    }

    /// A change is in its place at once.
    fn journal(&self, _: &RecordId) -> Result<Option<Stored>> {
        Ok(None)
    }

    fn lease(&self, key: &RecordId, patience: Deadline, _: Deadline) -> Result<Box<dyn Lease>> {
        let is_free = |kept: &Kept| kept.fence_of(key).is_none();
        let mut kept = self.0.lock_when(patience.remaining(), is_free);
        if !is_free(&kept) {
            return Err(Error::new(
                ErrorKind::StoreBusy,
                "another thread changes the record",
            ));
        }
        kept.newest_fence += 1;
        let fence = kept.newest_fence;
        kept.leased.push((*key, fence));
        Ok(Box::new(MemoryLease {
            kept: Arc::clone(&self.0),
            fence,
            fork_count: fork::count(),
            key: *key,
        }))
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        let kept = self.0.lock();
        let behind = kept
            .records
            .keys()
            .filter(|key| key.kind == kind && cursor.is_none_or(|cursor| *key > cursor));
        Ok(behind.take(PAGE).copied().collect())
    }
}

struct MemoryLease {
    kept: Arc<Lock<Kept>>,
    fence: u64,
    /// A child that was forked meanwhile has records and leases of its own.
    fork_count: u64,
    key: RecordId,
}

impl Lease for MemoryLease {
    fn terms(&self) -> Terms {
        Terms {
            owner: [0; 16],
            fence: self.fence,
            end: None,
        }
    }

    fn swap(&mut self, expected: Version, bytes: &[u8], _: Option<usize>) -> Result<Swapped> {
        let mut kept = self.kept.lock();
        let found = kept
            .records
            .get(&self.key)
            .map_or(0, |(version, _)| *version);
        let is_mine = kept.fence_of(&self.key) == Some(self.fence);
        if found != expected || !is_mine {
            return Ok(Swapped::Conflict);
        }
        kept.records.insert(self.key, (found + 1, bytes.to_vec()));
        Ok(Swapped::Saved(found + 1))
    }

    fn make_reserve(&mut self, _: usize) -> Result<()> {
        Ok(())
    }

    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()> {
        match self.swap(version - 1, bytes, None)? {
            Swapped::Saved(_) => Ok(()),
            _ => Err(changed_meanwhile("a record in memory")),
        }
    }

    fn settle_journal(&mut self) -> Result<()> {
        Ok(())
    }

    fn discard_journal(&mut self) -> Result<()> {
        Ok(())
    }

    fn remove(&mut self) -> Result<bool> {
        let mut kept = self.kept.lock();
        let is_mine = self.fork_count == fork::count();
        Ok(is_mine && kept.records.remove(&self.key).is_some())
    }
}

impl Drop for MemoryLease {
    fn drop(&mut self) {
        if self.fork_count == fork::count() {
            let mut kept = self.kept.lock();
            kept.leased.retain(|(key, _)| *key != self.key);
            kept.wake_all();
        }
    }
}
