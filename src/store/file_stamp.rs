//! Whether a file is still the one that it was.

use std::path::Path;
use std::time::Duration;

use crate::clock;
use crate::platform::file_stamp::Stamp;

/// Far more than a tick of any file system's clock.
const SETTLED: Duration = Duration::from_secs(1);

/// What changes with a file, whoever changes it in whichever way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileStamp(Stamp);

impl FileStamp {
    /// `None` where there is no file.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        Stamp::of(path).map(Self)
    }

    /// One that has changed just now may change within the same tick, and look the same.
    pub(crate) fn is_settled(&self) -> bool {
        let settled = self.0.changed_at().saturating_add(SETTLED.as_secs() as i64);
        settled < clock::unix_seconds(clock::wall())
    }
}
