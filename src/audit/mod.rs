//! The audit: a line for each act that changes who may act, and never a secret.
//!
//! Its sink is named by whoever operates the machine, so each process looks into its environment for
//! `OMNIFUND_AUDIT`, also where the program configures itself.

#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::clock;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::log::{self, About, Log, LogLevel, file, push_quoted};
use crate::platform::people::People;
use crate::platform::{privilege, system_log};

/// The variable, and the name in a file of settings.
pub(crate) const SETTING: &str = "OMNIFUND_AUDIT";

/// Where audit lines go. An act never fails for one that can't be written: that one goes to the system's log
/// in place of a file, and into the log of the config as an error, with its words.
///
/// ```
/// use omnifund::{AuditSink, Config};
///
/// let mut config = Config::new();
/// config.set_audit(AuditSink::Syslog);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuditSink {
    /// The end of a file, made with mode 0640 where there is none. It is opened for each line, so that it can
    /// be rotated at any time. Root follows no link there that others could have made.
    File(PathBuf),
    /// The system's log, by its local socket, as facility *authpriv*.
    Syslog,
}

impl AuditSink {
    /// `file:PATH` or `syslog`; a relative path begins at `directory`.
    pub(crate) fn parse(setting: &str, directory: &Path) -> Result<Self> {
        match (setting, setting.strip_prefix("file:")) {
            ("syslog", _) => Ok(Self::Syslog),
            (_, Some(path)) if !path.is_empty() => {
                let path = directory.join(path);
                // The program may go to another directory.
                Ok(Self::File(std::path::absolute(&path).unwrap_or(path)))
            }
            _ => {
                let problem = "it is neither syslog nor file:PATH";
                Err(Error::new(ErrorKind::InvalidConfiguration, problem))
            }
        }
    }
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    SignIn,
    SignOut,
    Forget,
    Adopt,
    Export,
    Reject,
    Lost,
    Recover,
    ShowAnswer,
    AddClient,
    RenameClient,
    ReplaceClient,
    RemoveClient,
    PrepareKey,
    RotateKey,
    TakeOver,
}

impl Act {
    /// In the order of the acts themselves.
    const NAMES: [(Self, &'static str); 16] = [
        (Self::SignIn, "sign-in"),
        (Self::SignOut, "sign-out"),
        (Self::Forget, "forget"),
        (Self::Adopt, "adopt"),
        (Self::Export, "export"),
        (Self::Reject, "reject"),
        (Self::Lost, "lost"),
        (Self::Recover, "recover"),
        (Self::ShowAnswer, "show-answer"),
        (Self::AddClient, "client-add"),
        (Self::RenameClient, "client-rename"),
        (Self::ReplaceClient, "client-replace"),
        (Self::RemoveClient, "client-remove"),
        (Self::PrepareKey, "key-prepare"),
        (Self::RotateKey, "key-rotate"),
        (Self::TakeOver, "take-over"),
    ];

    fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }
}

/// How a user signed in, as an audit line's `detail`.
pub(crate) const BY_PASSWORD: &str = "password";
pub(crate) const BY_CODE: &str = "code";
pub(crate) const BY_SAVED_PASSWORD: &str = "saved password";

/// What an act concerns, as far as it is known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Concerned<'a> {
    pub(crate) detail: Option<&'a str>,
    pub(crate) user: Option<&'a str>,
    pub(crate) client_id: Option<&'a str>,
    pub(crate) client: Option<&'a str>,
    pub(crate) base_url: Option<&'a str>,
    pub(crate) store: Option<&'a str>,
}

/// The audit of a client or a store; of nobody where no sink is named.
#[derive(Debug, Clone)]
pub(crate) struct Audit(Option<Arc<Trail>>);

#[derive(Debug)]
struct Trail {
    sink: AuditSink,
    /// A setter or a file of settings named the sink, and not the environment.
    is_given: bool,
    /// Who became this user, where sudo says so. Read with the sink: the environment is the program's, to
    /// change while other threads run.
    sudo_user: Option<String>,
}

impl Audit {
    /// Into the sink that is given, or else the one that the environment names.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) where the environment names what is no sink.
    pub(crate) fn into_sink(given: Option<&AuditSink>) -> Result<Self> {
        let sink = match given {
            Some(given) => Some(given.clone()),
            None => of_environment(SETTING)
                .map(|setting| {
                    let sink = AuditSink::parse(&setting, Path::new(""));
                    sink.map_err(|error| error.trying(&format!("the environment: {SETTING}")))
                })
                .transpose()?,
        };
        Ok(Self(sink.map(|sink| {
            Arc::new(Trail {
                sink,
                is_given: given.is_some(),
                sudo_user: of_environment("SUDO_USER"),
            })
        })))
    }

    /// This one where it was given, and else the other.
    pub(crate) fn if_given_or<'a>(&'a self, other: &'a Self) -> &'a Self {
        match &self.0 {
            Some(trail) if trail.is_given => self,
            _ => other,
        }
    }

    /// Leaves a line of an act, and of how it ended. It is written at once, but not between a server's reply
    /// and the synced pair.
    pub(crate) fn line(
        &self,
        log: &Log,
        act: Act,
        concerned: &Concerned<'_>,
        error: Option<&Error>,
    ) {
        let Some(trail) = &self.0 else {
            return;
        };
        let outcome = match error.map(Error::outcome) {
            None => "done",
            Some(Outcome::Refused) => "refused",
            Some(_) => "failed",
        };
        let code = error.map_or(0, |error| error.kind().code());
        let now = clock::rfc3339(clock::unix_seconds(clock::wall()));
        let mut line = Line::default();
        line.text("time", Some(&now));
        line.text("act", Some(act.name()));
        line.text("detail", concerned.detail);
        line.text("outcome", Some(outcome));
        line.number("code", code.into());
        line.text("user", concerned.user);
        line.text("client_id", concerned.client_id);
        line.text("client", concerned.client);
        line.text("base_url", concerned.base_url);
        line.text("store", concerned.store);
        let (trail, log) = (Arc::clone(trail), log.clone());
        log::when_lines_may_be_written(Box::new(move || trail.write(line, &log)));
    }
}

impl Trail {
    fn write(&self, mut line: Line, log: &Log) {
        let People { real, effective } = People::of_this_process();
        let program = std::env::current_exe().unwrap_or_default();
        line.text("os_user", real.name.as_deref());
        line.number("uid", real.id);
        line.text("effective_user", effective.name.as_deref());
        line.number("effective_uid", effective.id);
        line.text("sudo_user", self.sudo_user.as_deref());
        line.number("pid", std::process::id().into());
        line.text("program", Some(&program.to_string_lossy()));
        let line = line.ended();
        let Err(error) = self.append(&line) else {
            return;
        };
        let place = match &self.sink {
            AuditSink::File(path) => {
                let _ = system_log::write(NOTICE_OF_AUTHPRIV, line.trim_end());
                path.to_string_lossy()
            }
            AuditSink::Syslog => "the system's log".into(),
        };
        let line = line.trim_end();
        log.line(
            LogLevel::Error,
            &About::event("audit"),
            format_args!("an audit line can't be written to {place}: {error}. It is {line}"),
        );
    }

    fn append(&self, line: &str) -> io::Result<()> {
        match &self.sink {
            AuditSink::File(path) => file::append(path, line.as_bytes()),
            AuditSink::Syslog => system_log::write(NOTICE_OF_AUTHPRIV, line.trim_end()),
        }
    }
}

/// RFC 3164 §4.1.1.
const NOTICE_OF_AUTHPRIV: u8 = 10 * 8 + 5;

/// A variable of the environment, where it may be believed; one that is empty is none.
fn of_environment(name: &str) -> Option<String> {
    let value = privilege::variable(name)?.to_string_lossy().into_owned();
    let value = value.trim_end_matches(['\r', '\n']);
    (!value.is_empty()).then(|| value.to_owned())
}

/// A JSON object in one line (RFC 8259).
#[derive(Default)]
struct Line(String);

impl Line {
    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        push_quoted(&mut self.0, name);
        self.0.push(':');
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        self.name(name);
        match value {
            Some(value) => push_quoted(&mut self.0, value),
            None => self.0.push_str("null"),
        }
    }

    fn number(&mut self, name: &str, value: i64) {
        self.name(name);
        let _ = write!(self.0, "{value}");
    }

    fn ended(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }
}
