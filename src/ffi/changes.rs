//! The count by which a program learns that a token which it keeps has ended.

use super::kinds::Count;
use crate::changes;

/// A count of what may have ended an access token of this process before its time: a rejection, a sign-in, a
/// sign-out, a refresh, an export, an adoption, a newer pair found in the store, a fork (in the child). It has moved
/// before the call returns that did it, only grows, and stands at one address for the life of the process. A program
/// that keeps a token for as long as omnifund_token_fresh_for says reads it before omnifund_session_token, and
/// asks again once it is another: so asking costs no call. Where threads share it, read it as one does an atomic
/// number (__atomic_load_n). It is static: valid for ever, not to be freed. Never blocks, any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_changes() -> *const Count {
    changes::place()
}
