//! Answers in JSON-LD.

use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_LOCATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};

use crate::state::documents::{Document, id_of};
use crate::traffic::log::LogFields;

/// An answer that is no document.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    description: String,
    allow: Option<&'static str>,
}

impl Problem {
    /// With this status, for the reason that is told.
    pub fn new(status: StatusCode, description: impl Into<String>) -> Self {
        Self {
            status,
            description: description.into(),
            allow: None,
        }
    }

    /// Nothing is there, or it is another merchant's, which looks the same.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not Found")
    }

    /// The path takes only these methods.
    #[must_use]
    pub fn wrong_method(allow: &'static str) -> Self {
        Self {
            allow: Some(allow),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        }
    }

    /// The answer; the log has the reason, too.
    #[must_use]
    pub fn answer(self, logged: &mut LogFields) -> Response {
        let body = json!({
            "@context": "/api/contexts/Error",
            "@type": "hydra:Error",
            "hydra:title": "An error occurred",
            "hydra:description": self.description,
        });
        logged.reason = Some(self.description);
        let mut response = json_ld(self.status, &body);
        if let Some(allow) = self.allow {
            let allow = HeaderValue::from_static(allow);
            response.headers_mut().insert(ALLOW, allow);
        }
        response
    }
}

/// An answer with a body.
#[must_use]
pub fn json_ld(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/ld+json; charset=utf-8"),
        (CACHE_CONTROL, "no-cache, private"),
    ];
    (status, headers, body.to_string()).into_response()
}

/// One document by itself.
#[must_use]
pub fn item(resource: &str, document: &Document) -> Response {
    json_ld(StatusCode::OK, &with_context(resource, document))
}

/// One document that was just made.
#[must_use]
pub fn made(resource: &str, document: &Document) -> Response {
    let mut response = json_ld(StatusCode::CREATED, &with_context(resource, document));
    if let Ok(place) = HeaderValue::try_from(place(resource, document)) {
        response
            .headers_mut()
            .insert(CONTENT_LOCATION, place.clone());
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

fn with_context(resource: &str, document: &Document) -> Value {
    let mut shown = member(resource, document);
    shown["@context"] = format!("/api/contexts/{resource}").into();
    shown
}

/// A document as a collection has it.
#[must_use]
pub fn member(resource: &str, document: &Document) -> Value {
    let own = [
        ("@id".to_owned(), place(resource, document).into()),
        ("@type".to_owned(), resource.into()),
    ];
    let fields = document.clone().into_iter();
    Value::Object(own.into_iter().chain(fields).collect::<Map<_, _>>())
}

fn place(resource: &str, document: &Document) -> String {
    let id = id_of(document);
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    format!("/api/{resource}/{}", id.replace('+', "%20"))
}
