//! Which path leads where.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};

use crate::request_log::Notes;
use crate::service::Service;
use crate::{intake, login, portal, request_log, token_endpoint};

/// The whole of the server but its sockets.
pub fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route(
            "/oauth/v2/token",
            post(token_endpoint::post).fallback(wrong_method),
        )
        .route("/login", post(login::post))
        .merge(portal::router())
        .route("/healthz", get(async || "ok\n"))
        .fallback(nothing_here)
        .layer(from_fn_with_state(Arc::clone(&service), intake::take))
        .layer(from_fn_with_state(
            Arc::clone(&service),
            request_log::record,
        ))
        .with_state(service)
}

async fn wrong_method() -> Response {
    let reason = "this path answers POST only";
    let answer = (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "POST")], reason);
    explained(answer.into_response(), reason)
}

async fn nothing_here() -> Response {
    let reason = "nothing is here; this server has /oauth/v2/token, /login and the portal at /";
    explained((StatusCode::NOT_FOUND, reason).into_response(), reason)
}

fn explained(answer: Response, reason: &str) -> Response {
    let notes = Notes {
        reason: Some(reason.to_owned()),
        ..Notes::default()
    };
    notes.attach(answer)
}
