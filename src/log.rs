//! The log. It belongs to a config, not to the process, and holds no secret.

mod file;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock;
#[cfg(unix)]
use crate::platform::descriptors;
use crate::platform::signals;
use crate::words;

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
            // A name that the program gives can have a line end in it.
            text: words::cleaned(&text),
            at: clock::unix_seconds(clock::wall()),
        }
    }

    fn stamped(&self) -> String {
        let Self { level, text, at } = self;
        let (at, process) = (clock::rfc3339(*at), std::process::id());
        format!("{at} omnifund[{process}] {}: {text}\n", level.name())
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
    fn write(&self, line: &Line) {
        match self {
            Self::Stderr => {
                let line = line.stamped();
                let _held = signals::hold();
                let _ = standard_error(line.as_bytes());
            }
            Self::File(path) => {
                let _ = file::write(path, line, file::Pipes::AreWritten);
            }
            Self::Syslog => {
                let _ = syslog(line.level, &line.text);
            }
            Self::Callback(call) => call(line.level, &line.text),
        }
    }

    /// The same where nothing may take as long as somebody else likes.
    fn write_unless_it_can_block(&self, line: &Line) -> Said {
        match self {
            Self::Stderr | Self::Callback(_) => Said::Waits,
            Self::File(path) => file::write(path, line, file::Pipes::Wait).unwrap_or(Said::Done),
            Self::Syslog => {
                self.write(line);
                Said::Done
            }
        }
    }
}

#[cfg(unix)]
use crate::platform::descriptors::write_to_standard_error as standard_error;

#[cfg(not(unix))]
fn standard_error(line: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    std::io::stderr().write_all(line)
}

thread_local! {
    /// Without a destructor: handlers of the program's end run after a thread's have, and may call the
    /// library still. It has nothing to drop then, since lines are taken out to be said.
    static QUEUE: ManuallyDrop<RefCell<Queue>> =
        const { ManuallyDrop::new(RefCell::new(Queue::new())) };
}

fn with_queue<T>(use_it: impl FnOnce(&mut Queue) -> T) -> T {
    QUEUE.with(|queue| use_it(&mut queue.borrow_mut()))
}

/// Lines that wait until this thread may write them, and what holds them.
struct Queue {
    lines: Vec<(LogSink, Line)>,
    /// How many hold those for sinks that can block.
    holds: usize,
    /// How many hold all.
    holds_of_all: usize,
}

impl Queue {
    const fn new() -> Self {
        Self {
            lines: Vec::new(),
            holds: 0,
            holds_of_all: 0,
        }
    }
}

/// While it lives, lines of this thread for sinks that can block wait: a callback may call the library
/// again, and a pipe that nobody reads must not hold up those who wait for a lock. Made before the lock is
/// taken, it says them after that is given up.
#[must_use]
pub(crate) struct Holding(());

pub(crate) fn hold() -> Holding {
    with_queue(|queue| queue.holds += 1);
    Holding(())
}

impl Drop for Holding {
    fn drop(&mut self) {
        with_queue(|queue| queue.holds -= 1);
        say_what_waits();
    }
}

/// While it lives, all lines of this thread wait, and saying one makes no system call: between a server's
/// reply and the synced pair nothing may fail or take long. Those for sinks that can block go on waiting
/// for an outer [`hold`].
#[must_use]
#[allow(dead_code)]
pub(crate) struct HoldingAll(());

#[allow(dead_code)]
pub(crate) fn hold_all() -> HoldingAll {
    with_queue(|queue| queue.holds_of_all += 1);
    HoldingAll(())
}

impl Drop for HoldingAll {
    fn drop(&mut self) {
        with_queue(|queue| queue.holds_of_all -= 1);
        say_what_waits();
    }
}

/// What holds lines of this thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    Nothing,
    WhatCanBlock,
    All,
}

fn in_force() -> Hold {
    with_queue(|queue| match queue {
        Queue {
            holds_of_all: 1.., ..
        } => Hold::All,
        Queue { holds: 1.., .. } => Hold::WhatCanBlock,
        _ => Hold::Nothing,
    })
}

/// In their order. The queue is free meanwhile: a callback may call the library again.
fn say_what_waits() {
    let hold = in_force();
    if hold != Hold::All {
        say_waiting(hold);
    }
}

fn say_waiting(hold: Hold) {
    let lines = with_queue(|queue| std::mem::take(&mut queue.lines));
    for (sink, line) in lines {
        say(sink, line, hold);
    }
}

fn say(sink: LogSink, line: Line, hold: Hold) {
    let said = match hold {
        Hold::Nothing => {
            sink.write(&line);
            Said::Done
        }
        Hold::WhatCanBlock => sink.write_unless_it_can_block(&line),
        Hold::All => Said::Waits,
    };
    if said == Said::Waits {
        with_queue(|queue| queue.lines.push((sink, line)));
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
    let socket = descriptors::above_standard(std::os::unix::net::UnixDatagram::unbound()?)?;
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
    /// Adds a sink; but no standard error that is closed: what gets its number then may be a socket.
    pub(crate) fn add(&mut self, level: LogLevel, sink: LogSink) {
        #[cfg(unix)]
        if matches!(sink, LogSink::Stderr) && !descriptors::standard_error_is_open() {
            return;
        }
        self.0.push((level, sink));
    }

    pub(crate) fn line(&self, level: LogLevel, text: impl FnOnce() -> String) {
        self.say(level, text, in_force());
    }

    /// A line that must be seen before what it tells of can hang: [`hold_all`] does not hold it, nor what
    /// was said before it. Sinks that can block get it later all the same.
    pub(crate) fn line_ahead(&self, level: LogLevel, text: impl FnOnce() -> String) {
        let hold = match in_force() {
            Hold::All => Hold::WhatCanBlock,
            other => other,
        };
        if self.takes(level) && hold == Hold::WhatCanBlock {
            say_waiting(hold);
        }
        self.say(level, text, hold);
    }

    fn say(&self, level: LogLevel, text: impl FnOnce() -> String, hold: Hold) {
        if !self.takes(level) {
            return;
        }
        let line = Line::new(level, text());
        for (_, sink) in self.0.iter().filter(|(most, _)| level <= *most) {
            say(sink.clone(), line.clone(), hold);
        }
    }

    fn takes(&self, level: LogLevel) -> bool {
        self.0.iter().any(|(most, _)| level <= *most)
    }
}
