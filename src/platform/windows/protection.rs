//! What the system seals for a user or for a machine, so that nobody else opens it (DPAPI).

use std::io;
use std::ptr;

use windows_sys::Win32::Security::Cryptography::{
    CRYPT_INTEGER_BLOB, CRYPTPROTECT_LOCAL_MACHINE, CRYPTPROTECT_UI_FORBIDDEN, CryptProtectData,
    CryptUnprotectData,
};
use zeroize::{Zeroize, Zeroizing};

use super::security::{self, FromSystem};

pub(crate) const IS_THERE: bool = true;

/// Gives what this user alone opens, on this machine or wherever the user's profile goes; or who is at this machine.
pub(crate) fn seal(secret: &[u8], for_machine: bool) -> io::Result<Vec<u8>> {
    let mut flags = CRYPTPROTECT_UI_FORBIDDEN;
    if for_machine {
        flags |= CRYPTPROTECT_LOCAL_MACHINE;
    }
    let mut made = lent(&[]);
    // SAFETY: the secret lives through the call; what is made is the system's.
    let is_made = unsafe {
        CryptProtectData(
            &lent(secret),
            ptr::null(),
            ptr::null(),
            ptr::null(),
            ptr::null(),
            flags,
            &mut made,
        )
    };
    let made = taken(is_made, made)?;
    Ok(made.to_vec())
}

/// What was sealed.
pub(crate) fn open(sealed: &[u8]) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut opened = lent(&[]);
    // SAFETY: what was sealed lives through the call; what comes of it is the system's.
    let is_open = unsafe {
        CryptUnprotectData(
            &lent(sealed),
            ptr::null_mut(),
            ptr::null(),
            ptr::null(),
            ptr::null(),
            CRYPTPROTECT_UI_FORBIDDEN,
            &mut opened,
        )
    };
    taken(is_open, opened)
}

/// Who alone opens what is sealed for a user here.
pub(crate) fn user() -> String {
    security::own_sid().unwrap_or_default()
}

fn lent(bytes: &[u8]) -> CRYPT_INTEGER_BLOB {
    CRYPT_INTEGER_BLOB {
        cbData: bytes.len() as u32,
        pbData: bytes.as_ptr().cast_mut(),
    }
}

/// What a call gave; the system's copy is wiped.
fn taken(is_given: i32, given: CRYPT_INTEGER_BLOB) -> io::Result<Zeroizing<Vec<u8>>> {
    if is_given == 0 {
        return Err(io::Error::last_os_error());
    }
    let _memory = FromSystem(given.pbData.cast());
    // SAFETY: the call gave so many bytes, which are nobody else's.
    let bytes = unsafe { std::slice::from_raw_parts_mut(given.pbData, given.cbData as usize) };
    let taken = Zeroizing::new(bytes.to_vec());
    bytes.zeroize();
    Ok(taken)
}
