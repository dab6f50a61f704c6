//! How a session comes to a valid access token. The order is the product: each step stands where it
//! stands because the one before it must have happened.

use std::sync::Arc;
use std::time::Duration;

use super::Session;
use super::outcome::{self, Verdict};
use super::record::{Intent, LeftPassword, Record, sign_in_required};
use super::state::{Published, State};
use super::unsaved::{self, keep, save_held_pair};
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::error::{Error, ErrorKind, Result};
use crate::grant::Grant;
use crate::inflight;
use crate::log::{self, LogLevel};
use crate::platform;
use crate::secret::Secret;
use crate::store::{Leased, Loaded};
use crate::token::TokenSet;

/// An exchange that has less time than this is not started: cut in its middle, it costs the session.
const SHORTEST_EXCHANGE: Duration = Duration::from_secs(1);

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A valid access token.
    Valid,
    /// One of a later generation than this: a forced refresh.
    Newer(u64),
}

impl Want {
    /// Whether what there is will do, so that nothing is asked of the server.
    fn met_by(self, published: &Published, boot: i64) -> bool {
        use super::life::Stage;
        match self {
            Self::Valid => published.thresholds.stage(boot) == Stage::Fresh,
            Self::Newer(generation) => published.generation > generation,
        }
    }
}

/// What a call does where somebody else is at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Patience {
    /// There is a live token: nobody waits.
    None,
    UntilDeadline,
}

impl Session {
    /// The slow path.
    pub(super) fn obtain(&self, want: Want, deadline: Deadline) -> Result<TokenSet> {
        let _lines_wait = log::hold();
        let _undisturbed = platform::undisturbed();
        unsaved::try_again();
        let state = self.state();
        let live = state.live().filter(|_| want == Want::Valid);
        let (turn, patience) = match live {
            // Ahead of time one caller refreshes, and all others go on at once.
            Some(live) => match state.try_turn() {
                Some(turn) => (turn, Patience::None),
                None => return Ok(live.token.clone()),
            },
            None => match state.turn(deadline) {
                Some(turn) => (turn, Patience::UntilDeadline),
                None => return Err(self.busy("another thread refreshes it")),
            },
        };
        let result = self.under_turn(&state, want, patience, deadline);
        drop(turn);
        result.or_else(|error| match state.live() {
            // A live token that was not rejected is handed out, whatever fails.
            Some(live) if want == Want::Valid => Ok(live.token.clone()),
            // It ended while this caller tried without patience: now it is worth waiting for.
            None if patience == Patience::None => self.obtain(want, deadline),
            _ => Err(error),
        })
    }

    fn under_turn(
        &self,
        state: &Arc<State>,
        want: Want,
        patience: Patience,
        deadline: Deadline,
    ) -> Result<TokenSet> {
        save_held_pair(state)?;
        // Without a lease first: mostly somebody else has done it, or has just failed to.
        let seen = self.load()?;
        if let Some(token) = self.taken_over(state, &seen, want)? {
            return Ok(token);
        }
        let lease = self.lease(state, patience, deadline)?;
        // Never before the lease: what was read then may have been spent since.
        let Some(mut record) = lease.load::<Record>()? else {
            return Err(self.nobody());
        };
        if let Some(token) = self.taken_over(state, &Some(record.record.clone()), want)? {
            return Ok(token);
        }
        record.record.counters.waits += state.take_waits();
        Attempt {
            session: self,
            client: self.client(),
            renewed: false,
            state,
            lease,
            loaded: record,
            deadline,
        }
        .run()
    }

    /// Waits for the lease where somebody else has it, and counts that.
    fn lease(&self, state: &State, patience: Patience, deadline: Deadline) -> Result<Leased> {
        match self.store.lease(&self.key, Deadline::now()) {
            Err(busy)
                if busy.kind() == ErrorKind::StoreBusy && patience == Patience::UntilDeadline =>
            {
                state.count_wait();
                self.store.lease(&self.key, deadline)
            }
            other => other,
        }
    }

    /// Takes what the record has, where it will do.
    fn taken_over(
        &self,
        state: &Arc<State>,
        record: &Option<Record>,
        want: Want,
    ) -> Result<Option<TokenSet>> {
        let Some(record) = record else {
            return Err(self.nobody());
        };
        let now = Moment::now();
        if let Some(published) = state.publish(record, &now) {
            if want.met_by(&published, now.boot()) {
                return Ok(Some(published.token.clone()));
            }
        }
        record.blocked(&now)?;
        Ok(None)
    }

    fn busy(&self, why: &str) -> Error {
        Error::new(
            ErrorKind::StoreBusy,
            format!("session of {}: {why}", self.username),
        )
    }

    fn nobody(&self) -> Error {
        sign_in_required(&self.username, "nobody has signed in yet")
    }
}

/// One try to come to a new pair, with the lease in hand.
struct Attempt<'a> {
    session: &'a Session,
    client: Arc<Client>,
    renewed: bool,
    state: &'a Arc<State>,
    lease: Leased,
    loaded: Loaded<Record>,
    deadline: Deadline,
}

impl Attempt<'_> {
    fn run(mut self) -> Result<TokenSet> {
        if self.refresh_token_is_anothers() {
            self.renew_once()?;
        }
        match self.usable_refresh_token() {
            Ok(token) => self.by_refresh_token(&token),
            Err(why) => self.by_left_password(why),
        }
    }

    fn usable_refresh_token(&self) -> std::result::Result<Secret, &'static str> {
        let record = &self.loaded.record;
        let refresh = record.refresh.as_ref();
        // A refresh token of another client id is never sent under this one.
        let usable = refresh.filter(|refresh| !refresh.dead && !self.refresh_token_is_anothers());
        let Some(refresh) = usable else {
            return Err("the refresh token is spent, dead or of another client id");
        };
        let unknown = record.intent.as_ref().map_or(0, |intent| intent.attempts);
        if !self.client.sessions().replay.allows_after(unknown) {
            return Err(
                "whether the refresh token is spent is unknown, and the configuration forbids to \
                 present it again",
            );
        }
        Ok(refresh.token.clone())
    }

    /// Somebody may have replaced the OAuth client's id and secret since this process read them. The
    /// store is asked once.
    fn renew_once(&mut self) -> Result<bool> {
        if std::mem::replace(&mut self.renewed, true) {
            return Ok(false);
        }
        let renewed = self.session.renew_client()?;
        let is_newer = renewed.is_some();
        if let Some(renewed) = renewed {
            self.client = renewed;
        }
        Ok(is_newer)
    }

    fn refresh_token_is_anothers(&self) -> bool {
        let refresh = self.loaded.record.refresh.as_ref();
        refresh.is_some_and(|refresh| refresh.client_id != self.client.client_id())
    }

    fn by_refresh_token(mut self, token: &Secret) -> Result<TokenSet> {
        self.enough_time()?;
        let record = &mut self.loaded.record;
        let before = (record.intent.clone(), record.counters.replays);
        let intent = Intent::new(record, token, &Moment::now());
        if intent.attempts > 1 {
            record.counters.replays += 1;
        }
        record.intent = Some(intent);
        record.counters.exchanges += 1;
        let _in_flight = inflight::begin(self.deadline)?;
        // On disk before the first byte leaves, and with it the room for the new pair.
        self.save_before_exchange()?;
        let left = Moment::now();
        let grant = Grant::Refresh {
            refresh_token: token,
        };
        match self.client.exchange(&grant, self.deadline.left()) {
            Ok(fresh) => self.rotated(&fresh, left),
            Err(error) => match outcome::verdict(&error) {
                Verdict::Dead => {
                    if let Some(refresh) = &mut self.loaded.record.refresh {
                        refresh.dead = true;
                    }
                    self.loaded.record.counters.lost += 1;
                    self.loaded.record.counters.failures += 1;
                    self.loaded.record.intent = None;
                    self.save_before_exchange()?;
                    self.by_left_password("the server refused the refresh token")
                }
                verdict => {
                    if verdict.leaves_token_untouched() {
                        // One left by an earlier attempt, whose outcome is unknown, stays.
                        let record = &mut self.loaded.record;
                        (record.intent, record.counters.replays) = before;
                    }
                    if verdict == Verdict::Postponed {
                        if let Some(intent) = &mut self.loaded.record.intent {
                            intent.was_postponed();
                        }
                    }
                    if error.kind() == ErrorKind::InvalidClient && self.renew_once()? {
                        return self.run();
                    }
                    self.failed(error, verdict)
                }
            },
        }
    }

    fn by_left_password(mut self, why: &str) -> Result<TokenSet> {
        let username = self.session.username.clone();
        let sealed = self.loaded.record.password.as_ref();
        if sealed.is_some_and(|left| left.dead) {
            self.state.leave_password(None);
            return Err(sign_in_required(&username, "the left password was refused"));
        }
        let in_memory = self.state.left_password();
        let Some(password) = sealed.map(|left| left.password.clone()).or(in_memory) else {
            return Err(sign_in_required(&username, why));
        };
        self.enough_time()?;
        let _in_flight = inflight::begin(self.deadline)?;
        self.loaded.record.counters.exchanges += 1;
        let left = Moment::now();
        let grant = Grant::Password {
            username: &username,
            password: &password,
        };
        match self.client.exchange(&grant, self.deadline.left()) {
            Ok(fresh) => self.rotated(&fresh, left),
            Err(error) if error.kind() == ErrorKind::WrongPassword => {
                self.loaded.record.counters.failures += 1;
                // Before anything else: a hundred tills that try it look like an attack.
                self.loaded.record.password = Some(LeftPassword {
                    password: Secret::from(""),
                    dead: true,
                });
                self.state.leave_password(None);
                self.save()?;
                Err(sign_in_required(&username, "the left password was refused"))
            }
            Err(error) => {
                let verdict = outcome::verdict(&error);
                self.failed(error, verdict)
            }
        }
    }

    fn rotated(mut self, fresh: &TokenSet, left: Moment) -> Result<TokenSet> {
        self.loaded
            .record
            .rotate(fresh, self.client.client_id(), left);
        keep(self.session, self.state, self.lease, self.loaded)
    }

    /// A failure is written down for all processes; where even that fails, the failure itself is told.
    fn failed(mut self, error: Error, verdict: Verdict) -> Result<TokenSet> {
        let configuration = verdict == Verdict::Configuration;
        self.loaded
            .record
            .fail(&error, configuration, &Moment::now());
        self.session
            .say(LogLevel::Warn, || format!("no new pair: {error}"));
        if let Err(unwritten) = self.save() {
            self.session.say(LogLevel::Error, || {
                format!("that can't be written down: {unwritten}")
            });
        }
        Err(error)
    }

    fn save(&mut self) -> Result<()> {
        self.loaded.version = self.lease.save(self.loaded.version, &self.loaded.record)?;
        Ok(())
    }

    fn save_before_exchange(&mut self) -> Result<()> {
        let Loaded { record, version } = &self.loaded;
        self.loaded.version = self.lease.save_before_exchange(*version, record)?;
        Ok(())
    }

    fn enough_time(&self) -> Result<()> {
        let needed = SHORTEST_EXCHANGE.min(self.client.budget() / 2);
        if self.deadline.left() >= needed {
            return Ok(());
        }
        Err(self
            .session
            .busy("no time is left in the call's budget for an exchange"))
    }
}
