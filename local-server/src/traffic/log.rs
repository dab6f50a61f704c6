//! The log: one line a request, on standard error or where it is told to go, never with a secret in it.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::clock::{Clock, Moment};
use crate::digest::Digest;
use crate::failure::{Failure, Result};

/// The longest value that a line shows, in characters. The rest is cut off.
const LONGEST: usize = 100;

/// What an endpoint knows about a request, for its line in the log.
#[derive(Debug, Clone, Default)]
pub struct LogFields {
    /// The grant type that was asked for.
    pub grant: Option<String>,
    /// Method, path and query of a request to the REST API.
    pub call: Option<String>,
    /// The client id.
    pub client: Option<String>,
    /// The user name.
    pub user: Option<String>,
    /// The `error` of the answer.
    pub error: Option<&'static str>,
    /// Why, in words; may say more than the answer did.
    pub reason: Option<String>,
    /// The token that was presented.
    pub token: Option<Digest>,
    /// The access token that was issued.
    pub access: Option<Digest>,
    /// The refresh token that was issued.
    pub refresh: Option<Digest>,
    /// The end of the access token that was issued or presented, on the real clock.
    pub expires: Option<Moment>,
    /// The fault that was applied.
    pub fault: Option<&'static str>,
}

impl LogFields {
    /// Hands the fields to the log together with the answer they are about.
    #[must_use]
    pub fn attach(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the line of each request that passes, but of those to one path: an open page asks there each second, and its
/// lines would hide all others.
pub async fn record(
    State((clock, unsaid)): State<(Clock, &'static str)>,
    request: Request,
    next: Next,
) -> Response {
    match request.uri().path() == unsaid {
        true => next.run(request).await,
        false => follow("", clock, request, next).await,
    }
}

/// Writes the line of each request to the control endpoint that passes; it says so.
pub async fn record_control(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    follow("control ", clock, request, next).await
}

async fn follow(prefix: &str, clock: Clock, request: Request, next: Next) -> Response {
    let path = word(request.uri().path());
    let mut line = Line {
        clock,
        request: format!("{prefix}{} {path}", request.method()),
        answer: None,
    };
    let response = next.run(request).await;
    let logged = response.extensions().get().cloned().unwrap_or_default();
    line.answer = Some((response.status().as_u16(), logged));
    response
}

/// Writes one line, whether or not anybody still reads there.
pub fn say(text: &str) {
    write(&format!("omnifund-local: {text}"));
}

/// Where lines go, where that is not standard error.
static ELSEWHERE: OnceLock<Option<Mutex<File>>> = OnceLock::new();

/// Lets lines go to a file from here on, or nowhere unless they are wanted on standard error.
///
/// # Errors
/// When the file can't be made.
pub fn to(file: Option<&Path>, standard_error: bool) -> Result<()> {
    let sink = match file {
        Some(path) => Some(Mutex::new(
            File::create(path).map_err(Failure::file("could not make the log", path))?,
        )),
        None if standard_error => return Ok(()),
        None => None,
    };
    let _ = ELSEWHERE.set(sink);
    Ok(())
}

fn write(line: &str) {
    let _ = match ELSEWHERE.get() {
        None => writeln!(std::io::stderr().lock(), "{line}"),
        Some(None) => Ok(()),
        Some(Some(file)) => {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(file, "{line}")
        }
    };
}

/// The line of one request, written when the request is over. A client that hangs up ends its
/// request without an answer, but not always without effect: that must show too.
struct Line {
    clock: Clock,
    request: String,
    answer: Option<(u16, LogFields)>,
}

impl Drop for Line {
    fn drop(&mut self) {
        let time = self.clock.now().rfc3339();
        let line = match &self.answer {
            Some((status, logged)) => format!("{time} {} {status}{}", self.request, fields(logged)),
            None => format!("{time} {} - reason=\"the client hung up\"", self.request),
        };
        write(&line);
    }
}

fn fields(logged: &LogFields) -> String {
    let mut line = String::new();
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(line, " {name}={value}");
        }
    };
    field("grant", logged.grant.as_deref().map(word));
    field("client", logged.client.as_deref().map(word));
    field("user", logged.user.as_deref().map(word));
    field("token", logged.token.as_ref().map(Digest::fingerprint));
    field("access", logged.access.as_ref().map(Digest::fingerprint));
    field("refresh", logged.refresh.as_ref().map(Digest::fingerprint));
    field("fault", logged.fault.map(str::to_owned));
    field("error", logged.error.map(str::to_owned));
    field(
        "reason",
        logged.reason.as_ref().map(|reason| format!("{reason:?}")),
    );
    line
}

/// A value that somebody else chose, so that it can neither end the line nor pass for another
/// field: plain where it is harmless, else quoted with everything odd escaped.
fn word(value: &str) -> String {
    let cut: String = value.chars().take(LONGEST).collect();
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:/@+".contains(&byte);
    if !cut.is_empty() && cut.bytes().all(harmless) {
        cut
    } else {
        format!("{cut:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harmless_value_stays_as_it_is() {
        assert_eq!(word("omnifund_user"), "omnifund_user");
        assert_eq!(word("/oauth/v2/token"), "/oauth/v2/token");
    }

    #[test]
    fn a_value_cannot_leave_its_place() {
        assert_eq!(word("a\nb"), r#""a\nb""#);
        assert_eq!(word("a user=b"), r#""a user=b""#);
        assert_eq!(word("a\" b=\"c"), r#""a\" b=\"c""#);
        assert_eq!(word(""), r#""""#);
        for odd in ["\u{1b}[2K", "\u{2028}", "\u{202e}", "\u{7f}", "\u{85}"] {
            assert!(word(odd).is_ascii(), "{odd:?}");
        }
    }
}
