//! `list` and `status`: how sessions stand, without the network.

use std::fmt::Write as _;

use omnifund::{Client, Cursor, Error, SessionEntry, SessionStatus};
use serde_json::{Value, json};

use crate::arguments::Status;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::{shell, show};

/// `omnifund list`
pub fn list(opened: &Opened, json: bool) -> Result<(), Failure> {
    let (sessions, broken) = all(opened, None)?;
    if json {
        let sessions: Vec<_> = sessions
            .iter()
            .map(|session| {
                json!({
                    "user": session.username,
                    "client_id": session.client_id,
                    "base_url": session.base_url,
                    "signed_in": session.signed_in,
                    "last_rotation": session.last_rotation,
                })
            })
            .collect();
        show::json(&json!(sessions))?;
        return broken.told();
    }
    if sessions.is_empty() {
        show::line("The store keeps no session that can be read.")?;
        return broken.told();
    }
    let rows: Vec<_> = sessions
        .into_iter()
        .map(|session| {
            vec![
                session.username,
                if session.signed_in { "yes" } else { "no" }.to_owned(),
                session.last_rotation.map_or("never".into(), show::moment),
                session.client_id,
                session.base_url,
            ]
        })
        .collect();
    show::table(
        &[
            "USER",
            "SIGNED IN",
            "LAST ROTATION",
            "CLIENT ID",
            "OMNIFUND",
        ],
        rows,
    )?;
    broken.told()
}

/// `omnifund status`
pub fn status(opened: &Opened, options: &Status) -> Result<(), Failure> {
    let client = opened.client()?;
    let (users, mut broken) = match &options.user {
        Some(user) => (vec![user.clone()], Broken::default()),
        None => {
            let (sessions, broken) = all(opened, Some(&client))?;
            let users = sessions.into_iter().map(|session| session.username);
            (users.collect(), broken)
        }
    };
    let mut told = Vec::new();
    for user in users {
        match opened.session(&user)?.status() {
            Ok(status) => told.push((user, status)),
            Err(error) => broken.0.push(error),
        }
    }
    if options.prometheus {
        show::lines(&prometheus(&told))?;
    } else if options.json {
        let sessions: Vec<_> = told
            .iter()
            .map(|(user, status)| as_json(user, status))
            .collect();
        match (&options.user, sessions.as_slice()) {
            (Some(_), [one]) => show::json(one)?,
            (Some(_), []) => {}
            _ => show::json(&json!(sessions))?,
        }
    } else if told.is_empty() && broken.0.is_empty() {
        show::line("The store keeps no session of this OAuth client.")?;
    } else {
        told.iter()
            .try_for_each(|(user, status)| describe(user, status))?;
    }
    broken.told()
}

/// Sessions that can't be read: the others are shown all the same.
#[derive(Default)]
struct Broken(Vec<Error>);

impl Broken {
    /// Tells each on standard error; the exit status says what to do.
    fn told(self) -> Result<(), Failure> {
        for error in &self.0 {
            show::complain(format!("{error}"));
        }
        match self.0.first() {
            None => Ok(()),
            Some(error) => Err(Failure::Told(error.advice())),
        }
    }
}

fn describe(user: &str, status: &SessionStatus) -> Result<(), Failure> {
    show::line(format!(
        "{user}: {}",
        match status {
            SessionStatus {
                signed_in: true, ..
            } => "signed in",
            SessionStatus { refused: true, .. } => "lost: OmniFund refused the refresh token",
            _ => "nobody is signed in",
        }
    ))?;
    if status.seconds_left > 0 {
        show::line(format!(
            "  access token   good for {} more",
            show::span(status.seconds_left)
        ))?;
    }
    if let Some(at) = status.last_rotation {
        show::line(format!("  last rotation  {}", show::moment(at)))?;
    }
    if let Some(at) = status.refresh_token_ends.filter(|_| status.signed_in) {
        show::line(format!(
            "  refresh token  ends presumably {}, unless it is used",
            show::moment(at)
        ))?;
    }
    if let Some(since) = status.failing_since {
        show::line(format!(
            "  failing        since {}, {} in a row",
            show::moment(since),
            status.failures_in_a_row
        ))?;
    }
    if let Some(at) = status.kept_answer {
        show::line(format!(
            "  kept answer    asked for {}, not understood: `omnifund recover {}`",
            show::moment(at),
            shell::name(user)
        ))?;
    }
    let count = &status.counters;
    show::line(format!(
        "  counted        {} exchanges, {} failures, {} waits, {} replays, {} lost, {} unsaved",
        count.exchanges, count.failures, count.waits, count.replays, count.lost, count.unsaved
    ))
}

fn as_json(user: &str, status: &SessionStatus) -> Value {
    let count = &status.counters;
    json!({
        "user": user,
        "signed_in": status.signed_in,
        "refused": status.refused,
        "seconds_left": status.seconds_left,
        "generation": status.generation,
        "last_rotation": status.last_rotation,
        "refresh_token_ends": status.refresh_token_ends,
        "failing_since": status.failing_since,
        "failures_in_a_row": status.failures_in_a_row,
        "kept_answer": status.kept_answer,
        "exchanges": count.exchanges,
        "failures": count.failures,
        "waits": count.waits,
        "replays": count.replays,
        "lost": count.lost,
        "unsaved": count.unsaved,
    })
}

/// A metric: its name, what kind it is, what it says, and where it is read.
type Metric = (
    &'static str,
    &'static str,
    &'static str,
    fn(&SessionStatus) -> i64,
);

const METRICS: [Metric; 13] = [
    (
        "signed_in",
        "gauge",
        "1 where there is a pair that the server has not refused.",
        |status| i64::from(status.signed_in),
    ),
    (
        "access_token_seconds_left",
        "gauge",
        "How long the access token counts as good.",
        |status| status.seconds_left,
    ),
    (
        "last_rotation_timestamp_seconds",
        "gauge",
        "When the pair last changed.",
        |status| status.last_rotation.unwrap_or(0),
    ),
    (
        "refresh_token_end_timestamp_seconds",
        "gauge",
        "When the refresh token presumably ends.",
        |status| status.refresh_token_ends.unwrap_or(0),
    ),
    (
        "failing_since_timestamp_seconds",
        "gauge",
        "Since when tries fail; 0 where they don't.",
        |status| status.failing_since.unwrap_or(0),
    ),
    (
        "failures_in_a_row",
        "gauge",
        "How many tries failed in a row.",
        |status| i64::from(status.failures_in_a_row),
    ),
    (
        "kept_answer_timestamp_seconds",
        "gauge",
        "When an answer was asked for that could not be understood and is kept; 0 where there is none.",
        |status| status.kept_answer.unwrap_or(0),
    ),
    (
        "exchanges_total",
        "counter",
        "Requests to the token endpoint.",
        |status| count(status.counters.exchanges),
    ),
    (
        "failures_total",
        "counter",
        "Exchanges that brought no new pair.",
        |status| count(status.counters.failures),
    ),
    (
        "waits_total",
        "counter",
        "Calls that waited for another process.",
        |status| count(status.counters.waits),
    ),
    (
        "replays_total",
        "counter",
        "Refresh tokens presented again after an unknown outcome.",
        |status| count(status.counters.replays),
    ),
    (
        "lost_total",
        "counter",
        "Refresh tokens that the server refused.",
        |status| count(status.counters.lost),
    ),
    (
        "unsaved_total",
        "counter",
        "Pairs that the store would not take at first.",
        |status| count(status.counters.unsaved),
    ),
];

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Prometheus' text format, version 0.0.4.
fn prometheus(told: &[(String, SessionStatus)]) -> String {
    let mut text = String::new();
    for (name, kind, help, read) in METRICS {
        // Writing to a string can't fail.
        let _ = writeln!(text, "# HELP omnifund_session_{name} {help}");
        let _ = writeln!(text, "# TYPE omnifund_session_{name} {kind}");
        for (user, status) in told {
            let user = show::escaped(user)
                .replace('\\', "\\\\")
                .replace('"', "\\\"");
            let _ = writeln!(
                text,
                "omnifund_session_{name}{{user=\"{user}\"}} {}",
                read(status)
            );
        }
    }
    text
}

/// Every session of the store, or of one OAuth client; and those that can't be read.
fn all(opened: &Opened, client: Option<&Client>) -> Result<(Vec<SessionEntry>, Broken), Failure> {
    let mut cursor = Cursor::default();
    let (mut sessions, mut broken) = (Vec::new(), Broken::default());
    loop {
        let page = opened.store.sessions(&mut cursor, client)?;
        if page.is_empty() {
            sessions.sort_by(|one: &SessionEntry, other| one.username.cmp(&other.username));
            return Ok((sessions, broken));
        }
        for mut session in page {
            match session.problem.take() {
                Some(problem) => broken.0.push(problem),
                None => sessions.push(session),
            }
        }
    }
}
