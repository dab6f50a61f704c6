//! What tells whether a file is still the one that it was.

use std::os::windows::io::AsRawHandle;
use std::path::Path;

use windows_sys::Win32::Storage::FileSystem::{
    FILE_BASIC_INFO, FILE_READ_ATTRIBUTES, FileBasicInfo, GetFileInformationByHandleEx,
};

use super::files::{self, Opening};

/// What changes with a file, whoever changes it in whichever way. A link is none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    which: (u32, u32, u32),
    size: (u32, u32),
    modified: i64,
    changed: i64,
}

const TICKS_OF_A_SECOND: i64 = 10_000_000;
/// In seconds.
const FROM_1601_TO_1970: i64 = 11_644_473_600;

impl Stamp {
    /// `None` where there is no file.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let opened = Opening::existing(FILE_READ_ATTRIBUTES).open(path).ok()?;
        let found = files::information(&opened).ok()?;
        let mut times = FILE_BASIC_INFO::default();
        let length = size_of_val(&times) as u32;
        let place = (&raw mut times).cast();
        // SAFETY: the handle is open, and there is room for what is asked for.
        let is_told = unsafe {
            GetFileInformationByHandleEx(opened.as_raw_handle(), FileBasicInfo, place, length)
        };
        (is_told != 0).then_some(Self {
            which: (
                found.dwVolumeSerialNumber,
                found.nFileIndexHigh,
                found.nFileIndexLow,
            ),
            size: (found.nFileSizeHigh, found.nFileSizeLow),
            modified: times.LastWriteTime,
            changed: times.ChangeTime,
        })
    }

    /// As a Unix time.
    pub(crate) fn changed_at(&self) -> i64 {
        self.changed / TICKS_OF_A_SECOND - FROM_1601_TO_1970
    }
}
