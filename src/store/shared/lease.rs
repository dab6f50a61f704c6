//! The right to change a record of a shared store: the host's lock, and the table's lease.

use std::sync::Arc;
use std::time::Duration;

use ring::digest;

use crate::clock::{self, Clocks, Deadline};
use crate::error::{Error, ErrorKind, Result};
use crate::foreign::{Change, Swap, Table};
use crate::hex::hex;
use crate::platform::fork;
use crate::steps::Step;
use crate::store::PATIENCE;
use crate::store::backend::{Id, Lease, Swapped, Terms, Version, changed_meanwhile};

/// How long a change is tried: nobody waits longer for a database than for OmniFund, nor than his call lasts, unless a
/// pair would be lost.
const TO_CHANGE: Duration = Duration::from_secs(5);
/// The same of one that is durable on this host: it can be tried again later.
const TO_SETTLE: Duration = Duration::from_secs(2);
/// Between two tries of a change whose outcome is unknown.
const PAUSE: Duration = Duration::from_millis(100);
/// In bytes.
const LONGEST_RECORD: usize = 1024 * 1024;
/// What an operation has at least, however little is left of its call.
const SHORTEST: Duration = Duration::from_secs(1);
const TO_RELEASE: Duration = Duration::from_secs(2);

pub(super) struct SharedLease {
    table: Arc<dyn Table>,
    key: String,
    terms: Terms,
    end: Clocks,
    call: Deadline,
    /// Which process took it: a forked child has a copy, and no right.
    fork_count: u64,
    /// What is in the journal and not in the table: its version and its bytes.
    written: Option<(Version, Vec<u8>)>,
    is_kept: bool,
    /// The host's lock, and its journal. Last, so that the table's lease is given up before it.
    host: Box<dyn Lease>,
}

pub(super) fn within(deadline: Deadline) -> Duration {
    deadline.remaining().clamp(SHORTEST, PATIENCE)
}

impl SharedLease {
    pub(super) fn new(
        table: Arc<dyn Table>,
        host: Box<dyn Lease>,
        key: String,
        owner: Id,
        fence: u64,
        end: Clocks,
        call: Deadline,
    ) -> Self {
        Self {
            table,
            key,
            terms: Terms {
                owner,
                fence,
                end: Some(end),
            },
            end,
            call,
            fork_count: fork::count(),
            written: None,
            is_kept: false,
            host,
        }
    }

    /// Where what became of it is unknown, the write id that stands in the table tells, and it is tried again: the
    /// same change is made once, however often it arrives.
    fn change(
        &self,
        expected: Version,
        bytes: Option<&[u8]>,
        patience: Duration,
    ) -> Result<Swapped> {
        if self.fork_count != fork::count() {
            return Err(self.lost());
        }
        let length = bytes.map_or(0, <[u8]>::len);
        if length > LONGEST_RECORD {
            let problem = format!(
                "{} has {length} bytes, and a store takes {LONGEST_RECORD}",
                self.key
            );
            return Err(Error::new(ErrorKind::StoreFailed, problem));
        }
        let owner = hex(&self.terms.owner);
        let named = digest::digest(&digest::SHA256, bytes.unwrap_or_default());
        let write_id = hex(&named.as_ref()[..16]);
        let change = Change {
            key: &self.key,
            owner: &owner,
            fence: self.terms.fence,
            expected,
            write_id: &write_id,
            bytes,
        };
        let deadline = Deadline::after(patience);
        let mut may_be_done = false;
        loop {
            let answer = self.table.swap(&change, within(deadline));
            match &answer {
                Ok(Swap::Done) => return Ok(Swapped::Saved(expected + 1)),
                Ok(Swap::Conflict) if !may_be_done => return Ok(Swapped::Conflict),
                Ok(Swap::Lost) if !may_be_done => return Err(self.lost()),
                Ok(Swap::Unknown) => may_be_done = true,
                Err(error) if error.kind() != ErrorKind::StoreUnreachable => {
                    return answer.map(|_| Swapped::Unknown);
                }
                _ => {}
            }
            if may_be_done {
                if let Ok(found) = self.table.load(&self.key, within(deadline)) {
                    let is_mine = match (&found, bytes) {
                        (Some(row), Some(_)) if Step::WriteId.is_taken() => {
                            row.write_id == write_id
                        }
                        (Some(row), Some(_)) => row.version > expected,
                        (found, None) => found.is_none(),
                        (None, Some(_)) => false,
                    };
                    match answer {
                        _ if is_mine => return Ok(Swapped::Saved(expected + 1)),
                        Ok(Swap::Conflict) => return Ok(Swapped::Conflict),
                        Ok(Swap::Lost) => return Err(self.lost()),
                        _ => {}
                    }
                }
            }
            if deadline.remaining() <= PAUSE {
                return match answer {
                    Err(error) if !may_be_done => Err(error),
                    _ => Ok(Swapped::Unknown),
                };
            }
            clock::sleep(PAUSE);
        }
    }

    fn lost(&self) -> Error {
        let problem = format!("the lease of {} is another's by now", self.key);
        Error::new(ErrorKind::LeaseLost, problem)
    }
}

impl Lease for SharedLease {
    fn terms(&self) -> Terms {
        self.terms
    }

    fn swap(&mut self, expected: Version, bytes: &[u8], reserve: Option<usize>) -> Result<Swapped> {
        if let Some(reserve) = reserve {
            // The reserve first of all: a full disk must leave everything as it was.
            self.host.make_reserve(reserve)?;
        }
        let patience = within(self.call).min(TO_CHANGE);
        self.change(expected, Some(bytes), patience)
    }

    fn make_reserve(&mut self, reserve: usize) -> Result<()> {
        self.host.make_reserve(reserve)
    }

    /// Where the host's disk fails, the table is durable, too.
    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()> {
        match self.host.write_journal(version, bytes) {
            Ok(()) => {
                self.written = Some((version, bytes.to_vec()));
                Ok(())
            }
            Err(error) => match self.change(version - 1, Some(bytes), TO_CHANGE) {
                Ok(Swapped::Saved(_)) => {
                    self.written = None;
                    Ok(())
                }
                _ => Err(error),
            },
        }
    }

    fn settle_journal(&mut self) -> Result<()> {
        let Some((version, bytes)) = &self.written else {
            return Ok(());
        };
        match self.change(version - 1, Some(bytes), TO_SETTLE)? {
            Swapped::Saved(_) => {
                self.written = None;
                // Should the table forget it, as behind a failover to one that lags, it is here still.
                self.host.settle_journal()
            }
            Swapped::Conflict => Err(changed_meanwhile(&self.key)),
            Swapped::Unknown => {
                let problem = format!("whether the store took {} is unknown", self.key);
                Err(Error::new(ErrorKind::StoreUnreachable, problem))
            }
        }
    }

    fn discard_journal(&mut self) -> Result<()> {
        self.written = None;
        self.host.discard_journal()
    }

    fn put_journal_aside(&mut self) -> Result<()> {
        self.host.settle_journal()
    }

    fn keep(&mut self) {
        self.is_kept = Step::LeaseOfWhatIsLeft.is_taken();
    }

    fn remove(&mut self) -> Result<bool> {
        let found = self.table.load(&self.key, within(self.call))?;
        let removed = match found {
            None => false,
            Some(row) => match self.change(row.version, None, TO_CHANGE)? {
                Swapped::Saved(_) => true,
                _ => return Err(changed_meanwhile(&self.key)),
            },
        };
        // What this host still has of it goes too.
        self.host.remove()?;
        Ok(removed)
    }
}

impl Drop for SharedLease {
    fn drop(&mut self) {
        // Who has a pair that the table has not got keeps the lease, so that nobody presents what it replaced: this host
        // has it again at once, and puts the pair there; the others wait for its end.
        let is_left = self.written.is_some() && Step::LeaseOfWhatIsLeft.is_taken();
        if is_left
            || self.is_kept
            || self.fork_count != fork::count()
            || Clocks::now().until(self.end) <= 0
        {
            return;
        }
        let owner = hex(&self.terms.owner);
        // Where it is not heard, it ends by itself.
        let patience = within(self.call).min(TO_RELEASE);
        let _ = self
            .table
            .release(&self.key, &owner, self.terms.fence, patience);
    }
}
