//! The only file that asks for the time.

mod elsewhere;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use self::elsewhere::reading;

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::platform::clocks;
use crate::platform::fork::PerProcess;
#[cfg(any(test, feature = "simulation"))]
use crate::platform::simulated;
use crate::steps::Step;

/// The wall clock of this machine, which may be wrong.
pub(crate) fn wall() -> SystemTime {
    #[cfg(any(test, feature = "simulation"))]
    if let Some(now) = simulated::now() {
        return now.wall;
    }
    #[cfg(test)]
    return tests::moved(SystemTime::now());
    #[cfg(not(test))]
    SystemTime::now()
}

/// A clock that only runs forward, for measuring.
pub(crate) fn monotonic() -> Instant {
    #[cfg(any(test, feature = "simulation"))]
    if let Some(now) = simulated::now() {
        return now.monotonic;
    }
    Instant::now()
}

/// How long ago that was.
pub(crate) fn since(then: Instant) -> Duration {
    monotonic().saturating_duration_since(then)
}

/// Waits, and does nothing else.
pub(crate) fn sleep(time: Duration) {
    #[cfg(any(test, feature = "simulation"))]
    if simulated::with(|machine| machine.sleep(time)).is_some() {
        return;
    }
    std::thread::sleep(time);
}

/// A moment as two clocks saw it: the wall clock, which people and servers move, and the time since
/// this machine's start, suspended time included, which nobody moves and which ends with a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Moment {
    /// Milliseconds since 1970.
    wall: i64,
    /// Milliseconds since the machine started.
    boot: i64,
    /// Which start of which machine; empty where the system does not say.
    boot_id: String,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self {
            wall: wall_milliseconds(),
            boot: boot_milliseconds(),
            boot_id: boot_id(),
        }
    }

    /// Seconds since 1970.
    pub(crate) fn unix_seconds(&self) -> i64 {
        self.wall.div_euclid(1000)
    }

    /// As the wall clock saw it.
    pub(crate) fn wall_time(&self) -> SystemTime {
        let distance = Duration::from_millis(self.wall.unsigned_abs());
        let time = if self.wall < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        time.unwrap_or(UNIX_EPOCH)
    }

    #[cfg(test)]
    pub(crate) fn at(boot_id: &str, boot: i64, wall: i64) -> Self {
        Self {
            wall,
            boot,
            boot_id: boot_id.into(),
        }
    }

    /// How long ago it was, as seen from `now`; `None` where that can't be told: the machine was
    /// started anew since, and its wall clock went backwards.
    ///
    /// On one boot the clock that ran further counts: a wall clock can be set back, and a machine that its
    /// host paused has a boot clock that stood still. Between two boots, or two namespaces of time, there
    /// is the wall clock alone; that it is a little behind is usual where machines share something.
    pub(crate) fn elapsed(&self, now: &Self) -> Option<Duration> {
        let by_wall = now.wall.saturating_sub(self.wall);
        let is_one_boot = !self.boot_id.is_empty() && self.boot_id == now.boot_id;
        let by = if is_one_boot {
            let by_boot = now.boot.saturating_sub(self.boot);
            match Step::BothClocks.is_taken() {
                true => by_wall.max(by_boot),
                false => by_boot,
            }
        } else if (-BEHIND_MS..0).contains(&by_wall) {
            0
        } else {
            by_wall
        };
        u64::try_from(by).ok().map(Duration::from_millis)
    }

    /// Both clocks.
    pub(crate) fn clocks(&self) -> Clocks {
        Clocks {
            boot: self.boot,
            wall: self.wall,
        }
    }
}

/// So far behind another machine's wall clock a clock is no reason to distrust either.
const BEHIND_MS: i64 = 30_000;

/// What both clocks show, in milliseconds. Cheap: it is asked for with every token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clocks {
    pub(crate) boot: i64,
    pub(crate) wall: i64,
}

impl Clocks {
    // The crate is optimised for size, and this is done with every token.
    #[inline(always)]
    pub(crate) fn now() -> Self {
        Self {
            boot: boot_milliseconds(),
            wall: coarse_wall_milliseconds(),
        }
    }

    /// A moment after this one, by both.
    pub(crate) fn after(self, milliseconds: i64) -> Self {
        Self {
            boot: self.boot.saturating_add(milliseconds),
            wall: self.wall.saturating_add(milliseconds),
        }
    }

    /// For how many milliseconds neither clock reaches `end`; 0 or less where one has.
    #[inline(always)]
    pub(crate) fn until(self, end: Self) -> i64 {
        let by_boot = end.boot.saturating_sub(self.boot);
        by_boot.min(end.wall.saturating_sub(self.wall))
    }
}

/// Which start of which machine. A forked child reads it anew, since it may be in another namespace of time.
struct BootId(String);

static BOOT_ID: PerProcess<BootId> = PerProcess::new();

impl Default for BootId {
    fn default() -> Self {
        Self(clocks::boot_id())
    }
}

/// Which start of which machine; empty where the system does not say.
pub(crate) fn boot_id() -> String {
    #[cfg(any(test, feature = "simulation"))]
    if let Some(id) = simulated::with(|machine| machine.boot_id()) {
        return id;
    }
    let id = BOOT_ID.get();
    #[cfg(test)]
    return format!("{}{}", id.0, "'".repeat(tests::RESTARTS.get()));
    #[cfg(not(test))]
    id.0.clone()
}

fn wall_milliseconds() -> i64 {
    match wall().duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    }
}

/// Milliseconds since this machine started, suspended time included.
#[inline(always)]
pub(crate) fn boot_milliseconds() -> i64 {
    #[cfg(any(test, feature = "simulation"))]
    if let Some(now) = simulated::now() {
        return now.boot;
    }
    #[cfg(test)]
    return clocks::boot_milliseconds() + tests::ADVANCED.get();
    #[cfg(not(test))]
    clocks::boot_milliseconds()
}

/// Behind by a second at most, and several times as cheap as [`wall`]: the boot clock is the exact one.
#[inline(always)]
fn coarse_wall_milliseconds() -> i64 {
    #[cfg(any(test, feature = "simulation"))]
    if simulated::is_here() {
        return wall_milliseconds();
    }
    #[cfg(test)]
    return clocks::coarse_wall_milliseconds() + tests::WALL_MOVED.get();
    #[cfg(not(test))]
    clocks::coarse_wall_milliseconds()
}

/// When a call must have ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    end: Instant,
    budget: Duration,
    is_asked_for: bool,
    lease_end: Option<Clocks>,
}

const A_YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Deadline {
    pub(crate) fn after(budget: Duration) -> Self {
        // What no clock can tell is as good as a year.
        let now = monotonic();
        let end = now.checked_add(budget).unwrap_or(now + A_YEAR);
        Self {
            end,
            budget,
            is_asked_for: false,
            lease_end: None,
        }
    }

    /// After a budget that somebody asked for, and that is no mere default.
    pub(crate) fn asked_for(budget: Duration) -> Self {
        Self {
            is_asked_for: true,
            ..Self::after(budget)
        }
    }

    /// This deadline, and not beyond the end of a lease: nothing is sent any more from then on, by whichever clock
    /// it comes first, since a machine that its host paused has a monotonic clock that stood still.
    pub(crate) fn under_lease(self, lease_end: Option<Clocks>) -> Self {
        let Some(end) = lease_end else {
            return self;
        };
        let left = Clocks::now().until(end);
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        Self {
            end: self.end.min(monotonic() + left),
            lease_end,
            ..self
        }
    }

    pub(crate) fn lease_end(self) -> Option<Clocks> {
        self.lease_end
    }

    pub(crate) fn is_asked_for(self) -> bool {
        self.is_asked_for
    }

    /// Not a moment is left.
    pub(crate) fn now() -> Self {
        Self::after(Duration::ZERO)
    }

    /// All that there was.
    pub(crate) fn budget(self) -> Duration {
        self.budget
    }

    /// Zero once it has passed.
    pub(crate) fn remaining(self) -> Duration {
        self.end.saturating_duration_since(monotonic())
    }
}

/// A number that differs from process to process and from moment to moment; no secret depends on it.
pub(crate) fn jitter() -> u16 {
    #[cfg(any(test, feature = "simulation"))]
    if simulated::is_here() {
        let mut random = [0; 2];
        let _filled = crate::platform::random::fill(&mut random);
        return u16::from_be_bytes(random);
    }
    let now = wall().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mixed = (now.subsec_nanos() ^ std::process::id()).wrapping_mul(2_654_435_769);
    (mixed >> 16) as u16
}

/// Whole seconds since 1970, rounded down; negative before.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            -whole - i64::from(before.subsec_nanos() > 0)
        }
    }
}

/// `2026-11-24T14:29:05Z`: RFC 3339, in UTC, to the second.
pub(crate) fn rfc3339(unix_seconds: i64) -> String {
    let days = unix_seconds.div_euclid(86_400);
    let second_of_day = unix_seconds.rem_euclid(86_400);
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (
        second_of_day / 3600,
        second_of_day / 60 % 60,
        second_of_day % 60,
    );
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Days since 1970-01-01 to a Gregorian date, counted in eras of 400 years that begin in March.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// A `Retry-After` header: seconds, or an HTTP date (RFC 9110 §10.2.3). A date that has passed is
/// zero; what can't be read is `None`.
pub(crate) fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(header.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}
