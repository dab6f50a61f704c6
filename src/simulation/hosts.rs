//! Hosts with their clocks and disks, processes and their threads, and what is on its way between them.

use std::sync::Arc;

use super::judge::Answer;
use super::plan::{Failing, Time};
use super::threads::Baton;
use crate::platform::simulated::disk::Simulated;

/// A thread of a process.
pub(super) struct Actor {
    pub(super) process: usize,
    pub(super) state: State,
    pub(super) baton: Arc<Baton>,
    /// What it asks of the machine has no effect any more, and is not refused either.
    pub(super) is_inert: bool,
    /// The request whose answer it waits for, or has not saved.
    pub(super) exchange: Option<usize>,
    /// The last one, whose outcome it may be writing down still.
    pub(super) last_exchange: Option<usize>,
    /// Whether its program asked for a new pair though there may be a good one.
    pub(super) is_forced: bool,
    pub(super) doing: Doing,
}

/// What a thread did in its call.
#[derive(Default)]
pub(super) struct Doing {
    pub(super) began: Time,
    /// The last request in it.
    pub(super) exchange: Option<usize>,
    /// How often its disk or the database failed.
    pub(super) failures: usize,
    pub(super) has_written: bool,
    pub(super) signs_in: bool,
    /// Its host stood still meanwhile.
    pub(super) stood_still: bool,
    pub(super) has_connected: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Ready,
    Waits {
        until: Time,
        place: usize,
    },
    /// Until another one has gone on.
    GivesWay,
    Over,
}

pub(super) struct Process {
    /// Of which program of the plan; `None` of those that the history itself needs.
    pub(super) program: Option<usize>,
    pub(super) host: usize,
    pub(super) is_dead: bool,
    pub(super) threads: usize,
}

/// A range of a lock file that an open file of a process has.
pub(super) struct Taken {
    pub(super) start: i64,
    pub(super) opened: u64,
    pub(super) process: usize,
}

pub(super) struct Host {
    pub(super) disk: Simulated,
    pub(super) locks: Vec<Taken>,
    pub(super) started: Time,
    pub(super) boots: u64,
    /// Of the wall clock, in milliseconds.
    pub(super) wall_off: i64,
    /// For how long the clocks of this boot stood still.
    pub(super) frozen: Time,
    pub(super) stands_still_until: Time,
    /// By how much its clocks may take a token for younger than it is.
    pub(super) lag: Time,
    pub(super) set_back: Time,
    pub(super) failing: Option<(Failing, u64)>,
    pub(super) cut_off_until: Time,
}

impl Host {
    /// Its clocks stood still with it, and its wall clock was set back.
    pub(super) fn knows_no_time(&self) -> bool {
        self.set_back.min(self.frozen) > 0
    }
}

/// A request or an answer on its way.
pub(super) struct Mail {
    pub(super) at: Time,
    pub(super) line: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) to_server: bool,
    pub(super) is_last: bool,
}

/// A connection, at its client's end.
pub(super) struct Wire {
    pub(super) inbox: Vec<u8>,
    pub(super) is_closed: bool,
    pub(super) exchange: usize,
    pub(super) answer: Answer,
    /// Of the answer: how many bytes are still to be received.
    pub(super) missing: usize,
}
