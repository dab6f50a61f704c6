//! Hosts that stand still, are cut off, or have another time.

use super::super::*;
use super::fleet::{Fleet, LEASE};
use super::sleep;
use crate::clock::tests::{RESTARTS, WALL_MOVED};
use crate::store::simulated::Fault;

#[test]
fn a_host_that_stood_still_until_its_lease_had_ended_does_not_send() {
    let fleet = Fleet::new("paused before");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    one.link
        .with_next_changes(&[Some(Fault::PauseAfter(LEASE))]);
    one.fails();
    assert!(fleet.presented().is_empty());
    fleet.database.sleep(LEASE);
    other.token();
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn a_host_that_stood_still_behind_the_reply_puts_its_pair_in_place_later() {
    let fleet = Fleet::new("paused behind");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    one.link
        .with_next_changes(&[None, Some(Fault::PauseBefore(LEASE))]);
    let token = one.token();
    one.session.store.settle_what_was_left();
    assert_eq!(other.token(), token);
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn where_the_database_is_away_a_live_token_is_served_and_nothing_is_refreshed() {
    let fleet = Fleet::signed_in("away", &[]);
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    let token = one.token();
    one.link.cut();
    other.link.cut();
    // One that has never seen a token has none.
    assert_eq!(other.fails(), ErrorKind::StoreUnreachable);
    // It is to be refreshed, and can't be.
    sleep(3400);
    assert_eq!(one.token(), token);
    sleep(200);
    assert_eq!(one.fails(), ErrorKind::StoreUnreachable);
    assert!(fleet.presented().is_empty());
    one.link.mend();
    sleep(60);
    one.token();
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn while_there_is_a_live_token_a_cut_off_host_has_the_time_to_come_back() {
    let fleet = Fleet::signed_in("cut off", &[]);
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    let old = other.token();
    sleep(3400);
    fleet.database.sleep(3400);
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    let token = one.token();
    assert_ne!(token, old);
    fleet.database.sleep(150);
    for _ in 0..3 {
        assert_eq!(other.token(), old);
        sleep(3);
    }
    one.link.mend();
    sleep(10);
    one.session.store.settle_what_was_left();
    sleep(180);
    assert_eq!(other.token(), token);
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn hosts_whose_clocks_differ_by_a_day_do_not_refresh_against_each_other() {
    for off in [-86_400_000, 86_400_000] {
        let fleet = Fleet::signed_in("a day off", &[]);
        let one = fleet.host("one");
        let token = one.token();
        // From here on this thread is another machine.
        RESTARTS.set(RESTARTS.get() + 1);
        WALL_MOVED.set(WALL_MOVED.get() + off);
        let other = fleet.host("other");
        assert_eq!(other.token(), token, "{off}");
        fleet.database.sleep(3400);
        let another = fleet.host("another");
        let newer = another.token();
        assert_ne!(newer, token, "it is due by the database's clock");
        assert_eq!(fleet.presented_once_each(), 1);
        WALL_MOVED.set(WALL_MOVED.get() - off);
    }
}
