//! `omnifund_error`

use std::ffi::c_char;
use std::ptr;

use super::guard::{ended, field};
use super::kinds::{AdviceNumber, CodeNumber, HttpStatus, OutcomeNumber, Seconds};
use super::raised::omnifund_error;
use super::text::lend;
use crate::error::Advice;

/// The code: an omnifund_code, the same that the function returned. OMNIFUND_OK for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_code(err: *const omnifund_error) -> CodeNumber {
    unsafe { field(err, 0, |err| err.error.kind().code()) }
}

/// What to do: an omnifund_advice. OMNIFUND_ADVICE_NONE for NULL. A program that switches on this
/// alone goes on working when codes are added. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_advice(err: *const omnifund_error) -> AdviceNumber {
    unsafe { field(err, Advice::None as i32, |err| err.error.advice() as i32) }
}

/// What became of the request: an omnifund_outcome. 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_outcome(err: *const omnifund_error) -> OutcomeNumber {
    unsafe { field(err, 0, |err| err.error.outcome() as i32) }
}

/// What was tried, what came back and what to do, in English, for the person who reads it: for a
/// log or a screen, not for a program to take apart. Borrowed from the error. NULL for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_message(err: *const omnifund_error) -> *const c_char {
    unsafe { field(err, ptr::null(), |err| err.message.as_ptr()) }
}

/// The HTTP status of the answer; 0 where none was read, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_http_status(err: *const omnifund_error) -> HttpStatus {
    unsafe { field(err, 0, |err| err.error.http_status().map_or(0, i32::from)) }
}

/// The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750
/// section 3). NULL where it said none, and for NULL. Borrowed from the error. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_oauth_error(err: *const omnifund_error) -> *const c_char {
    unsafe { field(err, ptr::null(), |err| lend(err.oauth_error.as_ref())) }
}

/// The server's own words, such as "Refresh token has expired": they tell apart what shares a code.
/// At most 500 characters on one line. NULL where it said none, and for NULL. Borrowed from the
/// error. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_oauth_error_description(
    err: *const omnifund_error,
) -> *const c_char {
    unsafe {
        field(err, ptr::null(), |err| {
            lend(err.oauth_error_description.as_ref())
        })
    }
}

/// How many seconds to wait before another try: what the server asked for, 1 to 900, else 5.
/// 0 where the advice is not OMNIFUND_ADVICE_WAIT, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_retry_after(err: *const omnifund_error) -> Seconds {
    unsafe {
        field(err, 0, |err| {
            // Rounded up: a program that comes back too early is refused again.
            let wait = err.error.retry_after();
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            i64::try_from(seconds).unwrap_or(i64::MAX)
        })
    }
}

/// Ends an error, and its strings with it. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_error_free(err: *mut omnifund_error) {
    unsafe { ended(err) };
}
