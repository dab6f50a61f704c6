//! Which path leads where.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{ALLOW, HOST};
use axum::http::{StatusCode, Version};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get, post};

use super::body;
use crate::oauth::token_endpoint;
use crate::portal::{self, token_login};
use crate::resources::endpoint;
use crate::service::Service;
use crate::traffic::log::{self, LogFields};

/// The whole of the server but its sockets.
pub fn router(service: Arc<Service>) -> Router {
    let (clock, stall) = (service.clock.clone(), service.config.stall);
    let portal = portal::router(Arc::clone(&service));
    let router = Router::new()
        .route(
            "/oauth/v2/token",
            get(token_endpoint::answer)
                .post(token_endpoint::answer)
                .fallback(wrong_method),
        )
        .route("/login", post(token_login::post))
        .route("/api/{*path}", any(endpoint::answer))
        .with_state(service)
        .merge(portal)
        .route("/healthz", get(async || "ok\n"))
        .fallback(nothing_here)
        .layer(from_fn(one_host))
        .layer(from_fn_with_state(stall, body::take));
    router.layer(from_fn_with_state((clock, portal::LIVE), log::record))
}

/// Refuses a request that names no host, or several (RFC 9112 section 3.2): a client that forgets it would find out
/// at the vendor's only.
async fn one_host(request: Request, next: Next) -> Response {
    let named = request.headers().get_all(HOST).iter().count();
    let is_old = request.version() < Version::HTTP_11;
    match named == 1 || (named == 0 && is_old) {
        true => next.run(request).await,
        false => {
            let reason = "the request has no Host header, or more than one (RFC 9112 section 3.2)";
            explained((StatusCode::BAD_REQUEST, reason).into_response(), reason)
        }
    }
}

async fn wrong_method() -> Response {
    let reason = "this path answers GET and POST only";
    let allow = [(ALLOW, "GET, POST")];
    let answer = (StatusCode::METHOD_NOT_ALLOWED, allow, reason);
    explained(answer.into_response(), reason)
}

async fn nothing_here() -> Response {
    let reason =
        "nothing is here; this server has /oauth/v2/token, /login, /api and the portal at /";
    explained((StatusCode::NOT_FOUND, reason).into_response(), reason)
}

fn explained(answer: Response, reason: &str) -> Response {
    let logged = LogFields {
        reason: Some(reason.to_owned()),
        ..LogFields::default()
    };
    logged.attach(answer)
}
