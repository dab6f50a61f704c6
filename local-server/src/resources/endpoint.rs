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
use crate::failure::Failure;
use crate::faults::Subject;
use crate::json;
use crate::oauth::bearer_request::{BearerRequest, Endpoint};
use crate::service::Service;
use crate::state::documents::{Document, Shelf};
use crate::state::scope::Scope;
use crate::state::users;
use crate::traffic::log::LogFields;
use crate::traffic::record::Record;
use crate::traffic::reply::Reply;

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
        ..LogFields::default()
    };
    let request = BearerRequest {
        service,
        reply,
        uri,
        headers,
        body,
        logged,
    };
    request.answered_by(Call { path, method }, fault).await
}

/// Method, path and query, for the record; a query with a token in it is left out.
fn told(method: &Method, uri: &Uri) -> String {
    match uri.query().filter(|query| !query.contains("access_token")) {
        Some(query) => format!("{method} {}?{query}", uri.path()),
        None => format!("{method} {}", uri.path()),
    }
}

/// What is to be done with which resource.
struct Call {
    path: String,
    method: Method,
}

impl Endpoint for Call {
    /// Any token will do.
    fn scope(&self, _: &Service) -> Scope {
        Scope::default()
    }

    fn record(service: &Service) -> &Record {
        &service.calls
    }

    fn answer(&self, request: &mut BearerRequest, user: &str) -> Result<Response, Failure> {
        match self.carry_out(request, user) {
            Ok(answer) => Ok(answer),
            Err(Stopped::By(problem)) => Ok(problem.answer(&mut request.logged)),
            Err(Stopped::Failed(failure)) => Err(failure),
        }
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

impl Call {
    fn carry_out(&self, request: &mut BearerRequest, user: &str) -> Result<Response, Stopped> {
        let service = Arc::clone(&request.service);
        let (resource, id) = match self.path.split_once('/') {
            Some((resource, id)) => (resource, Some(id)),
            None => (self.path.as_str(), None),
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
                None => self.on_collection(request, transaction, shelf),
                Some(id) => self.on_document(request, transaction, shelf, id),
            }
        })
    }

    fn on_collection(
        &self,
        request: &mut BearerRequest,
        connection: &Connection,
        shelf: Shelf<'_>,
    ) -> Result<Response, Stopped> {
        match self.method {
            Method::GET | Method::HEAD => list(request, connection, shelf),
            Method::POST => {
                let mut document = document(request)?;
                shelf.add(connection, &mut document)?;
                Ok(hydra::made(shelf.resource, &document))
            }
            _ => Err(Problem::wrong_method("GET, POST").into()),
        }
    }

    fn on_document(
        &self,
        request: &BearerRequest,
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
                keep(connection, shelf, &before, document(request)?)
            }
            Method::PATCH => {
                let before = found()??;
                let mut merged = Value::Object(before.clone());
                merge(&mut merged, Value::Object(document(request)?));
                let merged = merged.as_object().cloned().unwrap_or_default();
                keep(connection, shelf, &before, merged)
            }
            Method::DELETE => match shelf.remove(connection, id)? {
                true => Ok(StatusCode::NO_CONTENT.into_response()),
                false => Err(Problem::not_found().into()),
            },
            _ => Err(Problem::wrong_method("GET, PUT, PATCH, DELETE").into()),
        }
    }
}

fn list(
    request: &mut BearerRequest,
    connection: &Connection,
    shelf: Shelf<'_>,
) -> Result<Response, Stopped> {
    let query = request.uri.query().unwrap_or_default();
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
        request.logged.reason = Some(format!("no filter here, and ignored: {names}"));
    }
    let collection = show(shelf.resource, &documents, &query, &filters, page);
    Ok(hydra::json_ld(StatusCode::OK, &collection))
}

/// Keeps a document in the place of another, whose id it has.
fn keep(
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
fn document(request: &BearerRequest) -> Result<Document, Problem> {
    let media_type = request.headers.get(CONTENT_TYPE);
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
    match json::value(&request.body).map_err(|why| wrong(format!("Syntax error: {why}")))? {
        Value::Object(mut document) => {
            document.retain(|name, _| !name.starts_with('@') && name != "id");
            Ok(document)
        }
        other => Err(wrong(format!("Expected a JSON object, not {other}"))),
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
