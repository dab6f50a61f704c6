//! A token that still has so long to live.

#![allow(missing_docs)]

mod common;

use std::time::Duration;

use common::api::Api;
use omnifund::ErrorKind;

#[test]
fn a_token_that_lasts_is_handed_out_and_one_that_does_not_is_replaced_once() {
    let api = Api::answering("200 OK", "", "");
    let session = api.session();
    let lasting = |seconds| session.token_lasting(Duration::from_secs(seconds));
    let first = session.token().unwrap();
    let kept = lasting(3000).unwrap();
    assert_eq!(kept.access_token().expose(), first.access_token().expose());
    assert_eq!(api.exchanges().len(), 1);
    session
        .adopt(
            Some(first.access_token()),
            &"refresh".into(),
            Some(first.expires_at().unwrap() - 1800),
            true,
        )
        .unwrap();
    assert!(lasting(1200).is_ok());
    assert_eq!(api.exchanges().len(), 1);
    // Of the half hour it is known that it is no whole life.
    session.refresh().unwrap();
    assert!(lasting(3580).is_ok());
    assert_eq!(api.exchanges().len(), 2);
}

#[test]
fn a_life_that_no_token_has_is_refused_without_an_exchange() {
    let api = Api::answering("200 OK", "", "");
    let session = api.session();
    for _ in 0..3 {
        let error = session
            .token_lasting(Duration::from_secs(7200))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(error.to_string().contains("3590 s"), "{error}");
    }
    assert_eq!(api.exchanges().len(), 1, "the sign-in");
}
