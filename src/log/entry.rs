//! A line of the log: words for people, and beside them what a machine can read.

use std::fmt::{self, Write};
use std::time::Duration;

use super::quoted::push_quoted;
use crate::clock;
use crate::words::cleaned;

/// How much a line matters. A sink takes lines of its level and of the lower numbers.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// Somebody must do something.
    Error = 1,
    /// It failed, and can mend itself.
    Warn = 2,
    /// Each exchange and each token login, a line each.
    Info = 3,
    /// That a request is being made, too: what hangs is seen.
    Debug = 4,
}

impl LogLevel {
    pub(crate) const ALL: [Self; 4] = [Self::Error, Self::Warn, Self::Info, Self::Debug];

    /// By its name in lower case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }

    /// Of the system's log.
    pub(super) fn severity(self) -> u8 {
        match self {
            Self::Error => 3,
            Self::Warn => 4,
            Self::Info => 6,
            Self::Debug => 7,
        }
    }
}

/// What a line is about, beside its words.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) event: &'static str,
    pub(crate) user: Option<&'a str>,
    pub(crate) client_id: Option<&'a str>,
    pub(crate) took: Option<Duration>,
    pub(crate) code: i32,
}

impl About<'_> {
    pub(crate) fn event(event: &'static str) -> Self {
        Self {
            event,
            user: None,
            client_id: None,
            took: None,
            code: 0,
        }
    }
}

/// A line of the log: words for people, and what a machine can read. Names in it are cleaned: what could
/// begin a line or a field of its own, or do something to a terminal, is a blank.
#[derive(Debug, Clone)]
pub struct LogEntry {
    level: LogLevel,
    event: &'static str,
    at: i64,
    user: Option<String>,
    client_id: Option<String>,
    milliseconds: i64,
    code: i32,
    message: String,
}

impl LogEntry {
    pub(crate) fn new(level: LogLevel, about: &About<'_>, message: fmt::Arguments<'_>) -> Self {
        let milliseconds = |took: Duration| i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
        Self {
            level,
            event: about.event,
            at: clock::unix_seconds(clock::wall()),
            user: about.user.map(cleaned),
            client_id: about.client_id.map(cleaned),
            // 0 says that there is none.
            milliseconds: about.took.map_or(0, |took| milliseconds(took).max(1)),
            code: about.code,
            message: cleaned(&message.to_string()),
        }
    }

    /// How much it matters.
    pub fn level(&self) -> LogLevel {
        self.level
    }

    /// What happened, by a name that stays: `renewing`, `signing-in`, `asking`, `exchange`, `login`, `opened`,
    /// `saved`, `unsaved`, `unsettled`, `unwritten`, `failed`, `keep-alive`, `clone` or `audit`. Later versions
    /// may have more.
    pub fn event(&self) -> &'static str {
        self.event
    }

    /// When, as a Unix time in seconds. The line may come later: one of a session waits until its locks are
    /// given up.
    pub fn time(&self) -> i64 {
        self.at
    }

    /// OmniFund's user, where the line is about one.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The OAuth client, where the line is about one.
    pub fn client_id(&self) -> Option<&str> {
        self.client_id.as_deref()
    }

    /// How long an exchange or a token login took, from 1; 0 of other lines.
    pub fn milliseconds(&self) -> i64 {
        self.milliseconds
    }

    /// The number of the error that the line tells of ([`ErrorKind::code`](crate::ErrorKind::code)); 0 where
    /// it tells of none.
    pub fn code(&self) -> i32 {
        self.code
    }

    /// For people.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// As files and standard error have it.
    pub(super) fn stamped(&self) -> String {
        let (at, process) = (clock::rfc3339(self.at), std::process::id());
        let mut line = format!("{at} omnifund[{process}] {}: ", self.level.name());
        self.push_text(&mut line);
        line.push('\n');
        line
    }

    /// As the system's log has it: without when, who and how much it matters, which that log has in its own form.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, to: &mut String) {
        to.push_str(self.event);
        for (name, value) in [(" user=", &self.user), (" client=", &self.client_id)] {
            if let Some(value) = value {
                to.push_str(name);
                push_quoted(to, value);
            }
        }
        let Self {
            milliseconds,
            code,
            message,
            ..
        } = self;
        if *milliseconds > 0 {
            let _ = write!(to, " ms={milliseconds}");
        }
        if *milliseconds > 0 || *code != 0 {
            let _ = write!(to, " code={code}");
        }
        to.push_str(": ");
        to.push_str(message);
    }
}
