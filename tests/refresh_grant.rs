//! A new token set by refresh token.

#![allow(missing_docs)]

mod common;

use common::{LocalServer, PASSWORD, USERNAME};
use omnifund::{Advice, ErrorKind, Outcome, Secret, TokenSet};

fn signed_in(server: &LocalServer) -> TokenSet {
    server
        .client()
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap()
}

#[test]
fn a_refresh_brings_a_new_pair_and_the_old_access_token_lives_on() {
    let server = LocalServer::start();
    let first = signed_in(&server);
    let second = server
        .client()
        .refresh_grant(first.refresh_token().unwrap())
        .unwrap();
    assert_ne!(
        first.access_token().expose(),
        second.access_token().expose()
    );
    assert_ne!(
        first.refresh_token().unwrap().expose(),
        second.refresh_token().unwrap().expose()
    );
    for token in [&first, &second] {
        server.client().token_login(token.access_token()).unwrap();
    }
}

#[test]
fn a_spent_refresh_token_needs_a_human_and_harms_nobody() {
    let server = LocalServer::start();
    let first = signed_in(&server);
    let spent = first.refresh_token().unwrap();
    let second = server.client().refresh_grant(spent).unwrap();

    let error = server.client().refresh_grant(spent).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RefreshTokenRefused);
    assert_eq!(error.advice(), Advice::SignIn);
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(
        error.oauth_error_description(),
        Some("Invalid refresh token")
    );

    server
        .client()
        .refresh_grant(second.refresh_token().unwrap())
        .unwrap();
}

#[test]
fn an_expired_refresh_token_shares_the_code_and_has_its_own_words() {
    let server = LocalServer::with(&["--refresh-lifetime", "0"]);
    let token = signed_in(&server);
    let error = server
        .client()
        .refresh_grant(token.refresh_token().unwrap())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RefreshTokenRefused);
    assert_eq!(
        error.oauth_error_description(),
        Some("Refresh token has expired")
    );
}

#[test]
fn what_is_no_token_is_not_sent() {
    let peer = common::peer::Peer::silent();
    let client = omnifund::Client::new(&common::config_for(&peer.base_url())).unwrap();
    for nonsense in ["", "a\r\nX: y", "a\u{7f}"] {
        let token = Secret::from(nonsense);
        for error in [
            client.refresh_grant(&token).unwrap_err(),
            client.token_login(&token).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{nonsense:?}");
            assert_eq!(error.outcome(), Outcome::NotSent);
        }
    }
    assert_eq!(peer.connections(), 0);
}
