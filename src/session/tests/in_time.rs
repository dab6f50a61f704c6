//! Nobody waits longer than he asked for.

#[cfg(unix)]
use super::fleet::Fleet;
use super::*;
use crate::clock;
use crate::request::Request;
#[cfg(unix)]
use crate::store::simulated::Fault;

/// With a pair that its host has, and its database does not take.
#[cfg(unix)]
fn fleet_with_a_pair_in_the_journal(name: &str) -> (Fleet, super::fleet::Host) {
    let fleet = Fleet::new(name);
    let host = fleet.host("one");
    host.link
        .with_next_changes(&[None, Some(Fault::TakesNothing)]);
    host.token();
    (fleet, host)
}

#[cfg(unix)]
#[test]
fn a_database_that_takes_no_change_is_not_waited_for_by_each_call_that_has_a_live_token() {
    let (fleet, host) = fleet_with_a_pair_in_the_journal("takes nothing");
    let asked = || {
        fleet
            .database
            .queries
            .load(std::sync::atomic::Ordering::SeqCst)
    };
    let before = asked();
    for _ in 0..20 {
        host.session.token_within(Duration::ZERO).unwrap();
    }
    assert_eq!(asked(), before, "within 0 nothing is tried");
    // Whoever comes first has waited for it.
    host.session.token().unwrap();
    let before = asked();
    for _ in 0..20 {
        host.session.token().unwrap();
    }
    assert_eq!(
        asked(),
        before,
        "what has just taken its time is not tried again"
    );
    host.link.mend();
    sleep(8);
    host.session.token().unwrap();
    assert_eq!(fleet.database.versions(), [3], "and then it is");
}

#[cfg(unix)]
#[test]
fn a_store_has_no_more_time_than_the_call() {
    let fleet = Fleet::new("no more time");
    let host = fleet.host("one");
    let patience = &host.link.patience;
    patience.store(0, std::sync::atomic::Ordering::SeqCst);
    host.session.token_within(Duration::from_secs(8)).unwrap();
    let longest = patience.load(std::sync::atomic::Ordering::SeqCst);
    assert!((2..=8000).contains(&longest), "{longest}");
}

#[test]
fn a_request_that_was_refused_waits_for_nobody_beyond_its_limit() {
    let till = Till::signed_in(SavePassword::No, |config| {
        config
            .set_exchange_timeout(Duration::from_secs(20))
            .unwrap();
        // Who waits for it without a limit of his own sees its end.
        config.set_call_budget(Duration::from_secs(60)).unwrap();
    });
    till.server.expire("access");
    till.fault(json!({"grant": "refresh_token", "delay_ms": 60_000}));
    let Till {
        server, session, ..
    } = till;
    std::thread::scope(|threads| {
        let refreshing = threads.spawn(|| session.refresh());
        server.wait_for_fault();
        let mut request = Request::new("GET", "/api/customers").unwrap();
        request.set_time_limit(Duration::from_secs(5)).unwrap();
        let began = clock::monotonic();
        let refused = session.request(&mut request).unwrap_err();
        assert_eq!(
            refused.outcome(),
            crate::error::Outcome::Refused,
            "{refused}"
        );
        assert!(!refreshing.is_finished(), "{:?}", clock::since(began));
        drop(server);
        refreshing.join().unwrap().unwrap_err();
    });
}
