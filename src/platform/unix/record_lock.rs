//! Locks on ranges of a file that belong to the open file and not to the process, so that two threads
//! exclude each other too and no other descriptor's closing gives them up. Nothing here waits.

use std::io;
use std::ops::Range;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};

use super::forks::ClosedInChild;

#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "32"))]
use libc::flock64 as Description;
#[cfg(all(
    any(target_os = "linux", target_os = "android", target_os = "macos"),
    not(all(target_os = "linux", target_env = "gnu", target_pointer_width = "32"))
))]
use libc::{fcntl, flock as Description};

/// As the kernel has it: glibc's takes a description of 64 bits until 2.27 and one of 32 bits since, and which of them an
/// archive meets is decided where it is linked.
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "32"))]
unsafe fn fcntl(file: i32, number: i32, description: *mut Description) -> libc::c_long {
    // SAFETY: as the caller says.
    unsafe { libc::syscall(libc::SYS_fcntl64, file, number, description) }
}

/// A file that is open for its locks. A forked child closes it at once, or it would keep them alive after its
/// parent's death.
pub(crate) struct LockFile {
    // First, so that the number is forgotten before the file is closed and the number another's.
    _closed_in_child: ClosedInChild,
    file: OwnedFd,
}

impl LockFile {
    pub(super) fn new(file: OwnedFd) -> io::Result<Self> {
        let closed_in_child = ClosedInChild::register(file.as_raw_fd())
            .ok_or_else(|| io::Error::other("too many leases in one process"))?;
        Ok(Self {
            _closed_in_child: closed_in_child,
            file,
        })
    }

    /// Takes the range, unless another open file has something of it.
    pub(crate) fn try_lock(&self, range: Range<i64>) -> io::Result<bool> {
        match command(self.file.as_fd(), Command::Set(Kind::Write), range) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(false),
            // Some systems say it this way.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives up a range that was taken.
    pub(crate) fn unlock(&self, range: Range<i64>) -> io::Result<()> {
        command(self.file.as_fd(), Command::Set(Kind::Unlock), range).map(drop)
    }

    /// Something of the range that another open file has, if any; not always the first of it.
    pub(crate) fn taken(&self, range: Range<i64>) -> io::Result<Option<Range<i64>>> {
        command(self.file.as_fd(), Command::Ask, range)
    }
}

enum Command {
    Ask,
    Set(Kind),
}

enum Kind {
    Write,
    Unlock,
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn command(
    file: BorrowedFd<'_>,
    command: Command,
    range: Range<i64>,
) -> io::Result<Option<Range<i64>>> {
    let (number, kind) = match command {
        Command::Ask => (libc::F_OFD_GETLK, libc::F_WRLCK),
        Command::Set(Kind::Write) => (libc::F_OFD_SETLK, libc::F_WRLCK),
        Command::Set(Kind::Unlock) => (libc::F_OFD_SETLK, libc::F_UNLCK),
    };
    // SAFETY: all its fields are numbers.
    let mut description: Description = unsafe { std::mem::zeroed() };
    description.l_type = kind as _;
    description.l_whence = libc::SEEK_SET as _;
    description.l_start = range.start;
    description.l_len = range.end - range.start;
    // SAFETY: the descriptor is open, and the description lives until the call returns.
    if unsafe { fcntl(file.as_raw_fd(), number, &raw mut description) } == -1 {
        return Err(io::Error::last_os_error());
    }
    let unlocked: libc::c_short = libc::F_UNLCK as _;
    let free = description.l_type == unlocked;
    let start = description.l_start;
    // A length of 0 reaches to the end of every file.
    let end = match description.l_len {
        0 => range.end,
        length => start + length,
    };
    Ok((!free).then_some(start..end))
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn command(_: BorrowedFd<'_>, _: Command, _: Range<i64>) -> io::Result<Option<Range<i64>>> {
    Err(io::ErrorKind::Unsupported.into())
}
