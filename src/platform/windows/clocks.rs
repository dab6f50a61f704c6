//! Clocks that the standard library does not read.

use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::System::SystemInformation::{GetSystemTimeAsFileTime, GetTickCount64};

use super::registry;

/// Milliseconds since this machine started, suspended time included; in steps of about 16.
#[inline(always)]
pub(crate) fn boot_milliseconds() -> i64 {
    // SAFETY: it only looks.
    let milliseconds = unsafe { GetTickCount64() };
    i64::try_from(milliseconds).unwrap_or(i64::MAX)
}

/// The wall clock in milliseconds since 1970, in steps of about 16.
#[inline(always)]
pub(crate) fn coarse_wall_milliseconds() -> i64 {
    let mut time = FILETIME {
        dwLowDateTime: 0,
        dwHighDateTime: 0,
    };
    // SAFETY: it writes to this stack.
    unsafe { GetSystemTimeAsFileTime(&mut time) };
    let ticks = i64::from(time.dwHighDateTime) << 32 | i64::from(time.dwLowDateTime);
    ticks / TICKS_OF_A_MILLISECOND - FROM_1601_TO_1970
}

const TICKS_OF_A_MILLISECOND: i64 = 10_000;
/// In milliseconds.
const FROM_1601_TO_1970: i64 = 11_644_473_600_000;

/// Which start of which machine; empty where the system does not say.
pub(crate) fn boot_id() -> String {
    let starts = registry::number(
        r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters",
        "BootId",
    );
    match (starts, super::machine::id()) {
        (Some(starts), Some(machine)) => format!("{machine} {starts}"),
        _ => String::new(),
    }
}
