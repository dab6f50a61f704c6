//! Exchanges that are under way when the process ends. The server may have spent the refresh token already,
//! and a process that ended now would take the new pair with it. So its end waits for them, for as long
//! as they may take at most, and no new one starts after that.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use once_cell::race::OnceBox;

use crate::clock::{Deadline, boot_milliseconds};
use crate::error::{Error, ErrorKind, Result};
use crate::platform::{cancel, fork};

/// For the save that follows an exchange, by a slow disk.
const TO_SAVE: Duration = Duration::from_secs(10);
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(2);
const TRY_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// How many are under way, and in which process: the fork's fork_count above, the count in the lower half.
/// A child does not wait for its parent's.
static UNDER_WAY: fork::OwnU64 = fork::OwnU64::new(0);
/// When the last of them must have ended, in milliseconds since the machine's start.
static LAST_END: fork::OwnI64 = fork::OwnI64::new(0);
/// One more than the fork_count of the process that is ending.
static ENDING: fork::OwnU64 = fork::OwnU64::new(0);

/// What else is to be done at the end, when nothing is under way any more; each tells how much it left.
static AT_END: [OnceBox<fn() -> u64>; 4] = [const { OnceBox::new() }; 4];

thread_local! {
    /// How many this thread itself has under way: one that ends the program from a callback must not wait
    /// for itself.
    static OWN: Cell<u64> = const { Cell::new(0) };
}

/// An exchange that is under way, until its pair is saved. Given up when dropped.
#[must_use]
pub(crate) struct InFlight {
    fork_count: u64,
    _of_this_thread: std::marker::PhantomData<*const ()>,
}

/// Begins one that ends by `deadline`, but for its save. Within another one of the same thread it always
/// may begin.
///
/// # Errors
/// [`StoreBusy`](ErrorKind::StoreBusy) where the program is ending.
pub(crate) fn begin(deadline: Deadline) -> Result<InFlight> {
    let begun = under_way(deadline);
    // Counted first and looked after: whoever ends the program does it the other way round.
    if OWN.get() == 1 && is_ending() {
        return Err(Error::new(
            ErrorKind::StoreBusy,
            "the program is ending: no exchange is started any more",
        ));
    }
    Ok(begun)
}

/// The save of a pair that an earlier exchange gave. It may begin while the program ends.
pub(crate) fn begin_save() -> InFlight {
    under_way(Deadline::now())
}

fn under_way(deadline: Deadline) -> InFlight {
    work_at_exit();
    let begun = InFlight {
        fork_count: fork::count(),
        _of_this_thread: std::marker::PhantomData,
    };
    let end = deadline.remaining().saturating_add(TO_SAVE).as_millis();
    let end = boot_milliseconds().saturating_add(i64::try_from(end).unwrap_or(i64::MAX));
    LAST_END.fetch_max(end, Ordering::SeqCst);
    count(begun.fork_count, |under_way| under_way + 1);
    OWN.set(OWN.get() + 1);
    begun
}

impl Drop for InFlight {
    fn drop(&mut self) {
        OWN.set(OWN.get().saturating_sub(1));
        if self.fork_count == fork::count() {
            count(self.fork_count, |under_way| under_way.saturating_sub(1));
        }
    }
}

/// Waits until no other thread's exchange is under way and every new pair is saved, for `budget` at most;
/// from here on no exchange is started in this process. Tells how many are under way or not saved. A pair
/// that a store would not take is tried to be saved once whatever the budget, and as the disk needs. The library does it by itself where a program ends
/// by `exit` or by the return of `main`.
///
/// ```
/// use std::time::Duration;
///
/// // Before `_exit`, which tells nobody that the program ends.
/// assert_eq!(omnifund::end_exchanges(Duration::from_secs(5)), 0);
/// ```
pub fn end_exchanges(budget: Duration) -> u64 {
    mark_as_ending();
    let deadline = Deadline::after(budget);
    loop {
        let left = wait_while(|| !deadline.remaining().is_zero()) + do_what_is_left();
        if left == 0 || deadline.remaining().is_zero() {
            return left;
        }
        crate::clock::sleep(TRY_AGAIN_AFTER.min(deadline.remaining()));
    }
}

fn do_what_is_left() -> u64 {
    AT_END
        .iter()
        .filter_map(OnceBox::get)
        .map(|work| work())
        .sum()
}

/// Has `work` done when the program ends and nothing is under way any more. Once for each function; it runs
/// on the thread that ends the program, and must end soon.
pub(crate) fn at_end(work: fn() -> u64) {
    work_at_exit();
    for slot in &AT_END {
        let found = slot.get_or_init(|| Box::new(work));
        if *found as usize == work as usize {
            return;
        }
    }
}

fn count(fork_count: u64, change: impl Fn(u64) -> u64) {
    let changed = |packed| Some(fork_count << 32 | change(of(fork_count, packed)));
    let _ = UNDER_WAY.fetch_update(Ordering::SeqCst, Ordering::SeqCst, changed);
}

fn of(fork_count: u64, packed: u64) -> u64 {
    if packed >> 32 == fork_count & u64::from(u32::MAX) {
        packed & u64::from(u32::MAX)
    } else {
        0
    }
}

fn others() -> u64 {
    let all = of(fork::count(), UNDER_WAY.load(Ordering::SeqCst));
    all.saturating_sub(OWN.get())
}

fn wait_while(there_is_time: impl Fn() -> bool) -> u64 {
    loop {
        let others = others();
        if others == 0 || !there_is_time() {
            return others;
        }
        crate::clock::sleep(LOOK_AGAIN_AFTER);
    }
}

fn is_ending() -> bool {
    ENDING.load(Ordering::SeqCst) == fork::count() + 1
}

fn mark_as_ending() {
    ENDING.store(fork::count() + 1, Ordering::SeqCst);
}

/// Threads that come first together each register it, and none waits for another. It runs once all the same.
fn work_at_exit() {
    static REGISTERED: AtomicBool = AtomicBool::new(false);
    if !REGISTERED.load(Ordering::SeqCst) {
        crate::platform::exit::at_exit(exiting);
        REGISTERED.store(true, Ordering::SeqCst);
    }
}

extern "C" fn exiting() {
    // Whoever cancels the thread that ends the program would have it abort.
    let _not_cancelled = cancel::hold_off();
    static DONE: AtomicU64 = AtomicU64::new(0);
    let marked = fork::count() + 1;
    mark_as_ending();
    if DONE.swap(marked, Ordering::SeqCst) == marked {
        return;
    }
    // A panic would end the program before its other handlers.
    let _ = std::panic::catch_unwind(|| {
        let there_is_time = || boot_milliseconds() < LAST_END.load(Ordering::SeqCst);
        wait_while(there_is_time);
        // Another thread may be at it.
        while do_what_is_left() != 0 && others() != 0 && there_is_time() {
            wait_while(there_is_time);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Statics are the process's: one test, so that no other disturbs what it counts.
    #[test]
    fn what_is_under_way_is_counted_for_each_process_and_a_thread_does_not_wait_for_itself() {
        let soon = Deadline::after(Duration::from_secs(30));
        assert_eq!(of(7, 7 << 32 | 3), 3);
        assert_eq!(of(8, 7 << 32 | 3), 0, "a child has none of its parent's");
        let outer = begin(soon).unwrap();
        let inner = begin(soon).unwrap();
        assert_eq!(OWN.get(), 2);
        drop(inner);
        let seen = std::thread::spawn(|| (OWN.get(), others())).join().unwrap();
        assert_eq!(seen.0, 0);
        assert!(seen.1 >= 1, "it is another thread's");
        drop(outer);
        assert_eq!(OWN.get(), 0);
    }
}
