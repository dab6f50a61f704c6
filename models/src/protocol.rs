//! The orders of steps that stand around what is modelled, each of which can be left out. `tests/source.rs` holds them
//! against the source of the library and of the bindings.

use std::sync::Arc;

use shuttle::sync::Mutex;
use shuttle::sync::atomic::{AtomicBool, Ordering};
use shuttle::thread;

use crate::clock::Deadline;

/// The library's parts, of whichever variant.
pub trait Parts: Default + Send + Sync + 'static {
    /// The right to refresh, until it is dropped.
    type Guard<'a>;
    fn take(&self, deadline: Deadline) -> Option<Self::Guard<'_>>;
    fn handed_out(&self) -> Option<Arc<u32>>;
    fn replace(&self, with: Option<u32>);
    /// What a language's cache compares.
    fn changes() -> i64;
}

/// A step around the library's parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Who has the lock looks whether somebody else has done it meanwhile.
    LookAgain,
    /// The lock is kept until the new pair is there.
    KeepTheLock,
    /// The pair is durable before anybody sees its access token.
    SaveFirst,
    /// A cache reads the count before it asks.
    CountFirst,
    /// A cache compares the count before it hands out what it kept.
    CompareTheCount,
}

/// Single flight: a server whose refresh tokens work once, a store, and a process's own part. A token is known by the
/// number of its pair.
#[derive(Default)]
pub struct Session<P> {
    parts: P,
    store: Mutex<u32>,
    server: Mutex<u32>,
}

impl<P: Parts> Session<P> {
    /// As `Session::obtain` goes about it, where a pair later than this one is wanted.
    pub fn obtain(&self, than: u32, without: Option<Step>) -> Option<u32> {
        let is_newer = |pair: u32| pair > than;
        let guard = self.parts.take(Deadline::far())?;
        let mut record = *self.store.lock().unwrap();
        if is_newer(record) && without != Some(Step::LookAgain) {
            self.parts.replace(Some(record));
            return Some(record);
        }
        let guard = Some(guard).filter(|_| without != Some(Step::KeepTheLock));
        record = self.exchanged(record);
        if without == Some(Step::SaveFirst) {
            self.parts.replace(Some(record));
            *self.store.lock().unwrap() = record;
        } else {
            *self.store.lock().unwrap() = record;
            self.parts.replace(Some(record));
        }
        drop(guard);
        Some(record)
    }

    /// The server gives the next pair for the newest, and for that one only.
    fn exchanged(&self, presented: u32) -> u32 {
        thread::yield_now();
        let mut newest = self.server.lock().unwrap();
        assert_eq!(presented, *newest, "a refresh token was presented twice");
        *newest += 1;
        *newest
    }

    /// Whoever sees a token finds its pair in the store.
    pub fn look(&self) {
        if let Some(seen) = self.parts.handed_out() {
            assert!(
                *self.store.lock().unwrap() >= *seen,
                "seen before it was durable"
            );
        }
    }

    /// How many exchanges there were.
    pub fn exchanges(&self) -> u32 {
        *self.server.lock().unwrap()
    }
}

/// A language's cache above the library, which all threads of a process share.
#[derive(Default)]
pub struct Cache<P> {
    parts: P,
    /// With the count from before it was asked for.
    kept: Mutex<Option<(i64, u32)>>,
    is_replaced: AtomicBool,
}

impl<P: Parts> Cache<P> {
    pub fn with(token: u32) -> Self {
        let cache = Self::default();
        cache.parts.replace(Some(token));
        cache
    }

    pub fn token(&self, without: Option<Step>) -> Option<u32> {
        let kept = *self.kept.lock().unwrap();
        if let Some((seen, token)) = kept {
            if without == Some(Step::CompareTheCount) || P::changes() == seen {
                return Some(token);
            }
        }
        let mut seen = P::changes();
        let token = *self.parts.handed_out()?;
        if without == Some(Step::CountFirst) {
            seen = P::changes();
        }
        *self.kept.lock().unwrap() = Some((seen, token));
        Some(token)
    }

    /// As a rejection, a sign-out or a refresh does; its caller hears that it is done.
    pub fn replace(&self, with: Option<u32>) {
        self.parts.replace(with);
        self.is_replaced.store(true, Ordering::SeqCst);
    }

    /// After somebody heard that a token is no longer handed out, it is not.
    pub fn ask(&self, replaced: u32, without: Option<Step>) {
        let is_replaced = self.is_replaced.load(Ordering::SeqCst);
        let token = self.token(without);
        assert!(
            !is_replaced || token != Some(replaced),
            "it was handed out all the same"
        );
    }
}
