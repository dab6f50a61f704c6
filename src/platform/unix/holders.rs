//! Who holds locks on a file, as far as the kernel tells: only Linux does, of the user's own processes or to root,
//! and not across containers. These locks belong to open files, so each process's open files are looked
//! at.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A lock that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) process: u32,
    /// Where its range begins.
    pub(crate) start: i64,
}

/// All locks on ranges of the file that are held.
pub(crate) fn of(lock_file: &Path) -> Vec<Holder> {
    let mut holders = Vec::new();
    let Ok(lock) = fs::metadata(lock_file) else {
        return holders;
    };
    let name = lock_file.file_name().unwrap_or_default().as_bytes();
    for process in listed("/proc".into()) {
        let Some(number) = process
            .file_name()
            .and_then(|pid| pid.to_str()?.parse().ok())
        else {
            continue;
        };
        for file in listed(process.join("fd")) {
            // Its last name first: to look at each file of all processes would take long.
            let is_lock = fs::read_link(&file)
                .is_ok_and(|path| path.as_os_str().as_bytes().ends_with(name))
                && fs::metadata(&file)
                    .is_ok_and(|found| (found.dev(), found.ino()) == (lock.dev(), lock.ino()));
            if !is_lock {
                continue;
            }
            let shown = process
                .join("fdinfo")
                .join(file.file_name().unwrap_or_default());
            for line in fs::read_to_string(shown).unwrap_or_default().lines() {
                if let Some(start) = start(line) {
                    holders.push(Holder {
                        process: number,
                        start,
                    });
                }
            }
        }
    }
    holders
}

/// What a directory has; of one that may not be listed, nothing.
fn listed(directory: PathBuf) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    if let Ok(entries) = fs::read_dir(directory) {
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(_) => break,
            }
        }
    }
    paths
}

/// Where the range begins that a line of `fdinfo` shows:
/// `lock: 1: OFDLCK  ADVISORY  WRITE -1 fe:10:1234 128 128`.
fn start(line: &str) -> Option<i64> {
    let mut words = line.strip_prefix("lock:")?.split_whitespace();
    if words.nth(1)? != "OFDLCK" {
        return None;
    }
    words.nth(4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_kernel_shows_where_a_lock_begins() {
        for (line, expected) in [
            (
                "lock:\t1: OFDLCK  ADVISORY  WRITE -1 fe:10:1234 128 128",
                Some(128),
            ),
            // Moving up, both are held for a moment.
            (
                "lock:\t1: OFDLCK  ADVISORY  WRITE -1 fe:10:1234 128 129",
                Some(128),
            ),
            (
                "lock:\t1: OFDLCK  ADVISORY  WRITE -1 fe:10:1234 129 129",
                Some(129),
            ),
            (
                "lock:\t1: POSIX  ADVISORY  WRITE 4711 fe:10:1234 128 128",
                None,
            ),
            ("lock:\t1: OFDLCK", None),
            ("pos:\t0", None),
            ("", None),
        ] {
            assert_eq!(start(line), expected, "{line}");
        }
    }
}
