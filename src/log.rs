//! The log. It belongs to a config, not to the process, and holds no secret.

use std::cell::RefCell;
use std::fmt;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock;
use crate::platform::sigpipe;

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
}

/// Takes the lines of a log.
pub type LogCallback = dyn Fn(LogLevel, &str) + Send + Sync;

/// Where lines go. A line that can't be written is dropped: a log never makes a call fail, nor ends the
/// program. A pipe whose reader has stopped reading is waited for.
#[derive(Clone)]
#[non_exhaustive]
pub enum LogSink {
    /// Standard error.
    Stderr,
    /// The end of a file. It is opened for each line, so that it can be rotated at any time.
    File(PathBuf),
    /// The system's log, by its local socket, as facility *daemon*. Nothing where there is none.
    Syslog,
    /// A function, called on the thread that made the call. It may call the library.
    Callback(Arc<LogCallback>),
}

impl fmt::Debug for LogSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stderr => f.write_str("Stderr"),
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Syslog => f.write_str("Syslog"),
            Self::Callback(_) => f.write_str("Callback"),
        }
    }
}

/// What is to be said, and since when.
#[derive(Clone)]
struct Line {
    level: LogLevel,
    text: String,
    at: i64,
}

impl Line {
    fn new(level: LogLevel, text: String) -> Self {
        Self {
            level,
            text,
            at: clock::unix_seconds(clock::wall()),
        }
    }

    fn stamped(&self) -> String {
        let Self { level, text, at } = self;
        let (at, process) = (clock::rfc3339(*at), std::process::id());
        format!("{at} omnifund[{process}] {}: {text}\n", level.name())
    }
}

impl LogSink {
    fn write(&self, line: &Line) {
        // Nobody is left to tell that the log can't be written.
        let _ = match self {
            Self::Stderr => {
                sigpipe::without(|| std::io::stderr().write_all(line.stamped().as_bytes()))
            }
            Self::File(path) => OpenOptions::new()
                .append(true)
                .create(true)
                .open(path)
                // One write a line, so that lines of several processes don't mix.
                .and_then(|mut file| {
                    sigpipe::without(|| file.write_all(line.stamped().as_bytes()))
                }),
            Self::Syslog => syslog(line.level, &line.text),
            Self::Callback(call) => {
                call(line.level, &line.text);
                Ok(())
            }
        };
    }

    /// Whether writing to it can take as long as somebody else likes.
    fn can_block(&self) -> bool {
        matches!(self, Self::Stderr | Self::Callback(_))
    }
}

thread_local! {
    /// Lines that wait until this thread has given up its locks.
    static HELD: RefCell<Option<Vec<(LogSink, Line)>>> = const { RefCell::new(None) };
}

/// While it lives, lines of this thread for sinks that can block wait: a callback may call the library
/// again, and a pipe that nobody reads must not hold up those who wait for a lock. Made before the lock is
/// taken, it says them after that is given up.
pub(crate) struct Holding(bool);

pub(crate) fn hold() -> Holding {
    let is_outermost = HELD.with_borrow_mut(|held| {
        let is_outermost = held.is_none();
        held.get_or_insert_default();
        is_outermost
    });
    Holding(is_outermost)
}

impl Drop for Holding {
    fn drop(&mut self) {
        if self.0 {
            for (sink, line) in HELD.take().unwrap_or_default() {
                sink.write(&line);
            }
        }
    }
}

/// RFC 3164, as the C library's own `syslog` writes it to the local socket.
#[cfg(unix)]
fn syslog(level: LogLevel, line: &str) -> std::io::Result<()> {
    const DAEMON: u8 = 3;
    let severity = match level {
        LogLevel::Error => 3,
        LogLevel::Warn => 4,
        LogLevel::Info => 6,
        LogLevel::Debug => 7,
    };
    let process = std::process::id();
    let datagram = format!("<{}>omnifund[{process}]: {line}", DAEMON * 8 + severity);
    let socket = std::os::unix::net::UnixDatagram::unbound()?;
    // A stuck log daemon must not hold up a till.
    socket.set_nonblocking(true)?;
    socket.send_to(datagram.as_bytes(), "/dev/log").map(drop)
}

#[cfg(not(unix))]
fn syslog(_: LogLevel, _: &str) -> std::io::Result<()> {
    Ok(())
}

/// The sinks of one config.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log(Vec<(LogLevel, LogSink)>);

impl Log {
    pub(crate) fn add(&mut self, level: LogLevel, sink: LogSink) {
        self.0.push((level, sink));
    }

    pub(crate) fn line(&self, level: LogLevel, text: impl FnOnce() -> String) {
        if !self.0.iter().any(|(most, _)| level <= *most) {
            return;
        }
        let line = Line::new(level, text());
        for (_, sink) in self.0.iter().filter(|(most, _)| level <= *most) {
            let waits = sink.can_block()
                && HELD.with_borrow_mut(|held| {
                    let held = held.as_mut();
                    held.map(|held| held.push((sink.clone(), line.clone())))
                        .is_some()
                });
            if !waits {
                sink.write(&line);
            }
        }
    }
}
