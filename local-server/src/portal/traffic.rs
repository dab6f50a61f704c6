//! The traffic: what reached the token endpoint and token login, and why it was refused. Never a secret.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use askama::Template;
use axum::response::Response;

use super::page::{Frame, page};
use super::page_request::PageRequest;
use super::session::Session;
use crate::failure::Result;
use crate::state::clients;
use crate::traffic::record::{Counts, Entry, Record};

/// How many requests are shown.
const MOST: usize = 100;

/// A request as it is shown.
struct Row {
    arrived: String,
    /// Of the day.
    time: String,
    what: String,
    user: String,
    /// Its id.
    client: String,
    /// Empty where there is none.
    client_name: String,
    /// "200", "400 invalid_grant"
    answer: String,
    good: bool,
    why: String,
}

impl Row {
    fn of(what: &str, entry: &Entry, names: &HashMap<String, String>) -> Self {
        let event = &entry.event;
        let logged = &event.logged;
        let text =
            |text: &Option<String>| text.as_deref().unwrap_or("").chars().take(100).collect();
        let mut why = logged.reason.clone().unwrap_or_default();
        if let Some(fault) = logged.fault {
            let between = if why.is_empty() { "" } else { "; " };
            why = format!("{why}{between}fault {fault}");
        }
        if event.reply.over().is_some_and(|over| !over.complete) {
            let between = if why.is_empty() { "" } else { "; " };
            why = format!("{why}{between}the reply did not leave whole");
        }
        let arrived = event.arrived.rfc3339();
        let status = event.status.map(|status| status.to_string());
        let name = logged.client.as_ref().and_then(|client| names.get(client));
        let answer = [status.as_deref(), logged.error].into_iter().flatten();
        Self {
            time: arrived[11..23].to_owned(),
            arrived,
            what: match &logged.grant {
                Some(grant) => grant.chars().take(100).collect(),
                None => what.to_owned(),
            },
            user: text(&logged.user),
            client: text(&logged.client),
            client_name: name.cloned().unwrap_or_default(),
            answer: answer.collect::<Vec<_>>().join(" "),
            good: event.status == Some(200),
            why,
        }
    }
}

struct Count {
    what: &'static str,
    answer: String,
    times: u64,
}

#[derive(Template)]
#[template(path = "traffic.html")]
struct Traffic {
    frame: Frame,
    rows: Vec<Row>,
    counts: Vec<Count>,
    connections: u64,
}

#[derive(Template)]
#[template(path = "traffic_live.html")]
struct Live {
    rows: Vec<Row>,
    counts: Vec<Count>,
    connections: u64,
}

/// `GET /traffic`.
pub(super) async fn show(request: PageRequest) -> Response {
    request
        .administrator(|request, session| {
            let live = Live::of(request, session)?;
            page(&Traffic {
                frame: Frame::of(session, "traffic"),
                rows: live.rows,
                counts: live.counts,
                connections: live.connections,
            })
        })
        .await
}

/// `GET /traffic/rows`: what of the page changes, for its script.
pub(super) async fn rows(request: PageRequest) -> Response {
    // The page's own look is no traffic.
    request
        .service()
        .connections
        .fetch_sub(1, Ordering::Relaxed);
    request
        .administrator(|request, session| page(&Live::of(request, session)?))
        .await
}

impl Live {
    fn of(request: &PageRequest, session: &Session) -> Result<Self> {
        let service = request.service();
        let (own, others): (Vec<_>, Vec<_>) = clients::list(&service.database.connection())?
            .into_iter()
            .partition(|client| client.merchant == session.user.merchant);
        let names: HashMap<String, String> = own
            .into_iter()
            .map(|client| (client.id, client.name))
            .collect();
        let others: HashSet<String> = others.into_iter().map(|client| client.id).collect();
        let is_own = |entry: &Arc<Entry>| {
            let client = entry.event.logged.client.as_ref();
            client.is_none_or(|client| !others.contains(client))
        };
        let of = |what: &'static str, record: &Record| {
            let entries = record.latest(MOST, is_own);
            let row = |entry: Arc<Entry>| Row::of(what, &entry, &names);
            entries.into_iter().map(row).collect::<Vec<_>>()
        };
        let mut rows = of("token request", &service.exchanges);
        rows.extend(of("token login", &service.logins));
        // Stable: of what came in one millisecond, the order within each record stays.
        rows.sort_by(|one, other| other.arrived.cmp(&one.arrived));
        rows.truncate(MOST);
        let mut counts = counted("token request", service.exchanges.counts());
        counts.extend(counted("token login", service.logins.counts()));
        Ok(Self {
            rows,
            counts,
            connections: service.connections(),
        })
    }
}

fn counted(what: &'static str, counts: Counts) -> Vec<Count> {
    let counts = counts.into_iter().map(|((grant, status), times)| Count {
        what: if grant.is_empty() { what } else { grant },
        answer: status.map_or_else(|| "no answer".to_owned(), |status| status.to_string()),
        times,
    });
    counts.collect()
}
