//! The registry, as far as it tells of the machine.

use std::ffi::c_void;
use std::ptr;

use windows_sys::Win32::Foundation::ERROR_SUCCESS;
use windows_sys::Win32::System::Registry::{
    HKEY_LOCAL_MACHINE, REG_ROUTINE_FLAGS, RRF_RT_REG_DWORD, RRF_RT_REG_SZ, RRF_SUBKEY_WOW6464KEY,
    RegGetValueW,
};

use super::paths::wide_text;

/// More than any value that is asked for has.
const LONGEST: usize = 128;

pub(super) fn number(key: &str, name: &str) -> Option<u32> {
    let mut number = 0;
    let found = value(key, name, RRF_RT_REG_DWORD, (&raw mut number).cast(), 4)?;
    (found == 4).then_some(number)
}

pub(super) fn text(key: &str, name: &str) -> Option<String> {
    let mut text = [0_u16; LONGEST];
    let length = u32::try_from(size_of_val(&text)).ok()?;
    let found = value(key, name, RRF_RT_REG_SZ, text.as_mut_ptr().cast(), length)?;
    // With the zero at its end.
    let units = (usize::try_from(found).ok()? / 2).checked_sub(1)?;
    String::from_utf16(text.get(..units)?).ok()
}

/// Of the whole machine, also for a program of 32 bits. Gives how many bytes it has.
fn value(
    key: &str,
    name: &str,
    kind: REG_ROUTINE_FLAGS,
    to: *mut c_void,
    mut length: u32,
) -> Option<u32> {
    // SAFETY: the texts end with a zero, and no more than `length` bytes are written.
    let status = unsafe {
        RegGetValueW(
            HKEY_LOCAL_MACHINE,
            wide_text(key).as_ptr(),
            wide_text(name).as_ptr(),
            kind | RRF_SUBKEY_WOW6464KEY,
            ptr::null_mut(),
            to,
            &mut length,
        )
    };
    (status == ERROR_SUCCESS).then_some(length)
}
