//! What went wrong: a stable number for programs, advice for tills, words for people.

mod kind;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

use crate::words;

pub use self::kind::{Advice, ErrorKind, Outcome};

/// The result of everything that can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How long to wait where the server did not say.
const DEFAULT_WAIT: Duration = Duration::from_secs(5);
/// "Wait 0 s" would be an invitation to a storm.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
/// No server makes a till wait longer than this without another try.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// In characters: a message may quote what it was given, and that may be enormous.
const LONGEST_MESSAGE: usize = 1000;

/// What went wrong. Its message says what was tried, what came back and what to do; it never holds
/// a secret.
///
/// ```
/// use omnifund::{Advice, Client, Config, Outcome, Secret};
///
/// let mut config = Config::new();
/// config.set_base_url("http://127.0.0.1:9")?; // nobody is there
/// config.set_credentials("1_3bcb", Secret::from("a secret"))?;
/// let error = Client::new(&config)?.refresh_grant(&Secret::from("a refresh token")).unwrap_err();
/// // A till needs to know no more than what to do; who holds the refresh token is told that it is untouched.
/// assert_eq!(error.advice(), Advice::Wait);
/// assert_eq!(error.outcome(), Outcome::NotSent);
/// # Ok::<(), omnifund::Error>(())
/// ```
pub struct Error(Box<Detail>);

struct Detail {
    kind: ErrorKind,
    /// What was tried; empty where the rest says it.
    tried: String,
    came_back: String,
    answer: Option<ServerAnswer>,
    retry_after: Option<Duration>,
    /// Of the request that was to be made, where the kind tells of another one.
    outcome: Option<Outcome>,
}

/// What the server said when it refused.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ServerAnswer {
    /// 0 where a browser brought the answer, without one.
    pub(crate) http_status: u16,
    pub(crate) error: Option<String>,
    pub(crate) description: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, came_back: impl Into<String>) -> Self {
        let mut came_back = came_back.into();
        if let Some((cut, _)) = came_back.char_indices().nth(LONGEST_MESSAGE) {
            came_back.replace_range(cut.., "...");
        }
        Self(Box::new(Detail {
            kind,
            tried: String::new(),
            came_back,
            answer: None,
            retry_after: None,
            outcome: None,
        }))
    }

    /// Of a setting, by the name of its setter.
    pub(crate) fn setting(name: &str, problem: impl fmt::Display) -> Self {
        Self::new(
            ErrorKind::InvalidConfiguration,
            format!("{name}: {problem}"),
        )
    }

    /// These facts as another kind.
    pub(crate) fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn answered(mut self, answer: ServerAnswer) -> Self {
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Says what became of a request that needed more than itself: where no access token could be had for it, it
    /// was not sent, whatever became of the exchange.
    pub(crate) fn of_request(mut self, outcome: Outcome) -> Self {
        self.0.outcome = Some(outcome);
        self
    }

    /// Says what was tried, in front.
    pub(crate) fn trying(mut self, what: &str) -> Self {
        what.clone_into(&mut self.0.tried);
        self
    }

    /// Which error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What to do.
    pub fn advice(&self) -> Advice {
        self.0.kind.advice()
    }

    /// What became of the request. Of [`Session::request`](crate::Session::request) it is that one, and not the
    /// exchange that it may have needed. Elsewhere, where a session is lost, it is what became of the request that
    /// told so, also where another process made it an hour ago.
    pub fn outcome(&self) -> Outcome {
        if let Some(outcome) = self.0.outcome {
            return outcome;
        }
        match self.0.kind.outcome() {
            // Whom a server answered has sent something.
            Outcome::NotSent if self.0.answer.is_some() => Outcome::Refused,
            outcome => outcome,
        }
    }

    /// What the server said, to be kept.
    pub(crate) fn server_answer(&self) -> Option<ServerAnswer> {
        self.0.answer.clone()
    }

    /// The HTTP status of the answer, where there was one that was read.
    pub fn http_status(&self) -> Option<u16> {
        let answer = self.0.answer.as_ref()?;
        (answer.http_status > 0).then_some(answer.http_status)
    }

    /// The `error` of an OAuth answer (RFC 6749 §5.2, RFC 6750 §3).
    pub fn oauth_error(&self) -> Option<&str> {
        self.0.answer.as_ref()?.error.as_deref()
    }

    /// The `error_description` of an OAuth answer, the server's own words. They tell apart rows
    /// that share a code. `None` where the server gave null or nothing.
    pub fn oauth_error_description(&self) -> Option<&str> {
        self.0.answer.as_ref()?.description.as_deref()
    }

    /// How long the server said to wait, if it did; 15 minutes at most.
    pub(crate) fn asked_to_wait(&self) -> Option<Duration> {
        self.0.retry_after.map(|wait| wait.min(LONGEST_WAIT))
    }

    /// How long to wait before another try: what the server said, between 1 second and 15 minutes,
    /// else 5 seconds. Zero where the advice is not [`Advice::Wait`].
    ///
    /// ```
    /// let error = omnifund::Config::new().set_environment("staging").unwrap_err();
    /// assert!(error.retry_after().is_zero()); // waiting would not help
    /// ```
    pub fn retry_after(&self) -> Duration {
        if self.advice() == Advice::Wait {
            let asked_for = self.0.retry_after.unwrap_or(DEFAULT_WAIT);
            asked_for.clamp(SHORTEST_WAIT, LONGEST_WAIT)
        } else {
            Duration::ZERO
        }
    }
}

/// A user name or a path can have a line end in it, and must not begin a line of its own in a log.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::cleaned(&self.0.to_string()))
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.tried.is_empty() {
            write!(f, "{}: ", self.tried)?;
        }
        f.write_str(&self.came_back)?;
        if let Some(answer) = &self.answer {
            f.write_str(":")?;
            if answer.http_status > 0 {
                write!(f, " HTTP {}", answer.http_status)?;
            }
            if let Some(error) = &answer.error {
                write!(f, " {error}")?;
            }
            if let Some(description) = &answer.description {
                write!(f, ": {description}")?;
            }
        }
        let full_stop = if ends_a_sentence(self) { "" } else { "." };
        write!(f, "{full_stop} {}.", self.kind.remedy())
    }
}

/// The server's words mostly bring a full stop of their own.
fn ends_a_sentence(detail: &Detail) -> bool {
    let last_words = match &detail.answer {
        Some(ServerAnswer {
            description: Some(words),
            ..
        }) => words,
        Some(_) => return false,
        None => &detail.came_back,
    };
    last_words.ends_with(['.', '!', '?'])
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({} {:?}: {self})", self.kind().code(), self.kind())
    }
}

impl std::error::Error for Error {}
