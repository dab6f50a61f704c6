//! Who may ask here: a program on this machine, and no page in anybody's browser. A page can send requests to
//! loopback without being asked; what it can't do is choose their `Host`, hide where it comes from, or send a header
//! or a type of body that a form could not have, without a preflight that nobody answers (the Fetch standard's
//! CORS protocol).

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Wrong;
use crate::site;

/// What a change without a body carries: no page may send it unasked. Its value does not matter.
const HEADER: &str = "omnifund-control";

/// Refuses what a page of another site may have sent, and what nobody would read.
pub(super) async fn check(State(port): State<u16>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    // The whole body has been taken in already, within its bounds.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let reads = [Method::GET, Method::HEAD].contains(&parts.method);
    let judged = is_asked_by_a_program(&parts.headers, &parts.uri, port)
        .and_then(|()| match reads {
            true => Ok(()),
            false => is_no_form(&parts.headers, !body.is_empty()),
        })
        .and_then(|()| has_no_idle_query(&parts.method, &parts.uri));
    match judged {
        Ok(()) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Err(wrong) => wrong.into_response(),
    }
}

fn is_asked_by_a_program(
    headers: &HeaderMap,
    uri: &axum::http::Uri,
    port: u16,
) -> Result<(), Wrong> {
    if !site::is_for_this_machine(uri, headers, Some(port)) {
        return Err(Wrong::Status(
            StatusCode::FORBIDDEN,
            format!(
                "the Host of this request is not localhost:{port} or a loopback address with that port: a page \
                 of another site may have sent it"
            ),
        ));
    }
    if site::is_of_another(headers) {
        return Err(Wrong::Status(
            StatusCode::FORBIDDEN,
            "a browser says that another site's page sent this request".to_owned(),
        ));
    }
    Ok(())
}

fn is_no_form(headers: &HeaderMap, has_body: bool) -> Result<(), Wrong> {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    match has_body {
        true if !media_type.trim().eq_ignore_ascii_case("application/json") => Err(Wrong::Status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "a body is taken as application/json only; say so in Content-Type".to_owned(),
        )),
        false if !headers.contains_key(HEADER) => Err(Wrong::Status(
            StatusCode::FORBIDDEN,
            "a change without a body wants the header \"Omnifund-Control: 1\", which no page of another site can \
             send"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}

/// A query that nobody reads would look as if it had been.
fn has_no_idle_query(method: &Method, uri: &axum::http::Uri) -> Result<(), Wrong> {
    let is_read = super::report::PATHS.contains(&uri.path()) && method != Method::DELETE;
    match uri.query() {
        Some(query) if !query.is_empty() && !is_read => Err(Wrong::Request(format!(
            "{method} {} takes no query",
            uri.path()
        ))),
        _ => Ok(()),
    }
}
