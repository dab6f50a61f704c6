//! A request of a session's, with its access token.

use super::{Client, Inner};
use crate::clock::{self, Deadline};
use crate::error::Result;
use crate::http::Answer;
use crate::log::{About, LogLevel};
use crate::request::Request;
use crate::secret::Secret;

impl Client {
    /// Sends a request, and leaves a line in the log: an answer is one, whatever its status.
    pub(crate) fn call(
        &self,
        request: &mut Request,
        access_token: &Secret,
        user: &str,
        deadline: Deadline,
    ) -> Result<Answer> {
        let Inner { http, log, .. } = &*self.0;
        let header = self.0.idempotency_header.as_deref();
        if header.is_some() {
            request.make_key()?;
        }
        let start = clock::monotonic();
        let time = deadline.remaining();
        let tried = {
            let (method, path) = request.named();
            format!("{method} {}{path}", self.base_url())
        };
        let sent = request.made(self.base_url(), header, access_token, time, |call| {
            http.call(call)
        });
        let sent = sent.map_err(|error| error.trying(&tried));
        let took = clock::since(start);
        let mut about = About {
            user: Some(user),
            client_id: Some(self.client_id()),
            took: Some(took),
            ..About::event("request")
        };
        match &sent {
            Ok(answer) => {
                let (status, ms) = (answer.status, took.as_millis());
                log.line(
                    LogLevel::Debug,
                    &about,
                    format_args!("{tried}: {status} in {ms} ms"),
                );
            }
            Err(error) => {
                about.code = error.kind().code();
                log.line(LogLevel::Warn, &about, format_args!("{error}"));
            }
        }
        sent
    }
}
