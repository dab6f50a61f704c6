//! How a session comes to a valid access token. The order is the product: each step stands where it
//! stands because the one before it must have happened.

use std::sync::Arc;
use std::time::Duration;

use super::Session;
use super::attempt::Attempt;
use super::expiry::Stage;
use super::record::{NOBODY, Record, sign_in_required};
use super::state::{Published, State};
use super::unsaved::{self, save_held_pair};
use crate::clock::{self, Clocks, Deadline, Moment};
use crate::error::{Error, ErrorKind, Result};
use crate::log::{self, LogLevel};
use crate::platform;
use crate::steps::Step;
use crate::store::{Leased, Loaded, Version};

/// So long this host does not look again whether another one has ended its exchange.
const LEFT_TO_ANOTHER: Duration = Duration::from_secs(2);
/// What failed is not tried again for four times as long as that took, and for so long at most, by who has a live token.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A valid access token.
    Valid,
    /// One of a later generation than this: a forced refresh.
    Newer(u64),
    /// One that counts as good for so many seconds.
    Lasting(i64),
}

impl Want {
    /// Whether what there is will do, so that nothing is asked of the server.
    pub(super) fn met_by(self, published: &Published, now: Clocks) -> bool {
        match self {
            Self::Valid => published.thresholds.stage(now) == Stage::Fresh,
            Self::Newer(generation) => published.generation > generation,
            Self::Lasting(seconds) => {
                published.thresholds.stage(now) != Stage::Expired
                    && published.thresholds.seconds_left(now) >= seconds
            }
        }
    }

    /// An error where a new token would not do either: else each such call would spend a refresh token for nothing.
    pub(super) fn can_be_met(self, published: &Published) -> Result<()> {
        let whole = published.counted_good;
        match self {
            Self::Lasting(seconds) if whole.is_some_and(|whole| whole < seconds) => {
                let problem = format!(
                    "an access token that lasts {seconds} s: OmniFund's count as good for {} s",
                    whole.unwrap_or_default()
                );
                Err(Error::new(ErrorKind::InvalidArgument, problem))
            }
            _ => Ok(()),
        }
    }
}

/// What came of waiting for the lease.
enum Waited {
    Lease(Leased),
    /// This is what was wanted, without it.
    InVain(Arc<Published>),
}

impl Session {
    /// The slow path.
    pub(super) fn obtain(&self, want: Want, deadline: Deadline) -> Result<Arc<Published>> {
        let state = self.state();
        if want == Want::Valid && deadline.budget().is_zero() {
            if let Some(live) = state.live() {
                return Ok(live);
            }
        }
        let began = clock::monotonic();
        self.announce_renewal(want);
        let _lines_wait = log::hold();
        let _undisturbed = platform::undisturbed();
        unsaved::try_again();
        let _attended = self.store.attend();
        let live = state.live().filter(|_| want == Want::Valid);
        // During a pause that is known here a live token costs no look at the store.
        if let Some(live) = live.as_ref().filter(|_| state.is_paused()) {
            return Ok(Arc::clone(live));
        }
        let had_live = live.is_some();
        let guard = match live {
            // RefreshDue of time one caller refreshes, and all others go on at once.
            Some(live) => match state.try_refresh_lock() {
                Some(guard) => guard,
                None => return Ok(live),
            },
            None => match state.refresh_lock(deadline) {
                Some(guard) => guard,
                None => {
                    // One may have been published while this caller waited.
                    let live = state.live().filter(|_| want == Want::Valid);
                    return live.ok_or_else(|| self.busy("another thread refreshes it"));
                }
            },
        };
        let result = self.under_refresh_lock(&state, want, deadline);
        drop(guard);
        result.or_else(|error| match state.live() {
            // A live token that was not rejected is handed out, whatever fails.
            Some(live) if want == Want::Valid && Step::LiveWhateverFails.is_taken() => {
                // One that this process alone has is tried with each.
                if !state.is_paused() && state.unsaved().is_none() {
                    let pause = (clock::since(began) * 4).min(LONGEST_PAUSE);
                    state.pause(pause, &Moment::now());
                }
                Ok(live)
            }
            // It ended while this caller tried: now it is worth waiting for.
            None if had_live => self.obtain(want, deadline),
            _ => Err(error),
        })
    }

    fn under_refresh_lock(
        &self,
        state: &Arc<State>,
        want: Want,
        deadline: Deadline,
    ) -> Result<Arc<Published>> {
        save_held_pair(state)?;
        // Without a lease first: mostly somebody else has done it, or has just failed to.
        let seen = self.store.load_by(&self.key, deadline)?;
        let seen: Loaded<Record> = seen.ok_or_else(|| self.nobody(state))?;
        if let Some(published) = self.taken_over(state, &seen.record, want)? {
            return Ok(published);
        }
        let mut lease = match self.lease(state, want, deadline, seen.version)? {
            Waited::Lease(lease) => lease,
            Waited::InVain(published) => return Ok(published),
        };
        // Never before the lease: what was read then may have been spent since.
        let Some(mut record) = lease.load::<Record>()? else {
            return Err(self.nobody(state));
        };
        if !Step::ReadUnderLease.is_taken() {
            record.record = seen.record;
        }
        if let Some(published) = self.taken_over(state, &record.record, want)? {
            return Ok(published);
        }
        record.record.counters.waits += state.take_waits();
        Attempt::new(self, state, lease, record, deadline).run()
    }

    /// While no lock is taken, unless there is a live token and this caller has nothing to do.
    fn announce_renewal(&self, want: Want) {
        if !self.client().log().takes(LogLevel::Debug) {
            return;
        }
        let state = self.state();
        let goes_on = want == Want::Valid
            && state.live().is_some()
            && (state.is_paused() || state.refresh_lock_is_held());
        if !goes_on {
            self.announce("renewing", "a new pair: looking into the store, or asking");
        }
    }

    /// Waits for the lease where somebody else has it and there is no live token, and counts that. Where many hosts
    /// wait they would hand the lease from one to the next, only to see that there is nothing to do; so they look at
    /// the record meanwhile.
    fn lease(
        &self,
        state: &Arc<State>,
        want: Want,
        deadline: Deadline,
        seen: Version,
    ) -> Result<Waited> {
        let mut in_vain = None;
        let mut pause = Duration::ZERO;
        loop {
            let busy = match self
                .store
                .lease_within(&self.key, Deadline::now(), deadline)
            {
                Err(error) if error.kind() == ErrorKind::StoreBusy => error,
                lease => return lease.map(Waited::Lease),
            };
            if let Some(live) = state.live().filter(|_| want == Want::Valid) {
                return Ok(Waited::InVain(live));
            }
            if deadline.remaining().is_zero() {
                return Err(busy);
            }
            if pause.is_zero() {
                state.count_wait();
            }
            let mut look = || {
                let seen = self.store.load_by(&self.key, deadline)?;
                let seen: Record = seen.ok_or_else(|| self.nobody(state))?.record;
                in_vain = self.taken_over(state, &seen, want)?;
                Ok(in_vain.is_some())
            };
            let lease = match self.store.wait(&self.key, &mut pause, deadline) {
                true => look().map(|_| None),
                false => self
                    .store
                    .lease_unless(&self.key, deadline, seen, &mut look),
            };
            if let Some(lease) = lease? {
                return Ok(Waited::Lease(lease));
            }
            if let Some(published) = in_vain {
                return Ok(Waited::InVain(published));
            }
        }
    }

    /// Takes what the record has, where it will do.
    fn taken_over(
        &self,
        state: &Arc<State>,
        record: &Record,
        want: Want,
    ) -> Result<Option<Arc<Published>>> {
        let now = Moment::now();
        if let Some(published) = state.publish(record, &now) {
            if want.met_by(&published, now.clocks()) {
                return Ok(Some(published));
            }
            if published.thresholds.stage(now.clocks()) != Stage::Expired {
                want.can_be_met(&published)?;
            }
        }
        if let Some((_, remaining)) = record.pause(&now) {
            state.pause(remaining, &now);
        }
        if record.is_at_another(self.store.host()) {
            // Its host may only be cut off, and put the next pair here. While there is a live token, it has the time.
            if let Some(live) = state.live().filter(|_| want == Want::Valid) {
                state.pause(LEFT_TO_ANOTHER, &now);
                return Ok(Some(live));
            }
        }
        record.blocked(&now)?;
        Ok(None)
    }

    pub(super) fn busy(&self, why: &str) -> Error {
        Error::new(
            ErrorKind::StoreBusy,
            format!("session of {}: {why}", self.username),
        )
    }

    /// Where another process has forgotten the session, its live token goes too, as with a sign-out.
    fn nobody(&self, state: &State) -> Error {
        state.forget();
        sign_in_required(&self.username, NOBODY)
    }
}
