//! The log. It belongs to a config, not to the process, and holds no secret.

mod entry;
pub(crate) mod file;
mod held;
mod quoted;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::entry::About;
pub use self::entry::{LogEntry, LogLevel};
use self::held::{Hold, announcing, in_force, say, say_waiting, try_to_say};
pub(crate) use self::held::{hold, hold_all, when_lines_may_be_written};
pub(crate) use self::quoted::push_quoted;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::{descriptors, signals, system_log};

/// Takes the words of a log's lines.
pub type LogCallback = dyn Fn(LogLevel, &str) + Send + Sync;

/// Takes the lines of a log with what a machine can read.
pub type LogEntryCallback = dyn Fn(&LogEntry) + Send + Sync;

/// Where lines go. A line that can't be written is dropped: a log never makes a call fail, nor ends the
/// program. Standard error is waited for where it is a pipe whose reader has stopped reading.
#[derive(Clone)]
#[non_exhaustive]
pub enum LogSink {
    /// Standard error, unless it is closed when the sink is added.
    Stderr,
    /// The end of a file. It is opened for each line, so that it can be rotated at any time. Where it is a
    /// pipe that nobody reads, or that is full, the line is dropped.
    File(PathBuf),
    /// The system's log, by its local socket, as facility *daemon*. Nothing where there is none.
    Syslog,
    /// A function, called on the thread that made the call. It may call the library.
    Callback(Arc<LogCallback>),
    /// A function that gets lines as entries, which a machine reads; called on the thread that made the call.
    Entries(Arc<LogEntryCallback>),
}

impl LogSink {
    /// A level, a colon, and `stderr`, `syslog` or `file:PATH`; a relative path begins at `directory`.
    pub(crate) fn parse(setting: &str, directory: &Path) -> Result<(LogLevel, Self)> {
        let bad = |problem: &str| Error::new(ErrorKind::InvalidConfiguration, problem);
        let (level, sink) = setting
            .split_once(':')
            .ok_or_else(|| bad("it is no LEVEL:SINK, such as info:stderr"))?;
        let level = LogLevel::named(level)
            .ok_or_else(|| bad("its level is none of error, warn, info and debug"))?;
        let sink = match (sink, sink.strip_prefix("file:")) {
            ("stderr", _) => Self::Stderr,
            ("syslog", _) => Self::Syslog,
            (_, Some(path)) if !path.is_empty() => Self::File(directory.join(path)),
            _ => return Err(bad("its sink is none of stderr, syslog and file:PATH")),
        };
        Ok((level, sink))
    }
}

impl fmt::Debug for LogSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stderr => f.write_str("Stderr"),
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Syslog => f.write_str("Syslog"),
            Self::Callback(_) => f.write_str("Callback"),
            Self::Entries(_) => f.write_str("Entries"),
        }
    }
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It is written, or nobody is left to tell that it can't be.
    Done,
    /// The sink can block, and nothing may now.
    Waits,
}

impl LogSink {
    fn write(&self, line: &LogEntry) {
        match self {
            Self::Stderr => {
                let line = line.stamped();
                let _held = signals::hold();
                let _ = descriptors::write_to_standard_error(line.as_bytes());
            }
            Self::File(path) => {
                let _ = file::write(path, line, file::Pipes::AreWritten);
            }
            Self::Syslog => {
                let _ = system_log::write(DAEMON * 8 + line.level().severity(), &line.text());
            }
            Self::Callback(call) => call(line.level(), line.message()),
            Self::Entries(call) => call(line),
        }
    }

    /// Writes the line where nothing may take as long as somebody else likes.
    fn write_unless_it_can_block(&self, line: &LogEntry) -> Said {
        match self {
            Self::Stderr | Self::Callback(_) | Self::Entries(_) => Said::Waits,
            Self::File(path) => file::write(path, line, file::Pipes::Wait).unwrap_or(Said::Done),
            Self::Syslog => {
                self.write(line);
                Said::Done
            }
        }
    }
}

/// RFC 3164 §4.1.1.
const DAEMON: u8 = 3;

/// The sinks of one config.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log(Vec<(LogLevel, LogSink)>);

impl Log {
    /// Adds a sink; but no standard error that is closed: what gets its number then may be a socket.
    pub(crate) fn add(&mut self, level: LogLevel, sink: LogSink) {
        if matches!(sink, LogSink::Stderr) && !descriptors::standard_error_is_open() {
            return;
        }
        self.0.push((level, sink));
    }

    pub(crate) fn line(&self, level: LogLevel, about: &About<'_>, text: fmt::Arguments<'_>) {
        if self.takes(level) {
            let line = LogEntry::new(level, about, text);
            let hold = in_force();
            for sink in self.of_level(level) {
                say(sink.clone(), line.clone(), hold);
            }
        }
    }

    /// A line that must be seen before what it tells of can hang: [`hold_all`] does not hold it, nor what
    /// was said before it. Sinks that can block, and so can't have it now, don't get it at all: they had
    /// [`Log::announce`], and afterwards it would not be true.
    pub(crate) fn line_ahead(&self, level: LogLevel, about: &About<'_>, text: fmt::Arguments<'_>) {
        let hold = match in_force() {
            Hold::All => Hold::WhatCanBlock,
            other => other,
        };
        if !self.takes(level) {
            return;
        }
        if hold == Hold::WhatCanBlock {
            say_waiting(hold);
        }
        let line = LogEntry::new(level, about, text);
        for sink in self.of_level(level) {
            try_to_say(sink, &line, hold);
        }
    }

    /// A line of what is about to be done, for all sinks, while nothing is held: a callback is told in time,
    /// and may call the library.
    pub(crate) fn announce(&self, about: &About<'_>, text: fmt::Arguments<'_>) {
        if self.takes(LogLevel::Debug) && in_force() == Hold::Nothing {
            announcing(|| self.line(LogLevel::Debug, about, text));
        }
    }

    /// Whether anybody is told of such lines.
    pub(crate) fn takes(&self, level: LogLevel) -> bool {
        self.of_level(level).next().is_some()
    }

    fn of_level(&self, level: LogLevel) -> impl Iterator<Item = &LogSink> {
        let taking = self.0.iter().filter(move |(most, _)| level <= *most);
        taking.map(|(_, sink)| sink)
    }
}
