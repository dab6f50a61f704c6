//! How long an access token is good, and when to replace it.

use std::time::Duration;

use crate::clock::{Clocks, Moment};
use crate::steps::Step;

/// Believed where the server gives no `expires_in`: what the specification's examples show.
pub(super) const ASSUMED_LIFE: Duration = Duration::from_secs(3600);

/// Where a life stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Good for this much longer before it should be replaced.
    Fresh,
    /// Good still, and somebody should replace it.
    RefreshDue,
    /// Counts as expired: it could end on its way to the server.
    Expired,
}

/// The two thresholds of a life. By which clock one is reached first does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Thresholds {
    refresh_due: Clocks,
    expired: Clocks,
}

impl Thresholds {
    /// Of a life that began at `left`. A life whose age can't be told is over.
    pub(super) fn of(sent_at: &Moment, life: Duration, now: &Moment) -> Self {
        let age = sent_at.elapsed(now);
        let age = age.or((!Step::UnknownAgeIsOver.is_taken()).then_some(Duration::ZERO));
        let Some(age) = age else {
            return Self {
                refresh_due: LONG_AGO,
                expired: LONG_AGO,
            };
        };
        let at = |margin: Duration| {
            let end = milliseconds(life.saturating_sub(margin)) - milliseconds(age);
            now.clocks().after(end)
        };
        Self {
            refresh_due: at(Duration::from_secs(300).min(life / 5)),
            expired: at(last_moments(life)),
        }
    }

    /// Good to its end, but to be looked at again with each call.
    pub(super) fn always_due(self) -> Self {
        Self {
            refresh_due: LONG_AGO,
            ..self
        }
    }

    pub(super) fn stage(&self, now: Clocks) -> Stage {
        if now.until(self.refresh_due) > 0 {
            Stage::Fresh
        } else if now.until(self.expired) > 0 {
            Stage::RefreshDue
        } else {
            Stage::Expired
        }
    }

    /// For how many milliseconds from `now` on it needs nothing; `None` where it is to be replaced.
    #[inline(always)]
    pub(super) fn fresh_for(&self, now: Clocks) -> Option<i64> {
        let milliseconds = now.until(self.refresh_due);
        (milliseconds > 0).then_some(milliseconds)
    }

    /// For how many milliseconds from `now` on it needs nothing, where it is good still.
    #[inline(always)]
    pub(super) fn good_and_fresh_for(&self, now: Clocks) -> Option<i64> {
        (now.until(self.expired) > 0).then(|| now.until(self.refresh_due).max(0))
    }

    /// How many seconds it counts as good from `now` on.
    pub(super) fn seconds_left(&self, now: Clocks) -> i64 {
        (now.until(self.expired) / 1000).max(0)
    }
}

/// Of a life, when a token could end on its way to the server.
fn last_moments(life: Duration) -> Duration {
    Duration::from_secs(10).min(life / 20)
}

/// How many seconds a token of such a life counts as good from its beginning on.
pub(super) fn counted_good(life: Duration) -> i64 {
    milliseconds(life - last_moments(life)) / 1000
}

const LONG_AGO: Clocks = Clocks {
    boot: i64::MIN,
    wall: i64::MIN,
};

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(life: u64, ages: &[(u64, Stage)]) {
        let sent_at = Moment::at("boot", 0, 0);
        let thresholds = Thresholds::of(&sent_at, Duration::from_secs(life), &sent_at);
        for (age, stage) in ages {
            assert_eq!(
                thresholds.stage(sent_at.clocks().after(*age as i64)),
                *stage,
                "{life} s at {age} ms"
            );
        }
    }

    #[test]
    fn an_hour_is_replaced_five_minutes_and_over_ten_seconds_before_its_end() {
        use Stage::*;
        stages(
            3600,
            &[
                (0, Fresh),
                (3_299_999, Fresh),
                (3_300_000, RefreshDue),
                (3_589_999, RefreshDue),
                (3_590_000, Expired),
            ],
        );
    }

    #[test]
    fn a_short_life_is_replaced_at_four_fifths_and_over_at_nineteen_twentieths() {
        use Stage::*;
        stages(
            5,
            &[
                (3999, Fresh),
                (4000, RefreshDue),
                (4749, RefreshDue),
                (4750, Expired),
            ],
        );
        stages(0, &[(0, Expired)]);
    }

    #[test]
    fn a_life_whose_age_can_not_be_told_is_over() {
        let sent_at = Moment::at("one", 0, 500_000);
        let now = Moment::at("another", 0, 400_000);
        let thresholds = Thresholds::of(&sent_at, Duration::from_secs(3600), &now);
        assert_eq!(thresholds.stage(now.clocks()), Stage::Expired);
    }
}
