//! Signing in through the user's browser.

#![allow(missing_docs)]

mod common;

use common::{CLIENT_ID, LocalServer, Scratch, USERNAME};
use omnifund::{Advice, Authorization, ErrorKind, Outcome, Secret, Session, Store};
use serde_json::json;

const CALLBACK: &str = "http://127.0.0.1:8400/callback";

fn asked(server: &LocalServer) -> Authorization {
    server.client().authorization(CALLBACK).unwrap()
}

/// The URL that the user comes back with.
fn back(authorization: &Authorization, code: &str) -> String {
    format!("{CALLBACK}?code={code}&state={}", authorization.state())
}

fn session(server: &LocalServer, scratch: &Scratch) -> Session {
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    Session::open(&server.client(), &store, USERNAME).unwrap()
}

#[test]
fn the_url_leads_to_the_authorization_page_of_that_omnifund() {
    let server = LocalServer::start();
    let url = asked(&server).url().to_owned();
    let start = format!("{}/oauth/v2/auth?client_id={CLIENT_ID}&", server.base_url);
    assert!(url.starts_with(&start), "{url}");
}

#[test]
fn a_code_brings_a_pair_that_works_once() {
    let server = LocalServer::controlled(&[]);
    let (client, authorization) = (server.client(), asked(&server));
    let url = back(&authorization, &server.allow(CALLBACK));
    let token = client
        .authorization_code_grant(&authorization, &url)
        .unwrap();
    client.token_login(token.access_token()).unwrap();
    client
        .refresh_grant(token.refresh_token().unwrap())
        .unwrap();

    let again = client
        .authorization_code_grant(&authorization, &url)
        .unwrap_err();
    assert_eq!(again.kind(), ErrorKind::CodeRefused);
    assert_eq!(
        (again.advice(), again.outcome()),
        (Advice::SignIn, Outcome::Refused)
    );
    let words = "Code doesn't exist or is invalid for the client";
    assert_eq!(again.oauth_error_description(), Some(words));
}

#[test]
fn an_old_code_and_one_for_another_redirect_uri_are_told_apart() {
    let server = LocalServer::controlled(&[]);
    let (client, authorization) = (server.client(), asked(&server));
    let other = back(
        &authorization,
        &server.allow("https://pos.example.com/callback"),
    );
    let refused = client
        .authorization_code_grant(&authorization, &other)
        .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::RedirectUriRefused);
    assert_eq!(refused.advice(), Advice::FixConfiguration);

    let old = back(&authorization, &server.allow(CALLBACK));
    server.move_clock(31);
    let refused = client
        .authorization_code_grant(&authorization, &old)
        .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::CodeRefused);
    let words = "The authorization code has expired";
    assert_eq!(refused.oauth_error_description(), Some(words));
}

#[test]
fn a_redirect_that_is_no_answer_to_this_question_sends_nothing() {
    let server = LocalServer::controlled(&[]);
    let (client, authorization) = (server.client(), asked(&server));
    let planted = back(&asked(&server), &server.allow(CALLBACK));
    let refused = client
        .authorization_code_grant(&authorization, &planted)
        .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ForeignRedirect);
    assert_eq!(refused.outcome(), Outcome::NotSent);
    assert!(server.exchanges().is_empty());
}

#[test]
fn a_user_who_denies_is_told_from_everything_else() {
    let server = LocalServer::start();
    let authorization = asked(&server);
    let url = format!(
        "/callback?error=access_denied&error_description=The+user+denied+access+to+your+application\
         &state={}",
        authorization.state()
    );
    let denied = server
        .client()
        .authorization_code_grant(&authorization, &url)
        .unwrap_err();
    assert_eq!(denied.kind(), ErrorKind::AuthorizationDenied);
    let words = "The user denied access to your application";
    assert_eq!(denied.oauth_error_description(), Some(words));
    assert!(
        denied
            .to_string()
            .contains("authorization: the user denied it"),
        "{denied}"
    );
}

#[test]
fn a_code_signs_a_session_in_and_another_process_would_find_it() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("authorization");
    let kept = Secret::from(asked(&server).state());
    // The user comes back to another request of a web application.
    let authorization = server
        .client()
        .authorization_with_state(CALLBACK, &kept)
        .unwrap();
    let url = back(&authorization, &server.allow(CALLBACK));
    session(&server, &scratch)
        .sign_in_with_code(&authorization, &url)
        .unwrap();

    let later = session(&server, &scratch);
    let first = later.token().unwrap();
    later.refresh().unwrap();
    let second = later.token().unwrap();
    assert_ne!(
        first.access_token().expose(),
        second.access_token().expose()
    );
    server.client().token_login(second.access_token()).unwrap();
}

#[test]
fn a_refused_code_leaves_the_session_as_it_was() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("authorization-refused");
    let session = session(&server, &scratch);
    session.sign_in(&Secret::from(common::PASSWORD)).unwrap();
    let before = session.token().unwrap();
    let authorization = asked(&server);
    let refused = session
        .sign_in_with_code(&authorization, &back(&authorization, "nonsense"))
        .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::CodeRefused);
    let after = session.token().unwrap();
    assert_eq!(
        before.access_token().expose(),
        after.access_token().expose()
    );
    session.refresh().unwrap();
}

#[test]
fn a_lost_reply_is_an_unknown_outcome_and_the_code_is_spent() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("authorization-lost");
    let session = session(&server, &scratch);
    let authorization = asked(&server);
    let url = back(&authorization, &server.allow(CALLBACK));
    server.faults(json!([{ "at": "token", "times": 1, "drop_reply": true }]));
    let lost = session.sign_in_with_code(&authorization, &url).unwrap_err();
    assert_eq!(lost.outcome(), Outcome::Unknown);
    let spent = session.sign_in_with_code(&authorization, &url).unwrap_err();
    assert_eq!(
        (spent.kind(), spent.advice()),
        (ErrorKind::CodeRefused, Advice::SignIn)
    );
}

#[test]
fn neither_code_nor_state_is_ever_shown() {
    let server = LocalServer::controlled(&[]);
    let (client, authorization) = (server.client(), asked(&server));
    let code = server.allow(CALLBACK);
    let url = back(&authorization, &code);
    let mut shown = format!("{authorization:?}");
    client
        .authorization_code_grant(&authorization, &url)
        .unwrap();
    for url in [
        url.as_str(),
        &url.replace("state=", "state=x"),
        &url.replace("code=", "cod="),
    ] {
        let error = client
            .authorization_code_grant(&authorization, url)
            .unwrap_err();
        shown += &format!("{error} {error:?}");
    }
    for secret in [code.as_str(), authorization.state()] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
