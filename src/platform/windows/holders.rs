//! Who holds locks on a file: nobody tells.

use std::path::Path;

/// A lock that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) process: u32,
    /// Where its range begins.
    pub(crate) start: i64,
}

/// All locks on ranges of the file that are held, as far as the system tells.
pub(crate) fn of(_: &Path) -> Vec<Holder> {
    Vec::new()
}
