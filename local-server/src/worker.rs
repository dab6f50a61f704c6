//! Works on an answer where blocking is allowed.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use serde_json::json;

use crate::traffic::log::LogFields;

/// Works on an answer where blocking is allowed: SQLite waits for the disk, Argon2 takes its
/// time, and neither may hold up other connections.
pub async fn answer(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| panicked())
}

/// The answer to a request whose worker panicked.
#[must_use]
pub fn panicked() -> Response {
    let fields = LogFields {
        error: Some("server_error"),
        reason: Some("the request's worker panicked".to_owned()),
        ..LogFields::default()
    };
    fields.attach(server_error())
}

/// The answer to a request that this server could not work on, for its own reasons.
#[must_use]
pub fn server_error() -> Response {
    let body = json!({
        "error": "server_error",
        "error_description": "The local server failed; its log says why.",
    });
    json_answer(StatusCode::INTERNAL_SERVER_ERROR, &body)
}

/// A JSON answer with the headers that OmniFund puts on all of them (RFC 6749 §5.1).
pub fn json_answer(status: StatusCode, body: &impl Serialize) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store, private")),
        (PRAGMA, HeaderValue::from_static("no-cache")),
    ];
    match serde_json::to_vec(body) {
        Ok(body) => (status, headers, body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
