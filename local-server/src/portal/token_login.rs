//! Token login: `POST /login` with an access token signs its user in to the application.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};

use super::{page, session};
use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::Result;
use crate::faults::Subject;
use crate::faults::misbehave::{self, Case};
use crate::faults::rule::Action;
use crate::oauth::bearer;
use crate::oauth::refusal::{BearerRefusal, Refused};
use crate::service::Service;
use crate::traffic::log::LogFields;
use crate::traffic::record::Event;
use crate::traffic::reply::Reply;
use crate::worker;

/// Answers one request.
pub async fn post(
    State(service): State<Arc<Service>>,
    Extension(reply): Extension<Arc<Reply>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fault = service.faults.take(Subject::Login);
    let logged = LogFields {
        fault: fault.as_ref().map(Action::name),
        ..LogFields::default()
    };
    let request = Request {
        arrived: service.clock.real_now(),
        reply: Arc::clone(&reply),
        service,
        uri,
        headers,
        body,
        logged,
    };
    misbehave::answer(fault, &reply, request).await
}

/// One request that has been read.
struct Request {
    service: Arc<Service>,
    arrived: Moment,
    reply: Arc<Reply>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    logged: LogFields,
}

impl Request {
    fn record(&self, status: Option<u16>) {
        self.service.logins.add(Event {
            arrived: self.arrived,
            status,
            logged: self.logged.clone(),
            reply: Arc::clone(&self.reply),
        });
    }
}

impl Case for Request {
    fn stopped(mut self) -> LogFields {
        let presented = bearer::presented(&self.uri, &self.headers, &self.body);
        self.logged.token = presented.ok().as_deref().map(Digest::of);
        self.record(None);
        self.logged
    }

    fn process(mut self) -> Response {
        let request = (&self.uri, &self.headers, &*self.body);
        let answer = match log_in(&self.service, request, &mut self.logged) {
            Ok(response) => response,
            Err(Refused::Because(refusal, reason)) => {
                self.logged.error = Some(refusal.row().1);
                self.logged.reason = Some(reason.to_owned());
                refusal.answer(&self.service.config.login_scope)
            }
            Err(Refused::Failed(failure)) => {
                self.logged.error = Some("server_error");
                self.logged.reason = Some(failure.to_string());
                worker::server_error()
            }
        };
        self.record(Some(answer.status().as_u16()));
        self.logged.attach(answer)
    }
}

fn log_in(
    service: &Service,
    request: (&Uri, &HeaderMap, &[u8]),
    logged: &mut LogFields,
) -> std::result::Result<Response, Refused<BearerRefusal>> {
    let token = bearer::verify(service, request, &service.config.login_scope, logged)?;
    Ok(welcome(service, &token.user)?)
}

/// The page that says who is logged in, and a session of the portal: an application hands its user over.
/// The vendor's specification shows neither body nor cookie; a web login of its kind has both.
fn welcome(service: &Service, user: &str) -> Result<Response> {
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
