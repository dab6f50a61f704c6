//! `omnifund_session`: requests to OmniFund's API, and a token that lasts for a whole batch of them

use std::ffi::c_char;
use std::ptr;
use std::time::Duration;

use super::guard::{fallible, field};
use super::handle::{Out, borrow_mut};
use super::kinds::Seconds;
use super::raised::omnifund_error;
use super::request::omnifund_request;
use super::response::omnifund_response;
use super::session::{borrowed, omnifund_session};
use super::text::Text;
use super::token::{self, omnifund_token};
use crate::error::{Error, ErrorKind};
use crate::session::Held;

impl From<Held> for omnifund_session {
    fn from(session: Held) -> Self {
        Self {
            base_url: Text::new(session.base_url()),
            session,
        }
    }
}

/// Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token is
/// rejected, and the request made once more with another one; whatever the server answers else, a second 401 and a
/// 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
/// omnifund_request_set_retry asks for it; a POST whose outcome is unknown never is.
/// Gives what the server answered, to be ended with omnifund_response_free.
/// Returns as omnifund_session_token, and what the way to the server gives; OMNIFUND_CODE_BODY_UNREADABLE,
/// OMNIFUND_CODE_ANSWER_NOT_TAKEN, OMNIFUND_CODE_ANSWER_TOO_LARGE. omnifund_error_outcome tells of this request, and
/// not of an exchange that it needed: OMNIFUND_OUTCOME_NOT_SENT where not one byte of it left;
/// OMNIFUND_OUTCOME_REFUSED where the server answered 401 and there was no other token; OMNIFUND_OUTCOME_UNKNOWN where
/// it left and no whole answer came back: then a charge may have been made.
/// Blocks for the request's time limit, else for the call budget, and as long as its file or callback takes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_request(
    session: *const omnifund_session,
    request: *mut omnifund_request,
    response: *mut *mut omnifund_response,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(response, "response")?;
            let session = borrowed(session)?;
            let request = borrow_mut(request, "request")?;
            out.give(request.made(|request| session.request(request))?.into());
            Ok(())
        })
    }
}

/// A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
/// refreshed where it must be. Gives a token, to be ended with omnifund_token_free.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT below 0, and where OmniFund's tokens never last so long: then nothing is
/// asked of the server. Else as omnifund_session_token, also where a live token is left that does not last so long.
/// Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_token_lasting(
    session: *const omnifund_session,
    seconds: Seconds,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(token, "token")?;
            let session = borrowed(session)?;
            let lasting = u64::try_from(seconds)
                .map(Duration::from_secs)
                .map_err(|_| {
                    Error::new(
                        ErrorKind::InvalidArgument,
                        format!("seconds is {seconds}, below 0"),
                    )
                })?;
            out.hand_over(session.with_token_lasting(lasting, token::of_session)?);
            Ok(())
        })
    }
}

/// The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours only
/// who sends to its origin may send the access token. NULL for NULL. Borrowed from the session. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_base_url(
    session: *const omnifund_session,
) -> *const c_char {
    unsafe { field(session, ptr::null(), |session| session.base_url.as_ptr()) }
}
