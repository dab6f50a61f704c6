//! Lines that wait, and what holds them.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use super::entry::LogEntry;
use super::{LogSink, Said};
use crate::platform::cancel;

thread_local! {
    /// Without a destructor: handlers of the program's end run after a thread's have, and may call the
    /// library still. It has nothing to drop then, since lines are taken out to be said.
    static QUEUE: ManuallyDrop<RefCell<Queue>> =
        const { ManuallyDrop::new(RefCell::new(Queue::new())) };
}

fn with_queue<T>(use_it: impl FnOnce(&mut Queue) -> T) -> T {
    QUEUE.with(|queue| use_it(&mut queue.borrow_mut()))
}

/// What waits until this thread may do it.
enum Waiting {
    Line(LogSink, LogEntry),
    /// It waits where all lines do.
    Other(Box<dyn FnOnce()>),
}

/// What waits, in its order, and what holds it.
struct Queue {
    waiting: Vec<Waiting>,
    /// How many hold those for sinks that can block.
    holds: usize,
    /// How many hold all.
    holds_of_all: usize,
    /// Somebody is told of what is about to be done.
    announces: bool,
}

impl Queue {
    const fn new() -> Self {
        Self {
            waiting: Vec::new(),
            holds: 0,
            holds_of_all: 0,
            announces: false,
        }
    }
}

/// While it lives, lines of this thread for sinks that can block wait: a callback may call the library
/// again, and a pipe that nobody reads must not hold up those who wait for a lock. Made before the lock is
/// taken, it says them after that is given up.
#[must_use]
pub(crate) struct Holding(());

pub(crate) fn hold() -> Holding {
    with_queue(|queue| queue.holds += 1);
    Holding(())
}

impl Drop for Holding {
    fn drop(&mut self) {
        with_queue(|queue| queue.holds -= 1);
        say_what_waits();
    }
}

/// While it lives, all lines of this thread wait, and saying one makes no system call: between a server's
/// reply and the synced pair nothing may fail or take long. Those for sinks that can block go on waiting
/// for an outer [`hold`].
#[must_use]
#[allow(dead_code)]
pub(crate) struct HoldingAll(());

#[allow(dead_code)]
pub(crate) fn hold_all() -> HoldingAll {
    with_queue(|queue| queue.holds_of_all += 1);
    HoldingAll(())
}

impl Drop for HoldingAll {
    fn drop(&mut self) {
        with_queue(|queue| queue.holds_of_all -= 1);
        say_what_waits();
    }
}

/// What holds lines of this thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Nothing,
    WhatCanBlock,
    All,
}

pub(super) fn in_force() -> Hold {
    with_queue(|queue| match queue {
        Queue {
            holds_of_all: 1.., ..
        } => Hold::All,
        Queue { holds: 1.., .. } => Hold::WhatCanBlock,
        _ => Hold::Nothing,
    })
}

/// In their order. The queue is free meanwhile: a callback may call the library again.
fn say_what_waits() {
    let hold = in_force();
    if hold != Hold::All {
        say_waiting(hold);
    }
}

pub(super) fn say_waiting(hold: Hold) {
    let waiting = with_queue(|queue| std::mem::take(&mut queue.waiting));
    for one in waiting {
        match one {
            Waiting::Line(sink, line) => say(sink, line, hold),
            Waiting::Other(write) => written(write),
        }
    }
}

/// To write is what a cancelled thread is unwound from, in a function of the program's for lines as well.
fn written<T>(write: impl FnOnce() -> T) -> T {
    let _not_cancelled = cancel::hold_off();
    write()
}

/// Writes what is no line of a log, but waits as those do for files: not between a server's reply and the
/// synced pair.
pub(crate) fn when_lines_may_be_written(write: Box<dyn FnOnce()>) {
    match in_force() {
        Hold::All => with_queue(|queue| queue.waiting.push(Waiting::Other(write))),
        _ => written(write),
    }
}

pub(super) fn say(sink: LogSink, line: LogEntry, hold: Hold) {
    if try_to_say(&sink, &line, hold) == Said::Waits {
        with_queue(|queue| queue.waiting.push(Waiting::Line(sink, line)));
    }
}

pub(super) fn try_to_say(sink: &LogSink, line: &LogEntry, hold: Hold) -> Said {
    written(|| match hold {
        Hold::Nothing => {
            sink.write(line);
            Said::Done
        }
        Hold::WhatCanBlock => sink.write_unless_it_can_block(line),
        Hold::All => Said::Waits,
    })
}

/// Calls what announces something; but not within another announcement of this thread: whoever is told of
/// one may call the library, and would be told without an end.
pub(super) fn announcing(announce: impl FnOnce()) {
    struct Announced;
    impl Drop for Announced {
        fn drop(&mut self) {
            with_queue(|queue| queue.announces = false);
        }
    }
    if !with_queue(|queue| std::mem::replace(&mut queue.announces, true)) {
        let _announced = Announced;
        announce();
    }
}
