//! Random numbers that nobody can guess.

use ring::rand::{SecureRandom, SystemRandom};

/// The operating system gives none.
#[derive(Debug)]
pub(crate) struct NoRandom;

pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), NoRandom> {
    #[cfg(any(test, feature = "simulation"))]
    if super::simulated::with(|machine| machine.random(bytes)).is_some() {
        return Ok(());
    }
    SystemRandom::new().fill(bytes).map_err(|_| NoRandom)
}
