//! The record: what reached the endpoints and what became of it, for tests to read.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Moment;
use crate::traffic::log::LogFields;
use crate::traffic::reply::Reply;

/// How many entries are kept for tests, which read all of them.
const FOR_TESTS: usize = 200_000;
/// How many entries are kept for people, who look at the latest.
const FOR_PEOPLE: usize = 1_000;

/// One request.
#[derive(Debug)]
pub struct Entry {
    /// Its place in the record, from 1.
    pub number: u64,
    /// What happened.
    pub event: Event,
}

/// What happened to one request.
#[derive(Debug)]
pub struct Event {
    /// When it had been read, on the real clock.
    pub arrived: Moment,
    /// What was decided; nothing where a fault came before that.
    pub status: Option<u16>,
    /// Everything else that is known.
    pub logged: LogFields,
    /// What became of the reply.
    pub reply: Arc<Reply>,
}

/// The requests to one endpoint, in the order in which they were decided.
#[derive(Debug)]
pub struct Record {
    most: usize,
    kept: Mutex<Kept>,
}

/// How many requests there were, by grant type (empty at token login) or method (at the REST API), and status.
pub type Counts = BTreeMap<(&'static str, Option<u16>), u64>;

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    entries: VecDeque<Arc<Entry>>,
    counts: Counts,
}

impl Record {
    /// A record that keeps many entries only if tests can read them.
    #[must_use]
    pub fn new(for_tests: bool) -> Self {
        Self {
            most: if for_tests { FOR_TESTS } else { FOR_PEOPLE },
            kept: Mutex::default(),
        }
    }

    /// Adds what happened; gives its number.
    pub fn add(&self, event: Event) -> u64 {
        let kind = match &event.logged.call {
            Some(call) => method(call),
            None => kind(event.logged.grant.as_deref()),
        };
        let status = event.status;
        let mut kept = self.kept();
        kept.last += 1;
        *kept.counts.entry((kind, status)).or_default() += 1;
        let number = kept.last;
        if kept.entries.len() == self.most {
            kept.entries.pop_front();
        }
        kept.entries.push_back(Arc::new(Entry { number, event }));
        number
    }

    /// The entries with greater numbers than `after`.
    #[must_use]
    pub fn after(&self, after: u64) -> Vec<Arc<Entry>> {
        let kept = self.kept();
        let later = kept.entries.partition_point(|entry| entry.number <= after);
        kept.entries.range(later..).cloned().collect()
    }

    /// The latest entries that somebody may see, the newest first, so many at most.
    #[must_use]
    pub fn latest(&self, most: usize, may_see: impl Fn(&Arc<Entry>) -> bool) -> Vec<Arc<Entry>> {
        let kept = self.kept();
        let newest_first = kept.entries.iter().rev();
        newest_first
            .filter(|entry| may_see(entry))
            .take(most)
            .cloned()
            .collect()
    }

    /// Drops all entries. The numbers go on, and the counts.
    pub fn forget(&self) {
        self.kept().entries.clear();
    }

    /// How many requests there were.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.kept().counts.clone()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The grant types that are counted one by one. The rest is counted together: a client can think
/// up any number of names.
fn kind(grant: Option<&str>) -> &'static str {
    match grant {
        None => "",
        Some("password") => "password",
        Some("refresh_token") => "refresh_token",
        Some("authorization_code") => "authorization_code",
        Some(_) => "other",
    }
}

/// The methods that are counted one by one.
fn method(call: &str) -> &'static str {
    let own = call.split(' ').next().unwrap_or_default();
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    known
        .into_iter()
        .find(|known| *known == own)
        .unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn event(grant: &str) -> Event {
        let clock = Clock::default();
        Event {
            arrived: clock.real_now(),
            status: Some(200),
            logged: LogFields {
                grant: Some(grant.to_owned()),
                ..LogFields::default()
            },
            reply: Arc::new(Reply::new(clock)),
        }
    }

    fn numbers(record: &Record, after: u64) -> Vec<u64> {
        let entries = record.after(after);
        entries.iter().map(|entry| entry.number).collect()
    }

    #[test]
    fn numbers_grow_and_outlive_what_is_forgotten() {
        let record = Record::new(true);
        assert_eq!([(); 3].map(|()| record.add(event("password"))), [1, 2, 3]);
        assert_eq!(numbers(&record, 1), [2, 3]);
        record.forget();
        assert_eq!(numbers(&record, 0), [0; 0]);
        assert_eq!(record.add(event("urn:x")), 4);
        assert_eq!(numbers(&record, 0), [4]);
        assert_eq!(record.counts()[&("password", Some(200))], 3);
        assert_eq!(record.counts()[&("other", Some(200))], 1);
    }

    #[test]
    fn the_oldest_make_room() {
        let record = Record {
            most: 2,
            ..Record::new(true)
        };
        for _ in 0..5 {
            record.add(event("password"));
        }
        assert_eq!(numbers(&record, 0), [4, 5]);
    }
}
