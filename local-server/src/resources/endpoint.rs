//! `/api/…`: one request on a resource.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use rusqlite::Connection;
use serde_json::Value;

use super::collection::{Page, show};
use super::filter::Filters;
use super::hydra::{self, Problem};
use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::Failure;
use crate::faults::Subject;
use crate::faults::misbehave::{self, Case};
use crate::faults::rule::Action;
use crate::json;
use crate::oauth::bearer;
use crate::oauth::refusal::Refused;
use crate::service::Service;
use crate::state::documents::{Document, Shelf};
use crate::state::scope::Scope;
use crate::state::users;
use crate::traffic::log::LogFields;
use crate::traffic::record::Event;
use crate::traffic::reply::Reply;
use crate::worker;

/// Answers one request.
pub async fn answer(
    State(service): State<Arc<Service>>,
    Extension(reply): Extension<Arc<Reply>>,
    Path(path): Path<String>,
    (method, uri): (Method, Uri),
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fault = service.faults.take(Subject::Call(&method));
    let logged = LogFields {
        call: Some(told(&method, &uri)),
        fault: fault.as_ref().map(Action::name),
        ..LogFields::default()
    };
    let request = Request {
        arrived: service.clock.real_now(),
        reply: Arc::clone(&reply),
        service,
        path,
        method,
        uri,
        headers,
        body,
        logged,
    };
    misbehave::answer(fault, &reply, request).await
}

/// Method, path and query, for the record; a query with a token in it is left out.
fn told(method: &Method, uri: &Uri) -> String {
    match uri.query().filter(|query| !query.contains("access_token")) {
        Some(query) => format!("{method} {}?{query}", uri.path()),
        None => format!("{method} {}", uri.path()),
    }
}

/// One request that has been read.
struct Request {
    service: Arc<Service>,
    arrived: Moment,
    reply: Arc<Reply>,
    path: String,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    logged: LogFields,
}

impl Request {
    fn record(&self, status: Option<u16>) {
        self.service.calls.add(Event {
            arrived: self.arrived,
            status,
            logged: self.logged.clone(),
            reply: Arc::clone(&self.reply),
        });
    }
}

impl Case for Request {
    fn stopped(mut self) -> LogFields {
        let presented = bearer::presented(&self.uri, &self.headers, &self.body);
        self.logged.token = presented.ok().as_deref().map(Digest::of);
        self.record(None);
        self.logged
    }

    fn process(mut self) -> Response {
        let nothing_wanted = Scope::default();
        let presented = (&self.uri, &self.headers, &*self.body);
        let verified = bearer::verify(&self.service, presented, &nothing_wanted, &mut self.logged);
        let answer = match verified {
            Ok(token) => match self.carry_out(&token.user) {
                Ok(answer) => answer,
                Err(Stopped::By(problem)) => problem.answer(&mut self.logged),
                Err(Stopped::Failed(failure)) => {
                    self.logged.error = Some("server_error");
                    self.logged.reason = Some(failure.to_string());
                    worker::server_error()
                }
            },
            Err(Refused::Because(refusal, reason)) => {
                self.logged.error = Some(refusal.row().1);
                self.logged.reason = Some(reason.to_owned());
                refusal.answer(&nothing_wanted)
            }
            Err(Refused::Failed(failure)) => {
                self.logged.error = Some("server_error");
                self.logged.reason = Some(failure.to_string());
                worker::server_error()
            }
        };
        self.record(Some(answer.status().as_u16()));
        self.logged.attach(answer)
    }
}

/// Why there is no document.
enum Stopped {
    By(Problem),
    Failed(Failure),
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Self::By(problem)
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Request {
    fn carry_out(&mut self, user: &str) -> Result<Response, Stopped> {
        let service = Arc::clone(&self.service);
        let path = self.path.clone();
        let (resource, id) = match path.split_once('/') {
            Some((resource, id)) => (resource, Some(id)),
            None => (path.as_str(), None),
        };
        if !service.fixtures.know(resource) {
            return Err(Problem::not_found().into());
        }
        service.database.transact(|transaction| {
            let user = users::find(transaction, user)?;
            let merchant = user.map(|user| user.merchant).unwrap_or_default();
            let shelf = Shelf {
                merchant: &merchant,
                resource,
            };
            shelf.prepare(transaction, &service.fixtures)?;
            match id {
                None => self.on_collection(transaction, shelf),
                Some(id) => self.on_document(transaction, shelf, id),
            }
        })
    }

    fn on_collection(
        &mut self,
        connection: &Connection,
        shelf: Shelf<'_>,
    ) -> Result<Response, Stopped> {
        match self.method {
            Method::GET | Method::HEAD => self.list(connection, shelf),
            Method::POST => {
                let mut document = self.document()?;
                shelf.add(connection, &mut document)?;
                Ok(hydra::made(shelf.resource, &document))
            }
            _ => Err(Problem::wrong_method("GET, POST").into()),
        }
    }

    fn list(&mut self, connection: &Connection, shelf: Shelf<'_>) -> Result<Response, Stopped> {
        let query = self.uri.query().unwrap_or_default();
        let query: Vec<_> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let page = Page::read(&query)?;
        let mut documents = shelf.all(connection)?;
        let fields = documents.iter().flat_map(|document| document.keys());
        let mut fields: Vec<&str> = fields.map(String::as_str).collect();
        fields.sort_unstable();
        fields.dedup();
        let filters = Filters::read(shelf.resource, &query, &fields);
        documents.retain(|document| filters.matches(document));
        if !filters.ignored.is_empty() {
            let names = filters.ignored.join(", ");
            self.logged.reason = Some(format!("no filter here, and ignored: {names}"));
        }
        let collection = show(shelf.resource, &documents, &query, &filters, page);
        Ok(hydra::json_ld(StatusCode::OK, &collection))
    }

    fn on_document(
        &self,
        connection: &Connection,
        shelf: Shelf<'_>,
        id: &str,
    ) -> Result<Response, Stopped> {
        let found = || {
            shelf
                .find(connection, id)
                .map(|found| found.ok_or_else(Problem::not_found))
        };
        match self.method {
            Method::GET | Method::HEAD => Ok(hydra::item(shelf.resource, &found()??)),
            Method::PUT => {
                let before = found()??;
                self.keep(connection, shelf, &before, self.document()?)
            }
            Method::PATCH => {
                let before = found()??;
                let mut merged = Value::Object(before.clone());
                merge(&mut merged, Value::Object(self.document()?));
                let merged = merged.as_object().cloned().unwrap_or_default();
                self.keep(connection, shelf, &before, merged)
            }
            Method::DELETE => match shelf.remove(connection, id)? {
                true => Ok(StatusCode::NO_CONTENT.into_response()),
                false => Err(Problem::not_found().into()),
            },
            _ => Err(Problem::wrong_method("GET, PUT, PATCH, DELETE").into()),
        }
    }

    /// Keeps a document in the place of another, whose id it has.
    fn keep(
        &self,
        connection: &Connection,
        shelf: Shelf<'_>,
        before: &Document,
        mut document: Document,
    ) -> Result<Response, Stopped> {
        if let Some(id) = before.get("id") {
            document.insert("id".to_owned(), id.clone());
        }
        shelf.put(connection, &document)?;
        Ok(hydra::item(shelf.resource, &document))
    }

    /// The document that the request brings, without what is not its to say.
    fn document(&self) -> Result<Document, Problem> {
        let media_type = self.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|value| value.split(';').next());
        let media_type = media_type.unwrap_or_default().trim().to_ascii_lowercase();
        if media_type != "application/json" && !media_type.ends_with("+json") {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!(
                    "The content-type {media_type:?} is not supported. Supported MIME types are \
                     \"application/ld+json\", \"application/json\", \"application/merge-patch+json\"."
                ),
            ));
        }
        let wrong = |text: String| Problem::new(StatusCode::BAD_REQUEST, text);
        match json::value(&self.body).map_err(|why| wrong(format!("Syntax error: {why}")))? {
            Value::Object(mut document) => {
                document.retain(|name, _| !name.starts_with('@') && name != "id");
                Ok(document)
            }
            other => Err(wrong(format!("Expected a JSON object, not {other}"))),
        }
    }
}

/// Merges a patch into a value (RFC 7396 §2).
fn merge(value: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *value = patch;
        return;
    };
    if !value.is_object() {
        *value = Value::Object(Document::new());
    }
    let Some(members) = value.as_object_mut() else {
        return;
    };
    for (name, change) in patch {
        match change {
            Value::Null => drop(members.remove(&name)),
            change => merge(members.entry(name).or_insert(Value::Null), change),
        }
    }
}
