//! The steps that a simulation of the library may leave out: here none, since what is left out is text of the source.

/// One of them.
pub enum Step {
    /// Of the callers in a process one goes for a new pair.
    RefreshLock,
}

impl Step {
    /// Whether it is taken.
    pub fn is_taken(&self) -> bool {
        true
    }
}
