//! `omnifund_response`

use std::ffi::c_char;
use std::ptr;

use super::answered::{Answered, Header, SetCookie};
use super::guard::{ended, field};
use super::handle::{Boxed, Handle};
use super::kinds::{Count, HttpStatus, Index, Length, Octet, OutcomeNumber, Seconds, SecretChar};
use super::list::{count, entry};
use super::text::{Text, lend};
use crate::response::Response;

/// What the server answered to a request: whatever it said, an answer is no error. Immutable: any thread may read
/// it. Its strings live as long as it does, and are wiped when it is freed.
pub struct omnifund_response {
    outcome: i32,
    retry_after: i64,
    next: Option<Text>,
    answered: Answered,
}

impl Handle for omnifund_response {
    type Ownership = Boxed;
}

impl From<Response> for omnifund_response {
    fn from(response: Response) -> Self {
        Self {
            outcome: response.outcome() as i32,
            // Rounded up: a program that comes back too early is refused again.
            retry_after: response.retry_after().map_or(0, |wait| {
                let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                i64::try_from(seconds).unwrap_or(i64::MAX)
            }),
            next: response.next().map(Text::new),
            answered: response.into(),
        }
    }
}

fn headers(response: &omnifund_response) -> &[Header] {
    &response.answered.headers
}

fn cookies(response: &omnifund_response) -> &[SetCookie] {
    &response.answered.cookies
}

/// What became of the request, an omnifund_outcome: OMNIFUND_OUTCOME_DONE by a status of 200 to 299,
/// OMNIFUND_OUTCOME_REFUSED by one of 400 to 499 but for 408, OMNIFUND_OUTCOME_UNKNOWN by all others, since a
/// gateway can say them after it has passed the request on. 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_outcome(
    response: *const omnifund_response,
) -> OutcomeNumber {
    unsafe { field(response, 0, |response| response.outcome) }
}

/// How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); 0 where
/// it does not, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_retry_after(
    response: *const omnifund_response,
) -> Seconds {
    unsafe { field(response, 0, |response| response.retry_after) }
}

/// Of a collection, what to ask for to have its next page, for omnifund_request_new: hydra:next of the hydra:view in
/// the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
/// NULL where there is none, as at the last page and where the answer points to another origin, and for NULL.
/// Borrowed from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_next(
    response: *const omnifund_response,
) -> *const c_char {
    unsafe {
        field(response, ptr::null(), |response| {
            lend(response.next.as_ref())
        })
    }
}

/// The HTTP status, whatever it is; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_status(
    response: *const omnifund_response,
) -> HttpStatus {
    unsafe { field(response, 0, |response| response.answered.status) }
}

/// How many headers there are; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_header_count(
    response: *const omnifund_response,
) -> Count {
    unsafe { count(response, headers) }
}

/// The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed
/// from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_header_name(
    response: *const omnifund_response,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(response, headers, index, ptr::null(), |header| {
            lend(Some(&header.name))
        })
    }
}

/// The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the response.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_header_value(
    response: *const omnifund_response,
    index: Index,
) -> *const SecretChar {
    unsafe {
        entry(response, headers, index, ptr::null(), |header| {
            lend(Some(&header.value))
        })
    }
}

/// The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is none, and for
/// NULL. Borrowed from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_header(
    response: *const omnifund_response,
    name: *const c_char,
) -> *const SecretChar {
    unsafe {
        field(response, ptr::null(), |response| {
            response.answered.header(name)
        })
    }
}

/// How many cookies the answer sets; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_cookie_count(
    response: *const omnifund_response,
) -> Count {
    unsafe { count(response, cookies) }
}

/// The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the response.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_cookie_name(
    response: *const omnifund_response,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(response, cookies, index, ptr::null(), |cookie| {
            lend(Some(&cookie.name))
        })
    }
}

/// The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and
/// for NULL. Borrowed from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_cookie_value(
    response: *const omnifund_response,
    index: Index,
) -> *const SecretChar {
    unsafe {
        entry(response, cookies, index, ptr::null(), |cookie| {
            lend(Some(&cookie.value))
        })
    }
}

/// The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index
/// from 0: what a web application sends on to its user's browser. NULL outside, and for NULL.
/// Borrowed from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_cookie_header(
    response: *const omnifund_response,
    index: Index,
) -> *const SecretChar {
    unsafe {
        entry(response, cookies, index, ptr::null(), |cookie| {
            lend(Some(&cookie.header))
        })
    }
}

/// Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it
/// sends nowhere, and for NULL. Borrowed from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_location(
    response: *const omnifund_response,
) -> *const SecretChar {
    unsafe { omnifund_response_header(response, c"location".as_ptr()) }
}

/// The body, with a NUL behind it; empty where it went to a file or a callback. It can hold NULs of its own: its
/// length is omnifund_response_body_length. NULL for NULL. Borrowed from the response. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_body(
    response: *const omnifund_response,
) -> *const Octet {
    unsafe {
        field(response, ptr::null(), |response| {
            response.answered.body.as_ptr()
        })
    }
}

/// The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_body_length(
    response: *const omnifund_response,
) -> Length {
    unsafe { field(response, 0, |response| response.answered.body_length) }
}

/// Ends a response, and wipes its strings. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_response_free(response: *mut omnifund_response) {
    unsafe { ended(response) };
}
