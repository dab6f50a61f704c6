//! A request with the session's access token.

use std::time::Duration;

use super::Session;
use crate::clock::{self, Deadline};
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::Answer;
use crate::login::refuses_token;
use crate::request::Request;
use crate::response::Response;
use crate::token::TokenSet;

/// Before a second try where the server does not say how long to wait; twice as long before each one after it.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

impl Session {
    /// Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 §3) that one is rejected,
    /// and the request is made once more with another; a second 401 is the answer, and so is any other status: no
    /// status is an error. Nothing else is sent twice, unless [`Request::set_retry`] asks for it. Blocks for the time
    /// limit, else for the call budget, beside what the system's resolver and a body's file or callback take.
    ///
    /// # Errors
    /// As [`Session::token`], and those of the way to the server. [`Error::outcome`] tells of this request:
    /// [`NotSent`](Outcome::NotSent) where not one byte of it left, also where a token could not be had;
    /// [`Refused`](Outcome::Refused) where the server answered 401 and there was no other token;
    /// [`Unknown`](Outcome::Unknown) where it left, and no whole answer came back: then a charge may have been made.
    pub fn request(&self, request: &mut Request) -> Result<Response> {
        let deadline = match request.time_limit() {
            Some(limit) => Deadline::asked_for(limit),
            None => self.client().deadline(),
        };
        let mut pause = FIRST_PAUSE;
        loop {
            let result = self.request_by(request, deadline);
            let Some(asked_for) = request.pause_before_another_try(&result) else {
                return result;
            };
            let wait = pause.max(asked_for);
            if wait >= deadline.remaining() {
                return result;
            }
            clock::sleep(wait);
            pause *= 2;
        }
    }

    /// Where OmniFund is: of all HTTP clients of a program only who sends to its origin may send the access token.
    pub fn base_url(&self) -> String {
        self.client().base_url().to_owned()
    }

    fn request_by(&self, request: &mut Request, deadline: Deadline) -> Result<Response> {
        let token = self.token_by(deadline);
        let token = token.map_err(|error| error.of_request(Outcome::NotSent))?;
        let answer = self.ask(request, &token, deadline)?;
        if refuses_token(&answer) {
            // Where the store fails, this process does not hand the token out all the same.
            let _ = self.reject_by(token.access_token(), deadline);
            if request.can_be_sent_again() {
                let other = self.token_by(deadline);
                let other = other.map_err(|error| error.of_request(Outcome::Refused))?;
                let is_another = other.access_token().expose() != token.access_token().expose();
                if is_another && !deadline.remaining().is_zero() {
                    let answer = self.ask(request, &other, deadline);
                    return self.told(request, answer);
                }
            }
        }
        self.told(request, Ok(answer))
    }

    fn ask(&self, request: &mut Request, token: &TokenSet, deadline: Deadline) -> Result<Answer> {
        if deadline.remaining().is_zero() {
            let problem = "no time is left for the request";
            return Err(Error::new(ErrorKind::ConnectTimeout, problem));
        }
        self.client()
            .call(request, token.access_token(), &self.username, deadline)
    }

    fn told(&self, request: &Request, answer: Result<Answer>) -> Result<Response> {
        let client = self.client();
        answer.map(|answer| Response::to_request(answer, client.base_url(), request.path()))
    }
}
