//! What tells whether a file is still the one that it was.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// What changes with a file, whoever changes it in whichever way. Its links are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    which: (u64, u64),
    whose: (u32, u32, u32),
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// `None` where there is no file.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let found = path.metadata().ok()?;
        Some(Self {
            which: (found.dev(), found.ino()),
            whose: (found.uid(), found.gid(), found.mode()),
            size: found.size(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        })
    }

    /// As a Unix time.
    pub(crate) fn changed_at(&self) -> i64 {
        self.changed.0
    }
}
