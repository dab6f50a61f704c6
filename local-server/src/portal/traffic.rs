//! The traffic: what reached the token endpoint, token login and the REST API, and why it was refused. Never a secret.
//!
//! A merchant's administrators see what came through the merchant's OAuth clients, and what came through none that there
//! is. Of users they learn nothing but of their own: a name of another merchant's user looks like one that nobody has.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use askama::Template;
use axum::response::Response;

use super::page::{Frame, page};
use super::page_request::PageRequest;
use super::session::Session;
use crate::failure::Result;
use crate::service::Service;
use crate::state::{clients, users};
use crate::traffic::record::{Counts, Entry};

/// How many requests are shown.
const MOST: usize = 100;
/// Why a password of a user who is not the merchant's was refused, whatever the reason.
const NO_SUCH_USER: &str = "there is no such user";

/// A request as it is shown.
struct Row {
    arrived: String,
    day: String,
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
    fn of(what: &str, entry: &Entry, own: &Own) -> Self {
        let event = &entry.event;
        let logged = &event.logged;
        let is_own_user = logged
            .user
            .as_ref()
            .is_some_and(|user| own.users.contains(user));
        let text =
            |text: &Option<String>| text.as_deref().unwrap_or("").chars().take(100).collect();
        let mut why = logged.reason.clone().unwrap_or_default();
        if logged.error == Some("invalid_grant") && logged.user.is_some() && !is_own_user {
            why = NO_SUCH_USER.to_owned();
        }
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
        let name = logged
            .client
            .as_ref()
            .and_then(|client| own.clients.get(client));
        let answer = [status.as_deref(), logged.error].into_iter().flatten();
        Self {
            day: arrived[..10].to_owned(),
            time: arrived[11..23].to_owned(),
            arrived,
            what: match logged.call.as_ref().or(logged.grant.as_ref()) {
                Some(what) => what.chars().take(100).collect(),
                None => what.to_owned(),
            },
            user: match is_own_user || name.is_some() {
                true => text(&logged.user),
                false => String::new(),
            },
            client: text(&logged.client),
            client_name: name.cloned().unwrap_or_default(),
            answer: answer.collect::<Vec<_>>().join(" "),
            good: event
                .status
                .is_some_and(|status| (200..300).contains(&status)),
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

/// What belongs to a merchant.
struct Own {
    /// Names by client id.
    clients: HashMap<String, String>,
    /// The ids of other merchants' clients.
    others: HashSet<String>,
    users: HashSet<String>,
}

impl Own {
    fn of(service: &Service, merchant: &str) -> Result<Self> {
        let connection = service.database.connection();
        let (own, others): (Vec<_>, Vec<_>) = clients::list(&connection)?
            .into_iter()
            .partition(|client| client.merchant == merchant);
        let users = users::of_merchant(&connection, merchant)?;
        Ok(Self {
            clients: own
                .into_iter()
                .map(|client| (client.id, client.name))
                .collect(),
            others: others.into_iter().map(|client| client.id).collect(),
            users: users.into_iter().map(|user| user.name).collect(),
        })
    }

    /// Through one of the merchant's clients, or through none that there is.
    fn has(&self, entry: &Entry) -> bool {
        let client = entry.event.logged.client.as_ref();
        client.is_none_or(|client| !self.others.contains(client))
    }
}

impl Live {
    fn of(request: &PageRequest, session: &Session) -> Result<Self> {
        let service = request.service();
        let own = Own::of(service, &session.user.merchant)?;
        let records = [
            ("token request", &service.exchanges),
            ("token login", &service.logins),
            ("REST API", &service.calls),
        ];
        let mut rows = Vec::new();
        for (what, record) in records {
            let entries = record.latest(MOST, |entry| own.has(entry));
            rows.extend(entries.iter().map(|entry| Row::of(what, entry, &own)));
        }
        // Stable: of what came in one millisecond, the order within each record stays.
        rows.sort_by(|one, other| other.arrived.cmp(&one.arrived));
        rows.truncate(MOST);
        let counts = match own.others.is_empty() {
            true => records
                .into_iter()
                .flat_map(|(what, record)| counted(what, record.counts()))
                .collect(),
            // They are of all merchants together.
            false => Vec::new(),
        };
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
