//! Token login: `POST /login` with an access token signs its user in to the application.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA, SET_COOKIE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::bearer;
use crate::failure::Result;
use crate::random;
use crate::refusal::{self, BearerRefusal, Refused};
use crate::request_log::Notes;
use crate::service::{self, Service};

/// The name of the session cookie.
const COOKIE: &str = "omnifund_session";

/// Answers one request.
pub async fn post(
    State(service): State<Arc<Service>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    service::answer(move || {
        let mut notes = Notes::default();
        let answer = match log_in(&service, (&uri, &headers, &body), &mut notes) {
            Ok(response) => response,
            Err(Refused::Because(refusal, reason)) => {
                notes.error = Some(refusal.row().1);
                notes.reason = Some(reason.to_owned());
                refusal.into_response()
            }
            Err(Refused::Failed(failure)) => {
                notes.error = Some("server_error");
                notes.reason = Some(failure.to_string());
                refusal::server_error()
            }
        };
        notes.attach(answer)
    })
    .await
}

fn log_in(
    service: &Service,
    request: (&Uri, &HeaderMap, &[u8]),
    notes: &mut Notes,
) -> std::result::Result<Response, Refused<BearerRefusal>> {
    let token = bearer::verify(service, request, &service.rules.login_scope, notes)?;
    Ok(welcome(&token.user)?)
}

/// The page that says who is logged in. The vendor's specification shows neither body nor cookie;
/// a web login of its kind sets a session cookie. Its value is random, and nothing reads it back.
fn welcome(user: &str) -> Result<Response> {
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Secure",
        random::cookie()?
    );
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store, private"),
        (PRAGMA, "no-cache"),
        (SET_COOKIE, cookie.as_str()),
    ];
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <title>OmniFund local server</title>\n\
         <p>Logged in as <strong>{}</strong>.</p>\n</html>\n",
        escape(user)
    );
    Ok((headers, page).into_response())
}

/// Text as HTML shows it, in an element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
