//! A request with a bearer token that has been read: checked, answered and recorded.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::bearer;
use super::refusal::Refused;
use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::faults::misbehave::{self, Case};
use crate::faults::rule::Action;
use crate::service::Service;
use crate::state::scope::Scope;
use crate::traffic::log::LogFields;
use crate::traffic::record::{Event, Record};
use crate::traffic::reply::Reply;
use crate::worker;

/// What a request brought.
pub struct BearerRequest {
    /// Who answers it.
    pub service: Arc<Service>,
    /// What becomes of the answer.
    pub reply: Arc<Reply>,
    /// Where it went.
    pub uri: Uri,
    /// With the token, mostly.
    pub headers: HeaderMap,
    /// All of it.
    pub body: Bytes,
    /// What is said of it in the log.
    pub logged: LogFields,
}

/// What is done for whom a token was given.
pub trait Endpoint: Send + 'static {
    /// What the token has to cover.
    fn scope(&self, service: &Service) -> Scope;

    /// Where its requests are recorded.
    fn record(service: &Service) -> &Record;

    /// Answers a user's request.
    ///
    /// # Errors
    /// Where the server itself fails.
    fn answer(&self, request: &mut BearerRequest, user: &str) -> Result<Response>;
}

impl BearerRequest {
    /// Answers it by an endpoint, misbehaving where a fault says so.
    pub async fn answered_by(mut self, endpoint: impl Endpoint, fault: Option<Action>) -> Response {
        self.logged.fault = fault.as_ref().map(Action::name);
        let reply = Arc::clone(&self.reply);
        let arrived = self.service.clock.real_now();
        let case = Asked {
            request: self,
            arrived,
            endpoint,
        };
        misbehave::answer(fault, &reply, case).await
    }

    fn failed(&mut self, failure: &Failure) -> Response {
        self.logged.error = Some("server_error");
        self.logged.reason = Some(failure.to_string());
        worker::server_error()
    }
}

struct Asked<E> {
    request: BearerRequest,
    arrived: Moment,
    endpoint: E,
}

impl<E: Endpoint> Asked<E> {
    fn record(&self, status: Option<u16>) {
        E::record(&self.request.service).add(Event {
            arrived: self.arrived,
            status,
            logged: self.request.logged.clone(),
            reply: Arc::clone(&self.request.reply),
        });
    }
}

impl<E: Endpoint> Case for Asked<E> {
    fn stopped(mut self) -> LogFields {
        let request = &mut self.request;
        let presented = bearer::presented(&request.uri, &request.headers, &request.body);
        request.logged.token = presented.ok().as_deref().map(Digest::of);
        self.record(None);
        self.request.logged
    }

    fn process(mut self) -> Response {
        let request = &mut self.request;
        let scope = self.endpoint.scope(&request.service);
        let presented = (&request.uri, &request.headers, &*request.body);
        let verified = bearer::verify(&request.service, presented, &scope, &mut request.logged);
        let answer = match verified {
            Ok(token) => {
                let answer = self.endpoint.answer(request, &token.user);
                answer.unwrap_or_else(|failure| request.failed(&failure))
            }
            Err(Refused::Because(refusal, reason)) => {
                request.logged.error = Some(refusal.row().1);
                request.logged.reason = Some(reason.to_owned());
                refusal.answer(&scope)
            }
            Err(Refused::Failed(failure)) => request.failed(&failure),
        };
        self.record(Some(answer.status().as_u16()));
        self.request.logged.attach(answer)
    }
}
