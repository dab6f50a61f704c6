//! A database in memory, with a clock of its own, and a link from each host that can be cut, and lose what is said
//! over it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::clock::tests::ADVANCED;
use crate::error::{Error, ErrorKind, Result};
use crate::foreign::{Change, Lent, Row, Swap, Table};
use crate::store::{FileOptions, SealingKey, Store};

const ID: &str = "0123456789abcdef0123456789abcdef";

/// A record: version, write id, since when, bytes.
type Kept = (u64, String, i64, Vec<u8>);

pub(crate) struct Database {
    started: Instant,
    /// By how much somebody moved its clock, in milliseconds.
    moved: AtomicI64,
    records: Mutex<BTreeMap<String, Kept>>,
    /// Owner, fence, end.
    leases: Mutex<BTreeMap<String, (String, u64, i64)>>,
    /// Of all hosts.
    pub(crate) queries: AtomicUsize,
    /// Who finds a lease taken is not told for how long.
    pub(crate) tells_no_end: AtomicBool,
}

/// What goes wrong with the next change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It never arrives, and nobody knows.
    LostBefore,
    /// It is made, and its answer is lost.
    LostAfter,
    /// It is made, and said to have failed.
    FailedAfter,
    /// It is made, its answer is lost, and from then on the host is cut off.
    CutAfter,
    /// From then on the host is cut off.
    CutBefore,
    /// The host stands still behind it for so many seconds.
    PauseAfter(i64),
    /// It stands still before it.
    PauseBefore(i64),
    /// From then on the database gives what is asked for, and takes no change: who has one waits as long as he can.
    TakesNothing,
}

/// From one host.
pub(crate) struct Link {
    database: Arc<Database>,
    pub(crate) is_cut: AtomicBool,
    takes_nothing: AtomicBool,
    /// The longest that anybody would have waited for it, in milliseconds.
    pub(crate) patience: AtomicU64,
    /// For the changes to come, one after the other; `None` lets one pass.
    faults: Mutex<Vec<Option<Fault>>>,
    attending: AtomicUsize,
}

impl Database {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            started: Instant::now(),
            moved: AtomicI64::new(0),
            records: Mutex::default(),
            leases: Mutex::default(),
            queries: AtomicUsize::new(0),
            tells_no_end: AtomicBool::new(false),
        })
    }

    fn now(&self) -> i64 {
        let passed = i64::try_from(self.started.elapsed().as_millis()).unwrap();
        passed + self.moved.load(Ordering::SeqCst)
    }

    /// Its time passes.
    pub(crate) fn sleep(&self, seconds: i64) {
        self.moved.fetch_add(1000 * seconds, Ordering::SeqCst);
    }

    /// A host with a directory of its own.
    pub(crate) fn host(self: &Arc<Self>, directory: &Path) -> (Store, Arc<Link>) {
        let link = Arc::new(Link {
            database: Arc::clone(self),
            is_cut: AtomicBool::new(false),
            takes_nothing: AtomicBool::new(false),
            patience: AtomicU64::new(0),
            faults: Mutex::default(),
            attending: AtomicUsize::new(0),
        });
        (link.store(directory), link)
    }

    /// What a replica has that lags behind: as it was when this was taken.
    pub(crate) fn snapshot(&self) -> BTreeMap<String, Kept> {
        self.records.lock().unwrap().clone()
    }

    /// That replica takes over.
    pub(crate) fn fail_over(&self, to: BTreeMap<String, Kept>) {
        *self.records.lock().unwrap() = to;
        self.leases.lock().unwrap().clear();
    }

    pub(crate) fn versions(&self) -> Vec<u64> {
        let records = self.records.lock().unwrap();
        records.values().map(|(version, ..)| *version).collect()
    }
}

impl Link {
    pub(crate) fn store(self: &Arc<Self>, directory: &Path) -> Store {
        let key = SealingKey::from_bytes(&[7; 32]).unwrap();
        let options = FileOptions::default().journal(directory);
        Store::shared(
            Arc::clone(self) as Arc<dyn Table>,
            "simulated",
            Some(key),
            &options,
        )
        .unwrap()
    }

    pub(crate) fn with_next_changes(&self, faults: &[Option<Fault>]) {
        *self.faults.lock().unwrap() = faults.to_vec();
    }

    pub(crate) fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
    }

    pub(crate) fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
        self.takes_nothing.store(false, Ordering::SeqCst);
        self.faults.lock().unwrap().clear();
    }

    fn reach(&self, patience: Duration) -> Result<&Database> {
        let patience = u64::try_from(patience.as_millis()).unwrap();
        self.patience.fetch_max(patience, Ordering::SeqCst);
        if self.is_cut.load(Ordering::SeqCst) {
            let problem = "the simulated database can't be reached";
            return Err(Error::new(ErrorKind::StoreUnreachable, problem));
        }
        self.database.queries.fetch_add(1, Ordering::SeqCst);
        Ok(&self.database)
    }
}

impl Database {
    fn swap(&self, change: &Change<'_>) -> Swap {
        let leases = self.leases.lock().unwrap();
        let is_mine = leases.get(change.key).is_some_and(|(owner, fence, end)| {
            owner == change.owner && *fence == change.fence && *end > self.now()
        });
        if !is_mine {
            return Swap::Lost;
        }
        let mut records = self.records.lock().unwrap();
        let found = records.get(change.key).map_or(0, |(version, ..)| *version);
        if found != change.expected {
            return Swap::Conflict;
        }
        let Some(bytes) = change.bytes else {
            records.remove(change.key);
            return Swap::Done;
        };
        let kept = (
            found + 1,
            change.write_id.to_owned(),
            self.now(),
            bytes.to_vec(),
        );
        records.insert(change.key.to_owned(), kept);
        Swap::Done
    }
}

/// Of this thread's host. Everywhere else time goes on.
fn pause(database: &Database, seconds: i64) {
    ADVANCED.set(ADVANCED.get() + 1000 * seconds);
    database.sleep(seconds);
}

impl Table for Link {
    fn identify(&self, patience: Duration) -> Result<String> {
        self.reach(patience).map(|_| ID.to_owned())
    }

    fn expect(&self, id: &str) {
        assert_eq!(id, ID);
    }

    fn load(&self, key: &str, patience: Duration) -> Result<Option<Row>> {
        let database = self.reach(patience)?;
        let records = database.records.lock().unwrap();
        Ok(records
            .get(key)
            .map(|(version, write_id, since, bytes)| Row {
                version: *version,
                write_id: write_id.clone(),
                age: u64::try_from(database.now() - since)
                    .ok()
                    .map(Duration::from_millis),
                bytes: bytes.clone(),
            }))
    }

    fn lease(&self, key: &str, owner: &str, lasting: Duration, patience: Duration) -> Result<Lent> {
        let database = self.reach(patience)?;
        let mut leases = database.leases.lock().unwrap();
        let now = database.now();
        let (holder, fence, end) = leases.get(key).cloned().unwrap_or_default();
        if end > now && holder != owner {
            let left = match database.tells_no_end.load(Ordering::SeqCst) {
                true => 0,
                false => u64::try_from(end - now).unwrap(),
            };
            return Ok(Lent::Busy(Duration::from_millis(left)));
        }
        let end = now + i64::try_from(lasting.as_millis()).unwrap();
        leases.insert(key.to_owned(), (owner.to_owned(), fence + 1, end));
        Ok(Lent::Mine {
            fence: fence + 1,
            remaining: lasting,
        })
    }

    fn swap(&self, change: &Change<'_>, patience: Duration) -> Result<Swap> {
        let database = self.reach(patience)?;
        let fault = {
            let mut faults = self.faults.lock().unwrap();
            if faults.is_empty() {
                None
            } else {
                faults.remove(0)
            }
        };
        if fault == Some(Fault::TakesNothing) {
            self.takes_nothing.store(true, Ordering::SeqCst);
        }
        match fault {
            _ if self.takes_nothing.load(Ordering::SeqCst) => {
                std::thread::sleep(patience);
                let problem = "the simulated database does not answer";
                Err(Error::new(ErrorKind::StoreUnreachable, problem))
            }
            None | Some(Fault::TakesNothing) => Ok(database.swap(change)),
            Some(Fault::LostBefore) => Ok(Swap::Unknown),
            Some(Fault::LostAfter) => {
                database.swap(change);
                Ok(Swap::Unknown)
            }
            Some(Fault::FailedAfter) => {
                database.swap(change);
                let problem = "the simulated database has failed";
                Err(Error::new(ErrorKind::StoreFailed, problem))
            }
            Some(Fault::CutAfter) => {
                database.swap(change);
                self.cut();
                Ok(Swap::Unknown)
            }
            Some(Fault::PauseAfter(seconds)) => {
                let swapped = database.swap(change);
                pause(database, seconds);
                Ok(swapped)
            }
            Some(Fault::PauseBefore(seconds)) => {
                pause(database, seconds);
                Ok(database.swap(change))
            }
            Some(Fault::CutBefore) => {
                self.cut();
                self.reach(patience).map(|_| Swap::Unknown)
            }
        }
    }

    fn release(&self, key: &str, owner: &str, fence: u64, patience: Duration) -> Result<()> {
        let database = self.reach(patience)?;
        let mut leases = database.leases.lock().unwrap();
        if let Some((holder, its, end)) = leases.get_mut(key) {
            if holder == owner && *its == fence {
                *end = 0;
            }
        }
        Ok(())
    }

    fn list(
        &self,
        after: &str,
        up_to: &str,
        limit: usize,
        patience: Duration,
    ) -> Result<Vec<String>> {
        let database = self.reach(patience)?;
        let records = database.records.lock().unwrap();
        let keys = records
            .keys()
            .filter(|key| key.as_str() > after && key.as_str() < up_to);
        Ok(keys.take(limit).cloned().collect())
    }

    fn wait(&self, _: &str, _: Duration) -> bool {
        false
    }

    fn attend(&self) -> bool {
        self.attending.fetch_add(1, Ordering::SeqCst);
        true
    }

    fn leave(&self) {
        self.attending.fetch_sub(1, Ordering::SeqCst);
    }

    fn rest(&self) {}

    fn detach(&self) {
        self.cut();
    }
}
