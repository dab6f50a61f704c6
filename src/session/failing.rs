//! Pauses after failures. Each belongs to what caused it: a session's here, an OAuth client's in
//! [`client_pause`](super::client_pause).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::{Moment, jitter};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// A server that is away is asked so often at least.
pub(super) const A_MINUTE: Duration = Duration::from_secs(60);
/// What waiting does not mend is asked so often.
pub(super) const AN_HOUR: Duration = Duration::from_secs(3600);

/// Tries that failed, and how long nobody tries again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Failing {
    pub(super) since: Moment,
    pub(super) in_a_row: u32,
    last: Moment,
    pause_ms: u64,
    /// The OAuth client was refused: waiting does not mend it.
    pub(super) configuration: bool,
    pub(super) what: String,
}

impl Failing {
    /// One more failure behind `before`; the next try comes after `pause`.
    pub(super) fn again(
        before: Option<&Self>,
        pause: Duration,
        what: String,
        configuration: bool,
        now: &Moment,
    ) -> Self {
        Self {
            since: before.map_or_else(|| now.clone(), |before| before.since.clone()),
            in_a_row: one_more(before),
            last: now.clone(),
            pause_ms: u64::try_from(pause.as_millis()).unwrap_or(u64::MAX),
            configuration,
            what,
        }
    }

    /// How much of the pause is left. Where the time that has passed can't be told, it is not waited for.
    pub(super) fn remaining(&self, now: &Moment) -> Option<Duration> {
        let passed = self.last.elapsed(now)?;
        let remaining = Duration::from_millis(self.pause_ms).saturating_sub(passed);
        (!remaining.is_zero()).then_some(remaining)
    }
}

/// How many failed in a row, with one more behind `before`.
pub(super) fn one_more(before: Option<&Failing>) -> u32 {
    before.map_or(1, |before| before.in_a_row.saturating_add(1))
}

/// Doubles from a second to `longest`; a quarter shorter or longer by chance, so that those who failed
/// together do not come back together.
pub(super) fn back_off(in_a_row: u32, longest: Duration) -> Duration {
    let doubled = FIRST_PAUSE * 2u32.saturating_pow(in_a_row.saturating_sub(1).min(16));
    doubled.min(longest).mul_f64(0.75 + chance() / 2.0)
}

/// What the server asked for: never less, nor less than `own`, and up to a quarter more, or a fleet that was
/// told "60" would come back in one second.
pub(super) fn as_asked(asked: Duration, own: Duration) -> Duration {
    asked.max(own).mul_f64(1.0 + chance() / 4.0)
}

/// 0 to 1.
pub(super) fn chance() -> f64 {
    f64::from(jitter()) / f64::from(u16::MAX)
}

/// To whole seconds: "wait 0 s" would be an invitation.
pub(super) fn rounded_up(remaining: Duration) -> Duration {
    Duration::from_secs(remaining.as_secs() + u64::from(remaining.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_one_second_to_the_longest_with_jitter() {
        for (in_a_row, longest, middle) in [
            (1, A_MINUTE, 1.0),
            (2, A_MINUTE, 2.0),
            (4, A_MINUTE, 8.0),
            (7, A_MINUTE, 60.0),
            (1000, A_MINUTE, 60.0),
            (12, AN_HOUR, 2048.0),
            (1000, AN_HOUR, 3600.0),
        ] {
            let seconds = back_off(in_a_row, longest).as_secs_f64();
            assert!(
                (0.74 * middle..=1.26 * middle).contains(&seconds),
                "{in_a_row}: {seconds}"
            );
        }
    }

    #[test]
    fn what_the_server_asked_for_is_never_shortened_and_never_shorter_than_the_own_pause() {
        for (asked, own, least) in [(60, 1, 60), (0, 8, 8), (3, 8, 8)] {
            let [asked, own] = [asked, own].map(Duration::from_secs);
            let pause = as_asked(asked, own).as_secs_f64();
            let least = f64::from(least);
            assert!((least..=1.26 * least).contains(&pause), "{pause}");
        }
    }

    #[test]
    fn failures_in_a_row_are_counted_from_the_first_and_each_has_its_own_pause() {
        let at = |milliseconds| Moment::at("boot", milliseconds, 0);
        let failed = |before: Option<&Failing>, what: &str, milliseconds| {
            let pause = Duration::from_secs(7);
            Failing::again(
                before,
                pause,
                what.into(),
                what == "second",
                &at(milliseconds),
            )
        };
        let first = failed(None, "first", 1000);
        let second = failed(Some(&first), "second", 9000);
        assert_eq!((first.in_a_row, second.in_a_row), (1, 2));
        assert_eq!((first.configuration, second.configuration), (false, true));
        assert_eq!(second.what, "second");
        assert_eq!(
            second.since.elapsed(&at(9000)),
            Some(Duration::from_secs(8))
        );
        assert_eq!(second.remaining(&at(9000)), Some(Duration::from_secs(7)));
        assert_eq!(first.remaining(&at(9000)), None);
    }

    #[test]
    fn who_is_told_to_wait_is_told_whole_seconds_that_are_enough() {
        let told = |nanoseconds| rounded_up(Duration::from_nanos(nanoseconds)).as_secs();
        assert_eq!([0, 1, 999_999_999].map(told), [0, 1, 1]);
        assert_eq!([1_000_000_000, 1_000_000_001].map(told), [1, 2]);
    }

    #[test]
    fn a_pause_lasts_to_its_end_and_not_where_time_can_not_be_told() {
        let now = Moment::at("boot", 0, 100_000);
        let failing = Failing::again(None, Duration::from_secs(7), "no".into(), false, &now);
        let remaining =
            |boot: &str, boot_ms, wall| failing.remaining(&Moment::at(boot, boot_ms, wall));
        assert_eq!(
            remaining("boot", 1500, 0),
            Some(Duration::from_millis(5500))
        );
        assert_eq!(remaining("boot", 7000, 0), None);
        assert_eq!(remaining("another", 0, 40_000), None);
    }
}
