//! Standard input and output.

// `show` alone writes there.
#![allow(clippy::disallowed_methods)]

use std::fs::File;
use std::io;
use std::os::windows::io::{AsHandle, AsRawHandle};

use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_DISK, FILE_TYPE_PIPE, GetFileType};
use windows_sys::Win32::System::Console::{CONSOLE_SCREEN_BUFFER_INFO, GetConsoleScreenBufferInfo};

/// Without what Rust's own does for one that can't be written: it says that all is well.
pub fn output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
}

/// Columns and lines of a terminal.
pub fn size(output: &File) -> Option<(usize, usize)> {
    let mut found = CONSOLE_SCREEN_BUFFER_INFO::default();
    // SAFETY: the handle is open, and it writes to this stack.
    if unsafe { GetConsoleScreenBufferInfo(output.as_raw_handle(), &mut found) } == 0 {
        return None;
    }
    let window = found.srWindow;
    let length = |from: i16, to: i16| usize::try_from(to - from + 1).ok();
    length(window.Left, window.Right).zip(length(window.Top, window.Bottom))
}

/// Whether somebody may have put something on standard input: into a pipe or a file, which `NUL` is not.
pub fn input_can_hold_something() -> bool {
    // SAFETY: it only looks.
    let kind = unsafe { GetFileType(io::stdin().as_raw_handle()) };
    [FILE_TYPE_DISK, FILE_TYPE_PIPE].contains(&kind)
}
