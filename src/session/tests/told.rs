//! What is told of sessions, to whom it may be.

use super::*;
use crate::clock::Deadline;
use crate::store::{Leased, Loaded};

#[test]
fn a_lost_session_tells_what_the_server_said_also_by_a_process_that_did_not_hear_it() {
    let till = Till::new();
    till.server.revoke("refresh");
    let mut errors = vec![till.error()];
    sleep(3600);
    // What it knew is gone.
    till.session.state().forget();
    errors.push(till.error());
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::SignInRequired);
        assert_eq!(error.outcome(), crate::error::Outcome::Refused);
        assert_eq!(error.http_status(), Some(400));
        assert_eq!(error.oauth_error(), Some("invalid_grant"));
        assert!(error.oauth_error_description().is_some());
        assert!(error.to_string().contains("refused the refresh token"));
    }
    assert_eq!(till.presented().len(), 1);
}

#[test]
fn after_a_mistyped_password_nobody_has_signed_in_yet() {
    let server = LocalServer::start();
    let store = Store::in_memory().unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from("mistyped")).unwrap_err();
    let error = session.token().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert!(
        error.to_string().contains("nobody has signed in yet"),
        "{error}"
    );
    assert_eq!(error.outcome(), crate::error::Outcome::NotSent);
}

#[test]
fn a_user_name_forges_no_second_line_in_a_message_nor_in_a_log() {
    let server = LocalServer::start();
    let open =
        |name: &str| Session::open(&server.client(), &Store::in_memory().unwrap(), name).map(drop);
    let refused = open("alice\n2026-11-24T00:00:00Z omnifund[1] error: forged").unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidArgument);
    let said = refused.to_string();
    assert!(
        said.contains("line end in it, U+000A, as character 6"),
        "{said}"
    );
    for name in [
        "\u{1b}[31malice",
        "alice\u{9b}",
        "a\u{202e}lice",
        "alice\u{2028}",
    ] {
        assert!(open(name).is_err(), "{name:?}");
    }
    for name in [
        "Zo\u{eb} O'Neill",
        "\u{645}\u{6cc}\u{200c}\u{62e}",
        "-x",
        "a b",
    ] {
        open(name).unwrap();
    }
}

#[test]
fn a_session_that_another_process_ended_is_noticed_by_the_next_look_into_the_store() {
    type End = fn(Leased);
    let ends: [End; 2] = [
        |mut lease| assert!(lease.remove().unwrap()),
        |mut lease| {
            let Loaded {
                mut record,
                version,
            } = lease.load::<Record>().unwrap().unwrap();
            record.signed_out = true;
            lease.save(version, &record).unwrap();
        },
    ];
    for end in ends {
        let till = Till::signed_in(SavePassword::No, |_| {});
        let lease = till.store.lease(&till.session.key, Deadline::now());
        end(lease.unwrap());
        // A token that needs nothing is handed out without a look.
        till.session.token().unwrap();
        // It needs a new one, and is good for a while still.
        sleep(3600 - 30);
        assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
        assert!(till.session.peek().is_none());
    }
}

#[test]
fn a_rejection_after_a_forgotten_session_is_remembered_though_generations_begin_anew() {
    let till = Till::signed_in(SavePassword::No, |_| {});
    till.session.refresh().unwrap();
    let before = till.session.token().unwrap();
    till.session.reject(before.access_token()).unwrap();
    till.session.forget().unwrap();
    till.session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let rejected = till.session.token().unwrap();
    // As where the store would not take it.
    let state = till.session.state();
    state.remember_rejected(rejected.access_token(), till.record().generation);
    let next = till.session.token().unwrap();
    assert_ne!(
        next.access_token().expose(),
        rejected.access_token().expose()
    );
}
