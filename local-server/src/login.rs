//! Token login: `POST /login` with an access token signs its user in to the application.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::bearer;
use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::Result;
use crate::fault::Action;
use crate::faults::Subject;
use crate::misbehave::{self, Case};
use crate::portal::{self, session};
use crate::record::Event;
use crate::refusal::{self, BearerRefusal, Refused};
use crate::reply::Reply;
use crate::request_log::Notes;
use crate::service::Service;

/// Answers one request.
pub async fn post(
    State(service): State<Arc<Service>>,
    Extension(reply): Extension<Arc<Reply>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fault = service.faults.take(Subject::Login);
    let notes = Notes {
        fault: fault.as_ref().map(Action::name),
        ..Notes::default()
    };
    let request = Request {
        arrived: service.clock.real_now(),
        reply: Arc::clone(&reply),
        service,
        uri,
        headers,
        body,
        notes,
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
    notes: Notes,
}

impl Request {
    fn record(&self, status: Option<u16>) {
        self.service.logins.add(Event {
            arrived: self.arrived,
            status,
            notes: self.notes.clone(),
            reply: Arc::clone(&self.reply),
        });
    }
}

impl Case for Request {
    fn stopped(mut self) -> Notes {
        let presented = bearer::presented(&self.uri, &self.headers, &self.body);
        self.notes.token = presented.ok().as_deref().map(Digest::of);
        self.record(None);
        self.notes
    }

    fn process(mut self) -> Response {
        let request = (&self.uri, &self.headers, &*self.body);
        let answer = match log_in(&self.service, request, &mut self.notes) {
            Ok(response) => response,
            Err(Refused::Because(refusal, reason)) => {
                self.notes.error = Some(refusal.row().1);
                self.notes.reason = Some(reason.to_owned());
                refusal.into_response()
            }
            Err(Refused::Failed(failure)) => {
                self.notes.error = Some("server_error");
                self.notes.reason = Some(failure.to_string());
                refusal::server_error()
            }
        };
        self.record(Some(answer.status().as_u16()));
        self.notes.attach(answer)
    }
}

fn log_in(
    service: &Service,
    request: (&Uri, &HeaderMap, &[u8]),
    notes: &mut Notes,
) -> std::result::Result<Response, Refused<BearerRefusal>> {
    let token = bearer::verify(service, request, &service.rules.login_scope, notes)?;
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
    Ok(portal::harden(
        (headers, portal::welcome(user)?).into_response(),
    ))
}
