//! What a database has: records and leases, by its own clock; and what a replica of it has that lags.

use std::collections::BTreeMap;

/// A record: version, write id, since when, bytes.
pub(super) type Kept = (u64, String, u64, Vec<u8>);

#[derive(Default)]
pub(super) struct Database {
    pub(super) records: BTreeMap<String, Kept>,
    /// Owner, fence, end.
    leases: BTreeMap<String, (String, u64, u64)>,
    /// The records as they were before each change.
    past: Vec<BTreeMap<String, Kept>>,
}

/// A change, as it arrives.
pub(super) struct Arriving<'a> {
    pub(super) key: &'a str,
    pub(super) owner: &'a str,
    pub(super) fence: u64,
    pub(super) expected: u64,
    pub(super) write_id: &'a str,
    pub(super) bytes: Option<&'a [u8]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    Done,
    Conflict,
    Lost,
}

impl Database {
    pub(super) fn lease(
        &mut self,
        key: &str,
        owner: &str,
        lasting: u64,
        now: u64,
    ) -> Result<u64, u64> {
        let (holder, fence, end) = self.leases.get(key).cloned().unwrap_or_default();
        if end > now && holder != owner {
            return Err(end - now);
        }
        let taken = (owner.to_owned(), fence + 1, now + lasting);
        self.leases.insert(key.to_owned(), taken);
        Ok(fence + 1)
    }

    pub(super) fn release(&mut self, key: &str, owner: &str, fence: u64) {
        if let Some((holder, its, end)) = self.leases.get_mut(key) {
            if holder == owner && *its == fence {
                *end = 0;
            }
        }
    }

    /// `looks` at the fence and at the lease's end, as it must.
    pub(super) fn change(&mut self, change: &Arriving<'_>, now: u64, looks: bool) -> Changed {
        let lease = self.leases.get(change.key);
        let is_mine = lease.is_some_and(|(owner, fence, end)| {
            owner == change.owner && *fence == change.fence && *end > now
        });
        if looks && !is_mine {
            return Changed::Lost;
        }
        let found = self
            .records
            .get(change.key)
            .map_or(0, |(version, ..)| *version);
        if looks && found != change.expected {
            return Changed::Conflict;
        }
        self.past.push(self.records.clone());
        match change.bytes {
            Some(bytes) => {
                let kept = (found + 1, change.write_id.to_owned(), now, bytes.to_vec());
                self.records.insert(change.key.to_owned(), kept);
            }
            None => {
                self.records.remove(change.key);
            }
        }
        Changed::Done
    }

    /// A replica takes over that lacks the last changes.
    pub(super) fn fail_over(&mut self, behind: usize) {
        for _ in 0..behind {
            if self.past.len() > 1 {
                self.records = self.past.pop().unwrap_or_default();
            }
        }
        // Leases are rows like others.
        for (_, _, end) in self.leases.values_mut().filter(|_| behind > 0) {
            *end = 0;
        }
    }
}
