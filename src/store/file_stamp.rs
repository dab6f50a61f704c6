//! Whether a file is still the one that it was.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use crate::clock;

/// Far more than a tick of any file system's clock.
const SETTLED: Duration = Duration::from_secs(1);

/// What changes with a file, whoever changes it in whichever way. Its links are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileStamp {
    which: (u64, u64),
    whose: (u32, u32, u32),
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl FileStamp {
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

    /// One that has changed just now may change within the same tick, and look the same.
    pub(crate) fn is_settled(&self) -> bool {
        let settled = self.changed.0.saturating_add(SETTLED.as_secs() as i64);
        settled < clock::unix_seconds(clock::wall())
    }
}
