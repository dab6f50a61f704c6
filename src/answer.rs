//! What the answers of both endpoints have in common: the server's words, and answers that are no
//! OAuth answer at all.

use crate::error::{Error, ErrorKind, ServerAnswer};
use crate::http::Answer;
use crate::page::Page;
use crate::secret::{Secret, redact};
use crate::words::cleaned;

/// The server's words are cut here: they end up in logs and on small screens.
const LONGEST_WORDS: usize = 500;

/// What a server said, to the letter: to be decided by, and never to be shown.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) error: Option<String>,
    pub(crate) description: Option<String>,
}

impl Said {
    /// `error` and `error_description` of a JSON body (RFC 6749 §5.2); `None` without an `error`.
    pub(crate) fn in_body(answer: &Answer) -> Option<Self> {
        let page = Page::new(&answer.body);
        let fields = page.object(|fields| fields.string("error").is_some())?;
        Some(Self {
            error: fields.string("error"),
            description: fields.string("error_description"),
        })
    }

    /// Whether it is one of RFC 6749 §5.2, which nobody says but a token endpoint.
    pub(crate) fn is_refusal_of_a_grant(&self) -> bool {
        const NAMES: &str = "invalid_request invalid_client invalid_grant unauthorized_client \
                             unsupported_grant_type invalid_scope";
        let error = self.error.as_deref().unwrap_or_default();
        NAMES.split(' ').any(|name| name == error)
    }

    /// What the server said, fit to be shown: without `secrets`.
    pub(crate) fn shown(&self, http_status: u16, secrets: &[&Secret]) -> ServerAnswer {
        let shown = |text: &Option<String>| text.as_deref().map(|text| words(text, secrets));
        ServerAnswer {
            http_status,
            error: shown(&self.error),
            description: shown(&self.description),
        }
    }
}

/// An answer that says nothing in OAuth's terms, by its status alone; words that it has all the same are told,
/// without `secrets`.
pub(crate) fn by_status(answer: &Answer, secrets: &[&Secret]) -> Error {
    let wait = answer.retry_after();
    let elsewhere = answer
        .header("location")
        .map(|location| words(location, secrets));
    let elsewhere = elsewhere.map_or("elsewhere".into(), |location| format!("to {location}"));
    let elsewhere = format!("an answer that sends {elsewhere}, which is not followed");
    let (kind, came_back) = match answer.status {
        429 => (ErrorKind::RateLimited, "too many requests"),
        503 if wait.is_some() => (ErrorKind::Unavailable, "the server is not available"),
        500.. => (ErrorKind::ServerError, "the server failed"),
        300..=399 => (ErrorKind::UnexpectedRedirect, elsewhere.as_str()),
        _ => (
            ErrorKind::UnexpectedAnswer,
            "an answer that is no OAuth answer",
        ),
    };
    let said = Said::in_body(answer).unwrap_or_default();
    let said = said.shown(answer.status, secrets);
    Error::new(kind, came_back).answered(said).after(wait)
}

/// Words from outside, made fit for a log line: without secrets, on one line, not endless.
fn words(text: &str, secrets: &[&Secret]) -> String {
    // And once more when it is clean: a blank may stand now where it stands in the secret.
    let mut said = redact(&cleaned(&redact(text, secrets)), secrets);
    if let Some((cut, _)) = said.char_indices().nth(LONGEST_WORDS) {
        said.truncate(cut);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_is_only_written_otherwise_is_taken_out_when_the_words_are_clean() {
        let password = Secret::from("pa ss word");
        assert_eq!(
            words("you sent pa\tss\nword", &[&password]),
            "you sent [redacted]"
        );
    }

    #[test]
    fn the_servers_words_can_forge_no_second_log_line_and_do_not_run_on() {
        assert_eq!(words("a\r\nb\x1b[31m\0", &[]), "a  b [31m ");
        assert_eq!(
            words(&"ü".repeat(10_000), &[]).chars().count(),
            LONGEST_WORDS
        );
    }
}
