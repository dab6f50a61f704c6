//! Throws away tokens and codes that ended long ago: at the start, and now and then.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::database::Database;
use super::{codes, tokens};
use crate::clock::Clock;
use crate::failure::Result;

/// After how many exchanges it is time again.
const EVERY: u64 = 1000;
/// How long an ended token is kept: as long as it is, the answer is that it has expired, and not
/// that it is unknown.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Counts exchanges.
#[derive(Debug, Default)]
pub struct Purge(AtomicU64);

impl Purge {
    /// LogFields an exchange; whether it is time to purge.
    #[must_use]
    pub fn is_due(&self) -> bool {
        (self.0.fetch_add(1, Ordering::Relaxed) + 1) % EVERY == 0
    }
}

/// Throws away what ended long ago.
///
/// # Errors
/// When the state cannot be written.
pub fn now(database: &Database, clock: &Clock) -> Result<()> {
    // A clock that was moved ahead may come back, and with it the lives of tokens.
    let now = clock.now().min(clock.real_now());
    database.transact(|transaction| {
        codes::purge(transaction, now.before(KEPT))?;
        tokens::purge(transaction, now.before(KEPT))
    })
}
