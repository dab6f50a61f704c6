//! A line at the end of a log's file, which may turn out to be a pipe, a terminal or a socket.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;

use super::{LogEntry, Said};
use crate::platform::{line_files, signals};

/// What becomes of a line for what is no regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pipes {
    AreWritten,
    Wait,
}

pub(super) fn write(path: &Path, line: &LogEntry, pipes: Pipes) -> io::Result<Said> {
    let mut file = line_files::open(path)?;
    let is_regular = file.metadata()?.is_file();
    if !is_regular && pipes == Pipes::Wait {
        return Ok(Said::Waits);
    }
    let line = line.stamped();
    let _held = signals::hold();
    if is_regular {
        write_whole(&mut file, line.as_bytes())?;
    } else {
        // What a full pipe does not take is dropped.
        let _ = file.write(line.as_bytes())?;
    }
    Ok(Said::Done)
}

/// A line that nobody but the owner and its group may read, in one write. It is not waited for, and all of
/// it is taken or it is an error.
pub(crate) fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    let mut file = line_files::open_private(path)?;
    let _held = signals::hold();
    write_whole(&mut file, line)
}

/// In one write, so that lines of several processes don't mix. A disk that fills up takes the beginning of
/// a line, which would spoil the next one that there is room for; so that is taken back.
fn write_whole(file: &mut File, line: &[u8]) -> io::Result<()> {
    let written = file.write(line)?;
    if written == line.len() {
        return Ok(());
    }
    let mut take_back = || {
        let end = file.stream_position()?;
        // Where somebody wrote behind it, it stays.
        if file.metadata()?.len() == end {
            file.set_len(end.saturating_sub(written as u64))?;
        }
        Ok::<_, io::Error>(())
    };
    let _ = take_back();
    Err(io::Error::new(
        io::ErrorKind::StorageFull,
        "there is no room for the whole line",
    ))
}
