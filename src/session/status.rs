//! How a session stands.

use super::Session;
use super::kept::Kept;
use super::record::{Counters, Record};
use super::unsaved;
use crate::clock::Moment;
use crate::config::SessionSettings;
use crate::error::Result;

/// How a session stands, without asking the server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionStatus {
    /// There is a pair, the server has not refused it, and the configuration allows to present its refresh
    /// token ([`Replay`](crate::Replay)).
    pub signed_in: bool,
    /// Signed out here, or the tokens were given away, and nobody has signed in since.
    pub signed_out: bool,
    /// The server refused the refresh token, and nobody has signed in since: the session is lost, and once
    /// its access token ends a human must sign in, unless a password was saved.
    pub refused: bool,
    /// How many seconds the access token counts as good; 0 where there is none.
    pub seconds_left: i64,
    /// How many times the pair has changed.
    pub generation: u64,
    /// When the pair last changed, as a Unix time.
    pub last_rotation: Option<i64>,
    /// When the refresh token presumably ends, as a Unix time: 14 days after it was given, or as
    /// [`Config::set_refresh_lifetime`](crate::Config::set_refresh_lifetime) says.
    pub refresh_token_ends: Option<i64>,
    /// Since when tries fail.
    pub failing_since: Option<i64>,
    /// How many failed in a row.
    pub failures_in_a_row: u32,
    /// The store would not take the newest pair; this process holds it, and tries again with each call.
    pub unsaved: bool,
    /// When an answer was asked for that could not be understood and is kept, as a Unix time: see
    /// [`Session::recover`].
    pub kept_answer: Option<i64>,
    /// What has happened to it, in all processes; waits are told with the next change of the record.
    pub counters: Counters,
}

impl SessionStatus {
    /// All that [`SessionStatus::state`] can be.
    pub const STATES: [&str; 4] = ["signed_in", "signed_out", "lost", "spent"];

    /// In one word: `signed_in`; `signed_out`, which is nobody's trouble; `lost`, since the server refused the
    /// refresh token; or `spent`, where there is none that may be presented, so that a human must sign in.
    pub fn state(&self) -> &'static str {
        let state = match self {
            _ if self.signed_in => 0,
            _ if self.signed_out => 1,
            _ if self.refused => 2,
            _ => 3,
        };
        Self::STATES[state]
    }

    /// As its record has it, under these settings.
    pub(super) fn of(record: &Record, settings: &SessionSettings) -> Self {
        let unknown = record.intent.as_ref().map_or(0, |intent| intent.attempts);
        let may_be_presented = settings.replay.allows_after(unknown);
        let now = Moment::now();
        let access = record.access.as_ref().filter(|access| !access.rejected);
        let rotated = record.rotated.as_ref().map(Moment::unix_seconds);
        let refresh_lifetime =
            i64::try_from(settings.refresh_lifetime.as_secs()).unwrap_or(i64::MAX);
        let failing = record.failing.as_ref();
        Self {
            signed_in: record.is_signed_in() && may_be_presented,
            signed_out: record.signed_out,
            refused: record
                .refresh
                .as_ref()
                .is_some_and(|refresh| refresh.refused),
            seconds_left: access.map_or(0, |access| {
                access.thresholds(&now).seconds_left(now.clocks())
            }),
            generation: record.generation,
            last_rotation: rotated,
            refresh_token_ends: rotated.map(|at| at.saturating_add(refresh_lifetime)),
            failing_since: failing.map(|failing| failing.since.unix_seconds()),
            failures_in_a_row: failing.map_or(0, |failing| failing.in_a_row),
            unsaved: false,
            kept_answer: record.kept_answer.as_ref().map(Kept::unix_seconds),
            counters: record.counters,
        }
    }
}

impl Session {
    /// How the session stands, from the store: no network.
    ///
    /// ```
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// let status = session.status()?;
    /// assert!(!status.signed_in && status.last_rotation.is_none());
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the store.
    pub fn status(&self) -> Result<SessionStatus> {
        unsaved::try_again();
        let unsaved = self.state().unsaved().is_some();
        let record = self.load()?.unwrap_or_default();
        Ok(SessionStatus {
            unsaved,
            ..SessionStatus::of(&record, self.client().sessions())
        })
    }
}
