//! Who holds leases, as far as the kernel tells: only Linux does, of the user's own processes or to root,
//! and not across containers. These locks belong to open files, so each process's open files are looked
//! at.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::stretch::{NAME, PLACES};

/// A lease that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) process: u32,
    /// Where the record's stretch begins.
    pub(super) stretch: i64,
}

/// Who holds the lease of this stretch.
pub(super) fn of(store: &Path, stretch: i64) -> Option<Holder> {
    all(store)
        .into_iter()
        .find(|holder| holder.stretch == stretch)
}

/// All leases of the store that are held.
pub(super) fn all(store: &Path) -> Vec<Holder> {
    let mut holders = Vec::new();
    let Ok(lock) = fs::metadata(store.join(NAME)) else {
        return holders;
    };
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
                .is_ok_and(|path| path.as_os_str().as_bytes().ends_with(NAME.as_bytes()))
                && fs::metadata(&file)
                    .is_ok_and(|found| (found.dev(), found.ino()) == (lock.dev(), lock.ino()));
            if !is_lock {
                continue;
            }
            let shown = process
                .join("fdinfo")
                .join(file.file_name().unwrap_or_default());
            for line in fs::read_to_string(shown).unwrap_or_default().lines() {
                if let Some(stretch) = lease(line) {
                    holders.push(Holder {
                        process: number,
                        stretch,
                    });
                }
            }
        }
    }
    holders
}

/// What a directory has; of one that may not be listed, nothing.
pub(super) fn listed(directory: PathBuf) -> Vec<PathBuf> {
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

/// The stretch whose lease a line of `fdinfo` shows:
/// `lock: 1: OFDLCK  ADVISORY  WRITE -1 fe:10:1234 128 128`. Places in the line are none.
fn lease(line: &str) -> Option<i64> {
    let mut words = line.strip_prefix("lock:")?.split_whitespace();
    if words.nth(1)? != "OFDLCK" {
        return None;
    }
    let start: i64 = words.nth(4)?.parse().ok()?;
    (start % PLACES == 0).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_kernel_shows_a_lease_and_a_place_in_the_line_is_none() {
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
                None,
            ),
            (
                "lock:\t1: POSIX  ADVISORY  WRITE 4711 fe:10:1234 128 128",
                None,
            ),
            ("lock:\t1: OFDLCK", None),
            ("pos:\t0", None),
            ("", None),
        ] {
            assert_eq!(lease(line), expected, "{line}");
        }
    }
}
