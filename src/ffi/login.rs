//! `omnifund_login`

use std::ffi::c_char;
use std::ptr;

use super::answered::{Answered, Header, SetCookie};
use super::guard::{ended, field};
use super::handle::{Boxed, Handle};
use super::kinds::{Count, HttpStatus, Index, Length, Octet, SecretChar};
use super::list::{count, entry};
use super::text::lend;
use crate::response::Response;

/// What the server answered to a token login. Immutable: any thread may read it. Its strings live as
/// long as it does, and are wiped when it is freed. Cookies, Location and body can each let somebody
/// in as that user.
pub struct omnifund_login {
    answered: Answered,
}

impl Handle for omnifund_login {
    type Ownership = Boxed;
}

impl From<Response> for omnifund_login {
    fn from(login: Response) -> Self {
        Self {
            answered: login.into(),
        }
    }
}

fn headers(login: &omnifund_login) -> &[Header] {
    &login.answered.headers
}

fn cookies(login: &omnifund_login) -> &[SetCookie] {
    &login.answered.cookies
}

/// The HTTP status, 200 to 399; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_status(login: *const omnifund_login) -> HttpStatus {
    unsafe { field(login, 0, |login| login.answered.status) }
}

/// How many headers there are; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_header_count(login: *const omnifund_login) -> Count {
    unsafe { count(login, headers) }
}

/// The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed
/// from the login. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_header_name(
    login: *const omnifund_login,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(login, headers, index, ptr::null(), |header| {
            lend(Some(&header.name))
        })
    }
}

/// The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the login.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_header_value(
    login: *const omnifund_login,
    index: Index,
) -> *const SecretChar {
    unsafe {
        entry(login, headers, index, ptr::null(), |header| {
            lend(Some(&header.value))
        })
    }
}

/// The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is none, and for
/// NULL. Borrowed from the login. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_header(
    login: *const omnifund_login,
    name: *const c_char,
) -> *const SecretChar {
    unsafe { field(login, ptr::null(), |login| login.answered.header(name)) }
}

/// How many cookies the answer sets; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_cookie_count(login: *const omnifund_login) -> Count {
    unsafe { count(login, cookies) }
}

/// The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the login.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_cookie_name(
    login: *const omnifund_login,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(login, cookies, index, ptr::null(), |cookie| {
            lend(Some(&cookie.name))
        })
    }
}

/// The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and
/// for NULL. Borrowed from the login. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_cookie_value(
    login: *const omnifund_login,
    index: Index,
) -> *const SecretChar {
    unsafe {
        entry(login, cookies, index, ptr::null(), |cookie| {
            lend(Some(&cookie.value))
        })
    }
}

/// The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index
/// from 0: what a web application sends on to its user's browser. NULL outside, and for NULL.
/// Borrowed from the login. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_cookie_header(
    login: *const omnifund_login,
    index: Index,
) -> *const SecretChar {
    unsafe {
        entry(login, cookies, index, ptr::null(), |cookie| {
            lend(Some(&cookie.header))
        })
    }
}

/// Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it
/// sends nowhere, and for NULL. Borrowed from the login. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_location(
    login: *const omnifund_login,
) -> *const SecretChar {
    unsafe { omnifund_login_header(login, c"location".as_ptr()) }
}

/// The body, 1 MiB at most, with a NUL behind it. It can hold NULs of its own: its length is
/// omnifund_login_body_length. NULL for NULL. Borrowed from the login. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_body(login: *const omnifund_login) -> *const Octet {
    unsafe { field(login, ptr::null(), |login| login.answered.body.as_ptr()) }
}

/// The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_body_length(login: *const omnifund_login) -> Length {
    unsafe { field(login, 0, |login| login.answered.body_length) }
}

/// Ends a login, and wipes its strings. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_login_free(login: *mut omnifund_login) {
    unsafe { ended(login) };
}
