//! `list` and `status`: how sessions stand, without the network.

use std::fmt::Write as _;

use omnifund::{Client, Cursor, SessionEntry, SessionStatus};
use serde_json::{Value, json};

use crate::arguments::Status;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;

/// `omnifund list`
pub fn list(opened: &Opened, json: bool) -> Result<(), Failure> {
    let sessions = all(opened, None)?;
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
        return show::json(&json!(sessions));
    }
    if sessions.is_empty() {
        return show::line("The store keeps no session.");
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
        &rows,
    )
}

/// `omnifund status`
pub fn status(opened: &Opened, options: &Status) -> Result<(), Failure> {
    let client = opened.client()?;
    let users = match &options.user {
        Some(user) => vec![user.clone()],
        None => {
            let sessions = all(opened, Some(&client))?.into_iter();
            sessions.map(|session| session.username).collect()
        }
    };
    let mut told = Vec::new();
    for user in users {
        let status = opened.session(&user)?.status()?;
        told.push((user, status));
    }
    if options.prometheus {
        return show::line(prometheus(&told).trim_end());
    }
    if options.json {
        let sessions: Vec<_> = told
            .iter()
            .map(|(user, status)| as_json(user, status))
            .collect();
        return match (&options.user, sessions.as_slice()) {
            (Some(_), [one]) => show::json(one),
            _ => show::json(&json!(sessions)),
        };
    }
    if told.is_empty() {
        return show::line("The store keeps no session of this OAuth client.");
    }
    told.iter()
        .try_for_each(|(user, status)| describe(user, status))
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
            "  kept answer    asked for {}, not understood: `omnifund recover {user}`",
            show::moment(at)
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
            let user = user
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n");
            let _ = writeln!(
                text,
                "omnifund_session_{name}{{user=\"{user}\"}} {}",
                read(status)
            );
        }
    }
    text
}

/// Every session of the store, or of one OAuth client.
fn all(opened: &Opened, client: Option<&Client>) -> Result<Vec<SessionEntry>, Failure> {
    let mut cursor = Cursor::default();
    let mut sessions: Vec<SessionEntry> = Vec::new();
    loop {
        let page = opened.store.sessions(&mut cursor, client)?;
        if page.is_empty() {
            sessions.sort_by(|one, other| one.username.cmp(&other.username));
            return Ok(sessions);
        }
        sessions.extend(page);
    }
}
