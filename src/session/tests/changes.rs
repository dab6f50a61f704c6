//! The count by which who keeps a token learns that it has ended. Children look at it: no other thread moves it there.

use super::super::common::Scratch;
use super::*;
use crate::changes::count;
use crate::platform::fork::tests::forked;

const SECONDS_A_CHILD: u32 = 60;

/// By how much an act moves the count.
fn moves(act: impl FnOnce()) -> i64 {
    let before = count();
    act();
    count() - before
}

#[test]
fn whatever_ends_a_token_moves_the_count_and_who_only_asks_does_not() {
    let server = LocalServer::start();
    let scratch = Scratch::new("changes");
    let client = server.client();
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    let password = Secret::from(PASSWORD);

    let child = forked(SECONDS_A_CHILD, || {
        session.sign_in(&password).unwrap();
        let ask = || drop(session.token().unwrap());
        assert_eq!(moves(ask), 0);
        let look = || assert!(session.status().unwrap().signed_in);
        assert_eq!(moves(look), 0);
        let ends: [(&str, &dyn Fn()); 6] = [
            ("a refresh", &|| session.refresh().unwrap()),
            ("a rejection", &|| {
                session
                    .reject(session.token().unwrap().access_token())
                    .unwrap();
            }),
            ("another sign-in", &|| session.sign_in(&password).unwrap()),
            ("an export and an adoption", &|| {
                let pair = session.export().unwrap();
                let access = pair.access_token.as_ref();
                session
                    .adopt(access, &pair.refresh_token, pair.expires_at, false)
                    .unwrap();
            }),
            ("a sign-out", &|| session.sign_out().unwrap()),
            ("an end in the store", &|| {
                session.sign_in(&password).unwrap();
                session.forget().unwrap();
            }),
        ];
        for (end, act) in ends {
            assert!(moves(act) > 0, "{end}");
            if session.status().unwrap().signed_in {
                ask();
            }
        }
        true
    });
    assert!(child.ended_well());
}

#[test]
fn a_newer_pair_that_is_found_in_the_store_moves_the_count() {
    let server = LocalServer::start();
    let scratch = Scratch::new("changes-elsewhere");
    let client = server.client();
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let first = session.token().unwrap();

    let child = forked(SECONDS_A_CHILD, || {
        // What its parent published is as good here.
        assert_eq!(moves(|| drop(session.token().unwrap())), 0);
        let elsewhere = forked(SECONDS_A_CHILD, || session.refresh().is_ok());
        assert!(elsewhere.ended_well());
        let newer = moves(|| session.reject(first.access_token()).unwrap());
        let token = session.token().unwrap();
        newer > 0 && token.access_token().expose() != first.access_token().expose()
    });
    assert!(child.ended_well());
}

#[test]
fn a_child_is_told_of_its_fork_and_of_the_rejection_of_a_token_that_it_has_of_its_parent() {
    let server = LocalServer::start();
    let scratch = Scratch::new("changes-child");
    let client = server.client();
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let of_parent = session.token().unwrap();

    let child = forked(SECONDS_A_CHILD, || {
        let grandchild_is_told = {
            let before = count();
            forked(SECONDS_A_CHILD, || count() > before).ended_well()
        };
        let token = session.token().unwrap();
        assert_eq!(
            token.access_token().expose(),
            of_parent.access_token().expose()
        );
        let rejection = moves(|| session.reject(token.access_token()).unwrap());
        grandchild_is_told && rejection > 0
    });
    assert!(child.ended_well());
}
