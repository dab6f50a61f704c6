//! The connections of a table: made by the process that uses them, at work in one call at a time, and ended when
//! the last call that may need one has ended.

use std::ffi::c_void;
use std::time::Duration;

use crate::platform::lock::Lock;

/// Somebody else's, of this process.
pub(super) struct Connection(pub(super) *mut c_void);

// SAFETY: the header says that a connection may change its thread between two calls.
unsafe impl Send for Connection {}

/// Those of a process. A forked child begins with none: its parent's are neither used nor ended there.
#[derive(Default)]
struct Open {
    idle: Vec<Connection>,
    /// Calls that may need one.
    attending: usize,
    is_detached: bool,
}

#[derive(Default)]
pub(super) struct Connections(Lock<Open>);

impl Connections {
    /// `false` where nobody may call any more.
    pub(super) fn attend(&self) -> bool {
        let mut open = self.0.lock();
        if !open.is_detached {
            open.attending += 1;
        }
        !open.is_detached
    }

    /// Gives those that are to be ended.
    pub(super) fn leave(&self) -> Vec<Connection> {
        let mut open = self.0.lock();
        // A child that was forked meanwhile begins anew.
        open.attending = open.attending.saturating_sub(1);
        if open.attending > 0 {
            return Vec::new();
        }
        open.wake_all();
        std::mem::take(&mut open.idle)
    }

    /// Gives those that nobody is at, to be ended.
    pub(super) fn take_idle(&self) -> Vec<Connection> {
        std::mem::take(&mut self.0.lock().idle)
    }

    pub(super) fn take(&self) -> Option<Connection> {
        self.0.lock().idle.pop()
    }

    pub(super) fn give_back(&self, connection: Connection) {
        self.0.lock().idle.push(connection);
    }

    /// Nobody attends any more, and nobody will.
    pub(super) fn detach(&self) {
        self.0.lock().is_detached = true;
        let is_over = |open: &Open| open.attending == 0;
        while self.0.lock_when(Duration::from_secs(60), is_over).attending > 0 {}
    }
}
