//! One try to come to a new pair, with the lease in hand.

use std::sync::Arc;

use super::Session;
use super::budget;
use super::client_pause::ClientPause;
use super::intent::Intent;
use super::kept::Kept;
use super::outcome::{self, Verdict};
use super::record::{NOBODY, Record, SavedPassword, sign_in_required};
use super::state::{Published, State};
use super::unsaved::keep;
use crate::audit::{Act, BY_SAVED_PASSWORD};
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::error::{Error, ErrorKind, Result, ServerAnswer};
use crate::grant::Grant;
use crate::http::NotAnswered;
use crate::inflight;
use crate::log::{self, LogLevel};
use crate::secret::Secret;
use crate::steps::Step;
use crate::store::{Leased, Loaded};

const MUST_NOT_BE_PRESENTED: &str = "whether the refresh token is spent is unknown, and the configuration forbids to present it again";
const REFUSED: &str = "the server refused the refresh token";
const PASSWORD_REFUSED: &str = "the saved password was refused";

/// What it is made with.
pub(super) struct Attempt<'a> {
    session: &'a Session,
    client: Arc<Client>,
    renewed: bool,
    state: &'a Arc<State>,
    lease: Leased,
    loaded: Loaded<Record>,
    deadline: Deadline,
}

impl<'a> Attempt<'a> {
    pub(super) fn new(
        session: &'a Session,
        state: &'a Arc<State>,
        lease: Leased,
        loaded: Loaded<Record>,
        deadline: Deadline,
    ) -> Self {
        Self {
            session,
            client: session.client(),
            renewed: false,
            state,
            lease,
            loaded,
            deadline,
        }
    }

    pub(super) fn run(mut self) -> Result<Arc<Published>> {
        // The pair may be here already, in an answer that an older version could not read.
        if self.loaded.record.recover() {
            let kept = keep(self.session, self.state, self.lease, self.loaded);
            return self.session.audited(Act::Recover, kept);
        }
        if let Some(known) = self.state.refused(&self.loaded.record) {
            return self.goes_on_without(known.refusal);
        }
        if self.refresh_token_is_anothers() {
            self.renew_once()?;
        }
        match self.usable_refresh_token() {
            Ok(token) => self.by_refresh_token(&token),
            Err(why) => self.by_saved_password(why),
        }
    }

    fn usable_refresh_token(&self) -> std::result::Result<Secret, &'static str> {
        let record = &self.loaded.record;
        let Some(refresh) = &record.refresh else {
            return Err(match record.generation {
                0 => NOBODY,
                _ => "the last sign-in brought no refresh token",
            });
        };
        if refresh.refused {
            return Err(REFUSED);
        }
        // A refresh token of another client id is never sent under this one.
        if self.refresh_token_is_anothers() {
            return Err("the refresh token was given to another client id");
        }
        let unknown = record.intent.as_ref().map_or(0, |intent| intent.attempts);
        if !self.client.sessions().replay.allows_after(unknown) && Step::ReplayPolicy.is_taken() {
            return Err(MUST_NOT_BE_PRESENTED);
        }
        Ok(refresh.token.clone())
    }

    /// Somebody may have replaced the OAuth client's id and secret since this process read them. The
    /// store is asked once.
    fn renew_once(&mut self) -> Result<bool> {
        if std::mem::replace(&mut self.renewed, true) {
            return Ok(false);
        }
        let renewed = self.session.renew_client(self.deadline)?;
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

    fn by_refresh_token(mut self, token: &Secret) -> Result<Arc<Published>> {
        let before = self.loaded.record.clone();
        let record = &mut self.loaded.record;
        let host = self.session.store().host();
        let intent = Intent::new(
            record.intent.as_ref(),
            record.generation,
            token,
            &Moment::now(),
        );
        let intent = intent.on(host);
        if intent.attempts > 1 {
            record.counters.replays += 1;
        }
        if Step::Intent.is_taken() {
            record.intent = Some(intent);
        }
        let grant = Grant::Refresh {
            refresh_token: token,
        };
        self.exchange(&grant, Some(&before), |mut attempt, error| {
            let verdict = outcome::verdict(&error);
            if verdict == Verdict::Refused {
                return attempt.refused(&error);
            }
            if verdict.leaves_token_untouched() {
                attempt.loaded.record.leave_untouched(Some(&before));
            }
            if verdict == Verdict::Postponed {
                if let Some(intent) = &mut attempt.loaded.record.intent {
                    intent.was_postponed();
                }
            }
            let is_for_good = verdict == Verdict::Unknown
                && attempt.usable_refresh_token().is_err()
                && !matches!(attempt.saved_password(), Ok(Some(_)));
            if is_for_good {
                // Waiting mends nothing.
                let why = format!("{MUST_NOT_BE_PRESENTED}: {error}");
                let required = attempt.sign_in_required(&why);
                return attempt.failed(error, verdict).or(required);
            }
            attempt.failed(error, verdict)
        })
    }

    /// The server refused the refresh token.
    fn refused(self, error: &Error) -> Result<Arc<Published>> {
        self.session.audit(Act::Lost, None, Some(error));
        self.goes_on_without(error.server_answer())
    }

    /// Before anything else is tried: what comes of that may never be written.
    fn goes_on_without(mut self, refusal: Option<ServerAnswer>) -> Result<Arc<Published>> {
        self.loaded.record.refuse(refusal);
        if !self.write_down() {
            // Another host has the lease by now, or the disk is full: it is not presented again for that.
            self.state.remember_refused(&self.loaded.record);
        }
        self.by_saved_password(REFUSED)
    }

    fn by_saved_password(self, why: &str) -> Result<Arc<Published>> {
        let username = self.session.username.clone();
        let password = match self.saved_password() {
            Ok(Some(password)) => password,
            Ok(None) if self.loaded.record.kept_answer.is_some() => {
                let why = format!(
                    "{why}; an answer that could not be understood is kept and may hold the next one \
                     (omnifund recover)"
                );
                return self.sign_in_required(&why);
            }
            Ok(None) => return self.sign_in_required(why),
            Err(refused) => return self.sign_in_required(refused),
        };
        let grant = Grant::Password {
            username: &username,
            password: &password,
        };
        self.exchange(&grant, None, |mut attempt, error| {
            if error.kind() != ErrorKind::WrongPassword {
                let verdict = outcome::verdict(&error);
                return attempt.failed(error, verdict);
            }
            attempt.loaded.record.counters.failures += 1;
            // Before anything else: a hundred tills that try it look like an attack.
            attempt.loaded.record.password = Some(SavedPassword {
                password: Secret::from(""),
                refused: true,
            });
            attempt.state.save_password(None);
            attempt.write_down();
            attempt.sign_in_required(PASSWORD_REFUSED)
        })
    }

    /// The password that was saved, in the store or in this process; or that the server refused it.
    fn saved_password(&self) -> std::result::Result<Option<Secret>, &'static str> {
        match &self.loaded.record.password {
            Some(left) if left.refused => {
                self.state.save_password(None);
                Err(PASSWORD_REFUSED)
            }
            Some(left) => Ok(Some(left.password.clone())),
            None => {
                let sign_in = self.loaded.record.sign_in.as_deref();
                Ok(self.state.password_of(sign_in))
            }
        }
    }

    /// One exchange. All that its result needs is made before it, and what it brings is on disk before
    /// anything else is done or said, and before the connection is closed. What announces one that never begins is
    /// taken back: the record is as it was `before`.
    fn exchange(
        mut self,
        grant: &Grant<'_>,
        before: Option<&Record>,
        otherwise: impl FnOnce(Self, Error) -> Result<Arc<Published>>,
    ) -> Result<Arc<Published>> {
        self.enough_time()?;
        let now = Moment::now();
        let client_pause = ClientPause::of(&self.client, self.session.store(), self.deadline);
        if let Err(paused) = client_pause.blocked(&now) {
            let is_renewed = self.renew_once().unwrap_or(false);
            self.loaded.record.leave_untouched(before);
            // No pause of theirs, and maybe no token.
            return if is_renewed { self.run() } else { Err(paused) };
        }
        let _in_flight = inflight::begin(self.deadline)?;
        self.loaded.record.counters.exchanges += 1;
        let Loaded { record, version } = &self.loaded;
        let announced = self.lease.save_before_exchange(*version, record);
        let is_announced = announced.is_ok();
        // To write that may have taken its time, or this machine stood still.
        let begins = announced.and_then(|version| {
            self.loaded.version = version;
            self.enough_time()
        });
        if let Err(error) = begins {
            if let Some(before) = before.filter(|_| Step::TakenBack.is_taken()) {
                self.take_back(before, is_announced);
            }
            return Err(error);
        }
        if self.loaded.record.generation > 0 {
            self.client.note_that_it_answers();
        }
        let sent_at = Moment::now();
        let by_refresh = matches!(grant, Grant::Refresh { .. });
        let _lines_wait = log::hold_all();
        let user = Some(self.session.username.as_str());
        let within = self.lease.within(self.deadline);
        let answered = self.client.exchange(grant, user, within);
        if !by_refresh {
            let error = answered.as_ref().err().map(|not| &not.error);
            self.session
                .audit(Act::SignIn, Some(BY_SAVED_PASSWORD), error);
        }
        match answered {
            Ok(exchanged) => {
                let record = &mut self.loaded.record;
                let client_id = self.client.client_id();
                match grant {
                    Grant::Refresh { .. } => {
                        record.refreshed(&exchanged.token, client_id, sent_at.clone());
                    }
                    _ => record.signed_in(&exchanged.token, client_id, sent_at.clone()),
                }
                if let Some(unread) = &exchanged.unread {
                    record.keep(Kept::new(unread, client_id, sent_at, by_refresh));
                }
                let kept = keep(self.session, self.state, self.lease, self.loaded);
                client_pause.taken();
                kept
            }
            Err(NotAnswered { error, unread }) => {
                if let Some(unread) = unread {
                    let kept = Kept::new(&unread, self.client.client_id(), sent_at, by_refresh);
                    self.loaded.record.keep(kept);
                }
                // Where the store does not say, the server's words are told.
                let is_clients = outcome::verdict(&error) == Verdict::Client;
                if is_clients && self.renew_once().unwrap_or(false) {
                    self.loaded.record.leave_untouched(before);
                    // On disk the token is being presented still, and the next try may end before it begins.
                    self.write_down();
                    return self.run();
                }
                otherwise(self, error)
            }
        }
    }

    /// No request follows its announcement. Where that failed, the store may have taken it all the same; where it fails
    /// again, whoever finds it can't know that nothing was sent.
    fn take_back(&mut self, before: &Record, is_announced: bool) {
        if is_announced {
            self.loaded.record = before.clone();
            self.write_down();
            return;
        }
        if let Err(error) = self.lease.take_back(self.loaded.version, before) {
            self.say_unwritten(&error);
        }
    }

    /// A failure is written down for all processes; where even that fails, the failure itself is told.
    fn failed(mut self, error: Error, verdict: Verdict) -> Result<Arc<Published>> {
        let now = Moment::now();
        let record = &mut self.loaded.record;
        record.fail(&error, verdict, &now);
        if let Some((_, remaining)) = record.pause(&now) {
            self.state.pause(remaining, &now);
        }
        self.session
            .say(LogLevel::Warn, "failed", "no new pair", &error);
        self.write_down();
        if verdict == Verdict::Client {
            ClientPause::of(&self.client, self.session.store(), self.deadline)
                .refused(&error, &now);
        }
        Err(error)
    }

    /// With what the server said when it refused, whoever heard it.
    fn sign_in_required(&self, why: &str) -> Result<Arc<Published>> {
        let error = sign_in_required(&self.session.username, why);
        let refresh = self.loaded.record.refresh.as_ref();
        Err(match refresh.and_then(|refresh| refresh.refusal.clone()) {
            Some(refusal) => error.answered(refusal),
            None => error,
        })
    }

    /// Writes the record as it is now, into the reserve that was made for a pair. Tells whether all find it.
    fn write_down(&mut self) -> bool {
        let Loaded { record, version } = &self.loaded;
        let before = *version;
        let mut written = self.lease.save_after_exchange(before, record);
        if written.is_err() && record.kept_answer.is_some() {
            // A full disk takes the failure all the same.
            let without = Record {
                kept_answer: None,
                ..record.clone()
            };
            written = self.lease.save_after_exchange(before, &without);
        }
        // What comes next stands on it.
        self.loaded.version = *written.as_ref().unwrap_or(&before);
        let settled = written.and_then(|_| self.lease.settle());
        settled
            .inspect_err(|error| self.say_unwritten(error))
            .is_ok()
    }

    fn say_unwritten(&self, error: &Error) {
        let what = "that can't be written down";
        self.session.say(LogLevel::Error, "unwritten", what, error);
    }

    fn enough_time(&self) -> Result<()> {
        self.lease.must_last()?;
        let (budget, usual) = (self.deadline.budget(), self.client.budget());
        let Some(needed) = budget::needed(budget, usual) else {
            let problem = format!(
                "session of {}: a budget of {} ms is never enough for an exchange, which takes {} ms at least",
                self.session.username,
                budget.as_millis(),
                budget::shortest(usual).as_millis()
            );
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        };
        if self.deadline.remaining() >= needed {
            return Ok(());
        }
        Err(self
            .session
            .busy("no time is left in the call's budget for an exchange"))
    }
}
