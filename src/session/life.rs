//! How long an access token is good, and when to replace it.

use std::time::Duration;

use crate::clock::{Clocks, Moment};

/// Believed where the server gives no `expires_in`: what the specification's examples show.
pub(super) const ASSUMED_LIFE: Duration = Duration::from_secs(3600);

/// Where a life stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Good for this much longer before it should be replaced.
    Fresh,
    /// Good still, and somebody should replace it.
    Ahead,
    /// Counts as expired: it could end on its way to the server.
    TooLate,
}

/// The two thresholds of a life. By which clock one is reached first does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Thresholds {
    ahead: Clocks,
    too_late: Clocks,
}

impl Thresholds {
    /// Of a life that began at `left`. A life whose age can't be told is over.
    pub(super) fn of(left: &Moment, life: Duration, now: &Moment) -> Self {
        let Some(age) = left.elapsed(now) else {
            return Self {
                ahead: LONG_AGO,
                too_late: LONG_AGO,
            };
        };
        let at = |margin: Duration| {
            let end = milliseconds(life.saturating_sub(margin)) - milliseconds(age);
            now.clocks().after(end)
        };
        Self {
            ahead: at(Duration::from_secs(300).min(life / 5)),
            too_late: at(Duration::from_secs(10).min(life / 20)),
        }
    }

    /// Good to its end, but to be looked at again with each call.
    pub(super) fn always_ahead(self) -> Self {
        Self {
            ahead: LONG_AGO,
            ..self
        }
    }

    pub(super) fn stage(&self, now: Clocks) -> Stage {
        if now.until(self.ahead) > 0 {
            Stage::Fresh
        } else if now.until(self.too_late) > 0 {
            Stage::Ahead
        } else {
            Stage::TooLate
        }
    }

    /// For how many milliseconds from `now` on it needs nothing; `None` where it is to be replaced.
    #[inline(always)]
    pub(super) fn fresh_for(&self, now: Clocks) -> Option<i64> {
        let milliseconds = now.until(self.ahead);
        (milliseconds > 0).then_some(milliseconds)
    }

    /// How many seconds it counts as good from `now` on.
    pub(super) fn seconds_left(&self, now: Clocks) -> i64 {
        (now.until(self.too_late) / 1000).max(0)
    }
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
        let left = Moment::at("boot", 0, 0);
        let thresholds = Thresholds::of(&left, Duration::from_secs(life), &left);
        for (age, stage) in ages {
            assert_eq!(
                thresholds.stage(left.clocks().after(*age as i64)),
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
                (3_300_000, Ahead),
                (3_589_999, Ahead),
                (3_590_000, TooLate),
            ],
        );
    }

    #[test]
    fn a_short_life_is_replaced_at_four_fifths_and_over_at_nineteen_twentieths() {
        use Stage::*;
        stages(
            5,
            &[(3999, Fresh), (4000, Ahead), (4749, Ahead), (4750, TooLate)],
        );
        stages(0, &[(0, TooLate)]);
    }

    #[test]
    fn a_life_whose_age_can_not_be_told_is_over() {
        let left = Moment::at("one", 0, 500_000);
        let now = Moment::at("another", 0, 400_000);
        let thresholds = Thresholds::of(&left, Duration::from_secs(3600), &now);
        assert_eq!(thresholds.stage(now.clocks()), Stage::TooLate);
    }
}
