//! `omnifund_request`

use std::ffi::{c_char, c_void};
use std::io;
use std::ptr;
use std::time::Duration;

use super::guard::{ended, field, immediate};
use super::handle::{self, Boxed, Handle, Out, borrow_mut};
use super::kinds::{Flag, Length, Milliseconds, Octet, SecretChar};
use super::raised::omnifund_error;
use super::text::{self, Text};
use super::userdata::{Userdata, omnifund_userdata_callback};
use crate::error::{Error, ErrorKind, Result};
use crate::request::Request;

/// In bytes: what is longer is in a file.
const LONGEST_IN_MEMORY: usize = 1 << 30;

/// A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as often
/// as you like, but for a body or an answer that goes through a callback. For one thread at a time.
pub struct omnifund_request {
    request: Request,
    idempotency_key: Option<Text>,
}

impl Handle for omnifund_request {
    type Ownership = Boxed;
}

impl omnifund_request {
    /// Has the request made.
    pub(super) fn made<T>(&mut self, make: impl FnOnce(&mut Request) -> Result<T>) -> Result<T> {
        let made = make(&mut self.request);
        if self.idempotency_key.is_none() {
            self.idempotency_key = self.request.idempotency_key().map(Text::new);
        }
        made
    }
}

/// Changes a request.
unsafe fn set(
    request: *mut omnifund_request,
    err: *mut *mut omnifund_error,
    change: impl FnOnce(&mut Request) -> Result<()>,
) -> i32 {
    // SAFETY: the header's manual.
    unsafe { immediate(err, || change(&mut borrow_mut(request, "request")?.request)) }
}

/// A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with
/// one slash, and may have a query. It can name no other host, since the access token goes to the base URL's origin
/// alone. Gives a request, to be ended with omnifund_request_free.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no method in capitals, or no such path. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_new(
    method: *const c_char,
    path: *const c_char,
    request: *mut *mut omnifund_request,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(request, "request")?;
            let (method, path) = (text::read(method, "method")?, text::read(path, "path")?);
            out.give(omnifund_request {
                request: Request::new(method, path)?,
                idempotency_key: None,
            });
            Ok(())
        })
    }
}

/// Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in
/// their order.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty name. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_add_query(
    request: *mut omnifund_request,
    name: *const c_char,
    value: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            request.add_query(text::read(name, "name")?, text::read(value, "value")?)
        })
    }
}

/// Adds a header.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no name, for a value with a control character in it such as a
/// line break, and for what is not yours to say: Authorization, Host, the body's length and the connection's own.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_add_header(
    request: *mut omnifund_request,
    name: *const c_char,
    value: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            request.add_header(text::read(name, "name")?, text::read(value, "value")?)
        })
    }
}

/// The body, of `length` bytes, which are copied; `body` may be NULL where there are none. `content_type` is such as
/// "application/json".
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for a length below 0 or over 1 GiB, and for a content type that is no header's value.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_body(
    request: *mut omnifund_request,
    content_type: *const c_char,
    body: *const Octet,
    length: Length,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            let content_type = text::read(content_type, "content_type")?;
            let length = size(length)?;
            if length > LONGEST_IN_MEMORY || (length > 0 && body.is_null()) {
                let problem = format!("there is no body of {length} bytes in memory");
                return Err(Error::new(ErrorKind::InvalidArgument, problem));
            }
            let body = match length {
                0 => &[],
                // SAFETY: the header says that there are so many bytes.
                length => std::slice::from_raw_parts(body.cast::<u8>(), length),
            };
            request.set_body(content_type, body)
        })
    }
}

/// The body, from the file `path`, which is read while it is sent, and anew where it is sent once more.
/// Returns as omnifund_request_set_body; that the file can't be read tells omnifund_session_request. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_body_file(
    request: *mut omnifund_request,
    content_type: *const c_char,
    path: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            let content_type = text::read(content_type, "content_type")?;
            request.set_body_file(content_type, filled(path, "path")?)
        })
    }
}

/// Puts the next bytes of a body into `buffer`, `room` of them at most. Returns how many it has put there: 0 at the
/// end, and -1 where it can't go on.
pub type omnifund_body_callback =
    Option<unsafe extern "C" fn(userdata: *mut c_void, buffer: *mut Octet, room: Length) -> Length>;

/// The body, from a function that is called while it is sent, on the thread that calls omnifund_session_request.
/// `length` is how many bytes it gives, or -1 where that is not known: then it is sent in chunks. It is sent once: at
/// a 401 the answer is that 401. `destroy` is called with `userdata`, once, when the request needs it no more, and
/// also where this call fails; `destroy` may be NULL, `userdata` may be NULL.
/// Returns as omnifund_request_set_body. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_body_callback(
    request: *mut omnifund_request,
    content_type: *const c_char,
    length: Length,
    callback: omnifund_body_callback,
    userdata: *mut c_void,
    destroy: omnifund_userdata_callback,
    err: *mut *mut omnifund_error,
) -> i32 {
    let userdata = Userdata::new(userdata, destroy);
    unsafe {
        set(request, err, |request| {
            let content_type = text::read(content_type, "content_type")?;
            let callback = callback.ok_or_else(|| handle::null("callback"))?;
            let length = match length {
                -1 => None,
                length => Some(size(length)? as u64),
            };
            request.set_body_from(content_type, length, move |into| {
                let room = i64::try_from(into.len()).unwrap_or(i64::MAX);
                // SAFETY: the header says what it does.
                let amount = callback(userdata.get(), into.as_mut_ptr().cast(), room);
                usize::try_from(amount).map_err(|_| io::Error::other("its callback can't go on"))
            })
        })
    }
}

/// Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The file
/// gets its name when it is whole, and replaces what stood there; where something stands there that is no plain file,
/// such as a pipe, that is written to. Of any other answer the body is in the response.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_output_file(
    request: *mut omnifund_request,
    path: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            request.set_output_file(filled(path, "path")?);
            Ok(())
        })
    }
}

/// Takes the next bytes of an answer's body, `length` of them; `bytes` is valid during the call only. Returns 1, or 0
/// to end the request.
pub type omnifund_output_callback = Option<
    unsafe extern "C" fn(userdata: *mut c_void, bytes: *const Octet, length: Length) -> Flag,
>;

/// Hands the body of a success, a status of 200 to 299, to a function as it comes, on the thread that calls
/// omnifund_session_request. Of any other answer the body is in the response. `destroy` is called with `userdata`,
/// once, when the request needs it no more, and also where this call fails; `destroy` may be NULL, `userdata` may be
/// NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_output_callback(
    request: *mut omnifund_request,
    callback: omnifund_output_callback,
    userdata: *mut c_void,
    destroy: omnifund_userdata_callback,
    err: *mut *mut omnifund_error,
) -> i32 {
    let userdata = Userdata::new(userdata, destroy);
    unsafe {
        set(request, err, |request| {
            let callback = callback.ok_or_else(|| handle::null("callback"))?;
            request.set_output(move |piece| {
                let length = i64::try_from(piece.len()).unwrap_or(i64::MAX);
                // SAFETY: the header says what it does.
                match callback(userdata.get(), piece.as_ptr().cast(), length) {
                    0 => Err(io::Error::other("its callback ended it")),
                    _ => Ok(()),
                }
            });
            Ok(())
        })
    }
}

/// How long omnifund_session_request may take with it, the token and all tries included, in milliseconds: 1 to
/// 3600000. Unless set, the call budget.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_time_limit(
    request: *mut omnifund_request,
    milliseconds: Milliseconds,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            let limit = u64::try_from(milliseconds).unwrap_or_default();
            request.set_time_limit(Duration::from_millis(limit))
        })
    }
}

/// The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT below 0. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_largest_answer(
    request: *mut omnifund_request,
    length: Length,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            request.set_largest_answer(size(length)? as u64);
            Ok(())
        })
    }
}

/// With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or OPTIONS
/// after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two, and so on.
/// With 0, as unless set, only a refused access token makes a second try. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_retry(
    request: *mut omnifund_request,
    retry: Flag,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(request, err, |request| {
            request.set_retry(retry != 0);
            Ok(())
        })
    }
}

/// A key by which the server knows a request that it has seen before. It goes into the header that
/// omnifund_config_set_idempotency_header names, else into Idempotency-Key.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty key, and for what is no header's value. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_set_idempotency_key(
    request: *mut omnifund_request,
    key: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let it = borrow_mut(request, "request")?;
            it.request.set_idempotency_key(text::read(key, "key")?)?;
            it.idempotency_key = it.request.idempotency_key().map(Text::new);
            Ok(())
        })
    }
}

/// The key that was set, or that omnifund_session_request made. NULL where there is none, and for NULL. Borrowed
/// from the request, until another one is set. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_idempotency_key(
    request: *const omnifund_request,
) -> *const c_char {
    unsafe {
        field(request, ptr::null(), |it| {
            text::lend(it.idempotency_key.as_ref())
        })
    }
}

/// Ends a request. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_request_free(request: *mut omnifund_request) {
    unsafe { ended(request) };
}

fn size(length: i64) -> Result<usize> {
    usize::try_from(length).map_err(|_| {
        let problem = format!("a length of {length} bytes is none");
        Error::new(ErrorKind::InvalidArgument, problem)
    })
}

/// # Safety
/// As for every string of the header.
unsafe fn filled<'a>(string: *const c_char, name: &str) -> Result<&'a str> {
    // SAFETY: as the caller promises.
    let text = unsafe { text::read(string, name) }?;
    if text.is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("{name} is empty"),
        ));
    }
    Ok(text)
}
