//! Which machine a thread is of.

use std::cell::RefCell;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::memory::Memory;

/// A machine, as one of its threads sees it.
pub(crate) trait Machine: Send + Sync {
    /// What this thread's process has of its own.
    fn memory(&self) -> &Memory;
    fn now(&self) -> Readings;
    /// Which start of which machine.
    fn boot_id(&self) -> String;
    /// What tells the disk's lock file from all others.
    fn identity(&self) -> (u64, u64);
    fn sleep(&self, time: Duration);
    /// Others go on, until somebody wakes who waits for `place`, or for `patience`; tells what is left of that.
    fn wait(&self, place: usize, patience: Duration) -> Duration;
    fn wake(&self, place: usize);
    /// Others go on, since one of them holds what this thread needs.
    fn give_way(&self);
    fn random(&self, bytes: &mut [u8]);
    /// What a record says that is sealed with this nonce.
    fn sealed(&self, nonce: &[u8; 24], plain: &[u8]);
    fn connect(&self) -> io::Result<Box<dyn Line>>;
    /// The steps of the order that this history goes without, a bit each.
    fn left_out(&self) -> u64;
}

/// What the clocks show.
#[derive(Clone, Copy)]
pub(crate) struct Readings {
    pub(crate) wall: SystemTime,
    /// In milliseconds since the machine's start.
    pub(crate) boot: i64,
    pub(crate) monotonic: Instant,
}

/// A connection to the server.
pub(crate) trait Line: Send + Sync {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Nothing is the connection's end.
    fn receive(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize>;
}

/// Locks on ranges of a file, of one that has it open.
pub(crate) trait RangeLocks: Send {
    fn try_lock(&self, range: Range<i64>) -> io::Result<bool>;
    fn unlock(&self, range: Range<i64>) -> io::Result<()>;
    fn taken(&self, range: Range<i64>) -> io::Result<Option<Range<i64>>>;
}

thread_local! {
    static HERE: RefCell<Option<Arc<dyn Machine>>> = const { RefCell::new(None) };
}

/// This thread is one of that machine's, until [`leave`].
pub(crate) fn enter(machine: Arc<dyn Machine>) {
    HERE.set(Some(machine));
}

pub(crate) fn leave() {
    HERE.set(None);
}

pub(crate) fn is_here() -> bool {
    HERE.with_borrow(Option::is_some)
}

/// Asks this thread's machine, where it has one.
pub(crate) fn with<T>(ask: impl FnOnce(&dyn Machine) -> T) -> Option<T> {
    HERE.with_borrow(|here| here.as_deref().map(ask))
}

pub(crate) fn now() -> Option<Readings> {
    with(|machine| machine.now())
}

pub(crate) fn process() -> Option<u64> {
    with(|machine| machine.memory().process())
}

pub(crate) fn left_out() -> u64 {
    with(|machine| machine.left_out()).unwrap_or(0)
}
