//! Tokens that still have so long to live.

use super::*;

fn lasting(session: &Session, milliseconds: u64) -> Result<crate::TokenSet> {
    session.token_lasting(Duration::from_millis(milliseconds))
}

#[test]
fn a_token_that_is_over_lasts_for_no_time_at_all() {
    for milliseconds in [0, 900] {
        let till = Till::new();
        lasting(&till.session, milliseconds).unwrap();
        assert_eq!(till.presented().len(), 1, "{milliseconds} ms");
    }
}

#[test]
fn of_a_token_that_was_got_elsewhere_nobody_knows_how_long_another_lasts() {
    let till = Till::new();
    let mut adopted = till.session.token().unwrap();
    let refresh = till.record().refresh.unwrap().token;
    let in_ten_minutes = adopted.expires_at().unwrap() - 3000;
    till.session
        .adopt(
            Some(adopted.access_token()),
            &refresh,
            Some(in_ten_minutes),
            true,
        )
        .unwrap();
    adopted = lasting(&till.session, 500_000).unwrap();
    assert!(adopted.expires_at().unwrap() <= in_ten_minutes);
    let replaced = lasting(&till.session, 1_800_000).unwrap();
    assert!(replaced.expires_at().unwrap() > in_ten_minutes);
    assert_eq!(till.presented().len(), 2);
}

#[test]
fn a_process_that_has_no_token_yet_asks_the_store_what_a_new_one_would_last() {
    let till = Till::new();
    till.session.token().unwrap();
    let Till {
        client,
        store,
        server,
        session,
    } = till;
    drop(session);
    for _ in 0..3 {
        let session = Session::open(&client, &store, USERNAME).unwrap();
        let error = lasting(&session, 7_200_000).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(error.to_string().contains("3590 s"), "{error}");
    }
    assert_eq!(server.refreshes().len(), 1);
}
