//! Files that lines are put to the end of.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use super::descriptors::above_standard;

/// Made where there is none, as the umask says.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    open_with(path, 0o666)
}

/// One that nobody but the owner and its group may read, where it is made here.
pub(crate) fn open_private(path: &Path) -> io::Result<File> {
    open_with(path, 0o640)
}

/// Root follows no link that others could have made, since they would choose its file: links are followed as far as
/// the way is root's alone.
fn open_with(path: &Path, mode: u32) -> io::Result<File> {
    if !rustix::process::geteuid().is_root() {
        return opened(path, mode, 0);
    }
    let mut above = path.ancestors().skip(1);
    let Some(roots) = above.find(|directory| is_roots_alone(directory)) else {
        return opened(path, mode, libc::O_NOFOLLOW);
    };
    if Some(roots) == path.parent() {
        return opened(path, mode, 0);
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
        let no_links = ResolveFlags::NO_SYMLINKS;
        let created = Mode::from_raw_mode(mode);
        match openat2(File::open(roots)?, rest, flags, created, no_links) {
            Ok(file) => return above_standard(File::from(file)),
            // Linux before 5.6, and sandboxes that know no call so new.
            Err(Errno::NOSYS | Errno::PERM) => {}
            Err(error) => return Err(error.into()),
        }
    }
    opened(path, mode, libc::O_NOFOLLOW)
}

/// Whether nobody else could have made a link in this directory, nor put it in another's place: root owns it and
/// all above it, and others may write to it not at all, and above it only to what takes nothing of root's away,
/// as `/tmp`.
fn is_roots_alone(directory: &Path) -> bool {
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
fn opened(path: &Path, mode: u32, flags: i32) -> io::Result<File> {
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(mode)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | flags)
        .open(path)?;
    above_standard(file)
}
