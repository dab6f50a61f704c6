//! Time, of which a model has two: now, and long enough.

use std::time::Duration;

/// Until when somebody waits.
#[derive(Clone, Copy)]
pub struct Deadline(Duration);

impl Deadline {
    /// Waits for nobody.
    pub fn now() -> Self {
        Self(Duration::ZERO)
    }

    /// Waits for as long as it takes: who then never comes by it is found as a deadlock.
    pub fn far() -> Self {
        Self(Duration::MAX)
    }

    pub(crate) fn remaining(self) -> Duration {
        self.0
    }
}
