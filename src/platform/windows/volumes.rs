//! Which volumes may carry a store: those of this machine that keep permissions.

use std::io;
use std::os::windows::io::{AsRawHandle, OwnedHandle};
use std::path::Path;
use std::ptr;

use windows_sys::Win32::Storage::FileSystem::{
    FILE_NAME_NORMALIZED, GetDiskFreeSpaceExW, GetDriveTypeW, GetFinalPathNameByHandleW,
    GetVolumeInformationByHandleW, GetVolumePathNameW,
};
use windows_sys::Win32::System::SystemServices::FILE_PERSISTENT_ACLS;
use windows_sys::Win32::System::WindowsProgramming::DRIVE_REMOTE;

use super::paths::{plain, wide, wide_text};
use crate::platform::disk::FileSystem;

/// What the open directory is on.
pub(super) fn of(opened: &OwnedHandle, path: &Path) -> io::Result<FileSystem> {
    let mut name = [0_u16; 64];
    let mut flags = 0;
    // SAFETY: the handle is open, and no more is written than there is room for.
    let is_told = unsafe {
        GetVolumeInformationByHandleW(
            opened.as_raw_handle(),
            ptr::null_mut(),
            0,
            ptr::null_mut(),
            ptr::null_mut(),
            &mut flags,
            name.as_mut_ptr(),
            name.len() as u32,
        )
    };
    let shared = is_remote(opened, path);
    if is_told == 0 {
        // Some network drives tell nothing.
        return match shared {
            true => Ok(FileSystem {
                name: "a network drive".into(),
                shared,
            }),
            false => Err(io::Error::last_os_error()),
        };
    }
    let name = text_of(&name);
    if flags & FILE_PERSISTENT_ACLS == 0 && !shared {
        let problem = format!("it is on {name}, which has no permissions: everybody could read it");
        return Err(io::Error::other(problem));
    }
    Ok(FileSystem { name, shared })
}

/// Whether another machine has it, whatever letter or link leads there.
fn is_remote(opened: &OwnedHandle, path: &Path) -> bool {
    let mut name = [0_u16; 1024];
    let (place, room) = (name.as_mut_ptr(), name.len() as u32);
    // SAFETY: the handle is open, and no more is written than there is room for.
    unsafe { GetFinalPathNameByHandleW(opened.as_raw_handle(), place, room, FILE_NAME_NORMALIZED) };
    if text_of(&name).starts_with(r"\\?\UNC\") {
        return true;
    }
    let Ok(path) = wide(path) else {
        return false;
    };
    // SAFETY: the path ends with a zero, and no more is written than there is room for.
    if unsafe { GetVolumePathNameW(path.as_ptr(), place, room) } == 0 {
        return false;
    }
    // With the mark for long names in front the system takes any drive for one of its own.
    let drive = wide_text(&plain(text_of(&name).into()).to_string_lossy());
    // SAFETY: the name ends with a zero.
    unsafe { GetDriveTypeW(drive.as_ptr()) == DRIVE_REMOTE }
}

/// Up to its zero.
fn text_of(units: &[u16]) -> String {
    let end = units.iter().position(|unit| *unit == 0);
    String::from_utf16_lossy(&units[..end.unwrap_or(units.len())])
}

/// How many bytes are free for this user.
pub(super) fn free_space(path: &Path) -> io::Result<u64> {
    let path = wide(path)?;
    let mut free = 0;
    let none = ptr::null_mut();
    // SAFETY: the path ends with a zero, and a number is written to this stack.
    match unsafe { GetDiskFreeSpaceExW(path.as_ptr(), &mut free, none, none) } {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(free),
    }
}
