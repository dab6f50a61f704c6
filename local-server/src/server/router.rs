//! Which path leads where.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};

use super::body;
use crate::oauth::token_endpoint;
use crate::portal::{self, token_login};
use crate::service::Service;
use crate::traffic::log::{self, LogFields};

/// The whole of the server but its sockets.
pub fn router(service: Arc<Service>) -> Router {
    let (clock, stall) = (service.clock.clone(), service.config.stall);
    let portal = portal::router(Arc::clone(&service));
    Router::new()
        .route(
            "/oauth/v2/token",
            post(token_endpoint::post).fallback(wrong_method),
        )
        .route("/login", post(token_login::post))
        .with_state(service)
        .merge(portal)
        .route("/healthz", get(async || "ok\n"))
        .fallback(nothing_here)
        .layer(from_fn_with_state(stall, body::take))
        .layer(from_fn_with_state(clock, log::record))
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
    let logged = LogFields {
        reason: Some(reason.to_owned()),
        ..LogFields::default()
    };
    logged.attach(answer)
}
