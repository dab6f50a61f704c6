//! What is open in this program and no other's business.

use std::fs;
use std::io;
use std::os::fd::RawFd;

/// What this program was handed beside its standard descriptors (settings by `--config <(...)`) is closed in the
/// programs that it starts. What it opens itself is so anyway.
pub fn keep_to_this_program() -> io::Result<()> {
    for entry in fs::read_dir("/dev/fd")? {
        let number: Option<RawFd> = entry?
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        if let Some(number @ 3..) = number {
            // SAFETY: a flag of whatever is open there; of nothing where that has been closed.
            unsafe { libc::fcntl(number, libc::F_SETFD, libc::FD_CLOEXEC) };
        }
    }
    Ok(())
}
