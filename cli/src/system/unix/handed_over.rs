//! Tokens on standard output that nobody else has: it is known whether somebody got them.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl};

use super::signals::Held;
use super::standard::output;

/// A pipe that can be written at all takes as many bytes at once.
const AT_ONCE: usize = 4096;
/// Between two looks at signals that wait.
const TICK: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};
const AT_ONE_LOOK: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 0,
};

/// Whether standard output can be written, as far as can be told without writing.
pub fn is_possible() -> io::Result<()> {
    let out = output()?;
    let found = out.metadata()?;
    // What was closed when the program began leads there, too: the standard library sees to that.
    let nowhere = fs::metadata("/dev/null")?;
    if found.file_type().is_char_device() && found.rdev() == nowhere.rdev() {
        return Err(io::Error::other("it is closed, or leads to /dev/null"));
    }
    if fcntl_getfl(&out)? & OFlags::ACCMODE == OFlags::RDONLY {
        return Err(io::Error::other("it is open for reading only"));
    }
    let mut polled = [PollFd::new(&out, PollFlags::OUT)];
    poll(&mut polled, Some(&AT_ONE_LOOK))?;
    if polled[0]
        .revents()
        .intersects(PollFlags::ERR | PollFlags::HUP)
    {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    Ok(())
}

/// Writes all of it, and where it is a file has it on the disk. A reader that does not read is waited for, until
/// a signal that is held comes.
pub fn write(bytes: &[u8], held: &Held) -> io::Result<()> {
    let mut out = output()?;
    for part in bytes.chunks(AT_ONCE) {
        loop {
            let mut polled = [PollFd::new(&out, PollFlags::OUT)];
            let ready = poll(&mut polled, Some(&TICK)).or_else(|error| match error {
                rustix::io::Errno::INTR => Ok(0),
                other => Err(other),
            })?;
            if held.one_waits() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            if ready > 0 {
                break;
            }
        }
        out.write_all(part)?;
    }
    match out.metadata()?.is_file() {
        true => out.sync_all(),
        false => Ok(()),
    }
}
