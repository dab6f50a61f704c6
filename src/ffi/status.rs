//! `omnifund_status`: how a session stands

use super::guard::{ended, fallible, field};
use super::handle::{Boxed, Handle, Out};
use super::kinds::{Count, Flag, Seconds, UnixTime};
use super::raised::omnifund_error;
use super::session::{borrowed, omnifund_session};
use crate::session::{Counters, SessionStatus};

/// How a session stood when it was asked. Immutable: any thread may read it.
pub struct omnifund_status {
    status: SessionStatus,
}

impl Handle for omnifund_status {
    type Ownership = Boxed;
}

/// How the session stands, from the store: no network. Gives a status, to be ended with
/// omnifund_status_free.
/// Returns codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_status(
    session: *const omnifund_session,
    status: *mut *mut omnifund_status,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(status, "status")?;
            out.give(omnifund_status {
                status: borrowed(session)?.status()?,
            });
            Ok(())
        })
    }
}

/// A counter of a status.
unsafe fn counter(status: *const omnifund_status, read: fn(&Counters) -> u64) -> i64 {
    // SAFETY: the header's manual.
    unsafe { field(status, 0, |status| counted(read(&status.status.counters))) }
}

fn counted(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 1 where there is a pair that the server has not refused, else 0; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_signed_in(status: *const omnifund_status) -> Flag {
    unsafe { field(status, 0, |status| i32::from(status.status.signed_in)) }
}

/// 1 where the session was signed out here, and nobody has signed in since, else 0; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_signed_out(status: *const omnifund_status) -> Flag {
    unsafe { field(status, 0, |status| i32::from(status.status.signed_out)) }
}

/// 1 where the server refused the refresh token, and nobody has signed in since: the session is lost, and
/// once its access token ends a human must sign in, unless a password was saved; else 0; 0 for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_refused(status: *const omnifund_status) -> Flag {
    unsafe { field(status, 0, |status| i32::from(status.status.refused)) }
}

/// How many seconds the access token counts as good; 0 where there is none, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_seconds_left(status: *const omnifund_status) -> Seconds {
    unsafe { field(status, 0, |status| status.status.seconds_left) }
}

/// How many times the pair has changed; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_generation(status: *const omnifund_status) -> Count {
    unsafe { field(status, 0, |status| counted(status.status.generation)) }
}

/// When the pair last changed, as a Unix time in seconds; 0 where it never did, and for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_last_rotation(status: *const omnifund_status) -> UnixTime {
    unsafe { field(status, 0, |status| status.status.last_rotation.unwrap_or(0)) }
}

/// When the refresh token presumably ends, {OMNIFUND_REFRESH_LIFETIME} after the last rotation, as a Unix time in seconds;
/// 0 where there is none, and for NULL. The server never says it. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_refresh_token_ends(
    status: *const omnifund_status,
) -> UnixTime {
    unsafe {
        field(status, 0, |status| {
            status.status.refresh_token_ends.unwrap_or(0)
        })
    }
}

/// Since when tries fail, as a Unix time in seconds; 0 where they don't, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_failing_since(status: *const omnifund_status) -> UnixTime {
    unsafe { field(status, 0, |status| status.status.failing_since.unwrap_or(0)) }
}

/// How many tries failed in a row; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_failures_in_a_row(
    status: *const omnifund_status,
) -> Count {
    unsafe {
        field(status, 0, |status| {
            i64::from(status.status.failures_in_a_row)
        })
    }
}

/// 1 where the store would not take the newest pair, and this process holds it and tries again with
/// each call; else 0; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_unsaved(status: *const omnifund_status) -> Flag {
    unsafe { field(status, 0, |status| i32::from(status.status.unsaved)) }
}

/// When an answer was asked for that could not be understood and is kept (omnifund_session_kept_answer), as
/// a Unix time in seconds; 0 where there is none, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_kept_answer(status: *const omnifund_status) -> UnixTime {
    unsafe { field(status, 0, |status| status.status.kept_answer.unwrap_or(0)) }
}

/// How often a refresh token was presented again after an unknown outcome; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_replays(status: *const omnifund_status) -> Count {
    unsafe { field(status, 0, |status| counted(status.status.counters.replays)) }
}

/// How many requests were made to the token endpoint; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_exchanges(status: *const omnifund_status) -> Count {
    unsafe { counter(status, |counters| counters.exchanges) }
}

/// How many exchanges brought no new pair; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_failures(status: *const omnifund_status) -> Count {
    unsafe { counter(status, |counters| counters.failures) }
}

/// How many calls waited for another process or thread; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_waits(status: *const omnifund_status) -> Count {
    unsafe { counter(status, |counters| counters.waits) }
}

/// How many refresh tokens the server refused: each was a session's end, unless a password was saved; 0
/// for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_lost(status: *const omnifund_status) -> Count {
    unsafe { counter(status, |counters| counters.lost) }
}

/// How many pairs the store would not take at first; 0 for NULL. Whether there is one now tells
/// omnifund_status_unsaved. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_unsaved_pairs(status: *const omnifund_status) -> Count {
    unsafe { counter(status, |counters| counters.unsaved) }
}

/// Ends a status. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_status_free(status: *mut omnifund_status) {
    unsafe { ended(status) };
}
