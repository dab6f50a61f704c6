//! What a record of a shared store says of itself, sealed with it: when it was written, and which pair it has the
//! place of. By that a change that was left on a host is judged. A counter would not do: behind a failover to a
//! database that lags, or behind another host's intent, the same number is another record.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::members;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::steps::Step;

pub(super) const NAME: &str = "stamp";

/// As it lies in a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// By its writer's clocks.
    written: Moment,
    /// How long it had been written when it was put into the shared store, or sealed anew there.
    #[serde(default)]
    aged_ms: u64,
    /// Names the pair in it; no two are named alike.
    pub(super) pair: String,
    /// Of a change that came into the journal first: the pair in the record before, empty where there was no
    /// record.
    #[serde(default)]
    replaces: Option<String>,
}

/// What a change that was left on a host is to the shared record as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It takes the record's place.
    Newer,
    /// The record has it, or nothing is lost with it.
    Over,
    /// It holds a pair, and the record went on without it.
    Orphaned,
}

impl Stamp {
    pub(super) fn new(pair: String, replaces: Option<String>) -> Self {
        Self {
            written: Moment::now(),
            aged_ms: 0,
            pair,
            replaces,
        }
    }

    /// Of a record, where it has one.
    pub(super) fn of(plain: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Stamped {
            #[serde(default)]
            stamp: Option<Stamp>,
        }
        serde_json::from_slice::<Stamped>(plain).ok()?.stamp
    }

    pub(super) fn to_json(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self)
            .map_err(|_| Error::new(ErrorKind::Internal, "a stamp can't be written as JSON"))
    }

    /// Reads a record that has stood in the store for `age` by the store's clock.
    pub(super) fn reading<T>(&self, age: Duration, read: impl FnOnce() -> T) -> T {
        let passed = age.saturating_add(Duration::from_millis(self.aged_ms));
        crate::clock::reading(&self.written, passed, read)
    }

    /// The record, to be put into the shared store now: `age` is for how long it has stood there, and without
    /// one it comes from this host's journal.
    pub(super) fn renewed(
        mut self,
        plain: &[u8],
        age: Option<Duration>,
    ) -> Result<zeroize::Zeroizing<Vec<u8>>> {
        let more = age.or_else(|| self.written.elapsed(&Moment::now()));
        // Where nobody can tell, it is over rather than immortal.
        let more = more.map_or(u64::MAX / 4, |more| {
            u64::try_from(more.as_millis()).unwrap_or(u64::MAX / 4)
        });
        self.aged_ms = self.aged_ms.saturating_add(more);
        self.replaces = None;
        Ok(members::with(plain, NAME, &self.to_json()?))
    }

    pub(super) fn is_of_journal(&self) -> bool {
        self.replaces.is_some()
    }

    /// Whether it has a pair that the record before it had not.
    pub(super) fn has_new_pair(&self) -> bool {
        self.replaces
            .as_ref()
            .is_some_and(|before| *before != self.pair)
    }

    /// How a change of the journal stands to the record; `is_next` tells that no version lies between them.
    pub(super) fn standing(&self, record: Option<&Self>, is_next: bool) -> Standing {
        let in_place = record.map_or("", |record| record.pair.as_str());
        let replaces = self.replaces.as_deref().unwrap_or_default();
        if !Step::Stamps.is_taken() {
            return Standing::Newer;
        }
        match self.has_new_pair() {
            true if in_place == self.pair => Standing::Over,
            true if in_place == replaces => Standing::Newer,
            true => Standing::Orphaned,
            false if is_next && in_place == replaces => Standing::Newer,
            false => Standing::Over,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_takes_the_place_of_the_one_that_it_replaced_and_of_no_other() {
        let of = |pair: &str| Stamp::new(pair.into(), None);
        let change = Stamp::new("2".into(), Some("1".into()));
        for (record, is_next, expected) in [
            (Some("1"), true, Standing::Newer),
            // Another host announced the same token meanwhile, and perhaps presented it.
            (Some("1"), false, Standing::Newer),
            (Some("2"), false, Standing::Over),
            (Some("3"), false, Standing::Orphaned),
            (None, false, Standing::Orphaned),
        ] {
            let record = record.map(of);
            assert_eq!(
                change.standing(record.as_ref(), is_next),
                expected,
                "{record:?}"
            );
        }
        let first = Stamp::new("1".into(), Some(String::new()));
        assert_eq!(first.standing(None, true), Standing::Newer);
    }

    #[test]
    fn what_brought_no_pair_takes_the_next_place_or_none() {
        let record = Stamp::new("1".into(), None);
        let note = Stamp::new("1".into(), Some("1".into()));
        assert_eq!(note.standing(Some(&record), true), Standing::Newer);
        assert_eq!(note.standing(Some(&record), false), Standing::Over);
    }
}
