//! What `omnifund_login` and `omnifund_response` have in common: an answer of the server's, as C reads it.

use std::ffi::{CStr, c_char};
use std::ptr;

use super::list::length;
use super::text::{Text, lend};
use crate::response::Response;

pub(super) struct Answered {
    pub(super) status: i32,
    pub(super) headers: Vec<Header>,
    pub(super) cookies: Vec<SetCookie>,
    pub(super) body: Text,
    pub(super) body_length: i64,
}

pub(super) struct Header {
    pub(super) name: Text,
    pub(super) value: Text,
}

pub(super) struct SetCookie {
    pub(super) name: Text,
    pub(super) value: Text,
    pub(super) header: Text,
}

impl From<Response> for Answered {
    fn from(response: Response) -> Self {
        Self {
            status: i32::from(response.status()),
            headers: response
                .headers()
                .map(|(name, value)| Header {
                    name: Text::new(name),
                    value: Text::new(value),
                })
                .collect(),
            cookies: response
                .cookies()
                .iter()
                .map(|cookie| SetCookie {
                    name: Text::new(&cookie.name),
                    value: Text::new(cookie.value.expose()),
                    header: Text::new(cookie.header.expose()),
                })
                .collect(),
            body: Text::with_nuls(response.body()),
            body_length: length(response.body()),
        }
    }
}

impl Answered {
    /// The value of the first header of a name, whatever its case.
    ///
    /// # Safety
    /// `name` is NULL or ends with a NUL.
    pub(super) unsafe fn header(&self, name: *const c_char) -> *const c_char {
        if name.is_null() {
            return ptr::null();
        }
        // SAFETY: as the caller promises.
        let name = unsafe { CStr::from_ptr(name) }.to_bytes();
        let mut headers = self.headers.iter();
        let found = headers.find(|header| header.name.bytes().eq_ignore_ascii_case(name));
        lend(found.map(|header| &header.value))
    }
}
