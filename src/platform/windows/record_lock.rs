//! Locks on ranges of a file that belong to the open file and not to the process, so that two threads
//! exclude each other too and no other handle's closing gives them up. Nothing here waits.

use std::cell::RefCell;
use std::io;
use std::mem::zeroed;
use std::ops::Range;
use std::os::windows::io::{AsRawHandle, OwnedHandle};

use windows_sys::Win32::Foundation::{ERROR_IO_PENDING, ERROR_LOCK_VIOLATION};
use windows_sys::Win32::Storage::FileSystem::{
    LOCKFILE_EXCLUSIVE_LOCK, LOCKFILE_FAIL_IMMEDIATELY, LockFileEx, UnlockFileEx,
};
use windows_sys::Win32::System::IO::OVERLAPPED;

/// A file that is open for its locks.
pub(crate) struct LockFile {
    file: OwnedHandle,
    /// Where its own ranges begin.
    own: RefCell<Vec<i64>>,
}

impl LockFile {
    pub(super) fn new(file: OwnedHandle) -> Self {
        let own = RefCell::default();
        Self { file, own }
    }

    /// Takes the range, unless another open file has something of it.
    pub(crate) fn try_lock(&self, range: Range<i64>) -> io::Result<bool> {
        let is_locked = self.lock(&range, LOCKFILE_EXCLUSIVE_LOCK)?;
        if is_locked {
            self.own.borrow_mut().push(range.start);
        }
        Ok(is_locked)
    }

    /// Gives up a range that was taken.
    pub(crate) fn unlock(&self, range: Range<i64>) -> io::Result<()> {
        self.own.borrow_mut().retain(|start| *start != range.start);
        self.give_up(&range)
    }

    /// Something of the range that another open file has, if any; not always the first of it. The system can't be
    /// asked, so the range is taken for a moment, together with all others who look: whoever wants it in that
    /// moment finds it taken, and tries again.
    pub(crate) fn taken(&self, range: Range<i64>) -> io::Result<Option<Range<i64>>> {
        if range.end - range.start > 1 && self.is_free(&range)? {
            return Ok(None);
        }
        for start in range {
            let place = start..start + 1;
            // To look at one of its own would give it up.
            let is_own = self.own.borrow().contains(&start);
            if !is_own && !self.is_free(&place)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn is_free(&self, range: &Range<i64>) -> io::Result<bool> {
        let is_free = self.lock(range, 0)?;
        if is_free {
            self.give_up(range)?;
        }
        Ok(is_free)
    }

    fn give_up(&self, range: &Range<i64>) -> io::Result<()> {
        let (mut place, low, high) = described(range);
        // SAFETY: the handle is open, and the place lives until the call returns.
        succeeded(unsafe { UnlockFileEx(self.file.as_raw_handle(), 0, low, high, &mut place) })
    }

    fn lock(&self, range: &Range<i64>, kind: u32) -> io::Result<bool> {
        let flags = kind | LOCKFILE_FAIL_IMMEDIATELY;
        let (mut place, low, high) = described(range);
        // SAFETY: the handle is open, and the place lives until the call returns.
        let locked =
            unsafe { LockFileEx(self.file.as_raw_handle(), flags, 0, low, high, &mut place) };
        match succeeded(locked) {
            Err(error) if is_taken(&error) => Ok(false),
            other => other.map(|()| true),
        }
    }
}

fn is_taken(error: &io::Error) -> bool {
    let number = error.raw_os_error().map(|number| number as u32);
    [Some(ERROR_LOCK_VIOLATION), Some(ERROR_IO_PENDING)].contains(&number)
}

/// Where a range begins, and its length in two halves.
fn described(range: &Range<i64>) -> (OVERLAPPED, u32, u32) {
    // SAFETY: zeros are one.
    let mut place: OVERLAPPED = unsafe { zeroed() };
    place.Anonymous.Anonymous.Offset = range.start as u32;
    place.Anonymous.Anonymous.OffsetHigh = (range.start >> 32) as u32;
    let length = range.end - range.start;
    (place, length as u32, (length >> 32) as u32)
}

fn succeeded(returned: i32) -> io::Result<()> {
    match returned {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
