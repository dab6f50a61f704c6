//! The sessions of a store for Prometheus, in its text format, version 0.0.4.

use std::fmt::{self, Write as _};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::session::{SessionStatus, Standing};
use crate::store::Store;
use crate::words;

/// The sessions' lines are no longer than this, in bytes: ten thousand sessions with usual names. A store with more of them
/// has its first ones told, in the order of its records, and all of them counted.
const LONGEST: usize = 31 * 1024 * 1024;
/// What a series has beside its labels: its name, its value and a few signs.
const BESIDE_LABELS: usize = 80;
/// So many problems are kept word by word; all are counted.
const MOST_PROBLEMS: usize = 100;

/// A metric of a session: its name, what it says, and where it is read. One that only grows ends in `_total`.
type Metric = (&'static str, &'static str, fn(&SessionStatus) -> i64);

static OF_A_SESSION: [Metric; 15] = [
    (
        "omnifund_session_signed_in",
        "1 where there is a pair that the server has not refused.",
        |status| i64::from(status.signed_in),
    ),
    (
        "omnifund_session_signed_out",
        "1 where the user signed out, or the tokens were given away: nobody needs to sign in.",
        |status| i64::from(status.signed_out),
    ),
    (
        "omnifund_session_refused",
        "1 where the server refused the refresh token, and nobody has signed in since.",
        |status| i64::from(status.refused),
    ),
    (
        "omnifund_session_access_token_seconds_left",
        "How long the access token counts as good.",
        |status| status.seconds_left,
    ),
    (
        "omnifund_session_last_rotation_timestamp_seconds",
        "When the pair last changed.",
        |status| status.last_rotation.unwrap_or(0),
    ),
    (
        "omnifund_session_refresh_token_end_timestamp_seconds",
        "When the refresh token presumably ends; 0 where there is none.",
        |status| status.refresh_token_ends.unwrap_or(0),
    ),
    (
        "omnifund_session_failing_since_timestamp_seconds",
        "Since when tries fail; 0 where they don't.",
        |status| status.failing_since.unwrap_or(0),
    ),
    (
        "omnifund_session_failures_in_a_row",
        "How many tries failed in a row.",
        |status| i64::from(status.failures_in_a_row),
    ),
    (
        "omnifund_session_kept_answer_timestamp_seconds",
        "When an answer was asked for that could not be understood and is kept; 0 where there is none.",
        |status| status.kept_answer.unwrap_or(0),
    ),
    (
        "omnifund_session_exchanges_total",
        "Requests to the token endpoint.",
        |status| number(status.counters.exchanges),
    ),
    (
        "omnifund_session_failures_total",
        "Exchanges that brought no new pair.",
        |status| number(status.counters.failures),
    ),
    (
        "omnifund_session_waits_total",
        "Calls that waited for another process.",
        |status| number(status.counters.waits),
    ),
    (
        "omnifund_session_replays_total",
        "Refresh tokens presented again after an unknown outcome.",
        |status| number(status.counters.replays),
    ),
    (
        "omnifund_session_lost_total",
        "Refresh tokens that the server refused.",
        |status| number(status.counters.lost),
    ),
    (
        "omnifund_session_unsaved_total",
        "Pairs that the store would not take at first.",
        |status| number(status.counters.unsaved),
    ),
];

static OF_A_STORE: [(&str, &str); 4] = [
    (
        "omnifund_store_readable",
        "1 where the store's sessions could be listed.",
    ),
    (
        "omnifund_store_damaged_records",
        "Records that can't be read: damaged, sealed with another key, or not this user's to read.",
    ),
    (
        "omnifund_store_untold_sessions",
        "Sessions of a large store that have no series of their own.",
    ),
    (
        "omnifund_store_free_bytes",
        "Space on the store's file system for whoever is not root.",
    ),
];

/// How a store and its sessions stood when they were asked, as Prometheus reads it.
pub struct Metrics {
    text: String,
    problems: Vec<Error>,
}

impl Metrics {
    /// The `Content-Type` to serve it with.
    pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

    /// In Prometheus' text format, version 0.0.4: every metric once with its HELP and TYPE, and a line for each
    /// session with the labels `store`, `base_url`, `client` (its name, or its id), `client_id` and `user`. No
    /// longer than 32 MiB, which are ten thousand sessions with usual names; of a larger store
    /// `omnifund_store_untold_sessions` says how many are left out, and `omnifund_store_sessions` counts all.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why records can't be read, or the store: in the text they are numbers. A hundred of them at most.
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// The problems themselves.
    pub fn into_problems(self) -> Vec<Error> {
        self.problems
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics")
            .field("length", &self.text.len())
            .field("problems", &self.problems)
            .finish()
    }
}

impl Store {
    /// How the store and all of its sessions stand, whatever their OAuth client, for Prometheus. It never fails:
    /// what can't be read is a number in the text, and one of its problems. `config` is as for
    /// [`Store::standings`]. Blocks on the file system only.
    ///
    /// ```
    /// let store = omnifund::Store::in_memory()?;
    /// let metrics = store.metrics(None);
    /// assert!(metrics.text().contains("omnifund_store_sessions"));
    /// assert!(metrics.problems().is_empty());
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    pub fn metrics(&self, config: Option<&Config>) -> Metrics {
        self.metrics_of(config, |_| true)
    }

    /// How the store and those of its sessions that are wanted stand, for Prometheus.
    pub fn metrics_of(
        &self,
        config: Option<&Config>,
        mut is_wanted: impl FnMut(&Standing) -> bool,
    ) -> Metrics {
        let mut read = Read::new(self);
        let listed = self.standings(config, |standing| {
            if standing.as_ref().map_or(true, &mut is_wanted) {
                read.take(standing);
            }
        });
        read.end(listed, self.free_space())
    }
}

/// What was read so far: of each session the labels, and how it stands.
#[derive(Default)]
struct Read {
    /// The label that all series have.
    store: String,
    rows: Vec<(String, SessionStatus)>,
    in_state: [i64; 4],
    untold: i64,
    /// How long the rows will be in the text.
    length: usize,
    damaged: i64,
    problems: Vec<Error>,
}

impl Read {
    fn new(store: &Store) -> Self {
        let mut read = Self::default();
        match store.place() {
            Some(place) => add_label(&mut read.store, "store", &place.to_string_lossy()),
            None => add_label(&mut read.store, "store", "memory"),
        }
        read
    }

    fn take(&mut self, standing: Result<Standing>) {
        let standing = match standing {
            Ok(standing) => standing,
            Err(problem) => {
                self.damaged += 1;
                return self.tell(problem);
            }
        };
        let state = standing.status.state();
        let counts = SessionStatus::STATES.iter().zip(&mut self.in_state);
        counts
            .filter(|(name, _)| **name == state)
            .for_each(|(_, count)| *count += 1);
        let mut labels = self.store.clone();
        for (name, value) in [
            ("base_url", &*standing.base_url),
            ("client", standing.client()),
            ("client_id", &standing.client_id),
            ("user", &standing.username),
        ] {
            add_label(&mut labels, name, value);
        }
        let length = self.length + OF_A_SESSION.len() * (labels.len() + BESIDE_LABELS);
        if length > LONGEST {
            self.untold += 1;
            return;
        }
        self.length = length;
        self.rows.push((labels, standing.status));
    }

    fn tell(&mut self, problem: Error) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn end(&mut self, listed: Result<()>, free: Option<u64>) -> Metrics {
        let is_readable = listed.is_ok();
        if let Err(problem) = listed {
            self.tell(problem);
        }
        let of_the_store = [
            i64::from(is_readable),
            self.damaged,
            self.untold,
            free.map_or(-1, number),
        ];
        let mut text = String::with_capacity(self.length);
        for ((name, help), value) in OF_A_STORE.iter().zip(&of_the_store) {
            if *value >= 0 {
                begin(&mut text, name, help);
                sample(&mut text, name, &self.store, *value);
            }
        }
        let name = "omnifund_store_sessions";
        begin(&mut text, name, "Sessions by their state.");
        for (state, count) in SessionStatus::STATES.iter().zip(&self.in_state) {
            let mut labels = self.store.clone();
            add_label(&mut labels, "state", state);
            sample(&mut text, name, &labels, *count);
        }
        for (name, help, read) in &OF_A_SESSION {
            begin(&mut text, name, help);
            for (labels, status) in &self.rows {
                sample(&mut text, name, labels, read(status));
            }
        }
        Metrics {
            text,
            problems: std::mem::take(&mut self.problems),
        }
    }
}

// Writing to a string can't fail.

fn begin(text: &mut String, name: &str, help: &str) {
    let kind = match name.ends_with("_total") {
        true => "counter",
        false => "gauge",
    };
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn sample(text: &mut String, name: &str, labels: &str, value: i64) {
    let _ = writeln!(text, "{name}{{{labels}}} {value}");
}

/// Adds a label, its value escaped as the format has it. What would move a cursor or turn the text round is
/// shown by its number; and then so is each backslash, or two names could become one series.
fn add_label(labels: &mut String, name: &str, value: &str) {
    let comma = if labels.is_empty() { "" } else { "," };
    let _ = write!(labels, "{comma}{name}=\"");
    let shows_numbers = value.contains("\\u{") || value.chars().any(is_hidden);
    for letter in value.chars() {
        match letter {
            '\\' if !shows_numbers => labels.push_str("\\\\"),
            '"' => labels.push_str("\\\""),
            '\n' => labels.push_str("\\n"),
            _ if letter == '\\' || is_hidden(letter) => {
                let _ = write!(labels, "\\\\u{{{:x}}}", u32::from(letter));
            }
            _ => labels.push(letter),
        }
    }
    labels.push('"');
}

/// A line end is shown by the format itself.
fn is_hidden(letter: char) -> bool {
    letter != '\n' && words::is_deceptive(letter)
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_leaves_its_label_moves_a_cursor_or_becomes_another() {
        for (value, shown) in [
            ("a\"} 1\nb{c=\"", r#"a\"} 1\nb{c=\""#),
            ("a\\b", r"a\\b"),
            ("a\u{1b}[2Jb", r"a\\u{1b}[2Jb"),
            ("a\\u{1b}[2Jb", r"a\\u{5c}u{1b}[2Jb"),
            ("a\rb", r"a\\u{d}b"),
            ("\u{202e}eslaf", r"\\u{202e}eslaf"),
        ] {
            let mut labels = String::new();
            add_label(&mut labels, "user", value);
            assert_eq!(labels, format!("user=\"{shown}\""));
        }
    }
}
