//! Answers that an older version of the library could not understand.

use super::super::kept::Kept;
use super::*;
use crate::clock::Deadline;
use crate::http::Unread;

/// A till whose record keeps an answer: an older version could not read it, this one can.
fn till_that_keeps(answer: &str) -> Till {
    let till = Till::new();
    let mut lease = till
        .store
        .lease(&till.session.key, Deadline::now())
        .unwrap();
    let mut loaded = lease.load::<Record>().unwrap().unwrap();
    let unread = Unread::from_bytes(answer.as_bytes());
    let kept = Kept::new(&unread, CLIENT_ID, Moment::now(), true);
    loaded.record.kept_answer = Some(kept);
    lease.save(loaded.version, &loaded.record).unwrap();
    drop(lease);
    till
}

const PAIR: &str = "HTTP/1.1 200 OK\r\n\r\n\
                    {\"access_token\":\"A\",\"refresh_token\":\"R\",\"expires_in\":3600}";

#[test]
fn a_version_that_understands_a_kept_answer_goes_on_with_its_pair_and_asks_nobody() {
    let till = till_that_keeps(PAIR);
    let token = till.session.token().unwrap();
    assert_eq!(token.access_token().expose(), "A");
    assert!(till.presented().is_empty());
    let record = till.record();
    assert_eq!(record.refresh.unwrap().token.expose(), "R");
    assert!(record.kept_answer.is_none());
}

#[test]
fn who_does_not_want_to_wait_recovers_it_at_once() {
    let till = till_that_keeps(PAIR);
    let kept = till.session.kept_answer().unwrap().unwrap();
    assert_eq!(kept.expose(), PAIR.as_bytes());
    till.session.recover().unwrap();
    assert_eq!(till.session.token().unwrap().access_token().expose(), "A");
    assert!(till.session.kept_answer().unwrap().is_none());
    let error = till.session.recover().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NothingKept);
}

#[test]
fn one_that_is_not_understood_stays_and_the_error_tells_of_it() {
    let till = till_that_keeps("HTTP/1.1 200 OK\r\n\r\nin riddles");
    till.server.revoke("refresh");
    let error = till.error();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert!(error.to_string().contains("omnifund recover"), "{error}");
    assert!(till.session.kept_answer().unwrap().is_some());
}

#[test]
fn what_leaves_is_the_pair_of_a_kept_answer_and_not_the_one_that_it_replaced() {
    let till = till_that_keeps(PAIR);
    let pair = till.session.export().unwrap();
    assert_eq!(pair.refresh_token.expose(), "R");
    assert_eq!(pair.access_token.unwrap().expose(), "A");
    assert!(!till.session.status().unwrap().signed_in);
}

#[test]
fn an_answer_that_may_hold_the_pair_is_not_thrown_away_by_an_export() {
    let till = till_that_keeps("HTTP/1.1 200 OK\r\n\r\nin riddles");
    let error = till.session.export().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StillUnreadable);
    assert!(error.to_string().contains("omnifund recover"), "{error}");
    assert!(till.session.kept_answer().unwrap().is_some());
    // The server tells whether it is spent.
    till.session.refresh().unwrap();
    till.session.export().unwrap();
}
