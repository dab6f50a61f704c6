//! Saving a new pair, and trying again where the store would not take it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Session;
use super::held_pair::{HeldPair, say_saved, settle};
use super::record::Record;
use super::state::{Published, State};
use super::table;
use crate::clock::{Moment, boot_milliseconds};
use crate::error::{Error, ErrorKind, Result};
use crate::inflight;
use crate::log::{self, LogLevel};
use crate::platform::{self, fork};
use crate::steps::Step;
use crate::store::{self, Leased, Loaded};

/// How many pairs were held when somebody last looked; a forked child has its parent's number until it
/// looks itself.
static HELD: fork::OwnU64 = fork::OwnU64::new(0);
/// When a pair was last tried to be saved that nobody asked for, as boot time.
static TRIED_AT: fork::OwnI64 = fork::OwnI64::new(i64::MIN);
/// Between two such tries: a full disk must not slow down everything else.
const PAUSE_MS: i64 = 100;

/// At every entry of the library: pairs that a store would not take are tried again, whoever calls.
#[inline(always)]
pub(crate) fn try_again() {
    if HELD.load(Ordering::Relaxed) != 0 {
        try_again_now_and_then();
    }
}

#[cold]
#[inline(never)]
fn try_again_now_and_then() {
    let now = boot_milliseconds();
    let last = TRIED_AT.load(Ordering::Relaxed);
    let is_due = now.saturating_sub(last) >= PAUSE_MS || now < last;
    let is_mine = || {
        TRIED_AT
            .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    };
    if is_due && is_mine() {
        save_all();
    }
}

/// Tries at once to save all pairs that stores would not take: where handles are freed, and where the
/// program ends. Tells how many are held on. Where another thread is at it, a disk may have stopped, and one
/// thread that waits for it is enough.
pub(crate) fn save_all() -> u64 {
    let seen = HELD.load(Ordering::SeqCst);
    if seen == 0 {
        return 0;
    }
    let Some(_at_it) = AtIt::alone() else {
        return 1;
    };
    let _begun = inflight::begin_save();
    let _lines_wait = log::hold();
    let _undisturbed = platform::undisturbed();
    let left = table::needed()
        .iter()
        .filter(|state| holds_on(state))
        .count()
        + store::settle_all();
    if left == 0 {
        // Saved since, or a parent's. Where one came meanwhile, the number is another.
        let _ = HELD.compare_exchange(seen, 0, Ordering::SeqCst, Ordering::SeqCst);
    }
    u64::try_from(left).unwrap_or(u64::MAX)
}

/// One more than the generation of the process in which a thread is saving what is held.
static AT_IT: fork::OwnU64 = fork::OwnU64::new(0);

/// This thread is, and no other one of its process.
struct AtIt;

impl AtIt {
    fn alone() -> Option<Self> {
        let mine = fork::count() + 1;
        (AT_IT.swap(mine, Ordering::SeqCst) != mine).then_some(Self)
    }
}

impl Drop for AtIt {
    fn drop(&mut self) {
        AT_IT.store(0, Ordering::SeqCst);
    }
}

/// Whether a pair is not saved yet, or who holds the refresh lock may hold one: he saves it himself, and has its lock
/// for as long as the disk needs.
fn holds_on(state: &Arc<State>) -> bool {
    match state.try_refresh_lock() {
        Some(_guard) => save_held_pair(state).is_err(),
        None => true,
    }
}

/// A pair that the store would not take is written before anything else. Whoever calls holds the refresh lock.
pub(super) fn save_held_pair(state: &Arc<State>) -> Result<()> {
    let mut unsaved = state.unsaved();
    let Some(held) = unsaved.as_mut() else {
        return Ok(());
    };
    held.save()?;
    let held = unsaved.take();
    // The record is published anew, as one that needs nothing; then the lease is given up.
    drop(unsaved);
    if let Some(held) = held {
        state.publish(&held.record, &Moment::now());
        table::keep_while_needed(state);
        say_saved(&held.record, &held.log);
    }
    Ok(())
}

/// Saves a new pair, and only then publishes it. Where the store will not take it, the call succeeds
/// all the same, and the process keeps the lease until the pair is saved.
pub(super) fn keep(
    session: &Session,
    state: &Arc<State>,
    mut lease: Leased,
    loaded: Loaded<Record>,
) -> Result<Arc<Published>> {
    let Loaded {
        mut record,
        version,
    } = loaded;
    let log = session.client().log().clone();
    let mut published = None;
    if !Step::Journal.is_taken() {
        published = state.publish(&record, &Moment::now());
    }
    let written = lease.save_after_exchange(version, &record);
    let vanished = written.is_ok();
    let mut settled_later = false;
    let saved = written.and_then(|written| {
        published = state.publish(&record, &Moment::now());
        settled_later = settle(&mut lease, written, &record, &log)?;
        Ok(())
    });
    match saved {
        Ok(()) => {
            say_saved(&record, &log);
            if settled_later {
                inflight::at_end(save_all);
                HELD.fetch_add(1, Ordering::SeqCst);
                // Else who has a fresh token would not come by for as long as it lives.
                published = state.publish(&record, &Moment::now());
            }
        }
        Err(error) => {
            session.say(LogLevel::Error, "unsaved", "unsaved", &error);
            record.counters.unsaved += 1;
            if Step::HeldPair.is_taken() {
                *state.unsaved() = Some(HeldPair {
                    lease,
                    version,
                    record: record.clone(),
                    log,
                    vanished,
                });
            }
            table::keep_while_needed(state);
            inflight::at_end(save_all);
            HELD.fetch_add(1, Ordering::SeqCst);
            published = state.publish(&record, &Moment::now());
        }
    }
    published.ok_or_else(|| Error::new(ErrorKind::Internal, "a new pair without an access token"))
}
