//! What a record says of a session, and what becomes of it.

use super::*;

#[test]
fn a_token_that_lived_and_a_sign_in_end_a_row_of_young_rejections() {
    let token = |name: &str| {
        let sent_at = Moment::at("boot", 0, 0).wall_time();
        TokenSet::of_session(name.into(), None, None, Some(3600), sent_at)
    };
    let mut record = Record::default();
    let at = |seconds: i64| Moment::at("boot", 1000 * seconds, 0);
    record.signed_in(&token("a"), "1_a", at(0));
    assert!(record.reject(&at(0)));
    record.refreshed(&token("b"), "1_a", at(0));
    assert!(!record.reject(&at(0)), "replacing did not help");
    assert!(!record.access.as_ref().unwrap().rejected);
    // It lived: the next rejection is the first of its row.
    record.refreshed(&token("c"), "1_a", at(3300));
    assert!(record.reject(&at(3301)));
    record.refreshed(&token("d"), "1_a", at(3301));
    assert!(!record.reject(&at(3301)));
    record.signed_in(&token("e"), "1_a", at(3301));
    assert!(record.reject(&at(3301)));
}

#[test]
fn a_refresh_without_a_refresh_token_keeps_it_and_a_sign_in_does_not() {
    let now = Moment::at("boot", 0, 0);
    let without = TokenSet::of_session("a".into(), None, None, Some(3600), now.wall_time());
    let mut with = without.clone();
    with.refresh_token = Some(Secret::from("r"));
    let mut record = Record::default();
    record.signed_in(&with, "1_a", now.clone());
    record.refreshed(&without, "1_a", now.clone());
    let kept = record
        .refresh
        .as_ref()
        .map(|refresh| refresh.token.expose());
    assert_eq!(kept, Some("r"));
    record.signed_in(&without, "1_a", now);
    assert!(record.refresh.is_none());
}

#[test]
fn what_a_failure_means_says_how_long_nobody_asks_and_why() {
    let now = Moment::at("boot", 0, 0);
    let seconds = Duration::from_secs;
    for (verdict, asked, kind, least, most) in [
        (Verdict::Untouched, None, ErrorKind::BackingOff, 1, 2),
        (Verdict::Unknown, Some(40), ErrorKind::BackingOff, 40, 50),
        (Verdict::Configuration, None, ErrorKind::StillRefused, 1, 2),
    ] {
        let mut record = Record::default();
        let error = Error::new(ErrorKind::Unavailable, "away").after(asked.map(seconds));
        record.fail(&error, verdict, &now);
        let blocked = record.blocked(&now).unwrap_err();
        assert_eq!(blocked.kind(), kind);
        let told = blocked.to_string();
        assert!(
            told.contains("1 failures in a row") && told.contains("away"),
            "{told}"
        );
        let (_, left) = record.pause(&now).unwrap();
        assert!(
            (seconds(least) * 3 / 4..=seconds(most)).contains(&left),
            "{left:?}"
        );
        assert!(record.blocked(&Moment::at("boot", 60_000, 0)).is_ok());
        assert_eq!(record.counters.failures, 1);
    }
    // The pause is the client's own, and the row goes on.
    let mut record = Record::default();
    let refused = Error::new(ErrorKind::InvalidClient, "no").after(Some(seconds(40)));
    record.fail(&refused, Verdict::Client, &now);
    assert!(record.blocked(&now).is_ok());
    record.fail(&refused, Verdict::Untouched, &now);
    assert_eq!(record.pause(&now).unwrap().0.in_a_row, 2);
}

#[test]
fn a_session_that_is_signed_out_says_whether_it_was_moved() {
    let now = Moment::at("boot", 0, 0);
    let mut record = Record {
        signed_out: true,
        ..Record::default()
    };
    let why = |record: &Record| record.blocked(&now).unwrap_err().to_string();
    assert!(why(&record).contains("is signed out"));
    record.moving = Some("move".into());
    assert!(why(&record).contains("moved to another store"));
}

#[test]
fn another_host_may_have_the_next_token_where_it_announced_to_present_this_one() {
    let now = Moment::at("boot", 0, 0);
    let mut record = Record::default();
    assert!(!record.is_at_another(Some("here")));
    let intent = Intent::new(None, 0, &Secret::from("r"), &now);
    record.intent = Some(intent.on(Some("there")));
    assert!(record.is_at_another(Some("here")));
    assert!(!record.is_at_another(Some("there")) && !record.is_at_another(None));
    record.intent.as_mut().unwrap().was_postponed();
    assert!(!record.is_at_another(Some("here")));
}
