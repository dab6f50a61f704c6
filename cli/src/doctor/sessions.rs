//! The sessions of the OAuth client: those that fail, and those near their end.

use omnifund::{Advice, Client, Cursor, Error, ErrorKind, Session, SessionStatus, Store};

use super::findings::{Findings, Sign};
use crate::{shell, show};

/// Seconds before its presumed end from which a refresh token is worth a note.
const SOON: i64 = 4 * 86_400;

/// Goes through the sessions, and looks at those of `users` by their names.
pub fn look(client: &Client, store: &Store, users: &[String], findings: &mut Findings) {
    let (mut cursor, mut sound, mut out) = (Cursor::default(), 0_u64, 0_u64);
    let mut unread = Vec::new();
    loop {
        let page = match store.sessions(&mut cursor, Some(client)) {
            Ok(page) => page,
            Err(error) => return findings.error("sessions", &error),
        };
        if page.is_empty() {
            break;
        }
        for entry in page {
            if let Some(problem) = entry.problem {
                unread.push(problem);
                continue;
            }
            match status(client, store, &entry.username) {
                Ok(status) if tell(&entry.username, &status, findings) => {
                    *(if status.signed_in {
                        &mut sound
                    } else {
                        &mut out
                    }) += 1;
                }
                Ok(_) => {}
                Err(error) => findings.error("sessions", &error),
            }
        }
    }
    for user in users {
        by_name(client, store, user, &mut unread, findings);
    }
    for problem in unread {
        findings.add(
            Sign::Bad(problem.advice()),
            "sessions",
            problem.to_string(),
            "whose it is stands in what can't be read: `omnifund doctor NAME...` tells whether it is one of these",
        );
    }
    findings.good("sessions", format!("{sound} sound, {out} signed out"));
}

fn status(client: &Client, store: &Store, user: &str) -> Result<SessionStatus, Error> {
    Session::open(client, store, user)?.status()
}

/// Tells how the user's session stands, and takes what can't be read of it out of what is nobody's.
fn by_name(
    client: &Client,
    store: &Store,
    user: &str,
    unread: &mut Vec<Error>,
    findings: &mut Findings,
) {
    let error = match status(client, store, user) {
        Ok(status) => {
            let state = match status {
                SessionStatus {
                    signed_out: true, ..
                } => "is signed out",
                SessionStatus { generation: 0, .. } => "has no session under this OAuth client",
                _ => "has a session, whose record can be read",
            };
            return findings.add(Sign::Note, "sessions", format!("{user} {state}"), "");
        }
        Err(error) => error,
    };
    unread.retain(|problem| problem.to_string() != error.to_string());
    let remedy = match error.kind() {
        ErrorKind::RecordCorrupt => {
            let user = shell::name(user);
            format!("omnifund forget {user}, and then omnifund sign-in {user}")
        }
        _ => String::new(),
    };
    let what = format!("{user}: {error}");
    findings.add(Sign::Bad(error.advice()), "sessions", what, remedy);
}

/// Tells what is wrong with one, and whether nothing is.
fn tell(user: &str, status: &SessionStatus, findings: &mut Findings) -> bool {
    if let Some(at) = status.kept_answer {
        findings.add(
            Sign::Bad(Advice::SignIn),
            "sessions",
            format!(
                "{user}: an answer could not be understood, asked for {}; it is kept and may hold the tokens",
                show::moment(at)
            ),
            format!(
                "omnifund recover {name}; where that fails, omnifund recover --show {name}",
                name = shell::name(user)
            ),
        );
        return false;
    }
    if status.refused {
        findings.add(
            Sign::Bad(Advice::SignIn),
            "sessions",
            format!("{user}: lost, OmniFund refused the refresh token"),
            format!(
                "omnifund sign-in {}; if it happens again, another program spends its tokens",
                shell::name(user)
            ),
        );
        return false;
    }
    if let Some(since) = status.failing_since {
        findings.add(
            Sign::Bad(Advice::Wait),
            "sessions",
            format!(
                "{user}: failing since {}, {} in a row",
                show::moment(since),
                status.failures_in_a_row
            ),
            "see what was found above; it mends itself when that is mended",
        );
        return false;
    }
    let end = status.refresh_token_ends.filter(|_| status.signed_in);
    if let Some(end) = end.filter(|end| end - show::now() < SOON) {
        findings.add(
            Sign::Bad(Advice::SignIn),
            "sessions",
            format!("{user}: unless it is used, it ends {}", show::moment(end)),
            "run `omnifund keep-alive` once a day (docs/operations.md)",
        );
        return false;
    }
    true
}
