//! A line at the end of a log's file, which may turn out to be a pipe, a terminal or a socket.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, Write};
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
        write_whole(&mut file, line.as_bytes())?;
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
    let mut file = if rustix::process::geteuid().is_root() {
        open_as_root(path)?
    } else {
        open(path, MODE, 0)?
    };
    let _held = signals::hold();
    write_whole(&mut file, line)
}

#[cfg(not(unix))]
pub(crate) fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    write_whole(&mut open(path, 0, 0)?, line)
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

#[cfg(unix)]
const MODE: u32 = 0o640;

/// Links are followed as far as the way is root's alone.
#[cfg(unix)]
fn open_as_root(path: &Path) -> io::Result<File> {
    let mut above = path.ancestors().skip(1);
    let Some(roots) = above.find(|directory| is_roots_alone(directory)) else {
        return open(path, MODE, libc::O_NOFOLLOW);
    };
    if Some(roots) == path.parent() {
        return open(path, MODE, 0);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        use rustix::io::Errno;

        let rest = path.strip_prefix(roots).unwrap_or(path);
        let flags = OFlags::WRONLY
            | OFlags::APPEND
            | OFlags::CREATE
            | OFlags::CLOEXEC
            | OFlags::NONBLOCK
            | OFlags::NOCTTY;
        let mode = Mode::from_raw_mode(MODE);
        let no_links = ResolveFlags::NO_SYMLINKS;
        match openat2(File::open(roots)?, rest, flags, mode, no_links) {
            Ok(file) => return crate::platform::descriptors::above_standard(File::from(file)),
            // Linux before 5.6, and sandboxes that know no call so new.
            Err(Errno::NOSYS | Errno::PERM) => {}
            Err(error) => return Err(error.into()),
        }
    }
    open(path, MODE, libc::O_NOFOLLOW)
}

/// Whether nobody else could have made a link in this directory, nor put it in another's place: root owns it and
/// all above it, and others may write to it not at all, and above it only to what takes nothing of root's away,
/// as `/tmp`.
#[cfg(unix)]
fn is_roots_alone(directory: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    const BY_OTHERS: u32 = 0o022;
    const STICKY: u32 = 0o1000;
    directory.is_absolute()
        && directory.ancestors().all(|one| {
            let (Ok(name), Ok(found)) = (one.symlink_metadata(), one.metadata()) else {
                return false;
            };
            let takes_nothing_away = one != directory && found.mode() & STICKY != 0;
            name.uid() == 0
                && found.uid() == 0
                && (found.mode() & BY_OTHERS == 0 || takes_nothing_away)
        })
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
