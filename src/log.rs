//! The log. It belongs to a config, not to the process, and holds no secret.

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
    /// A function, called on the thread that made the call. It must not call the library back
    /// with the same client.
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

impl LogSink {
    fn write(&self, level: LogLevel, line: &str) {
        // Nobody is left to tell that the log can't be written.
        let _ = match self {
            Self::Stderr => sigpipe::without(|| {
                std::io::stderr().write_all(format!("{}\n", stamped(level, line)).as_bytes())
            }),
            Self::File(path) => OpenOptions::new()
                .append(true)
                .create(true)
                .open(path)
                // One write a line, so that lines of several processes don't mix.
                .and_then(|mut file| {
                    let line = format!("{}\n", stamped(level, line));
                    sigpipe::without(|| file.write_all(line.as_bytes()))
                }),
            Self::Syslog => syslog(level, line),
            Self::Callback(call) => {
                call(level, line);
                Ok(())
            }
        };
    }
}

fn stamped(level: LogLevel, line: &str) -> String {
    let now = clock::rfc3339(clock::unix_seconds(clock::wall()));
    let process = std::process::id();
    format!("{now} omnifund[{process}] {}: {line}", level.name())
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
        if self.0.iter().any(|(most, _)| level <= *most) {
            let text = text();
            for (_, sink) in self.0.iter().filter(|(most, _)| level <= *most) {
                sink.write(level, &text);
            }
        }
    }
}
