//! `omnifund_kept_answer`: an answer that could not be understood

use std::ptr;

use super::guard::{ended, fallible, field};
use super::handle::{Boxed, Handle, Out};
use super::kinds::{Length, Octet, UnixTime};
use super::list::length;
use super::raised::omnifund_error;
use super::session::{borrowed, omnifund_session};
use super::text::Text;
use crate::session::KeptAnswer;

/// An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is,
/// so it is kept in the store, sealed, until the next success. Immutable: any thread may read it.
pub struct omnifund_kept_answer {
    asked_at: i64,
    bytes: Text,
    length: i64,
}

impl Handle for omnifund_kept_answer {
    type Ownership = Boxed;
}

impl From<KeptAnswer> for omnifund_kept_answer {
    fn from(answer: KeptAnswer) -> Self {
        Self {
            asked_at: answer.asked_at(),
            bytes: Text::with_nuls(answer.expose()),
            length: length(answer.expose()),
        }
    }
}

/// The answer that could not be understood, where one is kept; else NULL in `answer`. Whether there is one
/// tells omnifund_status_kept_answer, too. Gives an answer, to be ended with omnifund_kept_answer_free.
/// Returns codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_kept_answer(
    session: *const omnifund_session,
    answer: *mut *mut omnifund_kept_answer,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(answer, "answer")?;
            if let Some(kept) = borrowed(session)?.kept_answer()? {
                out.give(kept.into());
            }
            Ok(())
        })
    }
}

/// Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before
/// each refresh, so that a later version of the library saves what this one could not read; this is for
/// whoever does not want to wait for that.
/// Returns OMNIFUND_CODE_NOTHING_KEPT, OMNIFUND_CODE_STILL_UNREADABLE where it can't be understood still
/// (a human may: omnifund_session_kept_answer, and then omnifund_session_adopt), codes of the 500s. Blocks
/// on the file system, and where another process is at the session; never on the network.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_recover(
    session: *const omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { fallible(err, || borrowed(session)?.recover()) }
}

/// When the answer was asked for, as a Unix time in seconds; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_kept_answer_asked_at(
    answer: *const omnifund_kept_answer,
) -> UnixTime {
    unsafe { field(answer, 0, |answer| answer.asked_at) }
}

/// Status line, header and body as they came, 16 KiB at most, with a NUL behind them. They can hold NULs of
/// their own, and tokens: their length is omnifund_kept_answer_length. NULL for NULL. Borrowed from the
/// answer. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_kept_answer_bytes(
    answer: *const omnifund_kept_answer,
) -> *const Octet {
    unsafe { field(answer, ptr::null(), |answer| answer.bytes.as_ptr()) }
}

/// How many bytes omnifund_kept_answer_bytes has, without the NUL behind them; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_kept_answer_length(
    answer: *const omnifund_kept_answer,
) -> Length {
    unsafe { field(answer, 0, |answer| answer.length) }
}

/// Ends an answer, and wipes it. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_kept_answer_free(answer: *mut omnifund_kept_answer) {
    unsafe { ended(answer) };
}
