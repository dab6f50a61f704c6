//! The control endpoint: tells a running server to misbehave, and reads its record.
//!
//! It speaks JSON over plain HTTP on a loopback port of its own, which is open only if asked for.
//! Nobody has to prove anything there: whatever program of this machine can reach it owns the server. What a page in
//! somebody's browser may have sent is refused ([`guard`]).

mod behaviour;
mod guard;
mod people;
mod report;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use serde::Serialize;
use serde_json::json;

use crate::failure::Failure;
use crate::server::body;
use crate::service::Service;
use crate::traffic::log;
use crate::traffic::log::LogFields;
use crate::worker;

/// The control endpoint but its socket, which listens on this port.
pub fn router(service: Arc<Service>, port: u16) -> Router {
    let (clock, stall) = (service.clock.clone(), service.config.stall);
    Router::new()
        .route(
            "/faults",
            put(behaviour::set_faults)
                .get(behaviour::faults)
                .delete(behaviour::clear_faults),
        )
        .route("/lifetimes", put(behaviour::set_lifetimes))
        .route("/clock", put(behaviour::set_clock))
        .route("/login", put(behaviour::set_login))
        .route("/expire", post(people::expire))
        .route("/revoke", post(people::revoke))
        .route("/codes", post(people::issue_code))
        .route("/users/{name}/disable", post(people::disable))
        .route("/users/{name}/enable", post(people::enable))
        .route("/users/{name}/password", put(people::set_password))
        .route("/clients/{id}/secret", put(people::set_secret))
        .route("/clients/{id}", delete(people::remove_client))
        .route("/exchanges", get(report::exchanges).delete(report::forget))
        .route("/logins", get(report::logins))
        .route("/calls", get(report::calls))
        .route("/state", get(report::state))
        .fallback(nothing_here)
        .with_state(service)
        .layer(from_fn_with_state(port, guard::check))
        .layer(from_fn_with_state(stall, body::take))
        .layer(from_fn_with_state(clock, log::record_control))
}

/// What the control endpoint answers, as JSON.
type Answer<T> = Result<Json<T>, Wrong>;

/// An answer that went well.
struct Json<T>(T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        worker::json_answer(StatusCode::OK, &self.0)
    }
}

/// That a request has no body: one that nobody reads would look as if it had been.
struct NoBody;

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Wrong;

    async fn from_request(request: Request, state: &S) -> Result<Self, Wrong> {
        let path = request.uri().path().to_owned();
        let body = Bytes::from_request(request, state).await;
        match body.is_ok_and(|body| body.is_empty() || *body == *b"{}") {
            true => Ok(Self),
            false => Err(Wrong::Request(format!("{path} takes no body"))),
        }
    }
}

/// Why something could not be done, in a sentence.
enum Wrong {
    /// The request makes no sense.
    Request(String),
    /// What it is about is not there.
    Missing(String),
    /// It is refused with this status.
    Status(StatusCode, String),
    /// This server failed.
    Failed(Failure),
}

impl From<String> for Wrong {
    fn from(sentence: String) -> Self {
        Self::Request(sentence)
    }
}

impl From<Failure> for Wrong {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let (status, sentence) = match self {
            Self::Request(sentence) => (StatusCode::BAD_REQUEST, sentence),
            Self::Missing(sentence) => (StatusCode::NOT_FOUND, sentence),
            Self::Status(status, sentence) => (status, sentence),
            Self::Failed(failure) => (StatusCode::INTERNAL_SERVER_ERROR, failure.to_string()),
        };
        let answer = worker::json_answer(status, &json!({ "error": sentence }));
        let logged = LogFields {
            reason: Some(sentence),
            ..LogFields::default()
        };
        logged.attach(answer)
    }
}

/// Works on the state where blocking is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Wrong> + Send + 'static,
) -> Answer<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| {
            Err(Wrong::Failed(Failure::Refused(
                "the request's worker panicked".to_owned(),
            )))
        })
        .map(Json)
}

async fn nothing_here() -> Wrong {
    Wrong::Missing(
        "nothing is here; there are /faults, /lifetimes, /clock, /login, /expire, /revoke, /codes, \
         /users/NAME/disable, /users/NAME/enable, /users/NAME/password, /clients/ID, \
         /clients/ID/secret, /exchanges, /logins, /calls and /state"
            .to_owned(),
    )
}
