//! A database that goes away, and a replica that takes its place: real ones, by an address that names both.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::collections::BTreeSet;
use std::process::Command;

use omnifund_databases::{PASSWORD, PostgreSql};
use till::common::USERNAME;
use till::host::{self, Host};
use till::{Till, run};

#[test]
fn plays_its_part() {
    host::play();
}

fn url_of(primary: &PostgreSql, standby: &PostgreSql) -> String {
    let (one, other) = (primary.port(), standby.port());
    format!("postgresql://owner:{PASSWORD}@127.0.0.1:{one},127.0.0.1:{other}/omnifund")
}

fn signed_in<'till>(till: &'till Till, url: &str) -> (Host<'till>, Host<'till>) {
    let one = Host::new(till, url, "one");
    let migrated = run(one.command().args(["store", "migrate", url]), "");
    assert_eq!(migrated.status, 0, "{migrated:?}");
    one.sign_in();
    let other = one.beside("other");
    (one, other)
}

/// So many were presented, and none of them twice.
#[track_caller]
fn presented_once_each(till: &Till, expected: usize) {
    let presented = till.server.refreshes();
    let tokens: Vec<_> = presented
        .iter()
        .map(|one| one["presented"].to_string())
        .collect();
    let different: BTreeSet<_> = tokens.iter().collect();
    assert_eq!(
        (tokens.len(), different.len()),
        (expected, expected),
        "{presented:?}"
    );
}

#[test]
fn a_failover_to_a_synchronous_replica_loses_nothing() {
    let mut primary = PostgreSql::start(&[]);
    let mut standby = primary.standby();
    let till = Till::new("failover-synchronous");
    let (one, other) = signed_in(&till, &url_of(&primary, &standby));
    primary.wait_for_replicas();
    let token = one.refreshed();
    primary.crash();
    standby.promote();
    assert_eq!(other.token(), token);
    let fresh = other.refreshed();
    assert_eq!(one.token(), fresh);
    // What comes next does not know that there was another.
    standby.crash();
    standby.begin();
    assert_eq!(one.refreshed(), other.token());
    presented_once_each(&till, 3);
}

#[test]
fn while_the_synchronous_replica_is_away_nobody_refreshes_and_live_tokens_are_served() {
    let primary = PostgreSql::start(&[]);
    let mut standby = primary.standby();
    let till = Till::new("failover-away");
    let (one, other) = signed_in(&till, &url_of(&primary, &standby));
    primary.wait_for_replicas();
    let mut program = one.program();
    let token = program.token().unwrap();
    standby.crash();
    // A commit waits for the replica: whether it is one nobody can tell, so nothing is presented.
    let refused = program.refreshed().unwrap_err();
    assert!(refused.starts_with("511 Wait"), "{refused}");
    assert_eq!(program.token().unwrap(), token);
    assert_eq!(other.token(), token);
    presented_once_each(&till, 0);
    standby.begin();
    let fresh = program.refreshed_at_last();
    assert_eq!(other.token(), fresh);
    presented_once_each(&till, 1);
}

/// Two hosts of which one has refreshed, and a replica that has taken over without having heard of it.
struct Lagged {
    till: Till,
    url: String,
    before: String,
    token: String,
    _promoted: PostgreSql,
}

impl Lagged {
    fn new(name: &str) -> Self {
        let mut primary = PostgreSql::start(&[]);
        let mut standby = primary.standby();
        let till = Till::new(name);
        let url = url_of(&primary, &standby);
        let (one, other) = signed_in(&till, &url);
        let before = other.token();
        // What is written last it must have, and nothing of what follows.
        let written = primary.sql("SELECT pg_current_wal_lsn()");
        let has_all = format!("SELECT pg_last_wal_replay_lsn() >= '{}'", written.trim());
        till::common::until(|| (standby.sql(&has_all).trim() == "t").then_some(()));
        standby.crash();
        let token = one.refreshed();
        assert_ne!(token, before);
        primary.crash();
        standby.begin();
        standby.promote();
        drop((one, other));
        Self {
            till,
            url,
            before,
            token,
            _promoted: standby,
        }
    }

    fn host(&self, journal: &str) -> Host<'_> {
        Host::new(&self.till, &self.url, journal)
    }
}

#[test]
fn what_a_replica_lacks_is_put_back_by_the_host_that_made_it() {
    let lagged = Lagged::new("failover-healed");
    let (one, other) = (lagged.host("one"), lagged.host("other"));
    // The replica has the pair before, and gives what it has.
    assert_eq!(other.token(), lagged.before);
    // The host that got the next one looks at the session, as the page for operators says.
    one.shows(&["status"], "");
    assert_eq!(other.token(), lagged.token);
    let fresh = other.refreshed();
    assert_eq!(one.token(), fresh);
    presented_once_each(&lagged.till, 2);
}

#[test]
fn what_a_replica_lacks_is_lost_to_who_comes_first_until_its_host_comes() {
    let lagged = Lagged::new("failover-lost");
    let (one, other) = (lagged.host("one"), lagged.host("other"));
    // This host knows of no other refresh token than the one that was spent, and it is refused.
    other.fails(&["token", "--refresh", USERNAME], 12);
    other.fails(&["token", "--refresh", USERNAME], 12);
    let presented = lagged.till.server.refreshes();
    assert_eq!(
        presented.len(),
        2,
        "it is presented no third time: {presented:?}"
    );
    // The next one lies where it was got. Without that host a person would have to sign in.
    assert_eq!(one.token(), lagged.token);
    assert_eq!(other.token(), lagged.token);
    assert_eq!(one.refreshed(), other.token());
}

#[test]
fn a_database_that_is_killed_and_comes_again_has_lost_nothing() {
    let mut server = PostgreSql::start(&[]);
    let till = Till::new("failover-restart");
    let (one, other) = signed_in(&till, &server.url("owner"));
    let mut program = one.program();
    let token = program.refreshed().unwrap();
    server.crash();
    assert_eq!(program.token().unwrap(), token);
    let refused = program.refreshed().unwrap_err();
    assert!(refused.starts_with("511 Wait"), "{refused}");
    let mut away: Command = other.command();
    let away = run(away.args(["token", USERNAME]), "");
    assert_eq!(away.status, 11, "{away:?}");
    server.begin();
    assert_eq!(other.token(), token);
    let fresh = program.refreshed_at_last();
    assert_eq!(other.token(), fresh);
    presented_once_each(&till, 2);
}
