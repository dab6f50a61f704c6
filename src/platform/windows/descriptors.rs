//! Handles have no small numbers that a program takes for its own.

use std::io::{self, Write};

use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
use windows_sys::Win32::System::Console::{GetStdHandle, STD_ERROR_HANDLE};

/// Whether the program has a standard error at all: a service and a program with windows have none.
pub(crate) fn standard_error_is_open() -> bool {
    // SAFETY: it only looks.
    let handle = unsafe { GetStdHandle(STD_ERROR_HANDLE) };
    !handle.is_null() && handle != INVALID_HANDLE_VALUE
}

pub(crate) fn write_to_standard_error(bytes: &[u8]) -> io::Result<()> {
    io::stderr().write_all(bytes)
}
