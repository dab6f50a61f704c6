//! What is announced before it is asked, and by whom.

use std::sync::Mutex;

use super::*;
use crate::log::LogSink;

/// A till whose log's events are kept.
fn till() -> (Till, Arc<Mutex<Vec<&'static str>>>) {
    let events: Arc<Mutex<Vec<_>>> = Arc::default();
    let told = Arc::clone(&events);
    let till = Till::signed_in(SavePassword::No, |config| {
        let tell = move |entry: &crate::log::LogEntry| told.lock().unwrap().push(entry.event());
        config.add_log(LogLevel::Debug, LogSink::Entries(Arc::new(tell)));
    });
    events.lock().unwrap().clear();
    (till, events)
}

#[test]
fn who_renews_ahead_of_time_says_so_and_who_goes_on_meanwhile_says_nothing() {
    let (till, events) = till();
    till.session.token().unwrap();
    sleep(3540);
    {
        let state = till.session.state();
        let _anothers = state.try_refresh_lock().unwrap();
        till.session.token().unwrap();
    }
    assert_eq!(events.lock().unwrap()[..], [""; 0]);
    till.session.token().unwrap();
    assert_eq!(
        events.lock().unwrap()[..],
        ["renewing", "exchange", "saved"]
    );
    assert_eq!(till.presented().len(), 1);
}

#[test]
fn who_waits_for_another_says_so_before_he_waits() {
    let (till, events) = till();
    sleep(3600);
    let state = till.session.state();
    let _anothers = state.try_refresh_lock().unwrap();
    let busy = till.session.token_within(Duration::from_millis(1));
    assert_eq!(busy.unwrap_err().kind(), ErrorKind::StoreBusy);
    assert_eq!(events.lock().unwrap()[..], ["renewing"]);
}
