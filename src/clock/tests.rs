//! The clocks, and how a test moves them.

use std::cell::Cell;

use super::*;

thread_local! {
    /// How far this test's thread is ahead: the machine slept, or a test does not want to wait.
    pub(crate) static ADVANCED: Cell<i64> = const { Cell::new(0) };
    /// By how much somebody moved this test's wall clock, in milliseconds.
    pub(crate) static WALL_MOVED: Cell<i64> = const { Cell::new(0) };
    /// How often this test's machine was started anew.
    pub(crate) static RESTARTS: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn moved(time: SystemTime) -> SystemTime {
    let by = WALL_MOVED.get();
    let distance = Duration::from_millis(by.unsigned_abs());
    if by < 0 {
        time - distance
    } else {
        time + distance
    }
}

#[test]
fn dates_are_written_as_rfc_3339_over_leap_days_and_before_1970() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_399, "2000-02-28T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (1_709_251_199, "2024-02-29T23:59:59Z"),
        (1_795_530_545, "2026-11-24T14:29:05Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
    ] {
        assert_eq!(rfc3339(seconds), text);
    }
}

#[test]
fn on_the_same_boot_the_clock_that_ran_further_counts() {
    let then = Moment::at("a", 1000, 5_000_000);
    for (boot, wall, seconds) in [
        (4000, 5_000_000, 3),
        // Set back, or never right.
        (4000, 0, 3),
        (4000, i64::MIN, 3),
        // The host paused the machine.
        (1000, 5_007_000, 7),
        (4000, 5_007_000, 7),
    ] {
        let elapsed = then.elapsed(&Moment::at("a", boot, wall));
        assert_eq!(elapsed, Some(Duration::from_secs(seconds)), "{boot} {wall}");
    }
}

#[test]
fn over_a_restart_the_wall_clock_counts_and_far_backwards_is_suspect() {
    let then = Moment::at("a", 1000, 5_000_000);
    let elapsed = |wall| then.elapsed(&Moment::at("b", 10, wall));
    assert_eq!(elapsed(5_002_000), Some(Duration::from_secs(2)));
    assert_eq!(elapsed(4_999_999), Some(Duration::ZERO));
    assert_eq!(elapsed(5_000_000 - BEHIND_MS), Some(Duration::ZERO));
    assert_eq!(elapsed(4_999_999 - BEHIND_MS), None);
    // A system that does not say which boot it is.
    let unknown = |boot, wall| Moment::at("", boot, wall);
    assert_eq!(unknown(1, 900_000).elapsed(&unknown(9, 0)), None);
}

#[test]
fn an_end_is_reached_by_the_clock_that_is_there_first() {
    let end = Clocks { boot: 10, wall: 20 };
    assert_eq!(Clocks { boot: 4, wall: 4 }.until(end), 6);
    assert_eq!(Clocks { boot: 4, wall: 19 }.until(end), 1);
    assert_eq!(Clocks { boot: 4, wall: 20 }.until(end), 0);
    assert!(Clocks { boot: 11, wall: 0 }.until(end) < 0);
    assert_eq!(
        Clocks { boot: 0, wall: 0 }.after(5),
        Clocks { boot: 5, wall: 5 }
    );
}

#[test]
fn a_time_before_1970_is_rounded_down_too() {
    let half_a_second_before = UNIX_EPOCH - Duration::from_millis(500);
    assert_eq!(unix_seconds(half_a_second_before), -1);
    assert_eq!(unix_seconds(UNIX_EPOCH + Duration::from_millis(500)), 0);
}

#[test]
fn retry_after_is_read_as_seconds_and_as_a_date() {
    let now = UNIX_EPOCH + Duration::from_secs(1_795_530_545);
    for (header, seconds) in [
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("99999999999999999999999", Some(u64::MAX)),
        ("Tue, 24 Nov 2026 14:30:05 GMT", Some(60)),
        ("Tue, 24 Nov 2026 14:00:00 GMT", Some(0)),
        ("-5", None),
        ("soon", None),
        ("", None),
    ] {
        let read = retry_after(header, now).map(|wait| wait.as_secs());
        assert_eq!(read, seconds, "{header:?}");
    }
}
