//! Saving a new pair, and holding one that the store would not take.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::Session;
use super::record::Record;
use super::state::State;
use super::table;
use crate::clock::{Moment, boot_milliseconds};
use crate::error::{Error, ErrorKind, Result};
use crate::inflight;
use crate::log::{self, About, Log, LogLevel};
use crate::platform::{self, fork};
use crate::store::{Leased, Loaded, Version};
use crate::token::TokenSet;

/// A pair that the store would not take. The lease is kept with it, so that nobody presents the spent
/// refresh token that the store still has.
pub(super) struct Unsaved {
    lease: Leased,
    version: Version,
    record: Record,
    log: Log,
    /// It was written, and then its file was nowhere to be found.
    vanished: bool,
}

/// How many pairs were held when somebody last looked; a forked child has its parent's number until it
/// looks itself.
static HELD: AtomicU64 = AtomicU64::new(0);
/// When a pair was last tried to be saved that nobody asked for, as boot time.
static TRIED_AT: AtomicI64 = AtomicI64::new(i64::MIN);
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
        .count();
    if left == 0 {
        // Saved since, or a parent's. Where one came meanwhile, the number is another.
        let _ = HELD.compare_exchange(seen, 0, Ordering::SeqCst, Ordering::SeqCst);
    }
    u64::try_from(left).unwrap_or(u64::MAX)
}

/// One more than the generation of the process in which a thread is saving what is held.
static AT_IT: AtomicU64 = AtomicU64::new(0);

/// This thread is, and no other one of its process.
struct AtIt;

impl AtIt {
    fn alone() -> Option<Self> {
        let mine = fork::generation() + 1;
        (AT_IT.swap(mine, Ordering::SeqCst) != mine).then_some(Self)
    }
}

impl Drop for AtIt {
    fn drop(&mut self) {
        AT_IT.store(0, Ordering::SeqCst);
    }
}

/// Whether a pair is not saved yet, or who has the turn may hold one: he saves it himself, and has its lock
/// for as long as the disk needs.
fn holds_on(state: &Arc<State>) -> bool {
    match state.try_turn() {
        Some(_turn) => save_held_pair(state).is_err(),
        None => true,
    }
}

/// A pair that the store would not take is written before anything else. Whoever calls has the turn.
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

impl Unsaved {
    fn save(&mut self) -> Result<()> {
        if self.vanished {
            // The store may be back, and the pair with it.
            self.lease.finish_what_was_left()?;
            if self.lease.shows(self.version + 1) {
                return Ok(());
            }
            self.vanished = false;
        }
        let written = self.lease.save_after_exchange(self.version, &self.record)?;
        settle(&mut self.lease, written, &self.record, &self.log).inspect_err(|_| {
            self.vanished = true;
        })
    }
}

/// What is durable is put in its place; where that fails, whoever takes the lease next does it. An error
/// only where it is not to be found any more.
fn settle(lease: &mut Leased, written: Version, record: &Record, log: &Log) -> Result<()> {
    let Err(error) = lease.settle() else {
        return Ok(());
    };
    if !lease.shows(written) {
        return Err(error);
    }
    let about = About {
        code: error.kind().code(),
        ..about(record, "unsettled")
    };
    let Record {
        username,
        generation,
        ..
    } = record;
    let words = format_args!(
        "session of {username}: pair {generation} is on disk, and not yet in its place: {error}"
    );
    log.line(LogLevel::Warn, &about, words);
    Ok(())
}

fn about<'a>(record: &'a Record, event: &'static str) -> About<'a> {
    let client_id = record.refresh.as_ref();
    About {
        user: Some(&record.username),
        client_id: client_id.map(|refresh| refresh.client_id.as_str()),
        ..About::event(event)
    }
}

fn say_saved(record: &Record, log: &Log) {
    let Record {
        username,
        generation,
        ..
    } = record;
    let words = format_args!("session of {username}: pair {generation} is saved");
    log.line(LogLevel::Debug, &about(record, "saved"), words);
}

/// Saves a new pair, and only then publishes it. Where the store will not take it, the call succeeds
/// all the same, and the process keeps the lease until the pair is saved.
pub(super) fn keep(
    session: &Session,
    state: &Arc<State>,
    mut lease: Leased,
    loaded: Loaded<Record>,
) -> Result<TokenSet> {
    let Loaded {
        mut record,
        version,
    } = loaded;
    let log = session.client().log().clone();
    let token = record.access.as_ref().map(|access| access.token_set());
    let written = lease.save_after_exchange(version, &record);
    let vanished = written.is_ok();
    let saved = written.and_then(|written| {
        state.publish(&record, &Moment::now());
        settle(&mut lease, written, &record, &log)
    });
    match saved {
        Ok(()) => say_saved(&record, &log),
        Err(error) => {
            session.say(LogLevel::Error, "unsaved", "unsaved", &error);
            record.counters.unsaved += 1;
            *state.unsaved() = Some(Unsaved {
                lease,
                version,
                record: record.clone(),
                log,
                vanished,
            });
            table::keep_while_needed(state);
            inflight::at_end(save_all);
            HELD.fetch_add(1, Ordering::SeqCst);
            state.publish(&record, &Moment::now());
        }
    }
    token.ok_or_else(|| Error::new(ErrorKind::Internal, "a new pair without an access token"))
}
