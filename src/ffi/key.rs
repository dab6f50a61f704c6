//! `omnifund_key`

use super::guard::{ended, immediate};
use super::handle::{self, Boxed, Handle, Out};
use super::kinds::Length;
use super::raised::omnifund_error;
use crate::error::{Error, ErrorKind};
use crate::store::SealingKey;

/// A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed.
pub struct omnifund_key {
    pub(super) key: SealingKey,
}

impl Handle for omnifund_key {
    type Ownership = Boxed;
}

/// Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Gives a key, to
/// be ended with omnifund_key_free.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for another length. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_key_from_bytes(
    bytes: *const u8,
    length: Length,
    key: *mut *mut omnifund_key,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(key, "key")?;
            if bytes.is_null() {
                return Err(handle::null("bytes"));
            }
            if length != 32 {
                let problem = format!("a sealing key has 32 bytes, and not {length}");
                return Err(Error::new(ErrorKind::InvalidArgument, problem));
            }
            // SAFETY: the header says that as many bytes stand there.
            let bytes = std::slice::from_raw_parts(bytes, 32);
            out.give(omnifund_key {
                key: SealingKey::from_bytes(bytes)?,
            });
            Ok(())
        })
    }
}

/// Ends a key, and wipes it. NULL does nothing. Stores opened with it go on. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_key_free(key: *mut omnifund_key) {
    unsafe { ended(key) };
}
