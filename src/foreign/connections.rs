//! The connections of a table: made by the process that uses them, at work in one call at a time, and ended when
//! the last call that may need one has ended.

use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
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
}

#[derive(Default)]
pub(super) struct Connections {
    open: Lock<Open>,
    /// Changed and looked at under the lock, but not in it: a child, whose lock is another, has the functions that were
    /// ended before it was forked as little as its parent.
    is_detached: AtomicBool,
}

impl Connections {
    /// `false` where nobody may call any more.
    pub(super) fn attend(&self) -> bool {
        let mut open = self.open.lock();
        let may_call = !self.is_detached.load(Ordering::SeqCst);
        open.attending += usize::from(may_call);
        may_call
    }

    /// Gives those that are to be ended.
    pub(super) fn leave(&self) -> Vec<Connection> {
        let mut open = self.open.lock();
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
        std::mem::take(&mut self.open.lock().idle)
    }

    pub(super) fn take(&self) -> Option<Connection> {
        self.open.lock().idle.pop()
    }

    pub(super) fn give_back(&self, connection: Connection) {
        self.open.lock().idle.push(connection);
    }

    /// Nobody attends any more, and nobody will.
    pub(super) fn detach(&self) {
        {
            let _open = self.open.lock();
            self.is_detached.store(true, Ordering::SeqCst);
        }
        let patience = Duration::from_secs(60);
        let is_over = |open: &Open| open.attending == 0;
        while self.open.lock_when(patience, is_over).attending > 0 {}
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_table_whose_use_has_ended_is_not_used_by_a_child_either() {
        use super::*;
        use crate::platform::fork::tests::forked;

        let connections = Connections::default();
        assert!(connections.attend());
        connections.leave();
        connections.detach();
        assert!(!connections.attend());
        assert!(forked(60, move || !connections.attend()).ended_well());
    }
}
