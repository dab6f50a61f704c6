//! Hosts that share a database, each with a directory of its own.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::super::common::{LocalServer, PASSWORD, Scratch, USERNAME, until};
use super::super::*;
use super::sleep;
use crate::clock::Deadline;
use crate::error::Advice;
use crate::store::simulated::{Database, Fault, Link};

/// Longer than any lease lasts.
pub(super) const LEASE: i64 = 300;

pub(super) struct Fleet {
    pub(super) server: LocalServer,
    pub(super) database: Arc<Database>,
    scratch: Scratch,
}

pub(super) struct Host {
    pub(super) session: Session,
    pub(super) link: Arc<Link>,
}

impl Fleet {
    /// With a user who is signed in, whose access token is over.
    pub(super) fn new(name: &str) -> Self {
        let fleet = Self::signed_in(name, &[]);
        sleep(3600);
        fleet.database.sleep(3600);
        fleet
    }

    pub(super) fn signed_in(name: &str, options: &[&str]) -> Self {
        let fleet = Self {
            server: LocalServer::controlled(options),
            database: Database::new(),
            scratch: Scratch::new(name),
        };
        let first = fleet.host("first");
        first.session.sign_in(&Secret::from(PASSWORD)).unwrap();
        fleet
    }

    pub(super) fn host(&self, name: &str) -> Host {
        let (store, link) = self.database.host(&self.scratch.path(name));
        Host {
            session: Session::open(&self.server.client(), &store, USERNAME).unwrap(),
            link,
        }
    }

    /// Refresh tokens as the server saw them.
    pub(super) fn presented(&self) -> Vec<String> {
        let presented = self.server.refreshes();
        presented
            .iter()
            .map(|one| one["presented"].to_string())
            .collect()
    }

    pub(super) fn presented_once_each(&self) -> usize {
        let presented = self.presented();
        let different: BTreeSet<_> = presented.iter().collect();
        assert_eq!(different.len(), presented.len(), "{presented:?}");
        presented.len()
    }
}

impl Host {
    pub(super) fn token(&self) -> String {
        self.session
            .token()
            .unwrap()
            .access_token()
            .expose()
            .to_owned()
    }

    pub(super) fn fails(&self) -> ErrorKind {
        let error = self.session.token().unwrap_err();
        assert_eq!(error.advice(), Advice::Wait, "{error}");
        error.kind()
    }

    /// Its process is gone, and nobody of it says good-bye to the database.
    pub(super) fn killed(self) {
        self.link.cut();
        drop(self.session);
    }
}

#[test]
fn a_herd_of_hosts_presents_each_refresh_token_once() {
    let fleet = Fleet::signed_in("herd", &["--access-lifetime", "2"]);
    let hosts: Vec<_> = (0..4)
        .map(|number| fleet.host(&format!("host {number}")))
        .collect();
    std::thread::scope(|threads| {
        for host in &hosts {
            for _ in 0..4 {
                threads.spawn(|| {
                    while host.session.status().unwrap().generation < 5 {
                        host.token();
                    }
                });
            }
        }
    });
    assert!(fleet.presented_once_each() >= 4);
}

#[test]
fn what_one_host_got_another_takes_over_without_asking_the_server() {
    let fleet = Fleet::new("taken over");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    assert_eq!(one.token(), other.token());
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn a_lost_acknowledgement_loses_nothing_whether_the_change_was_made_or_not() {
    for faults in [
        vec![Some(Fault::LostBefore)],
        vec![Some(Fault::LostAfter)],
        vec![None, Some(Fault::LostBefore)],
        vec![None, Some(Fault::LostAfter)],
        vec![Some(Fault::LostBefore); 3],
        vec![None, Some(Fault::LostAfter), Some(Fault::LostBefore)],
    ] {
        let fleet = Fleet::new("lost acknowledgement");
        let (one, other) = (fleet.host("one"), fleet.host("other"));
        one.link.with_next_changes(&faults);
        assert_eq!(one.token(), other.token(), "{faults:?}");
        assert_eq!(fleet.presented_once_each(), 1, "{faults:?}");
        assert_eq!(fleet.database.versions(), [3], "{faults:?}");
    }
}

#[test]
fn a_host_that_dies_before_it_sends_costs_the_others_the_wait_for_its_lease() {
    let fleet = Fleet::new("before send");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    fleet
        .server
        .faults(serde_json::json!([{"cut_at_accept": true}]));
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    one.session.token().unwrap_err();
    one.killed();
    fleet.server.behave();
    let waiting = other
        .session
        .token_within(Duration::from_secs(2))
        .unwrap_err();
    assert_eq!(waiting.kind(), ErrorKind::StoreBusy, "{waiting}");
    fleet.database.sleep(LEASE);
    other.token();
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn a_host_that_dies_with_the_reply_is_followed_by_the_intents_rule() {
    let fleet = Fleet::new("after send");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    fleet
        .server
        .faults(serde_json::json!([{"drop_reply": true, "times": 1}]));
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    one.session.token().unwrap_err();
    one.killed();
    fleet.database.sleep(LEASE);
    let error = other.session.token().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert_eq!(other.session.load().unwrap().unwrap().counters.replays, 1);
    let presented = fleet.presented();
    assert_eq!(presented.len(), 2);
    assert_eq!(presented[0], presented[1]);
}

#[test]
fn a_pair_that_only_its_host_has_reaches_the_others_as_soon_as_the_host_is_back() {
    for comes_back in [false, true] {
        let fleet = Fleet::new("after the journal");
        let one = fleet.host("one");
        one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
        let token = one.token();
        assert_eq!(fleet.database.versions(), [2], "the intent");
        if comes_back {
            // The same process, cut off for a while.
            one.link.mend();
            sleep(10);
            while fleet.database.versions() == [2] {
                // Whatever is asked.
                one.session.status().unwrap();
                sleep(1);
            }
        } else {
            one.killed();
            let again = fleet.host("one");
            again.session.store.settle_what_was_left();
        }
        fleet.database.sleep(LEASE);
        assert_eq!(fleet.host("other").token(), token);
        assert_eq!(fleet.presented_once_each(), 1);
    }
}

#[test]
fn a_pair_that_was_left_on_its_host_is_put_in_place_although_its_token_is_fresh() {
    let fleet = Fleet::signed_in("left while fresh", &[]);
    let one = fleet.host("one");
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    one.session.refresh().unwrap();
    one.link.mend();
    let token = one.token();
    let other = fleet.host("other");
    until(|| {
        assert_eq!(one.token(), token);
        (other.session.status().unwrap().generation == 2).then_some(())
    });
    assert_eq!(other.token(), token);
    assert_eq!(fleet.presented_once_each(), 1);
    // From here on a call asks the database nothing.
    let asked = fleet.database.queries.load(Ordering::SeqCst);
    one.token();
    assert_eq!(fleet.database.queries.load(Ordering::SeqCst), asked);
}

#[test]
fn who_could_not_hand_its_pair_over_keeps_the_lease_until_it_has() {
    let fleet = Fleet::new("kept lease");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    let faults: Vec<_> = std::iter::once(None)
        .chain(std::iter::repeat_n(Some(Fault::LostBefore), 100))
        .collect();
    one.link.with_next_changes(&faults);
    let token = one.token();
    let there = std::thread::scope(|threads| {
        let there = threads.spawn(|| {
            // Each thread has clocks of its own.
            sleep(3600);
            other.token()
        });
        std::thread::sleep(Duration::from_millis(500));
        one.link.mend();
        while !there.is_finished() {
            assert_eq!(one.token(), token);
        }
        there.join().unwrap()
    });
    assert_eq!(there, token);
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn a_host_that_dies_behind_the_change_leaves_nothing_to_do() {
    let fleet = Fleet::new("after the swap");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    one.link.with_next_changes(&[None, Some(Fault::CutAfter)]);
    let token = one.token();
    one.killed();
    assert_eq!(other.token(), token);
    let again = fleet.host("one");
    again.session.store.settle_what_was_left();
    fleet.database.sleep(LEASE);
    again.session.refresh().unwrap();
    assert_eq!(fleet.presented_once_each(), 2);
}

#[test]
fn a_late_host_does_not_raise_what_the_others_have_left_behind() {
    let fleet = Fleet::new("late host");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    one.token();
    one.killed();
    fleet.database.sleep(LEASE);
    other.session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let token = other.token();
    let again = fleet.host("one");
    again.session.store.settle_what_was_left();
    assert_eq!(again.token(), token);
    assert_eq!(
        other.session.status().unwrap().generation,
        again.session.status().unwrap().generation
    );
}

#[test]
fn behind_a_failover_that_lost_a_pair_its_host_puts_it_back() {
    let fleet = Fleet::new("failover");
    let one = fleet.host("one");
    let before = fleet.database.snapshot();
    let token = one.token();
    fleet.database.fail_over(before);
    let again = fleet.host("one");
    assert_eq!(again.token(), token);
    sleep(3600);
    again.token();
    assert_eq!(fleet.presented_once_each(), 2);
}

#[test]
fn behind_a_failover_that_lost_a_pair_a_list_of_its_host_puts_it_back() {
    let fleet = Fleet::new("failover and list");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    let before = fleet.database.snapshot();
    let token = one.token();
    fleet.database.fail_over(before);
    let again = fleet.host("one").session;
    let listed = again.store.sessions(&mut Cursor::default(), None).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(other.token(), token);
    assert_eq!(fleet.presented_once_each(), 1);
}

#[test]
fn who_waits_for_another_host_asks_the_database_less_and_less_often() {
    let fleet = Fleet::new("waiting");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    let held = one
        .session
        .store
        .lease(&one.session.key, Deadline::after(Duration::from_secs(60)));
    let before = fleet
        .database
        .queries
        .load(std::sync::atomic::Ordering::SeqCst);
    std::thread::scope(|threads| {
        for _ in 0..50 {
            threads.spawn(|| {
                other.session.token_within(Duration::from_secs(3)).ok();
            });
        }
    });
    drop(held);
    let asked = fleet
        .database
        .queries
        .load(std::sync::atomic::Ordering::SeqCst)
        - before;
    assert!(asked < 60, "{asked} queries in 3 s");
}
