//! A line at the end of a log's file, which may turn out to be a pipe, a terminal or a socket.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::{LogEntry, Said};
use crate::platform::signals;

/// What becomes of a line for what is no regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pipes {
    AreWritten,
    Wait,
}

pub(super) fn write(path: &Path, line: &LogEntry, pipes: Pipes) -> io::Result<Said> {
    let mut file = open(path, 0o666, 0)?;
    let is_regular = file.metadata()?.is_file();
    if !is_regular && pipes == Pipes::Wait {
        return Ok(Said::Waits);
    }
    let line = line.stamped();
    let _held = signals::hold();
    if is_regular {
        // One write a line, so that lines of several processes don't mix.
        file.write_all(line.as_bytes())?;
    } else {
        // What a full pipe does not take is dropped.
        let _ = file.write(line.as_bytes())?;
    }
    Ok(Said::Done)
}

/// A line that nobody but the owner and its group may read, in one write. It is not waited for, and all of
/// it is taken or it is an error. Root follows no link that others could have made: they would choose its file.
#[cfg(unix)]
pub(crate) fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let is_roots_alone = || {
        let directory = path.parent().map(std::fs::metadata);
        matches!(directory, Some(Ok(found)) if found.uid() == 0 && found.mode() & 0o022 == 0)
    };
    let follows = !rustix::process::geteuid().is_root() || is_roots_alone();
    let mut file = open(path, 0o640, if follows { 0 } else { libc::O_NOFOLLOW })?;
    let _held = signals::hold();
    file.write_all(line)
}

#[cfg(not(unix))]
pub(crate) fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    open(path, 0, 0)?.write_all(line)
}

/// Without waiting for a pipe's reader, and without taking a terminal for the program's own.
#[cfg(unix)]
fn open(path: &Path, mode: u32, flags: i32) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(mode)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | flags)
        .open(path)?;
    crate::platform::descriptors::above_standard(file)
}

#[cfg(not(unix))]
fn open(path: &Path, _: u32, _: i32) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}
