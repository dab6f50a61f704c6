//! Files and directories, opened and changed by the system's own calls.

use std::io;
use std::mem::{offset_of, zeroed};
use std::os::windows::io::{AsRawHandle, BorrowedHandle, FromRawHandle, OwnedHandle};
use std::path::Path;
use std::ptr;
use std::time::Duration;

use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_ALREADY_EXISTS, ERROR_CALL_NOT_IMPLEMENTED, ERROR_DELETE_PENDING,
    ERROR_FILE_EXISTS, ERROR_INVALID_FUNCTION, ERROR_INVALID_LEVEL, ERROR_INVALID_PARAMETER,
    ERROR_LOCK_VIOLATION, ERROR_NOT_SUPPORTED, ERROR_SHARING_VIOLATION, INVALID_HANDLE_VALUE,
};
use windows_sys::Win32::Storage::FileSystem::{
    BY_HANDLE_FILE_INFORMATION, CREATE_NEW, CreateDirectoryW, CreateFileW, CreateHardLinkW, DELETE,
    DeleteFileW, FILE_ATTRIBUTE_REPARSE_POINT, FILE_DISPOSITION_FLAG_DELETE,
    FILE_DISPOSITION_FLAG_POSIX_SEMANTICS, FILE_DISPOSITION_INFO_EX, FILE_FLAG_BACKUP_SEMANTICS,
    FILE_FLAG_OPEN_REPARSE_POINT, FILE_RENAME_INFO, FILE_SHARE_DELETE, FILE_SHARE_READ,
    FILE_SHARE_WRITE, FileDispositionInfoEx, FileRenameInfoEx, GetFileInformationByHandle,
    MOVEFILE_REPLACE_EXISTING, MOVEFILE_WRITE_THROUGH, MoveFileExW, OPEN_EXISTING, SYNCHRONIZE,
    SetFileInformationByHandle,
};

use super::paths::wide;
use super::security::Descriptor;

/// How often and how long what is in a virus scanner's or a backup's hands is tried again: for two seconds in all.
const TRIES: u32 = 20;
const LONGEST_PAUSE: Duration = Duration::from_millis(125);

/// While somebody else has the file open in a way that stands in ours.
const IN_USE: &[u32] = &[
    ERROR_SHARING_VIOLATION,
    ERROR_LOCK_VIOLATION,
    ERROR_DELETE_PENDING,
];
/// The same where a name is put in another's place, made, or taken away: before Windows 10 it is said as if that were
/// forbidden, of a file that somebody has open.
const IN_THE_WAY: &[u32] = &[
    ERROR_SHARING_VIOLATION,
    ERROR_LOCK_VIOLATION,
    ERROR_DELETE_PENDING,
    ERROR_ACCESS_DENIED,
];

/// Tries again after errors that pass.
fn patiently<T>(passing: &[u32], mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let mut pause = Duration::from_millis(1);
    for _ in 1..TRIES {
        match attempt() {
            Err(error) if is_one_of(&error, passing) => {}
            other => return other,
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    attempt()
}

fn is_one_of(error: &io::Error, numbers: &[u32]) -> bool {
    let number = error.raw_os_error().map(|number| number as u32);
    number.is_some_and(|number| numbers.contains(&number))
}

/// What a file system or a system says that does not know a call.
fn is_unknown(error: &io::Error) -> bool {
    let numbers = [
        ERROR_INVALID_PARAMETER,
        ERROR_INVALID_FUNCTION,
        ERROR_INVALID_LEVEL,
        ERROR_CALL_NOT_IMPLEMENTED,
        ERROR_NOT_SUPPORTED,
    ];
    is_one_of(error, &numbers)
}

fn done(returned: i32) -> io::Result<()> {
    match returned {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// What is to be opened, and how.
pub(super) struct Opening<'a> {
    pub(super) access: u32,
    /// `OPEN_EXISTING`, `CREATE_NEW` or `OPEN_ALWAYS`.
    pub(super) disposition: u32,
    /// Of what is made.
    pub(super) descriptor: Option<&'a Descriptor>,
    /// Nobody may rename it or put another one in its place while it is open.
    pub(super) stays: bool,
}

impl Opening<'_> {
    pub(super) fn existing(access: u32) -> Self {
        Self {
            access,
            disposition: OPEN_EXISTING,
            descriptor: None,
            stays: false,
        }
    }

    /// Follows no link that stands at the end of the path.
    pub(super) fn open(&self, path: &Path) -> io::Result<OwnedHandle> {
        let passing = match self.disposition {
            CREATE_NEW => IN_THE_WAY,
            _ => IN_USE,
        };
        patiently(passing, || self.open_at_once(path))
    }

    /// For what is tried again as a whole: patience within patience would be as many times as long.
    fn open_at_once(&self, path: &Path) -> io::Result<OwnedHandle> {
        let path = wide(path)?;
        let attributes = self.descriptor.map(Descriptor::attributes);
        let attributes = attributes.as_ref().map_or(ptr::null(), ptr::from_ref);
        let mut shared = FILE_SHARE_READ | FILE_SHARE_WRITE;
        if !self.stays {
            shared |= FILE_SHARE_DELETE;
        }
        let flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
        let (access, how) = (self.access, self.disposition);
        // SAFETY: path and attributes live through the call; what it gives is nobody else's.
        let opened = unsafe {
            let none = ptr::null_mut();
            let opened = CreateFileW(path.as_ptr(), access, shared, attributes, how, flags, none);
            if opened == INVALID_HANDLE_VALUE {
                return Err(io::Error::last_os_error());
            }
            OwnedHandle::from_raw_handle(opened)
        };
        if attributes_of(&opened)? & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
            return Err(io::Error::other("it is a link, and none is followed here"));
        }
        Ok(opened)
    }
}

fn attributes_of(opened: &OwnedHandle) -> io::Result<u32> {
    Ok(information(opened)?.dwFileAttributes)
}

pub(super) fn information(opened: &OwnedHandle) -> io::Result<BY_HANDLE_FILE_INFORMATION> {
    // SAFETY: zeros are one, and the handle is open.
    unsafe {
        let mut found = zeroed();
        done(GetFileInformationByHandle(
            opened.as_raw_handle(),
            &mut found,
        ))?;
        Ok(found)
    }
}

pub(super) fn make_directory(path: &Path, descriptor: &Descriptor) -> io::Result<()> {
    let path = wide(path)?;
    // SAFETY: path and descriptor live through the call.
    done(unsafe { CreateDirectoryW(path.as_ptr(), &descriptor.attributes()) })
}

/// Puts a file in the place of another, at once, and durably.
pub(super) fn replace(from: &Path, to: &Path) -> io::Result<()> {
    patiently(IN_THE_WAY, || match rename_as_posix(from, to) {
        Err(error) if is_unknown(&error) => move_over(from, to),
        other => other,
    })
}

/// Whoever has the other one open keeps it; from Windows 10 on, on NTFS.
fn rename_as_posix(from: &Path, to: &Path) -> io::Result<()> {
    const REPLACE_IF_EXISTS: u32 = 1;
    const POSIX_SEMANTICS: u32 = 2;
    let name = wide(to)?;
    let opened = Opening::existing(DELETE | SYNCHRONIZE).open_at_once(from)?;
    let head = offset_of!(FILE_RENAME_INFO, FileName);
    let length = head + size_of_val(&*name);
    // As the structure wants to lie.
    let mut room = vec![0_u64; length.div_ceil(8)];
    let place: *mut FILE_RENAME_INFO = room.as_mut_ptr().cast();
    // SAFETY: there is room for the structure with the whole name, whose length is without the zero at its end.
    unsafe {
        (*place).Anonymous.Flags = REPLACE_IF_EXISTS | POSIX_SEMANTICS;
        (*place).FileNameLength = (size_of_val(&*name) - 2) as u32;
        let letters = (&raw mut (*place).FileName).cast::<u16>();
        ptr::copy_nonoverlapping(name.as_ptr(), letters, name.len());
        set(&opened, FileRenameInfoEx, place.cast(), length)
    }
}

/// # Safety
/// What stands at `place` is what `class` says, and has so many bytes.
unsafe fn set(
    opened: &OwnedHandle,
    class: i32,
    place: *const std::ffi::c_void,
    length: usize,
) -> io::Result<()> {
    // SAFETY: as the caller promises.
    let is_set =
        unsafe { SetFileInformationByHandle(opened.as_raw_handle(), class, place, length as u32) };
    done(is_set)
}

fn move_over(from: &Path, to: &Path) -> io::Result<()> {
    move_file(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)
}

fn move_file(from: &Path, to: &Path, flags: u32) -> io::Result<()> {
    let (from, to) = (wide(from)?, wide(to)?);
    // SAFETY: both names live through the call.
    done(unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), flags) })
}

/// Gives a file a second name that is not there yet; where there are no second names, another one.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    let (old, new) = (wide(from)?, wide(to)?);
    // SAFETY: both names live through the call.
    let linked = done(unsafe { CreateHardLinkW(new.as_ptr(), old.as_ptr(), ptr::null()) });
    match linked {
        Err(error) if is_unknown(&error) => move_file(from, to, MOVEFILE_WRITE_THROUGH),
        Err(error) if is_one_of(&error, &[ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS]) => {
            Err(io::ErrorKind::AlreadyExists.into())
        }
        other => other,
    }
}

/// Takes a name away at once, whoever has the file open; before Windows 10 it goes when that is closed.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    patiently(IN_THE_WAY, || match remove_as_posix(path) {
        Err(error) if is_unknown(&error) => {
            let path = wide(path)?;
            // SAFETY: the name lives through the call.
            done(unsafe { DeleteFileW(path.as_ptr()) })
        }
        other => other,
    })
}

fn remove_as_posix(path: &Path) -> io::Result<()> {
    let opened = Opening::existing(DELETE).open_at_once(path)?;
    let how = FILE_DISPOSITION_INFO_EX {
        Flags: FILE_DISPOSITION_FLAG_DELETE | FILE_DISPOSITION_FLAG_POSIX_SEMANTICS,
    };
    // SAFETY: it is of that class.
    unsafe {
        let place = (&raw const how).cast();
        set(&opened, FileDispositionInfoEx, place, size_of_val(&how))
    }
}

/// Makes what is open durable, contents or names.
pub(super) fn sync(opened: BorrowedHandle<'_>) -> io::Result<()> {
    use windows_sys::Win32::Storage::FileSystem::FlushFileBuffers;

    // SAFETY: the handle is open.
    done(unsafe { FlushFileBuffers(opened.as_raw_handle()) })
}
