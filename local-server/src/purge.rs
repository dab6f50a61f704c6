//! Throws away tokens and codes that ended long ago: at the start, and now and then.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::failure::Result;
use crate::request_log::say;
use crate::service::Service;
use crate::{codes, tokens};

/// After how many exchanges it is time again.
const EVERY: u64 = 1000;
/// How long an ended token is kept: as long as it is, the answer is that it has expired, and not
/// that it is unknown.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Counts exchanges.
#[derive(Debug, Default)]
pub struct Purge(AtomicU64);

impl Purge {
    /// Notes an exchange; whether it is time to purge.
    #[must_use]
    pub fn is_due(&self) -> bool {
        (self.0.fetch_add(1, Ordering::Relaxed) + 1) % EVERY == 0
    }
}

/// Throws away what ended long ago, beside the requests that are answered meanwhile.
pub fn start(service: Arc<Service>) {
    tokio::task::spawn_blocking(move || {
        if let Err(failure) = now(&service) {
            say(&failure.to_string());
        }
    });
}

/// Throws away what ended long ago.
///
/// # Errors
/// When the state cannot be written.
pub fn now(service: &Service) -> Result<()> {
    // A clock that was moved ahead may come back, and with it the lives of tokens.
    let now = service.clock.now().min(service.clock.real_now());
    service.database.transact(|transaction| {
        codes::purge(transaction, now.before(KEPT))?;
        tokens::purge(transaction, now.before(KEPT))
    })
}
