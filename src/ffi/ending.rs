//! The end of the program.

use std::time::Duration;

use super::guard::infallible;
use super::kinds::{Count, Milliseconds};
use crate::inflight;
use crate::platform::cancel;

/// Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds
/// at most; from here on no exchange is started in this process (OMNIFUND_CODE_STORE_BUSY), but in a child
/// that it forks. The library does this by itself where a program ends by exit or by the return of main:
/// call it where it ends in another way, as programs in Go and by _exit do, and where threads must still
/// run that the end of a runtime would stop, as in Python. 30000 is a good budget: a call's, and some time
/// to save.
/// Returns how many exchanges are still under way, and pairs not saved: 0 where nothing is lost. A pair that
/// the store would not take is tried again until the budget has passed, once at least. Blocks for the budget,
/// and as long as the disk needs for one try.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_end_exchanges(budget_ms: Milliseconds) -> Count {
    let _not_cancelled = cancel::hold_off();
    infallible(0, || {
        // An hour is more than any exchange takes.
        let budget = u64::try_from(budget_ms).unwrap_or(0).min(3_600_000);
        let left = inflight::end_exchanges(Duration::from_millis(budget));
        i64::try_from(left).unwrap_or(i64::MAX)
    })
}
