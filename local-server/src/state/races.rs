//! The vendor's races: its server looks a refresh token up, makes the new pair, and only then deletes the token. Of
//! requests that present one at the same time several win, each with a pair of its own.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::digest::Digest;
use crate::failure::Result;
use crate::random;

/// How long the first winner leaves the token where others find it. It is long beside the time that requests which were
/// sent together take to arrive, so that chance decides how many win, and not this machine.
pub const DOOR: Duration = Duration::from_millis(20);

/// How often so many of eight win, of a hundred: as was recorded, 1 to 6 and mostly 1 to 3.
const WINNERS: [(u8, u8); 6] = [(1, 30), (2, 28), (3, 22), (4, 10), (5, 6), (6, 4)];

/// The races that are under way, by the token that is raced for, with how many more may win.
#[derive(Debug, Default)]
pub struct Races(Mutex<HashMap<[u8; 32], u8>>);

/// How a request that wins came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It began the race, and ends it.
    First,
    /// It came while the race was under way.
    Later,
}

impl Races {
    /// Enters the race for a token; nothing where it is lost.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn enter(&self, token: &Digest) -> Result<Option<Place>> {
        let drawn = winners(random::bytes::<1>()?[0] % 100);
        let mut races = self.races();
        Ok(match races.get_mut(token.bytes()) {
            None => {
                races.insert(*token.bytes(), drawn - 1);
                Some(Place::First)
            }
            Some(0) => None,
            Some(left) => {
                *left -= 1;
                Some(Place::Later)
            }
        })
    }

    /// Ends the race for a token that is gone.
    pub fn over(&self, token: &Digest) {
        self.races().remove(token.bytes());
    }

    fn races(&self) -> MutexGuard<'_, HashMap<[u8; 32], u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many win where chance says this, from 0 to 99.
fn winners(mut chance: u8) -> u8 {
    for (winners, often) in WINNERS {
        if chance < often {
            return winners;
        }
        chance -= often;
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_six_win_and_mostly_three_at_most() {
        let all: Vec<u8> = (0..100).map(winners).collect();
        assert_eq!((all.iter().min(), all.iter().max()), (Some(&1), Some(&6)));
        assert!(all.iter().filter(|many| **many <= 3).count() >= 75);
    }

    #[test]
    fn a_race_has_a_first_and_at_most_five_more_and_can_be_run_again() {
        let races = Races::default();
        let token = Digest::of("token");
        for _ in 0..50 {
            let places: Vec<_> = (0..8).map(|_| races.enter(&token).unwrap()).collect();
            assert_eq!(places[0], Some(Place::First));
            let later = places.iter().filter(|place| **place == Some(Place::Later));
            assert!(later.count() <= 5, "{places:?}");
            races.over(&token);
        }
    }
}
