//! The table of functions as C sees it; the header of libomnifund says what each of them does.

use std::ffi::{CString, c_char, c_void};

/// What a function of the table answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Code {
    /// It is so.
    Done = 0,
    /// The record is of another version.
    Conflict = 1,
    /// Another owner has the lease.
    Busy = 2,
    /// The lease is over, or another's.
    Lost = 3,
    /// It may have been done.
    Unknown = 4,
    /// It was not done, since the database could not be asked or did not answer in time.
    Unreachable = 5,
    /// It was not done, and a person must look at why.
    Failed = 6,
}

/// Where a function of the table puts what it found.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Sink {
    /// In bytes; a later version is larger.
    pub size: usize,
    /// The first argument of each function.
    pub call: *mut c_void,
    /// Takes a record: version, write id, age in milliseconds, bytes and their number.
    pub record:
        Option<unsafe extern "C" fn(*mut c_void, i64, *const c_char, i64, *const u8, usize)>,
    /// Takes a lease: fence, and milliseconds that are left of it.
    pub lease: Option<unsafe extern "C" fn(*mut c_void, i64, i64)>,
    /// Takes a key.
    pub key: Option<unsafe extern "C" fn(*mut c_void, *const c_char)>,
    /// Takes a text for a person.
    pub message: Option<unsafe extern "C" fn(*mut c_void, *const c_char)>,
}

impl Sink {
    pub(crate) fn put_record(&self, version: i64, write_id: &str, age_ms: i64, bytes: &[u8]) {
        if let Some(record) = self.record {
            let write_id = terminated(write_id);
            let id = write_id.as_ptr();
            // SAFETY: the caller of the table gave both together, for this call.
            unsafe { record(self.call, version, id, age_ms, bytes.as_ptr(), bytes.len()) }
        }
    }

    pub(crate) fn put_lease(&self, fence: i64, remaining_ms: i64) {
        if let Some(lease) = self.lease {
            // SAFETY: as above.
            unsafe { lease(self.call, fence, remaining_ms) }
        }
    }

    pub(crate) fn put_key(&self, key: &str) {
        if let Some(put) = self.key {
            // SAFETY: as above.
            unsafe { put(self.call, terminated(key).as_ptr()) }
        }
    }

    pub(crate) fn put_message(&self, text: &str) {
        if let Some(message) = self.message {
            // SAFETY: as above.
            unsafe { message(self.call, terminated(text).as_ptr()) }
        }
    }
}

fn terminated(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}

type Userdata = *mut c_void;
type Opened = *mut c_void;
type Text = *const c_char;

/// The table.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
#[expect(missing_docs, reason = "the header of libomnifund tells")]
pub struct Functions {
    pub size: usize,
    pub version: u32,
    pub userdata: Userdata,
    pub connect: Option<unsafe extern "C" fn(Userdata, i64, *mut Opened, *const Sink) -> i32>,
    pub disconnect: Option<unsafe extern "C" fn(Userdata, Opened)>,
    pub identify: Option<unsafe extern "C" fn(Userdata, Opened, i64, *const Sink) -> i32>,
    pub load: Option<unsafe extern "C" fn(Userdata, Opened, i64, Text, *const Sink) -> i32>,
    pub lease:
        Option<unsafe extern "C" fn(Userdata, Opened, i64, Text, Text, i64, *const Sink) -> i32>,
    #[expect(clippy::type_complexity, reason = "it is C's")]
    pub swap: Option<
        unsafe extern "C" fn(
            Userdata,
            Opened,
            i64,
            Text,
            Text,
            i64,
            i64,
            Text,
            *const u8,
            usize,
            *const Sink,
        ) -> i32,
    >,
    pub release:
        Option<unsafe extern "C" fn(Userdata, Opened, i64, Text, Text, i64, *const Sink) -> i32>,
    pub list:
        Option<unsafe extern "C" fn(Userdata, Opened, i64, Text, Text, i64, *const Sink) -> i32>,
    pub wait: Option<unsafe extern "C" fn(Userdata, Opened, Text, i64, *const Sink) -> i32>,
    pub destroy: Option<unsafe extern "C" fn(Userdata)>,
}

impl Functions {
    /// The version that this library knows.
    pub const VERSION: u32 = 1;
}
