//! What can be set while the server runs, and is read by every request.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use crate::state::tokens::Lifetimes;

/// The live of one server. Each is read and set by itself, without a lock.
#[derive(Debug)]
pub struct LiveSettings {
    access: AtomicU32,
    refresh: AtomicU32,
    refuse_bearers: AtomicBool,
}

impl LiveSettings {
    /// With these lifetimes in seconds, and nothing refused.
    #[must_use]
    pub fn new(access: u32, refresh: u32) -> Self {
        Self {
            access: access.into(),
            refresh: refresh.into(),
            refuse_bearers: false.into(),
        }
    }

    /// How long tokens live that are issued from now on.
    #[must_use]
    pub fn lifetimes(&self) -> Lifetimes {
        let seconds = |set: &AtomicU32| Duration::from_secs(set.load(Ordering::Relaxed).into());
        Lifetimes {
            access: seconds(&self.access),
            refresh: seconds(&self.refresh),
        }
    }

    /// Sets how long access tokens live, in seconds.
    pub fn set_access_lifetime(&self, seconds: u32) {
        self.access.store(seconds, Ordering::Relaxed);
    }

    /// Sets how long refresh tokens live, in seconds.
    pub fn set_refresh_lifetime(&self, seconds: u32) {
        self.refresh.store(seconds, Ordering::Relaxed);
    }

    /// Whether every bearer is refused, as a broken gateway would.
    #[must_use]
    pub fn refuses_bearers(&self) -> bool {
        self.refuse_bearers.load(Ordering::Relaxed)
    }

    /// Sets whether every bearer is refused.
    pub fn set_refuses_bearers(&self, refuse: bool) {
        self.refuse_bearers.store(refuse, Ordering::Relaxed);
    }
}
