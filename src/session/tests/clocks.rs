//! Clocks that are wrong, that are set right, and that start anew with the machine.

use super::*;
use crate::clock::boot_milliseconds;
use crate::clock::tests::{RESTARTS, WALL_MOVED};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

/// Somebody moves the wall clock.
fn move_wall_clock(seconds: i64) {
    WALL_MOVED.set(WALL_MOVED.get() + 1000 * seconds);
}

/// Somebody sets the wall clock, to seconds since 1970.
fn set_wall_clock(seconds: i64) {
    move_wall_clock(seconds - Moment::now().unix_seconds());
}

/// Time goes on, by both clocks.
fn pass(seconds: i64) {
    sleep(seconds);
    move_wall_clock(seconds);
}

fn till() -> Till {
    Till::signed_in(SavePassword::No, |_| {})
}

impl Till {
    /// What a process that starts now knows: nothing.
    fn start_process_anew(&self) {
        self.session.state().forget();
    }

    /// The machine starts anew; its wall clock goes on as it was.
    fn restart_machine(&self) {
        RESTARTS.set(RESTARTS.get() + 1);
        ADVANCED.set(ADVANCED.get() - boot_milliseconds());
        self.start_process_anew();
    }

    fn token(&self) -> String {
        self.session.token().unwrap().access_token().expose().into()
    }

    /// The token is this one, in this process and in one that starts now, and nobody asked for another.
    #[track_caller]
    fn assert_goes_on(&self, token: &str) {
        let before = self.presented().len();
        assert_eq!(self.token(), token);
        self.start_process_anew();
        assert_eq!(self.token(), token);
        assert_eq!(self.presented().len(), before);
    }

    /// The token is over, and one refresh puts another in its place, which then goes on.
    #[track_caller]
    fn assert_refreshed_once(&self, token: &str) -> String {
        let before = self.presented().len();
        let newer = self.token();
        assert_ne!(newer, token);
        self.assert_goes_on(&newer);
        assert_eq!(self.presented().len(), before + 1);
        newer
    }

    /// Which sessions a run of keep-alive for pairs of this age refreshes.
    fn kept_alive(&self, age: i64) -> usize {
        let (mut kept, age) = (0, Duration::from_secs(age as u64));
        let budget = Duration::from_secs(2);
        Session::keep_alive(&self.client, &self.store, age, budget, |one| {
            one.outcome.unwrap();
            kept += 1;
        })
        .unwrap();
        kept
    }
}

#[test]
fn a_wall_clock_that_runs_on_while_the_boot_clock_stands_ends_a_token_once_also_one_that_is_cached()
{
    for by in [HOUR, DAY, 80 * YEAR] {
        let till = till();
        let token = till.token();
        move_wall_clock(by);
        assert!(till.session.peek().is_none());
        till.assert_refreshed_once(&token);
        WALL_MOVED.set(0);
    }
}

#[test]
fn a_wall_clock_that_is_set_back_neither_ends_nor_prolongs_a_token() {
    for by in [-MINUTE, -DAY, -56 * YEAR, -100 * YEAR] {
        let till = till();
        let token = till.token();
        move_wall_clock(by);
        till.assert_goes_on(&token);
        let left = till.session.status().unwrap().seconds_left;
        assert!((HOUR - MINUTE..=HOUR).contains(&left), "{by}: {left}");
        sleep(HOUR);
        assert!(till.session.peek().is_none());
        till.assert_refreshed_once(&token);
        WALL_MOVED.set(0);
    }
}

#[test]
fn a_suspended_machine_does_not_hand_out_a_token_that_ended_meanwhile_whatever_its_wall_clock_says()
{
    for by in [0, -2 * HOUR, 2 * HOUR] {
        let till = till();
        let token = till.token();
        pass(HOUR);
        move_wall_clock(by);
        assert!(till.session.peek().is_none());
        till.assert_refreshed_once(&token);
    }
}

#[test]
fn over_a_restart_a_token_goes_on_for_as_long_as_the_wall_clock_says() {
    let till = till();
    let token = till.token();
    pass(10 * MINUTE);
    till.restart_machine();
    till.assert_goes_on(&token);
    let left = till.session.status().unwrap().seconds_left;
    assert!((49 * MINUTE..=50 * MINUTE).contains(&left), "{left}");
    // By the boot clock from here on, in a process that runs.
    move_wall_clock(-DAY);
    assert_eq!(till.token(), token);
    sleep(50 * MINUTE);
    assert!(till.session.peek().is_none());
    till.assert_refreshed_once(&token);
}

#[test]
fn over_a_restart_with_a_wall_clock_that_went_back_the_token_is_replaced_and_not_used_for_ever() {
    let back_to: [fn(i64) -> i64; 3] = [|_| 30, |_| -YEAR, |now| now - MINUTE];
    for back_to in back_to {
        let till = till();
        let token = till.token();
        set_wall_clock(back_to(Moment::now().unix_seconds()));
        till.restart_machine();
        assert_eq!(till.session.status().unwrap().seconds_left, 0);
        let newer = till.assert_refreshed_once(&token);
        pass(HOUR);
        till.assert_refreshed_once(&newer);
    }
}

#[test]
fn a_machine_in_1970_that_signs_in_and_then_gets_its_right_time_refreshes_once_for_it() {
    let right = WALL_MOVED.get();
    set_wall_clock(100);
    let till = till();
    let token = till.token();
    pass(5 * MINUTE);
    till.assert_goes_on(&token);
    // To tell that from a machine that was paused for 56 years is not possible.
    WALL_MOVED.set(right);
    let newer = till.assert_refreshed_once(&token);
    // Back in 1970 after the next start, and right again.
    set_wall_clock(100);
    till.restart_machine();
    let newest = till.assert_refreshed_once(&newer);
    WALL_MOVED.set(right);
    till.assert_refreshed_once(&newest);
}

#[test]
fn a_token_of_1970_is_over_after_a_restart_with_the_right_time() {
    let right = WALL_MOVED.get();
    set_wall_clock(100);
    let till = till();
    let token = till.token();
    WALL_MOVED.set(right);
    till.restart_machine();
    till.assert_refreshed_once(&token);
}

#[test]
fn a_pair_that_is_adopted_by_a_machine_in_1970_does_not_live_for_years() {
    let right = Moment::now().unix_seconds();
    let till = till();
    let pair = till.session.export().unwrap();
    set_wall_clock(100);
    let token = pair.access_token.as_ref();
    till.session
        .adopt(token, &pair.refresh_token, pair.expires_at, false)
        .unwrap();
    set_wall_clock(right);
    let token = till.token();
    assert!(till.session.status().unwrap().seconds_left <= HOUR);
    pass(HOUR);
    till.assert_refreshed_once(&token);
}

#[test]
fn a_pause_ends_when_the_machine_has_run_for_so_long_however_far_the_wall_clock_is_set_back() {
    for by in [-MINUTE, -56 * YEAR] {
        let till = Till::new();
        till.fault(json!({"status": 429, "retry_after": "40", "times": 1}));
        assert_eq!(till.error().kind(), ErrorKind::RateLimited);
        move_wall_clock(by);
        let waiting = till.error();
        assert_eq!(waiting.kind(), ErrorKind::BackingOff);
        assert!(waiting.retry_after() <= Duration::from_secs(50));
        sleep(51);
        till.session.token().unwrap();
    }
}

#[test]
fn a_pause_does_not_block_for_years_after_a_restart_with_another_wall_clock() {
    for (failed_in, started_in) in [(0, -56 * YEAR), (80 * YEAR, 0), (-56 * YEAR, 0)] {
        WALL_MOVED.set(1000 * failed_in);
        let till = Till::new();
        till.fault(json!({"cut_at_accept": true}));
        assert_eq!(till.error().kind(), ErrorKind::TlsFailed);
        assert_eq!(till.error().kind(), ErrorKind::BackingOff);
        WALL_MOVED.set(1000 * started_in);
        till.restart_machine();
        // It goes on to fail and to pause as before.
        assert_eq!(till.error().kind(), ErrorKind::TlsFailed);
        assert_eq!(till.error().kind(), ErrorKind::BackingOff);
        assert_eq!(till.session.status().unwrap().failures_in_a_row, 2);
        till.server.behave();
        sleep_over_the_pause();
        till.session.token().unwrap();
    }
}

#[test]
fn a_date_to_wait_for_is_not_waited_for_by_a_machine_in_1970() {
    let till = Till::new();
    set_wall_clock(100);
    let date = "Tue, 24 Nov 2026 14:30:05 GMT";
    till.fault(json!({"status": 503, "retry_after": date, "times": 1}));
    assert_eq!(till.error().kind(), ErrorKind::Unavailable);
    let waiting = till.error();
    assert_eq!(waiting.kind(), ErrorKind::BackingOff);
    assert!(waiting.retry_after() <= Duration::from_secs(900));
    sleep_over_the_pause();
    till.session.token().unwrap();
}

#[test]
fn keep_alive_counts_a_pairs_age_by_the_clock_that_ran_further() {
    let till = till();
    move_wall_clock(30 * DAY);
    assert_eq!(till.kept_alive(3 * DAY), 1);
    move_wall_clock(-60 * DAY);
    assert_eq!(till.kept_alive(3 * DAY), 0);
    sleep(3 * DAY);
    assert_eq!(till.kept_alive(3 * DAY), 1);
    assert_eq!(till.kept_alive(3 * DAY), 0);
}

#[test]
fn keep_alive_takes_a_pair_whose_age_can_not_be_told_for_old_once() {
    let till = till();
    let right = WALL_MOVED.get();
    pass(DAY);
    till.restart_machine();
    assert_eq!(till.kept_alive(3 * DAY), 0);
    // Back in 1970, where all that was is in the future.
    set_wall_clock(100);
    till.restart_machine();
    assert_eq!(till.kept_alive(3 * DAY), 1);
    assert_eq!(till.kept_alive(3 * DAY), 0);
    // And right again, where what was in 1970 is long ago.
    WALL_MOVED.set(right);
    assert_eq!(till.kept_alive(3 * DAY), 1);
    assert_eq!(till.kept_alive(3 * DAY), 0);
}

#[test]
fn three_who_keep_alive_at_once_refresh_each_session_once() {
    let till = till();
    for number in 0..10 {
        let donor = Store::in_memory().unwrap();
        let donor = Session::open(&till.client, &donor, USERNAME).unwrap();
        donor.sign_in(&Secret::from(PASSWORD)).unwrap();
        let pair = donor.export().unwrap().refresh_token;
        let session = Session::open(&till.client, &till.store, &format!("user {number}")).unwrap();
        session.adopt(None, &pair, None, false).unwrap();
    }
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                // Each thread has clocks of its own.
                pass(4 * DAY);
                till.kept_alive(3 * DAY);
            });
        }
    });
    assert_eq!(till.presented().len(), 11);
}
