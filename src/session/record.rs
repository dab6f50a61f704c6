//! What a store keeps of a session.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::expiry::{ASSUMED_LIFE, Thresholds, counted_good};
use super::failing::{self, A_MINUTE, Failing, as_asked, back_off, rounded_up};
use super::intent::{Intent, fingerprint};
use super::kept::Kept;
use super::outcome::Verdict;
use super::rejection::{YoungRejections, is_young};
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result, ServerAnswer};
use crate::secret::{Secret, sealed};
use crate::steps::Step;
use crate::store::Content;
use crate::token::TokenSet;

/// A session, as it is sealed. A field of this level that an older library does not know it hands on; below it, of each
/// object that it leaves as it was. So what must outlive a change of its neighbours, as a counter must, stands here.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) base_url: String,
    /// The client id under which the OAuth client was first saved or used.
    pub(super) client: String,
    pub(super) username: String,
    /// Counts the changes of the pair.
    pub(super) generation: u64,
    pub(super) signed_out: bool,
    pub(super) access: Option<StoredAccessToken>,
    pub(super) refresh: Option<Refresh>,
    /// When the pair last changed.
    pub(super) rotated: Option<Moment>,
    pub(super) intent: Option<Intent>,
    pub(super) failing: Option<Failing>,
    pub(super) password: Option<SavedPassword>,
    /// Names the sign-in by password that said what becomes of passwords: one in a process's memory belongs to it, and is
    /// worth nothing behind another one or a sign-out.
    #[serde(default)]
    pub(super) sign_in: Option<String>,
    /// The last answer that could not be understood.
    #[serde(default)]
    pub(super) kept_answer: Option<Kept>,
    #[serde(default)]
    pub(super) young_rejections: Option<YoungRejections>,
    #[serde(default)]
    pub(super) counters: Counters,
    /// It is being moved to another store, or was: nobody refreshes with it here.
    #[serde(default)]
    pub(super) moving: Option<String>,
    /// By which move it came from another store.
    #[serde(default)]
    pub(super) came_by: Option<String>,
}

/// What has happened to a session since it began, in all processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Counters {
    /// Requests to the token endpoint.
    pub exchanges: u64,
    /// Exchanges that brought no new pair.
    pub failures: u64,
    /// Calls that waited for another process or thread.
    pub waits: u64,
    /// Refresh tokens that were presented again after an unknown outcome.
    pub replays: u64,
    /// Refresh tokens that the server refused: each was a session's end, unless a password was saved.
    pub lost: u64,
    /// Pairs that the store would not take at first.
    pub unsaved: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredAccessToken {
    #[serde(with = "sealed")]
    pub(super) token: Secret,
    token_type: Option<String>,
    scope: Option<String>,
    sent_at: Moment,
    expires_in: Option<i64>,
    /// The application saw a 401 with it.
    pub(super) rejected: bool,
    /// It was got elsewhere: of its life the rest is known, and not the whole.
    #[serde(default)]
    adopted: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Refresh {
    #[serde(with = "sealed")]
    pub(super) token: Secret,
    /// Under which client id it was given: it is never sent under another.
    pub(super) client_id: String,
    /// The server said `invalid_grant` to it.
    pub(super) refused: bool,
    /// With these words.
    #[serde(default)]
    pub(super) refusal: Option<ServerAnswer>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SavedPassword {
    #[serde(with = "sealed")]
    pub(super) password: Secret,
    /// The server refused it: no process sends it again until a new sign-in.
    pub(super) refused: bool,
}

impl StoredAccessToken {
    pub(super) fn new(token: &TokenSet, sent_at: Moment) -> Self {
        Self {
            token: token.access_token().clone(),
            token_type: token.token_type().map(str::to_owned),
            scope: token.scope().map(str::to_owned),
            sent_at,
            // 0 or less is no lifetime (RFC 6749 §5.1): nobody knows what was meant.
            expires_in: token.expires_in().filter(|seconds| *seconds > 0),
            rejected: false,
            adopted: false,
        }
    }

    /// One that was got elsewhere; only its end is known. It is at most as far away as a new token's:
    /// to a machine in 1970 it would be decades.
    pub(super) fn adopted(token: Secret, expires_at: i64, now: &Moment) -> Self {
        let remaining = expires_at.saturating_sub(now.unix_seconds());
        let longest = i64::try_from(ASSUMED_LIFE.as_secs()).unwrap_or(i64::MAX);
        Self {
            token,
            token_type: None,
            scope: None,
            sent_at: now.clone(),
            expires_in: Some(remaining.min(longest)),
            rejected: false,
            adopted: true,
        }
    }

    /// For how many seconds it counted as good when it was new, where that is known.
    pub(super) fn counted_good(&self) -> Option<i64> {
        (!self.adopted).then(|| counted_good(self.life()))
    }

    pub(super) fn thresholds(&self, now: &Moment) -> Thresholds {
        Thresholds::of(&self.sent_at, self.life(), now)
    }

    fn life(&self) -> Duration {
        self.expires_in.map_or(ASSUMED_LIFE, |seconds| {
            Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
        })
    }

    /// Without its refresh token: a session never gives that away.
    pub(super) fn token_set(&self) -> TokenSet {
        TokenSet::of_session(
            self.token.clone(),
            self.token_type.clone(),
            self.scope.clone(),
            self.expires_in,
            self.sent_at.wall_time(),
        )
    }

    fn is_young(&self, now: &Moment) -> bool {
        let age = self.sent_at.elapsed(now);
        age.is_some_and(|age| is_young(age, self.life()))
    }
}

impl Content for Record {
    /// By generation and refresh token: the same token can come in a later generation.
    fn pair(&self) -> String {
        let refresh = self.refresh.as_ref();
        let token = refresh.map_or("", |refresh| refresh.token.expose());
        fingerprint(&Secret::from(format!("{} {token}", self.generation)))
    }
}

impl Record {
    /// Why nothing can be asked of the server now.
    pub(super) fn blocked(&self, now: &Moment) -> Result<()> {
        if self.signed_out {
            let why = match self.moving {
                Some(_) => "the session was moved to another store",
                None => "the session is signed out",
            };
            return Err(sign_in_required(&self.username, why));
        }
        let Some((failing, remaining)) = self.pause(now) else {
            return Ok(());
        };
        let kind = if failing.configuration {
            ErrorKind::StillRefused
        } else {
            ErrorKind::BackingOff
        };
        let words = format!(
            "{} failures in a row, the last one: {}",
            failing.in_a_row, failing.what
        );
        Err(Error::new(kind, words).after(Some(rounded_up(remaining))))
    }

    /// Whether another host announced that it presents the refresh token, and did not say what came of it: it may
    /// have the next one in its journal.
    pub(super) fn is_at_another(&self, host: Option<&str>) -> bool {
        let intent = self.intent.as_ref().filter(|intent| intent.attempts > 0);
        host.is_some() && intent.is_some_and(|intent| intent.host.as_deref() != host)
    }

    /// The pause that is running, and how much of it is left.
    pub(super) fn pause(&self, now: &Moment) -> Option<(&Failing, Duration)> {
        let failing = self.failing.as_ref()?;
        failing.remaining(now).map(|remaining| (failing, remaining))
    }

    /// The pair of a refresh takes the place of the one before. Where no refresh token came, the one
    /// before stays good (RFC 6749 §6).
    pub(super) fn refreshed(&mut self, token: &TokenSet, client_id: &str, sent_at: Moment) {
        if self.access.as_ref().is_some_and(|access| !access.rejected) {
            self.end_row_of_rejections(&sent_at);
        }
        let before = self.refresh.take();
        self.put(token, client_id, sent_at);
        if self.refresh.is_none() {
            self.refresh = before;
        }
    }

    /// The pair of a sign-in. Where no refresh token came there is none: the one before may be another
    /// user's.
    pub(super) fn signed_in(&mut self, token: &TokenSet, client_id: &str, sent_at: Moment) {
        self.young_rejections = None;
        self.put(token, client_id, sent_at);
    }

    fn put(&mut self, token: &TokenSet, client_id: &str, sent_at: Moment) {
        self.generation += 1;
        self.signed_out = false;
        self.moving = None;
        self.access = Some(StoredAccessToken::new(token, sent_at.clone()));
        self.refresh = token.refresh_token().map(|refresh| Refresh {
            token: refresh.clone(),
            client_id: client_id.to_owned(),
            refused: false,
            refusal: None,
        });
        self.rotated = Some(sent_at);
        self.intent = None;
        self.failing = None;
        self.kept_answer = None;
    }

    /// Its refresh token was not looked at. What an earlier attempt left, whose outcome is unknown, stays.
    pub(super) fn leave_untouched(&mut self, before: Option<&Self>) {
        if let Some(before) = before {
            self.intent.clone_from(&before.intent);
            self.counters.replays = before.counters.replays;
        }
    }

    /// The server refused the refresh token, in these words.
    pub(super) fn refuse(&mut self, refusal: Option<ServerAnswer>) {
        if let Some(refresh) = &mut self.refresh {
            refresh.refused = Step::RefusalKept.is_taken();
            refresh.refusal = refusal;
        }
        self.counters.lost += 1;
        self.counters.failures += 1;
        self.intent = None;
    }

    /// A failure: the next try comes after a pause that doubles, or after as long as the server said.
    pub(super) fn fail(&mut self, error: &Error, verdict: Verdict, now: &Moment) {
        self.counters.failures += 1;
        let before = self.failing.take();
        let own = back_off(failing::one_more(before.as_ref()), A_MINUTE);
        let pause = match error.asked_to_wait() {
            // What an OAuth client is refused for is a pause of that client.
            _ if verdict == Verdict::Client => Duration::ZERO,
            Some(asked) => as_asked(asked, own),
            None => own,
        };
        let is_configuration = matches!(verdict, Verdict::Configuration | Verdict::Client);
        let what = error.to_string();
        let failing = Failing::again(before.as_ref(), pause, what, is_configuration, now);
        self.failing = Some(failing).filter(|_| Step::BackOff.is_taken());
    }

    /// Ends it where the token lived.
    fn end_row_of_rejections(&mut self, now: &Moment) {
        let age = self
            .access
            .as_ref()
            .and_then(|access| access.sent_at.elapsed(now));
        let (Some(age), Some(row)) = (age, &self.young_rejections) else {
            return;
        };
        let is_young = self
            .access
            .as_ref()
            .is_some_and(|access| access.is_young(now));
        if !is_young && row.are_over(age) {
            self.young_rejections = None;
        }
    }

    /// The application saw a 401 with the access token; tells whether that is believed.
    pub(super) fn reject(&mut self, now: &Moment) -> bool {
        let Some(access) = &self.access else {
            return false;
        };
        let is_young = access.is_young(now);
        self.end_row_of_rejections(now);
        if is_young || self.young_rejections.is_some() {
            match YoungRejections::again(self.young_rejections.as_ref(), now) {
                Some(again) => self.young_rejections = Some(again),
                None => return false,
            }
        }
        if let Some(access) = &mut self.access {
            access.rejected = true;
        }
        true
    }
}

pub(super) const NOBODY: &str = "nobody has signed in yet";

pub(super) fn sign_in_required(username: &str, why: &str) -> Error {
    Error::new(
        ErrorKind::SignInRequired,
        format!("session of {username}: {why}"),
    )
}

#[cfg(test)]
mod tests;
