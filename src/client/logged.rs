//! The lines that an exchange and a token login leave in the log.

use super::{Client, Inner};
use crate::clock;
use crate::error::{Advice, Error};
use crate::http::{Answer, Connection, NotAnswered, Post, Whole};
use crate::log::{About, LogLevel};

/// What is tried.
pub(super) struct Tried<'a> {
    pub(super) name: &'static str,
    /// What the lines of its end are called.
    pub(super) event: &'static str,
    pub(super) user: Option<&'a str>,
}

impl Client {
    /// Sends, reads, and leaves one line in the log.
    pub(super) fn logged<T, E: Into<NotAnswered>>(
        &self,
        tried: &Tried<'_>,
        post: &Post<'_>,
        whole: &Whole,
        read: impl FnOnce(Answer) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, Connection), NotAnswered> {
        let Inner { http, log, .. } = &*self.0;
        let Tried { name, event, user } = *tried;
        let tried = format!("{name} at {}", post.url);
        let mut about = About {
            user,
            client_id: Some(self.client_id()),
            ..About::event("asking")
        };
        log.line_ahead(LogLevel::Debug, &about, format_args!("{tried}: asking"));
        let start = clock::monotonic();
        let result = http.post(post, whole).and_then(|(answer, connection)| {
            let read = read(answer).map_err(Into::into)?;
            Ok((read, connection))
        });
        let result = result.map_err(|not| NotAnswered {
            error: not.error.trying(&tried),
            ..not
        });
        let took = clock::since(start);
        about.event = event;
        about.took = Some(took);
        match &result {
            Ok(_) => {
                let ms = took.as_millis();
                log.line(
                    LogLevel::Info,
                    &about,
                    format_args!("{tried}: done in {ms} ms"),
                );
            }
            Err(NotAnswered { error, .. }) => {
                about.code = error.kind().code();
                log.line(level(error), &about, format_args!("{error}"));
            }
        }
        result
    }
}

/// What waits or asks the user mends itself; for the rest somebody must do something.
fn level(error: &Error) -> LogLevel {
    match error.advice() {
        Advice::None | Advice::Wait | Advice::SignIn => LogLevel::Warn,
        Advice::FixConfiguration | Advice::FixStorage | Advice::Refused | Advice::Bug => {
            LogLevel::Error
        }
    }
}
