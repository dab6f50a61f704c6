//! One exchange: a request to the token endpoint on its way into log and record.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::clock::Moment;
use crate::digest::Digest;
use crate::oauth::refusal::{Refused, TokenRefusal};
use crate::service::Service;
use crate::state::tokens::Issued;
use crate::traffic::log::LogFields;
use crate::traffic::record::Event;
use crate::traffic::reply::Reply;
use crate::worker;

/// What an exchange comes to.
pub type Outcome = Result<Issued, Refused<TokenRefusal>>;

/// One exchange.
pub struct Exchange {
    /// What is known about it.
    pub logged: LogFields,
    arrived: Moment,
    reply: Arc<Reply>,
    recorded: bool,
}

impl Exchange {
    /// One whose request had been read when it was `arrived` on the real clock.
    #[must_use]
    pub fn new(arrived: Moment, reply: Arc<Reply>, logged: LogFields) -> Self {
        Self {
            logged,
            arrived,
            reply,
            recorded: false,
        }
    }

    /// Records what it comes to; only the first time counts.
    ///
    /// A grant calls this while it still holds the state: then the record has the order of the
    /// commits. The endpoint calls it for everything that no grant decided.
    pub fn decided(&mut self, service: &Service, outcome: &Outcome) {
        if std::mem::replace(&mut self.recorded, true) {
            return;
        }
        let status = match outcome {
            Ok(issued) => {
                self.logged.access = Some(Digest::of(&issued.access_token));
                self.logged.refresh = Some(Digest::of(&issued.refresh_token));
                self.logged.expires = Some(service.clock.real(issued.expires_at));
                StatusCode::OK
            }
            Err(Refused::Because(refusal, reason)) => {
                self.logged.error = Some(refusal.row().0);
                self.logged.reason = Some((*reason).to_owned());
                StatusCode::BAD_REQUEST
            }
            Err(Refused::Failed(failure)) => {
                self.logged.error = Some("server_error");
                self.logged.reason = Some(failure.to_string());
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        self.add(service, Some(status.as_u16()));
    }

    /// Records that a fault came before it was processed.
    pub fn stopped(&self, service: &Service) {
        self.add(service, None);
    }

    /// The reply to what it came to, with its fields for the log.
    #[must_use]
    pub fn answer(self, outcome: Outcome) -> Response {
        let answer = match outcome {
            Ok(issued) => worker::json_answer(StatusCode::OK, &issued),
            Err(Refused::Because(refusal, _)) => refusal.into_response(),
            Err(Refused::Failed(_)) => worker::server_error(),
        };
        self.logged.attach(answer)
    }

    fn add(&self, service: &Service, status: Option<u16>) {
        service.exchanges.add(Event {
            arrived: self.arrived,
            status,
            logged: self.logged.clone(),
            reply: Arc::clone(&self.reply),
        });
    }
}
