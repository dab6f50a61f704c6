//! The end of a process. Before a library hears of it the system has ended all other threads: nothing is left to
//! be waited for, and a pair that a thread was about to save is gone with it. Programs that end while others of
//! their threads are at work say so first (`omnifund_end_exchanges`).

/// There is no such moment.
pub(crate) fn at_exit(_: extern "C" fn()) {}
