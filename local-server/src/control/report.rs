//! What happened: the record, and counters.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep};

use super::{Answer, Json, NoBody, behaviour, blocking};
use crate::clock::Moment;
use crate::digest::Digest;
use crate::parameters::Parameters;
use crate::service::Service;
use crate::state::tokens::{self, Kind};
use crate::traffic::record::{Counts, Entry};

/// What takes a query.
pub(super) const PATHS: [&str; 3] = ["/exchanges", "/logins", "/calls"];

/// How long to wait for replies that are leaving at this moment: far longer than it takes to hand
/// a few hundred bytes to a socket.
const LEAVING: Duration = Duration::from_secs(2);

/// `GET /exchanges?after=N`: what reached the token endpoint.
///
/// A client may hold its whole reply before this server has noted that it left. Such entries are
/// waited for, so that the record is never behind what a client knows.
pub(super) async fn exchanges(State(service): State<Arc<Service>>, uri: Uri) -> Answer<Rows> {
    let entries = service.exchanges.after(after(&uri)?);
    have_left(&entries).await;
    Ok(Json(Rows::Exchanges(entries)))
}

/// `GET /calls?after=N`: what reached the REST API; replies that are leaving are waited for, too.
pub(super) async fn calls(State(service): State<Arc<Service>>, uri: Uri) -> Answer<Rows> {
    let entries = service.calls.after(after(&uri)?);
    have_left(&entries).await;
    Ok(Json(Rows::Calls(entries)))
}

async fn have_left(entries: &[Arc<Entry>]) {
    let patience = Instant::now() + LEAVING;
    for entry in entries {
        while entry.event.reply.is_under_way() && Instant::now() < patience {
            sleep(Duration::from_millis(1)).await;
        }
    }
}

/// `GET /logins?after=N`: what reached token login.
pub(super) async fn logins(State(service): State<Arc<Service>>, uri: Uri) -> Answer<Rows> {
    Ok(Json(Rows::Logins(service.logins.after(after(&uri)?))))
}

/// `DELETE /exchanges`: forgets all three records.
pub(super) async fn forget(State(service): State<Arc<Service>>, _: NoBody) -> Json<Value> {
    service.exchanges.forget();
    service.logins.forget();
    service.calls.forget();
    Json(json!({}))
}

/// `GET /state`: counters since the start, and how the server is set.
pub(super) async fn state(State(service): State<Arc<Service>>) -> Answer<Value> {
    blocking(move || {
        let now = service.clock.now();
        let connection = service.database.connection();
        let access = tokens::live(&connection, Kind::Access, now)?;
        let refresh = tokens::live(&connection, Kind::Refresh, now)?;
        drop(connection);
        let logins = by_kind(&service.logins.counts()).remove("");
        Ok(json!({
            "exchanges": by_kind(&service.exchanges.counts()),
            "logins": logins.unwrap_or_else(|| json!({})),
            "calls": by_kind(&service.calls.counts()),
            "connections": service.connections.load(Ordering::Relaxed),
            "live": { "access": access, "refresh": refresh },
            "clock": { "offset": service.clock.offset() },
            "lifetimes": behaviour::lifetimes(&service.live),
            "login": { "refuse_all": service.live.refuses_bearers() },
            "faults": service.faults.list(),
        }))
    })
    .await
}

/// Counters as objects in an object: by grant type, then by status. Requests without a grant type
/// are under the empty name, those that a fault stopped under `"null"`.
fn by_kind(counts: &Counts) -> Map<String, Value> {
    let mut kinds = Map::new();
    for ((kind, status), count) in counts {
        let status = status.map_or_else(|| "null".to_owned(), |status| status.to_string());
        let statuses = kinds.entry(*kind).or_insert_with(|| json!({}));
        if let Value::Object(statuses) = statuses {
            statuses.insert(status, (*count).into());
        }
    }
    kinds
}

/// The number after which entries are asked for; without one, all are.
fn after(uri: &Uri) -> Result<u64, String> {
    let query = Parameters::of_query(uri.query());
    if let Some(name) = query.names().find(|name| *name != "after") {
        return Err(format!(
            "there is no parameter {name:?} here; \"after\" is the only one"
        ));
    }
    match query.get("after") {
        None => Ok(0),
        Some(text) => text
            .parse()
            .map_err(|_| format!("\"after\" is to be a whole number from 0 on, not {text:?}")),
    }
}

/// Entries of the record as they are shown.
pub(super) enum Rows {
    /// Of the token endpoint.
    Exchanges(Vec<Arc<Entry>>),
    /// Of token login.
    Logins(Vec<Arc<Entry>>),
    /// Of the REST API.
    Calls(Vec<Arc<Entry>>),
}

impl Serialize for Rows {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exchanges(entries) => out.collect_seq(entries.iter().map(|e| exchange(e))),
            Self::Logins(entries) => out.collect_seq(entries.iter().map(|e| login(e))),
            Self::Calls(entries) => out.collect_seq(entries.iter().map(|e| call(e))),
        }
    }
}

#[derive(Serialize)]
struct ExchangeRow<'a> {
    number: u64,
    arrived_ms: i64,
    answered_ms: Option<i64>,
    grant: Option<&'a str>,
    client: Option<&'a str>,
    user: Option<&'a str>,
    presented: Option<String>,
    status: Option<u16>,
    error: Option<&'static str>,
    reason: Option<&'a str>,
    access: Option<String>,
    refresh: Option<String>,
    expires_ms: Option<i64>,
    fault: Option<&'static str>,
    replied: bool,
}

fn exchange(entry: &Entry) -> ExchangeRow<'_> {
    let event = &entry.event;
    let logged = &event.logged;
    let over = event.reply.over();
    ExchangeRow {
        number: entry.number,
        arrived_ms: event.arrived.as_millis(),
        answered_ms: over.map(|over| over.at.as_millis()),
        grant: logged.grant.as_deref(),
        client: logged.client.as_deref(),
        user: logged.user.as_deref(),
        presented: fingerprint(logged.token),
        status: event.status,
        error: logged.error,
        reason: logged.reason.as_deref(),
        access: fingerprint(logged.access),
        refresh: fingerprint(logged.refresh),
        expires_ms: logged.expires.map(Moment::as_millis),
        fault: logged.fault,
        replied: over.is_some_and(|over| over.complete),
    }
}

#[derive(Serialize)]
struct LoginRow<'a> {
    number: u64,
    arrived_ms: i64,
    presented: Option<String>,
    status: Option<u16>,
    error: Option<&'static str>,
    reason: Option<&'a str>,
    fault: Option<&'static str>,
    expires_ms: Option<i64>,
}

fn login(entry: &Entry) -> LoginRow<'_> {
    let event = &entry.event;
    let logged = &event.logged;
    LoginRow {
        number: entry.number,
        arrived_ms: event.arrived.as_millis(),
        presented: fingerprint(logged.token),
        status: event.status,
        error: logged.error,
        reason: logged.reason.as_deref(),
        fault: logged.fault,
        expires_ms: logged.expires.map(Moment::as_millis),
    }
}

#[derive(Serialize)]
struct CallRow<'a> {
    number: u64,
    arrived_ms: i64,
    answered_ms: Option<i64>,
    call: Option<&'a str>,
    client: Option<&'a str>,
    user: Option<&'a str>,
    presented: Option<String>,
    status: Option<u16>,
    error: Option<&'static str>,
    reason: Option<&'a str>,
    fault: Option<&'static str>,
    replied: bool,
}

fn call(entry: &Entry) -> CallRow<'_> {
    let event = &entry.event;
    let logged = &event.logged;
    let over = event.reply.over();
    CallRow {
        number: entry.number,
        arrived_ms: event.arrived.as_millis(),
        answered_ms: over.map(|over| over.at.as_millis()),
        call: logged.call.as_deref(),
        client: logged.client.as_deref(),
        user: logged.user.as_deref(),
        presented: fingerprint(logged.token),
        status: event.status,
        error: logged.error,
        reason: logged.reason.as_deref(),
        fault: logged.fault,
        replied: over.is_some_and(|over| over.complete),
    }
}

fn fingerprint(token: Option<Digest>) -> Option<String> {
    token.as_ref().map(Digest::long_fingerprint)
}
