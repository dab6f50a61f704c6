//! The clock: the only file that asks for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;

/// Tells the time to the rest of the server. It can be moved; every clone moves with it.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// By how many seconds it is ahead of the real clock.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The furthest that a clock can be moved, in seconds: a hundred years.
    pub const FURTHEST: i64 = 100 * 365 * 24 * 60 * 60;

    /// The present moment on this clock.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.real_now().plus_seconds(self.offset())
    }

    /// The present moment on the clock of this machine, whatever this one says. A machine's clock
    /// set before 1970 counts as 1970.
    #[must_use]
    pub fn real_now(&self) -> Moment {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Moment(millis(since))
    }

    /// When the machine's clock shows what this one calls `moment`.
    #[must_use]
    pub fn real(&self, moment: Moment) -> Moment {
        moment.plus_seconds(self.offset().saturating_neg())
    }

    /// By how many seconds this clock is ahead of the machine's.
    #[must_use]
    pub fn offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    /// Moves this clock so many seconds ahead of the machine's.
    pub fn set_offset(&self, seconds: i64) {
        self.offset.store(seconds, Ordering::Relaxed);
    }
}

/// A moment, in milliseconds since 1970-01-01 UTC.
///
/// Milliseconds, because a lifetime of zero seconds must be over at once and not at the next
/// full second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// The moment that many milliseconds after 1970-01-01 UTC.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// The moment `later` after this one.
    #[must_use]
    pub fn after(self, later: Duration) -> Self {
        Self(self.0.saturating_add(millis(later)))
    }

    /// The moment `earlier` before this one.
    #[must_use]
    pub fn before(self, earlier: Duration) -> Self {
        Self(self.0.saturating_sub(millis(earlier)))
    }

    fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The moment as HTTP writes it (RFC 9110 §5.6.7).
    #[must_use]
    pub fn http_date(self) -> String {
        let date = self.date();
        format!(
            "{:.3}, {:02} {:.3} {:04} {:02}:{:02}:{:02} GMT",
            date.weekday(),
            date.day(),
            date.month(),
            date.year(),
            date.hour(),
            date.minute(),
            date.second(),
        )
    }

    /// The moment as a calendar date, to the second, as certificates want it.
    #[must_use]
    pub fn date(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The moment as a person reads it, to the minute, in UTC.
    #[must_use]
    pub fn minute(self) -> String {
        let date = self.date();
        let (day, time) = (date.date(), (date.hour(), date.minute()));
        format!("{day} {:02}:{:02}", time.0, time.1)
    }

    /// The moment as RFC 3339 writes it, in UTC, with milliseconds.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let date = self.date();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            date.hour(),
            date.minute(),
            date.second(),
            self.0.rem_euclid(1000),
        )
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_rfc_3339() {
        let leap_day = Moment::from_millis(1_709_210_096_007);
        assert_eq!(leap_day.rfc3339(), "2024-02-29T12:34:56.007Z");
    }

    #[test]
    fn a_moment_reads_as_http_has_it() {
        let leap_day = Moment::from_millis(1_709_210_096_007);
        assert_eq!(leap_day.http_date(), "Thu, 29 Feb 2024 12:34:56 GMT");
    }

    #[test]
    fn a_clock_that_was_moved_knows_the_real_time() {
        let clock = Clock::default();
        clock.clone().set_offset(3600);
        let ahead = clock.now().as_millis() - clock.real_now().as_millis();
        assert!((3_599_000..=3_600_000).contains(&ahead), "{ahead}");
        let moment = Moment::from_millis(7_200_000);
        assert_eq!(clock.real(moment), Moment::from_millis(3_600_000));
    }

    #[test]
    fn a_lifetime_of_zero_is_over_at_once() {
        let now = Clock::default().now();
        assert!(now.after(Duration::ZERO) <= now);
    }
}
