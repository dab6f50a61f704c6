//! Leases over files: kernel locks, which end with their process however it ends.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::disk::{Access, without_links};
use super::failed;
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::fork::{self, ClosedInChild};

/// A fixed number of lock files that are never deleted: to delete one that somebody waits for would
/// give the lock to two. Two records that share one wait for each other now and then.
const LOCKS: u16 = 1024;
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(25);

/// The lock file of a record.
pub(super) fn path(directory: &Path, hash: &[u8; 32]) -> PathBuf {
    let number = u16::from_be_bytes([hash[30], hash[31]]) % LOCKS;
    directory.join("locks").join(format!("{number:04}"))
}

/// A kernel lock that is held.
pub(super) struct Lock {
    generation: u64,
    /// `None` only while it is being dropped.
    held: Option<Held>,
}

struct Held {
    // First, so that the number is forgotten before the file is closed and the number another's.
    _closed_in_child: ClosedInChild,
    file: File,
}

impl Lock {
    /// Waits until `deadline` by trying again and again: a thread that sleeps in the kernel for a
    /// lock can't be woken by a time-out.
    pub(super) fn acquire(path: &Path, access: &Access, deadline: Deadline) -> Result<Self> {
        let file = open(path, access).map_err(|error| failed("opening the lock", path, &error))?;
        let mut pause = FIRST_PAUSE;
        loop {
            match flock(file.as_fd(), FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => break,
                Err(Errno::WOULDBLOCK | Errno::INTR) => {}
                Err(error) => return Err(failed("locking", path, &error.into())),
            }
            let left = deadline.left();
            if left.is_zero() {
                let problem = match holder(path) {
                    Some(holder) => format!("{holder} holds the lock {}", path.display()),
                    None => format!(
                        "another process or thread holds the lock {}",
                        path.display()
                    ),
                };
                return Err(Error::new(ErrorKind::StoreBusy, problem));
            }
            // Jitter, so that those who wait do not knock together.
            let jitter = 0.5 + f64::from(crate::clock::jitter()) / f64::from(u16::MAX) / 2.0;
            std::thread::sleep(pause.mul_f64(jitter).min(left));
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        // Since when it is held, for whoever looks at it from outside.
        let _ = file.set_modified(crate::clock::wall());
        let too_many = || Error::new(ErrorKind::StoreBusy, "too many leases in one process");
        let closed_in_child = ClosedInChild::register(file.as_raw_fd()).ok_or_else(too_many)?;
        Ok(Self {
            generation: fork::generation(),
            held: Some(Held {
                _closed_in_child: closed_in_child,
                file,
            }),
        })
    }
}

/// Opens the lock file, made where there is none.
fn open(path: &Path, access: &Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    without_links(options.read(true).write(true).mode(access.file_mode));
    match options.clone().create_new(true).open(path) {
        Ok(made) => {
            access.give(&made)?;
            Ok(made)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => options.open(path),
        Err(error) => Err(error),
    }
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Holder {
    pub(in crate::store) process: u32,
    /// A Unix time.
    pub(in crate::store) since: i64,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = crate::clock::rfc3339(self.since);
        write!(f, "process {} (since {since})", self.process)
    }
}

/// Who holds the lock file, as far as the kernel says: only Linux does, and not across containers.
pub(in crate::store) fn holder(path: &Path) -> Option<Holder> {
    let found = std::fs::metadata(path).ok()?;
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let process = locks
        .lines()
        .find_map(|line| holder_of(line, found.dev(), found.ino()))?;
    Some(Holder {
        process,
        since: found.mtime(),
    })
}

/// A line of `/proc/locks`: `1: FLOCK ADVISORY WRITE 4711 08:02:1234 0 EOF`.
fn holder_of(line: &str, device: u64, inode: u64) -> Option<u32> {
    let mut words = line.split_whitespace().skip(1);
    if words.next()? != "FLOCK" {
        return None;
    }
    let (process, file) = (words.nth(2)?.parse().ok()?, words.next()?);
    let mut numbers = file.split(':');
    let major = u32::from_str_radix(numbers.next()?, 16).ok()?;
    let minor = u32::from_str_radix(numbers.next()?, 16).ok()?;
    let same = rustix::fs::makedev(major, minor) == device
        && numbers.next()?.parse::<u64>().ok()? == inode;
    same.then_some(process)
}

impl Drop for Lock {
    /// A forked child shares the lock's open file: unlocking it there would free the parent's lock,
    /// and an idle child would keep a killed parent's lock alive. So the holder unlocks explicitly,
    /// and in a child the descriptor was closed at the fork, and its number may be another file's.
    fn drop(&mut self) {
        let held = self.held.take();
        if self.generation != fork::generation() {
            std::mem::forget(held);
        } else if let Some(held) = held {
            let _ = flock(held.file.as_fd(), FlockOperation::Unlock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_kernel_names_the_holder_of_its_file_alone() {
        let device = rustix::fs::makedev(0xfe, 0x10);
        let line = "3: FLOCK  ADVISORY  WRITE 4711 fe:10:1234 0 EOF";
        assert_eq!(holder_of(line, device, 1234), Some(4711));
        for (line, device, inode) in [
            (line, device, 1235),
            (line, device + 1, 1234),
            (
                "3: POSIX ADVISORY WRITE 4711 fe:10:1234 0 EOF",
                device,
                1234,
            ),
            (
                "3: -> FLOCK ADVISORY WRITE 4711 fe:10:1234 0 EOF",
                device,
                1234,
            ),
            ("3: FLOCK ADVISORY", device, 1234),
            ("", device, 1234),
        ] {
            assert_eq!(holder_of(line, device, inode), None, "{line}");
        }
    }
}
