//! `list` and `status`: how sessions stand, without the network.

use omnifund::{Cursor, Error, SessionEntry, SessionStatus, Standing};
use serde_json::{Value, json};

use crate::arguments::Status;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::{shell, show};

/// `omnifund list`
pub fn list(opened: &Opened, json: bool) -> Result<(), Failure> {
    let (sessions, broken) = all(opened)?;
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
    if options.prometheus {
        return prometheus(opened, options);
    }
    let (told, broken) = standings(opened, options)?;
    if options.json {
        let sessions: Vec<_> = told.iter().map(as_json).collect();
        match (&options.user, sessions.as_slice()) {
            (Some(_), [one]) => show::json(one)?,
            (Some(_), []) => {}
            _ => show::json(&json!(sessions))?,
        }
    } else if told.is_empty() && broken.0.is_empty() {
        show::line(match options.client {
            Some(_) => "The store keeps no session of this OAuth client.",
            None => "The store keeps no session.",
        })?;
    } else {
        let mut group = None;
        for standing in &told {
            let next = Some((standing.client(), &standing.base_url));
            if options.user.is_none() && group != next {
                if group.is_some() {
                    show::line("")?;
                }
                let (client, base_url) = (standing.client(), &standing.base_url);
                show::line(format!("OAuth client {client} at {base_url}"))?;
                group = next;
            }
            describe(&standing.username, &standing.status)?;
        }
    }
    broken.told()
}

/// Of every OAuth client of the store, since one run is one page.
fn prometheus(opened: &Opened, options: &Status) -> Result<(), Failure> {
    let one = match &options.user {
        Some(user) => Some(opened.session(user)?.standing()?),
        None => None,
    };
    let metrics = opened
        .store
        .metrics_of(Some(&opened.config), |standing| match &one {
            Some(one) => is_same(one, standing),
            None => is_of(options, standing),
        });
    show::as_it_is(metrics.text().as_bytes())?;
    Broken(metrics.into_problems()).told()
}

fn is_same(one: &Standing, other: &Standing) -> bool {
    identity(one) == identity(other)
}

/// Those of one OAuth client are neighbours by it.
fn identity(of: &Standing) -> [&str; 4] {
    [of.client(), &of.client_id, &of.base_url, &of.username]
}

/// Whether it is a session of the OAuth client that is asked for, if one is.
fn is_of(options: &Status, standing: &Standing) -> bool {
    let wanted = options.client.as_ref();
    wanted.is_none_or(|client| standing.client() == client || standing.client_id == *client)
}

/// The sessions that are asked for, those of one OAuth client together; and those that can't be read.
pub fn standings(opened: &Opened, options: &Status) -> Result<(Vec<Standing>, Broken), Failure> {
    let (mut told, mut broken) = (Vec::new(), Broken::default());
    let mut take = |standing| match standing {
        Ok(standing) if is_of(options, &standing) => told.push(standing),
        Ok(_) => {}
        Err(problem) => broken.0.push(problem),
    };
    match &options.user {
        Some(user) => take(opened.session(user)?.standing()),
        None => opened.store.standings(Some(&opened.config), take)?,
    }
    told.sort_by(|one, other| identity(one).cmp(&identity(other)));
    Ok((told, broken))
}

/// Sessions that can't be read: the others are shown all the same.
#[derive(Default)]
pub struct Broken(pub Vec<Error>);

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
        match status.state() {
            "signed_in" => "signed in",
            "signed_out" => "signed out",
            "lost" => "lost: OmniFund refused the refresh token",
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

/// For a program.
pub fn as_json(standing: &Standing) -> Value {
    let status = &standing.status;
    let count = &status.counters;
    json!({
        "user": standing.username,
        "base_url": standing.base_url,
        "client": standing.client_name,
        "client_id": standing.client_id,
        "signed_in": status.signed_in,
        "signed_out": status.signed_out,
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

/// Every session of the store; and those that can't be read.
fn all(opened: &Opened) -> Result<(Vec<SessionEntry>, Broken), Failure> {
    let mut cursor = Cursor::default();
    let (mut sessions, mut broken) = (Vec::new(), Broken::default());
    loop {
        let page = opened.store.sessions(&mut cursor, None)?;
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
