//! What the functions of a table found.

use std::ffi::{CStr, c_char, c_void};
use std::mem::size_of;
use std::time::Duration;

use super::functions::omnifund_store_sink;
use super::table::Row;

/// A page of keys is far shorter; more is a function that does not end.
const MOST_KEYS: usize = 10_000;
/// What nobody stores.
const LONGEST_RECORD: usize = 2 * 1024 * 1024;

/// Takes what a function found during one call.
#[derive(Default)]
pub(super) struct Found {
    pub(super) row: Option<Row>,
    /// Fence and milliseconds.
    pub(super) lease: Option<(i64, i64)>,
    pub(super) keys: Vec<String>,
    pub(super) message: String,
}

impl Found {
    /// What the function is handed. It borrows this one for as long as it is used.
    pub(super) fn sink(&mut self) -> omnifund_store_sink {
        omnifund_store_sink {
            size: size_of::<omnifund_store_sink>(),
            call: (&raw mut *self).cast(),
            record: Some(record),
            lease: Some(lease),
            key: Some(key),
            message: Some(message),
        }
    }
}

/// # Safety
/// `call` is a sink's, during its call, and nobody else looks at it.
unsafe fn found<'a>(call: *mut c_void) -> Option<&'a mut Found> {
    // SAFETY: as the caller promises.
    unsafe { call.cast::<Found>().as_mut() }
}

/// # Safety
/// `text` is NULL or ends with a NUL.
unsafe fn text(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}

unsafe extern "C" fn record(
    call: *mut c_void,
    version: i64,
    write_id: *const c_char,
    age_ms: i64,
    bytes: *const u8,
    length: usize,
) {
    // SAFETY: the header says whose `call` is.
    let Some(found) = (unsafe { found(call) }) else {
        return;
    };
    if bytes.is_null() || length > LONGEST_RECORD {
        found.message = format!("a record of {length} bytes is none of this library's");
        return;
    }
    found.row = Some(Row {
        version: u64::try_from(version).unwrap_or(0),
        // SAFETY: the header says that it ends with a NUL.
        write_id: unsafe { text(write_id) },
        age: u64::try_from(age_ms).ok().map(Duration::from_millis),
        // SAFETY: the header says that as many bytes stand there.
        bytes: unsafe { std::slice::from_raw_parts(bytes, length) }.to_vec(),
    });
}

unsafe extern "C" fn lease(call: *mut c_void, fence: i64, remaining_ms: i64) {
    // SAFETY: the header says whose `call` is.
    if let Some(found) = unsafe { found(call) } {
        found.lease = Some((fence, remaining_ms));
    }
}

unsafe extern "C" fn key(call: *mut c_void, key: *const c_char) {
    // SAFETY: the header says whose `call` is.
    if let Some(found) = unsafe { found(call) } {
        if found.keys.len() < MOST_KEYS {
            // SAFETY: the header says that it ends with a NUL.
            found.keys.push(unsafe { text(key) });
        }
    }
}

unsafe extern "C" fn message(call: *mut c_void, said: *const c_char) {
    // SAFETY: the header says whose `call` is.
    if let Some(found) = unsafe { found(call) } {
        // SAFETY: the header says that it ends with a NUL.
        found.message = unsafe { text(said) };
    }
}
