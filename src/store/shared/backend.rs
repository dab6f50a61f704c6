//! A table, and a host's own directory beside it.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use super::lease::{SharedLease, within};
use crate::clock::{self, Clocks, Deadline, Moment, jitter};
use crate::error::{Error, ErrorKind, Result};
use crate::foreign::{Lent, Table};
use crate::hex::{self, hex};
use crate::platform::lock::Lock;
use crate::store::PATIENCE;
use crate::store::backend::{Age, Backend, Id, Kind, Lease, RecordId, Stored};
use crate::store::file::FileBackend;

const PAGE: usize = 256;
/// A waiter asks for the record and for the lease so often at most, and then less and less often.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// How much longer than its call a lease lasts.
const BEHIND_CALL: Duration = Duration::from_secs(15);
const LONGEST_CALL: Duration = Duration::from_secs(120);
/// A store that could not be reached is not asked for so long, and then twice as long.
const FIRST_REST_MS: i64 = 1000;
const LONGEST_REST_MS: i64 = 8000;

pub(super) struct SharedBackend {
    table: Arc<dyn Table>,
    name: String,
    host: FileBackend,
    owner: Id,
    rest: Lock<Rest>,
}

/// Since the store could not be reached.
#[derive(Default)]
struct Rest {
    until: Option<Clocks>,
    lasted_ms: i64,
    why: String,
}

/// Ends with the call.
struct Attending(Arc<dyn Table>);

impl Drop for Attending {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// What a table calls a record.
fn text_of(key: &RecordId) -> String {
    format!("{}-{}", key.kind as u8, hex(&key.hash))
}

impl SharedBackend {
    pub(super) fn new(table: Arc<dyn Table>, name: &str, host: FileBackend, owner: Id) -> Self {
        Self {
            table,
            name: name.to_owned(),
            host,
            owner,
            rest: Lock::new(),
        }
    }

    /// Whether there is any record: then there is a key, too.
    pub(super) fn has_records(&self) -> Result<bool> {
        let found = self.table.list("1-", "4", 1, PATIENCE)?;
        Ok(!found.is_empty())
    }

    /// Asks the table, unless it has just been out of reach: a crowd must not wait for it one by one.
    fn asked<T>(&self, ask: impl FnOnce() -> Result<T>) -> Result<T> {
        let (until, why) = {
            let rest = self.rest.lock();
            (rest.until, rest.why.clone())
        };
        let left = until.map_or(0, |until| Clocks::now().until(until));
        if (1..=LONGEST_REST_MS).contains(&left) {
            let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
            return Err(Error::new(ErrorKind::StoreUnreachable, why).after(Some(left)));
        }
        let asked = ask();
        let mut rest = self.rest.lock();
        match &asked {
            Err(error) if error.kind() == ErrorKind::StoreUnreachable => {
                let doubled = (2 * rest.lasted_ms).clamp(FIRST_REST_MS, LONGEST_REST_MS);
                rest.lasted_ms = doubled;
                rest.until = Some(
                    Clocks::now().after(doubled / 2 + i64::from(jitter()) * doubled / 131_072),
                );
                rest.why = format!("the store {} could not be reached a moment ago", self.name);
            }
            _ => *rest = Rest::default(),
        }
        asked
    }

    /// Waits for this host's lock. Who can't have it at once keeps no connection meanwhile: a host's processes are many,
    /// and a database's connections few.
    fn in_turn(
        &self,
        key: &RecordId,
        patience: Deadline,
        call: Deadline,
    ) -> Result<Box<dyn Lease>> {
        match self.host.lease(key, Deadline::now(), call) {
            Err(error) if error.kind() == ErrorKind::StoreBusy => {
                self.table.rest();
                self.host.lease(key, patience, call)
            }
            taken => taken,
        }
    }

    /// Waits for the table's lease, and asks no more often than need be.
    fn lent(&self, key: &str, patience: Deadline, call: Deadline) -> Result<(u64, Clocks)> {
        let owner = hex(&self.owner);
        let lasting = call.remaining().min(LONGEST_CALL) + BEHIND_CALL;
        let mut pause = Duration::ZERO;
        loop {
            let asked_at = Clocks::now();
            let asked = || self.table.lease(key, &owner, lasting, within(call));
            let remaining = match self.asked(asked)? {
                Lent::Mine { fence, remaining } => {
                    let lasts = i64::try_from(remaining.as_millis()).unwrap_or(0);
                    return Ok((fence, asked_at.after(lasts)));
                }
                Lent::Busy(remaining) => remaining,
            };
            let left = patience.remaining();
            if left.is_zero() {
                let problem = format!("the store {}: another host changes the record", self.name);
                return Err(Error::new(ErrorKind::StoreBusy, problem));
            }
            // A store may round that down to nothing, or not tell it.
            let remaining = remaining.max(FIRST_PAUSE);
            self.wait_a_while(key, &mut pause, left.min(remaining));
        }
    }
}

impl SharedBackend {
    /// For `pause` and up to half as long again, which then is longer.
    fn wait_a_while(&self, key: &str, pause: &mut Duration, at_most: Duration) {
        let now = (*pause).max(FIRST_PAUSE);
        let until =
            Deadline::after(at_most.min(now.mul_f64(1.0 + f64::from(jitter()) / 131_072.0)));
        *pause = if self.table.wait(key, at_most.min(LONGEST_PAUSE)) {
            // It may wake for nothing.
            FIRST_PAUSE
        } else {
            (now * 3 / 2).min(LONGEST_PAUSE)
        };
        clock::sleep(until.remaining());
    }
}

impl Backend for SharedBackend {
    fn load(&self, key: &RecordId, deadline: Deadline) -> Result<Option<Stored>> {
        let key = text_of(key);
        // It was that old when the store looked, and its answer took its time.
        let asked_at = Moment::now();
        let row = self.asked(|| self.table.load(&key, within(deadline)))?;
        Ok(row.map(|row| Stored {
            version: row.version,
            bytes: row.bytes,
            place: format!("{key} of the store {}", self.name),
            age: row.age.map(|at_asking| Age {
                at_asking,
                asked_at,
            }),
        }))
    }

    fn journal(&self, key: &RecordId) -> Result<Option<Stored>> {
        self.host.journal(key)
    }

    fn lease(&self, key: &RecordId, patience: Deadline, call: Deadline) -> Result<Box<dyn Lease>> {
        let host = self.in_turn(key, patience, call)?;
        let text = text_of(key);
        let (fence, end) = self.lent(&text, patience, call)?;
        let table = Arc::clone(&self.table);
        Ok(Box::new(SharedLease::new(
            table, host, text, self.owner, fence, end, call,
        )))
    }

    /// One of this host's processes asks now and then, and the others wait in their line for it to have done so.
    fn wait(&self, key: &RecordId, pause: &mut Duration, at_most: Duration) -> bool {
        let call = Deadline::after(at_most);
        match self.host.lease(key, Deadline::now(), call) {
            Ok(_turn) => self.wait_a_while(&text_of(key), pause, at_most),
            Err(_) => {
                self.table.rest();
                drop(self.host.lease(key, call, call));
            }
        }
        true
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        let after = cursor.map_or_else(|| format!("{}-", kind as u8), text_of);
        let up_to = format!("{}.", kind as u8);
        let keys = self.asked(|| self.table.list(&after, &up_to, PAGE, PATIENCE))?;
        let parsed = |key: &String| {
            let mut hash = [0; 32];
            hex::parse(key.split_once('-')?.1, &mut hash)?;
            Some(RecordId { kind, hash })
        };
        Ok(keys.iter().filter_map(parsed).collect())
    }

    fn left_on_this_host(&self) -> Result<Vec<RecordId>> {
        let mut left = Vec::new();
        let mut cursor = None;
        loop {
            let page = self.host.list(Kind::Session, cursor.as_ref())?;
            let Some(last) = page.last() else {
                return Ok(left);
            };
            cursor = Some(*last);
            for key in page {
                if self.host.journal(&key)?.is_some() {
                    left.push(key);
                }
            }
        }
    }

    fn put_aside(&self, key: &RecordId) -> Result<Option<Stored>> {
        self.host.load(key, Deadline::now())
    }

    fn attend(&self) -> Option<Box<dyn Any>> {
        let is_attended = self.table.attend();
        is_attended.then(|| Box::new(Attending(Arc::clone(&self.table))) as Box<dyn Any>)
    }

    fn detach(&self) {
        self.table.detach();
    }
}
