//! What a process knows of a session. It belongs to the process and not to the handle: two handles on
//! one session are two doors to one state.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::Guard;
use once_cell::race::OnceBox;

use super::expiry::{Stage, Thresholds};
use super::handed_out::HandedOut;
use super::held_pair::HeldPair;
use super::intent::fingerprint;
use super::record::{Record, Refresh};
use super::refresh_lock::{RefreshGuard, RefreshLock};
use crate::changes;
use crate::clock::{Clocks, Deadline, Moment};
use crate::platform::fork;
use crate::platform::lock::{Held, Lock};
use crate::secret::Secret;
use crate::store;
use crate::token::TokenSet;

/// Of a session in this process: its store and its record.
pub(super) type Name = (String, [u8; 32]);

/// An access token, ready to be handed out.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) token: TokenSet,
    pub(super) generation: u64,
    pub(super) thresholds: Thresholds,
    /// For how many seconds it counted as good when it was new; `None` of one that was got elsewhere.
    pub(super) counted_good: Option<i64>,
}

impl Published {
    /// For how many milliseconds it needs nothing.
    pub(super) fn fresh_for(&self) -> i64 {
        self.thresholds.fresh_for(Clocks::now()).unwrap_or(0)
    }
}

/// An access token that this process knows to be rejected.
struct Rejected {
    token: String,
    /// Of which generation it was, at most.
    generation: u64,
}

/// What this process knows to be no good, whatever the store says.
#[derive(Default)]
struct NoGood {
    rejected: Option<Rejected>,
    /// Of which generation it was, and how it is to be written down: the store would not take that.
    refused: Option<(u64, Refresh)>,
}

/// A published access token, borrowed without counting.
pub(super) struct Borrowed {
    published: Guard<Option<Arc<Published>>>,
    /// For so many milliseconds it needs nothing.
    pub(super) milliseconds: i64,
}

impl Deref for Borrowed {
    type Target = Published;

    fn deref(&self) -> &Published {
        self.published
            .as_ref()
            .expect("it is made of one that is there")
    }
}

/// One session in this process.
pub(super) struct State {
    name: Name,
    /// Of which fork this state is; a child makes its own.
    fork_count: u64,
    /// The child's own, which stands for this one from then on.
    successor: OnceBox<Arc<State>>,
    published: HandedOut<Published>,
    no_good: Lock<NoGood>,
    /// Until then nobody tries for a new pair, so that who has a live token need not ask the store.
    paused_until: Lock<Option<Clocks>>,
    refresh_lock: RefreshLock,
    unsaved: Lock<Option<HeldPair>>,
    /// With the name of the sign-in that it was saved by.
    password: Lock<Option<(Secret, String)>>,
    /// How often this process waited for a lease since it last changed the record.
    waits: AtomicU64,
}

impl State {
    pub(super) fn new(name: Name) -> Self {
        Self {
            name,
            fork_count: fork::count(),
            successor: OnceBox::new(),
            published: HandedOut::nothing(),
            no_good: Lock::new(),
            paused_until: Lock::new(),
            refresh_lock: RefreshLock::default(),
            unsaved: Lock::new(),
            password: Lock::new(),
            waits: AtomicU64::new(0),
        }
    }

    pub(super) fn name(&self) -> &Name {
        &self.name
    }

    pub(super) fn is_of_this_process(&self) -> bool {
        self.fork_count == fork::count()
    }

    /// Whether something in it is needed whoever holds it.
    pub(super) fn is_needed(&self) -> bool {
        self.unsaved().is_some() || self.password.lock().is_some()
    }

    /// The newest state that stands for this one: after a fork its parent's, until it has its own.
    #[inline(always)]
    pub(super) fn newest(mut self: &Arc<Self>) -> &Arc<Self> {
        while let Some(successor) = self.successor.get() {
            self = successor;
        }
        self
    }

    /// This process's own, made by `make` where there is none yet. Its parent's, which it must not touch, is kept:
    /// nothing in it may be dropped.
    pub(super) fn own_or(self: &Arc<Self>, make: impl FnOnce() -> Arc<Self>) -> Arc<Self> {
        let newest = self.newest();
        if newest.is_of_this_process() {
            return Arc::clone(newest);
        }
        let own = Arc::clone(newest.successor.get_or_init(|| Box::new(make())));
        // What the parent's hands out is not handed out from here on.
        changes::note();
        own
    }

    /// The hot path: a token that needs nothing. No lock, and a read of both clocks. The crate is optimised for
    /// size, hence the attribute.
    #[inline(always)]
    pub(super) fn fresh(&self) -> Option<Borrowed> {
        let published = self.published.borrow();
        let thresholds = published.as_ref()?.thresholds;
        let milliseconds = thresholds.fresh_for(Clocks::now())?;
        Some(Borrowed {
            published,
            milliseconds,
        })
    }

    /// A token that is good still, as quickly.
    #[inline(always)]
    pub(super) fn peek(&self) -> Option<Borrowed> {
        let published = self.published.borrow();
        let milliseconds = published
            .as_ref()?
            .thresholds
            .good_and_fresh_for(Clocks::now())?;
        Some(Borrowed {
            published,
            milliseconds,
        })
    }

    /// A token that is good still.
    pub(super) fn live(&self) -> Option<Arc<Published>> {
        self.published
            .get()
            .filter(|published| published.thresholds.stage(Clocks::now()) != Stage::Expired)
    }

    /// Makes the record's access token the one that this process hands out, where it may be: a
    /// rejected one and an older one never is.
    pub(super) fn publish(&self, record: &Record, now: &Moment) -> Option<Arc<Published>> {
        let access = record.access.as_ref().filter(|access| !access.rejected);
        let known_rejected = |token: &Secret| {
            let no_good = self.no_good.lock();
            no_good.rejected.as_ref().is_some_and(|known| {
                record.generation <= known.generation && known.token == fingerprint(token)
            })
        };
        let Some(access) =
            access.filter(|access| !record.signed_out && !known_rejected(&access.token))
        else {
            self.published.replace(None);
            return None;
        };
        let thresholds = access.thresholds(now);
        let published = Arc::new(Published {
            token: access.token_set(),
            generation: record.generation,
            counted_good: access.counted_good(),
            // Each later call tries again to put the pair in its place.
            thresholds: match self.unsaved.lock().is_some()
                || store::is_left(&self.name.0, &self.name.1)
            {
                true => thresholds.always_due(),
                false => thresholds,
            },
        });
        self.published.replace(Some(Arc::clone(&published)));
        Some(published)
    }

    /// The session has ended: generations may begin anew, and a rejection of before says nothing.
    pub(super) fn forget(&self) {
        self.published.replace(None);
        *self.no_good.lock() = NoGood::default();
    }

    /// What became of a refresh token that the server refused, where this process could not write it down.
    pub(super) fn remember_refused(&self, record: &Record) {
        let refresh = record.refresh.clone();
        self.no_good.lock().refused = refresh.map(|refresh| (record.generation, refresh));
    }

    /// That, where the record does not know it yet.
    pub(super) fn refused(&self, record: &Record) -> Option<Refresh> {
        let no_good = self.no_good.lock();
        let (generation, known) = no_good.refused.as_ref()?;
        let refresh = record.refresh.as_ref()?;
        let is_news = *generation == record.generation
            && known.token.expose() == refresh.token.expose()
            && known.refused
            && !refresh.refused;
        is_news.then(|| known.clone())
    }

    /// From here on this process does not hand the token out, whatever becomes of the store; unless the
    /// server gives the same one again, in a later generation.
    pub(super) fn remember_rejected(&self, token: &Secret, generation: u64) {
        let rejected = fingerprint(token);
        let mut no_good = self.no_good.lock();
        let is_newest = no_good.rejected.as_ref().is_none_or(|known| {
            // One of a later generation is remembered rather: nobody takes this one from the store.
            known.generation <= generation
        });
        if is_newest {
            no_good.rejected = Some(Rejected {
                token: rejected,
                generation,
            });
        }
        drop(no_good);
        self.forget_token(token);
    }

    /// The next call looks into the store, where there is a newer one.
    pub(super) fn forget_token(&self, token: &Secret) {
        let published = self.published.get();
        if published
            .is_some_and(|published| published.token.access_token().expose() == token.expose())
        {
            self.published.replace(None);
        }
    }

    /// The generation of the token that this process has; 0 without one.
    pub(super) fn generation_published(&self) -> u64 {
        let published = self.published.borrow();
        published
            .as_ref()
            .map_or(0, |published| published.generation)
    }

    /// Nobody tries for a new pair for so long.
    pub(super) fn pause(&self, remaining: Duration, now: &Moment) {
        let remaining = i64::try_from(remaining.as_millis()).unwrap_or(i64::MAX);
        *self.paused_until.lock() = Some(now.clocks().after(remaining));
    }

    pub(super) fn is_paused(&self) -> bool {
        let until = *self.paused_until.lock();
        until.is_some_and(|until| Clocks::now().until(until) > 0)
    }

    /// The right to refresh within this process; `None` where somebody has it.
    pub(super) fn try_refresh_lock(&self) -> Option<RefreshGuard<'_>> {
        self.refresh_lock.take(Deadline::now())
    }

    /// The right to refresh within this process, waited for; `None` where it is not had by the deadline.
    pub(super) fn refresh_lock(&self, deadline: Deadline) -> Option<RefreshGuard<'_>> {
        self.refresh_lock.take(deadline)
    }

    /// Whether somebody has it now.
    pub(super) fn refresh_lock_is_held(&self) -> bool {
        self.refresh_lock.is_held()
    }

    pub(super) fn count_wait(&self) {
        self.waits.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn take_waits(&self) -> u64 {
        self.waits.swap(0, Ordering::Relaxed)
    }

    pub(super) fn unsaved(&self) -> Held<Option<HeldPair>> {
        self.unsaved.lock()
    }

    /// The password of this sign-in; one of another is none.
    pub(super) fn saved_password(&self, sign_in: Option<&str>) -> Option<Secret> {
        let saved = self.password.lock();
        let (password, of) = saved.as_ref()?;
        (sign_in == Some(of)).then(|| password.clone())
    }

    pub(super) fn set_password(&self, password: Option<(Secret, String)>) {
        *self.password.lock() = password;
    }
}

#[cfg(any(test, feature = "simulation"))]
impl State {
    /// As a child finds it in its copy of its parent's memory.
    pub(super) fn forked(&self) -> Self {
        let mut copy = Self::new(self.name.clone());
        copy.fork_count = self.fork_count;
        copy.published.replace(self.published.get());
        copy
    }
}
