//! Tokens on standard output that nobody else has: it is known whether somebody got them.

use std::io::{self, Write};
use std::os::windows::io::AsRawHandle;

use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_CHAR, FILE_TYPE_UNKNOWN, GetFileType};
use windows_sys::Win32::System::Console::GetConsoleMode;

use super::signals::Held;
use super::standard::output;

/// A pipe's reader that has gone is noticed between two of them.
const AT_ONCE: usize = 4096;

/// Whether standard output can be written, as far as can be told without writing.
pub fn is_possible() -> io::Result<()> {
    let out = output()?;
    let mut mode = 0;
    // SAFETY: the handle is open, and a number is written to this stack.
    let leads_nowhere = unsafe {
        match GetFileType(out.as_raw_handle()) {
            FILE_TYPE_UNKNOWN => true,
            FILE_TYPE_CHAR => GetConsoleMode(out.as_raw_handle(), &mut mode) == 0,
            _ => false,
        }
    };
    match leads_nowhere {
        true => Err(io::Error::other("it is closed, or leads to NUL")),
        false => Ok(()),
    }
}

/// Writes all of it, and where it is a file has it on the disk.
pub fn write(bytes: &[u8], held: &Held) -> io::Result<()> {
    let mut out = output()?;
    for part in bytes.chunks(AT_ONCE) {
        if held.one_waits() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        out.write_all(part)?;
    }
    match out.metadata().is_ok_and(|found| found.is_file()) {
        true => out.sync_all(),
        false => Ok(()),
    }
}
