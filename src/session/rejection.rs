//! What a rejection proves: that one endpoint answered 401 to an access token.
//!
//! An old token was rejected for its age. A young one can have been revoked, so the first such rejection is
//! believed, and the token replaced. If what came in its place is rejected as well, replacing does not help:
//! the endpoint, or a gateway before it, refuses everything. Then the rejection is not believed, and the token
//! stays in use: whoever asks that endpoint sees its own 401, and all others go on. After a pause that grows
//! one more replacement is tried.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::failing::{A_MINUTE, back_off};
use crate::clock::Moment;

/// A token that is rejected younger than this, and than a fifth of its life, was not rejected for its age.
const YOUNG: Duration = Duration::from_secs(60);

/// Whether a token of this age is young.
pub(super) fn is_young(age: Duration, life: Duration) -> bool {
    age < YOUNG.min(life / 5)
}

/// Young tokens that were rejected, and believed to be, with none in between that lived.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct YoungRejections {
    in_a_row: u32,
    last: Moment,
    pause_ms: u64,
}

impl YoungRejections {
    /// Whether a token of this age lived long enough to end the row: a pause must not make it old.
    pub(super) fn are_over(&self, age: Duration) -> bool {
        age >= 2 * Duration::from_millis(self.pause_ms)
    }

    /// The first one, or one more behind `before`; `None` where it is not believed.
    pub(super) fn again(before: Option<&Self>, now: &Moment) -> Option<Self> {
        let in_a_row = match before {
            None => 1,
            Some(before) => {
                let pause = Duration::from_millis(before.pause_ms);
                let is_over = before
                    .last
                    .elapsed(now)
                    .is_none_or(|passed| passed >= pause);
                is_over.then(|| before.in_a_row.saturating_add(1))?
            }
        };
        Some(Self {
            in_a_row,
            last: now.clone(),
            pause_ms: u64::try_from(back_off(in_a_row, A_MINUTE).as_millis()).unwrap_or(u64::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn young_is_less_than_a_minute_and_less_than_a_fifth_of_a_life() {
        let [instant, minute] = [1, 60_000].map(Duration::from_millis);
        for (life, old) in [(3600, minute), (300, minute), (100, minute / 3)] {
            let life = Duration::from_secs(life);
            assert!(is_young(Duration::ZERO, life) && is_young(old - instant, life));
            assert!(!is_young(old, life) && !is_young(life, life));
        }
        assert!(!is_young(Duration::ZERO, Duration::ZERO));
    }

    #[test]
    fn a_row_is_over_once_a_token_lived_for_twice_the_pause() {
        let now = Moment::at("boot", 0, 0);
        let row = YoungRejections {
            in_a_row: 3,
            last: now,
            pause_ms: 4000,
        };
        assert!(!row.are_over(Duration::from_millis(7999)));
        assert!(row.are_over(Duration::from_secs(8)));
    }

    #[test]
    fn a_rejection_is_believed_where_nobody_can_tell_when_the_last_one_was() {
        let row = YoungRejections::again(None, &Moment::at("boot", 0, 100_000)).unwrap();
        assert!(YoungRejections::again(Some(&row), &Moment::at("boot", 0, 100_000)).is_none());
        let later = YoungRejections::again(Some(&row), &Moment::at("another", 0, 40_000));
        assert_eq!(later.unwrap().in_a_row, 2);
    }

    #[test]
    fn the_first_young_rejection_is_believed_and_the_next_ones_after_ever_longer_pauses() {
        let at = |milliseconds| Moment::at("boot", milliseconds, 0);
        let (mut young, mut time, mut believed_at) = (None, 0, Vec::new());
        while believed_at.len() < 6 {
            if let Some(believed) = YoungRejections::again(young.as_ref(), &at(time)) {
                young = Some(believed);
                believed_at.push(time);
            }
            time += 50;
        }
        assert_eq!(believed_at[0], 0);
        for (pair, middle) in believed_at.windows(2).zip([1000, 2000, 4000, 8000, 16_000]) {
            let pause = pair[1] - pair[0];
            assert!(
                (middle * 74 / 100..=middle * 126 / 100 + 50).contains(&pause),
                "{believed_at:?}"
            );
        }
    }
}
