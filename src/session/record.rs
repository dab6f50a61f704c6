//! What a store keeps of a session.

use std::time::Duration;

use ring::digest;
use serde::{Deserialize, Serialize};

use super::kept_answer::Kept;
use super::life::{ASSUMED_LIFE, Thresholds};
use crate::clock::{Moment, jitter};
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;
use crate::secret::{Secret, sealed};
use crate::token::TokenSet;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A token that is rejected younger than this, and than a fifth of its life, was not rejected for its age.
const YOUNG: Duration = Duration::from_secs(60);

/// A session, as it is sealed. A field that an older library does not know is lost when that library
/// writes, so new ones come with a new version of the envelope.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) base_url: String,
    /// The client id under which the OAuth client was first saved or used.
    pub(super) client: String,
    pub(super) username: String,
    /// Counts the changes of the pair.
    pub(super) generation: u64,
    pub(super) signed_out: bool,
    pub(super) access: Option<Access>,
    pub(super) refresh: Option<Refresh>,
    /// When the pair last changed.
    pub(super) rotated: Option<Moment>,
    pub(super) intent: Option<Intent>,
    pub(super) failing: Option<Failing>,
    pub(super) password: Option<LeftPassword>,
    /// The last answer that could not be understood.
    #[serde(default)]
    pub(super) kept_answer: Option<Kept>,
    /// How many access tokens in a row were rejected soon after their issue.
    #[serde(default)]
    pub(super) young_rejections: u32,
    #[serde(default)]
    pub(super) counters: Counters,
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
    /// Refresh tokens that the server refused: each was a session's end, unless a password was left.
    pub lost: u64,
    /// Pairs that the store would not take at first.
    pub unsaved: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Access {
    #[serde(with = "sealed")]
    pub(super) token: Secret,
    token_type: Option<String>,
    scope: Option<String>,
    left: Moment,
    expires_in: Option<i64>,
    /// The application saw a 401 with it.
    pub(super) rejected: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Refresh {
    #[serde(with = "sealed")]
    pub(super) token: Secret,
    /// Under which client id it was given: it is never sent under another.
    pub(super) client_id: String,
    /// The server said `invalid_grant` to it.
    pub(super) dead: bool,
}

/// On disk before the first byte of a refresh leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Intent {
    pub(super) generation: u64,
    hash: String,
    at: Moment,
    /// How often the token was presented without an answer, with the attempt that may be under way.
    pub(super) attempts: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Failing {
    pub(super) since: Moment,
    pub(super) in_a_row: u32,
    last: Moment,
    pause_ms: u64,
    /// The OAuth client was refused: waiting does not mend it.
    configuration: bool,
    what: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct LeftPassword {
    #[serde(with = "sealed")]
    pub(super) password: Secret,
    /// The server refused it: no process sends it again until a new sign-in.
    pub(super) dead: bool,
}

impl Access {
    pub(super) fn new(token: &TokenSet, left: Moment) -> Self {
        Self {
            token: token.access_token().clone(),
            token_type: token.token_type().map(str::to_owned),
            scope: token.scope().map(str::to_owned),
            left,
            expires_in: token.expires_in(),
            rejected: false,
        }
    }

    /// One that was got elsewhere; only its end is known. It is at most as far away as a new token's:
    /// to a machine in 1970 it would be decades.
    pub(super) fn adopted(token: Secret, expires_at: i64, now: &Moment) -> Self {
        let left = expires_at.saturating_sub(now.unix_seconds());
        let longest = i64::try_from(ASSUMED_LIFE.as_secs()).unwrap_or(i64::MAX);
        Self {
            token,
            token_type: None,
            scope: None,
            left: now.clone(),
            expires_in: Some(left.min(longest)),
            rejected: false,
        }
    }

    pub(super) fn thresholds(&self, now: &Moment) -> Thresholds {
        Thresholds::of(&self.left, self.life(), now)
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
            self.left.wall_time(),
        )
    }

    fn is_young(&self, now: &Moment) -> bool {
        let young = YOUNG.min(self.life() / 5);
        self.left.elapsed(now).is_some_and(|age| age < young)
    }
}

impl Intent {
    pub(super) fn new(record: &Record, refresh: &Secret, now: &Moment) -> Self {
        let hash = fingerprint(refresh);
        let before = record.intent.as_ref().filter(|intent| intent.hash == hash);
        Self {
            generation: record.generation,
            attempts: before.map_or(0, |intent| intent.attempts) + 1,
            at: now.clone(),
            hash,
        }
    }

    /// The server did not look at the token: this attempt is none whose outcome is unknown. The intent
    /// stays, since that is likely and not sure.
    pub(super) fn was_postponed(&mut self) {
        self.attempts = self.attempts.saturating_sub(1);
    }
}

impl Record {
    /// Why nothing can be asked of the server now.
    pub(super) fn blocked(&self, now: &Moment) -> Result<()> {
        if self.signed_out {
            return Err(sign_in_required(
                &self.username,
                "the session is signed out",
            ));
        }
        let Some(failing) = &self.failing else {
            return Ok(());
        };
        // Where the time that has passed can't be told, it is not waited for.
        let passed = failing.last.elapsed(now).unwrap_or(Duration::MAX);
        let left = Duration::from_millis(failing.pause_ms).saturating_sub(passed);
        if left.is_zero() {
            return Ok(());
        }
        let kind = if failing.configuration {
            ErrorKind::StillRefused
        } else {
            ErrorKind::BackingOff
        };
        let words = format!(
            "{} failures in a row, the last one: {}",
            failing.in_a_row, failing.what
        );
        Err(Error::new(kind, words).after(Some(rounded_up(left))))
    }

    /// The pair of a successful exchange takes the place of the one before.
    pub(super) fn rotate(&mut self, token: &TokenSet, client_id: &str, left: Moment) {
        self.generation += 1;
        self.signed_out = false;
        self.access = Some(Access::new(token, left.clone()));
        if let Some(refresh) = token.refresh_token() {
            self.refresh = Some(Refresh {
                token: refresh.clone(),
                client_id: client_id.to_owned(),
                dead: false,
            });
        }
        self.rotated = Some(left);
        self.intent = None;
        self.failing = None;
        self.kept_answer = None;
    }

    /// A failure: the next try comes after a pause that doubles, or after as long as the server said.
    pub(super) fn fail(&mut self, error: &Error, configuration: bool, now: &Moment) {
        let in_a_row = self.failing.as_ref().map_or(0, |failing| failing.in_a_row) + 1;
        self.counters.failures += 1;
        let pause = error.asked_to_wait().unwrap_or_else(|| pause(in_a_row));
        self.pause(in_a_row, pause, error.to_string(), configuration, now);
    }

    fn pause(
        &mut self,
        in_a_row: u32,
        pause: Duration,
        what: String,
        configuration: bool,
        now: &Moment,
    ) {
        let since = self.failing.take().map(|failing| failing.since);
        self.failing = Some(Failing {
            since: since.unwrap_or_else(|| now.clone()),
            in_a_row,
            last: now.clone(),
            pause_ms: u64::try_from(pause.as_millis()).unwrap_or(u64::MAX),
            configuration,
            what,
        });
    }

    /// The application saw a 401 with the access token. One that was rejected soon after its issue,
    /// and the one before it too, makes a pause as any other failure: a gateway that refuses all must
    /// not make a storm of refreshes.
    pub(super) fn reject(&mut self, now: &Moment) {
        let Some(access) = &mut self.access else {
            return;
        };
        access.rejected = true;
        if !access.is_young(now) {
            self.young_rejections = 0;
            return;
        }
        self.young_rejections = self.young_rejections.saturating_add(1);
        let again = self.young_rejections - 1;
        if again > 0 {
            let words = "access tokens are rejected soon after their issue".into();
            self.pause(again, pause(again), words, false, now);
        }
    }
}

fn pause(in_a_row: u32) -> Duration {
    let doubled = FIRST_PAUSE * 2u32.saturating_pow(in_a_row.saturating_sub(1).min(16));
    let jittered = 0.75 + f64::from(jitter()) / f64::from(u16::MAX) / 2.0;
    doubled.min(LONGEST_PAUSE).mul_f64(jittered)
}

/// To whole seconds: "wait 0 s" would be an invitation.
fn rounded_up(left: Duration) -> Duration {
    Duration::from_secs(left.as_secs() + u64::from(left.subsec_nanos() > 0))
}

pub(super) fn sign_in_required(username: &str, why: &str) -> Error {
    Error::new(
        ErrorKind::SignInRequired,
        format!("session of {username}: {why}"),
    )
}

/// Names a token without telling it.
pub(super) fn fingerprint(token: &Secret) -> String {
    let hash = digest::digest(&digest::SHA256, token.expose().as_bytes());
    hex(&hash.as_ref()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_one_second_to_a_minute_with_jitter() {
        for (in_a_row, middle) in [(1, 1.0), (2, 2.0), (4, 8.0), (7, 60.0), (1000, 60.0)] {
            let seconds = pause(in_a_row).as_secs_f64();
            assert!(
                (0.74 * middle..=1.26 * middle).contains(&seconds),
                "{in_a_row}: {seconds}"
            );
        }
    }

    #[test]
    fn an_intent_counts_its_attempts_with_one_token_and_begins_anew_with_another() {
        let now = Moment::at("boot", 0, 0);
        let mut record = Record::default();
        let token = Secret::from("one");
        record.intent = Some(Intent::new(&record, &token, &now));
        record.intent = Some(Intent::new(&record, &token, &now));
        assert_eq!(record.intent.as_ref().unwrap().attempts, 2);
        let other = Intent::new(&record, &Secret::from("other"), &now);
        assert_eq!(other.attempts, 1);
    }

    #[test]
    fn one_young_rejection_is_free_and_the_next_ones_wait_ever_longer() {
        let now = Moment::at("boot", 0, 0);
        let mut record = Record::default();
        let mut pauses = Vec::new();
        for _ in 0..5 {
            let token = TokenSet::of_session("a".into(), None, None, Some(3600), now.wall_time());
            record.rotate(&token, "1_a", now.clone());
            record.reject(&now);
            pauses.push(
                record
                    .failing
                    .as_ref()
                    .map_or(0, |failing| failing.pause_ms),
            );
        }
        assert_eq!(pauses[0], 0);
        for (pause, middle) in pauses[1..].iter().zip([1000, 2000, 4000, 8000]) {
            assert!(
                (middle * 74 / 100..=middle * 126 / 100).contains(pause),
                "{pauses:?}"
            );
        }
    }

    #[test]
    fn a_back_off_blocks_until_its_end_and_not_where_time_can_not_be_told() {
        let mut record = Record::default();
        let error = Error::new(ErrorKind::RateLimited, "no").after(Some(Duration::from_secs(7)));
        record.fail(&error, false, &Moment::at("boot", 0, 100_000));
        let blocked = record.blocked(&Moment::at("boot", 1500, 0)).unwrap_err();
        assert_eq!(blocked.kind(), ErrorKind::BackingOff);
        assert_eq!(blocked.retry_after(), Duration::from_secs(6));
        record.blocked(&Moment::at("boot", 7000, 0)).unwrap();
        record.blocked(&Moment::at("another", 0, 40_000)).unwrap();
    }
}
