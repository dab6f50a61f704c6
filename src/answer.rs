//! What the answers of both endpoints have in common: the server's words, and answers that are no
//! OAuth answer at all.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind, ServerAnswer};
use crate::http::Answer;
use crate::secret::{Secret, redact};

/// The server's words are cut here: they end up in logs and on small screens.
const LONGEST_WORDS: usize = 500;

/// The fields of a JSON object, unread: a field that nobody asks for can hold what it likes. Of a
/// field that stands twice the last one counts.
pub(crate) struct Fields<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Fields<'a> {
    pub(crate) fn parse(body: &'a [u8]) -> Option<Self> {
        // A byte order mark is no reason to lose a session (RFC 8259 §8.1 lets us ignore it).
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        serde_json::from_slice(body).ok().map(Self)
    }

    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).map(|raw| raw.get())
    }

    /// `None` where it is absent, null or no string.
    pub(crate) fn string(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.raw(name)?).ok()
    }
}

/// What a server said, to the letter: to be decided by, and never to be shown.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) error: Option<String>,
    pub(crate) description: Option<String>,
}

impl Said {
    /// `error` and `error_description` of a JSON body (RFC 6749 §5.2); `None` without an `error`.
    pub(crate) fn in_body(answer: &Answer) -> Option<Self> {
        let fields = Fields::parse(&answer.body)?;
        Some(Self {
            error: Some(fields.string("error")?),
            description: fields.string("error_description"),
        })
    }

    /// The same, fit to be shown: without `secrets`.
    pub(crate) fn shown(&self, http_status: u16, secrets: &[&Secret]) -> ServerAnswer {
        let shown = |text: &Option<String>| text.as_deref().map(|text| words(text, secrets));
        ServerAnswer {
            http_status,
            error: shown(&self.error),
            description: shown(&self.description),
        }
    }
}

/// An answer that says nothing in OAuth's terms, by its status alone.
pub(crate) fn by_status(answer: &Answer) -> Error {
    let wait = answer.retry_after();
    let (kind, came_back) = match answer.status {
        429 => (ErrorKind::RateLimited, "too many requests"),
        503 if wait.is_some() => (ErrorKind::Unavailable, "the server is not available"),
        500.. => (ErrorKind::ServerError, "the server failed"),
        300..=399 => (
            ErrorKind::UnexpectedRedirect,
            "an answer that sends elsewhere, which is not followed",
        ),
        _ => (
            ErrorKind::UnexpectedAnswer,
            "an answer that is no OAuth answer",
        ),
    };
    let answer = ServerAnswer {
        http_status: answer.status,
        ..ServerAnswer::default()
    };
    Error::new(kind, came_back).answered(answer).after(wait)
}

/// Words from outside, made fit for a log line: without secrets, on one line, not endless.
fn words(text: &str, secrets: &[&Secret]) -> String {
    redact(text, secrets)
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .take(LONGEST_WORDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_words_can_forge_no_second_log_line_and_do_not_run_on() {
        assert_eq!(words("a\r\nb\x1b[31m\0", &[]), "a  b [31m ");
        assert_eq!(
            words(&"ü".repeat(10_000), &[]).chars().count(),
            LONGEST_WORDS
        );
    }

    #[test]
    fn of_a_field_that_stands_twice_the_last_counts_and_strange_ones_do_no_harm() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let body = format!(r#"{{"a":"first","a":"second","x":1e999,"y":{deep}}}"#);
        let fields = Fields::parse(body.as_bytes()).unwrap();
        assert_eq!(fields.string("a").unwrap(), "second");
    }
}
