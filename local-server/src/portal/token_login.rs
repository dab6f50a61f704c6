//! Token login: `POST /login` with an access token signs its user in to the application.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};

use super::{page, session};
use crate::failure::Result;
use crate::faults::Subject;
use crate::oauth::bearer_request::{BearerRequest, Endpoint};
use crate::service::Service;
use crate::state::scope::Scope;
use crate::traffic::log::LogFields;
use crate::traffic::record::Record;
use crate::traffic::reply::Reply;

/// Answers one request.
pub async fn post(
    State(service): State<Arc<Service>>,
    Extension(reply): Extension<Arc<Reply>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fault = service.faults.take(Subject::Login);
    let request = BearerRequest {
        service,
        reply,
        uri,
        headers,
        body,
        logged: LogFields::default(),
    };
    request.answered_by(TokenLogin, fault).await
}

struct TokenLogin;

impl Endpoint for TokenLogin {
    fn scope(&self, service: &Service) -> Scope {
        service.config.login_scope.clone()
    }

    fn record(service: &Service) -> &Record {
        &service.logins
    }

    /// The page that says who is logged in, and a session of the portal: an application hands its user over.
    /// The vendor's specification shows neither body nor cookie; a web login of its kind has both.
    fn answer(&self, request: &mut BearerRequest, user: &str) -> Result<Response> {
        let service = &request.service;
        let cookie = session::begin(&service.database.connection(), user, service.clock.now())?;
        let headers = [
            (
                CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (SET_COOKIE, session::set(service, &cookie)?),
        ];
        Ok(page::harden(
            (headers, page::welcome(user)?).into_response(),
        ))
    }
}
