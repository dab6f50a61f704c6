//! Every act that changes who may act is an audit line, and no other one is.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::path::PathBuf;

use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{AuditSink, ErrorKind, FileOptions, SavePassword, Secret, Session, Store};
use serde_json::{Value, json};

/// A store whose audit is a file, and a client that says nothing of one.
struct Till {
    server: LocalServer,
    scratch: Scratch,
    store: Store,
}

impl Till {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let options = FileOptions::default().audit(AuditSink::File(scratch.path("audit")));
        Self {
            server: LocalServer::controlled(&[]),
            store: Store::open_file_with(scratch.path("store"), None, &options).unwrap(),
            scratch,
        }
    }

    fn session(&self) -> Session {
        Session::open(&self.server.client(), &self.store, USERNAME).unwrap()
    }

    fn signed_in(&self) -> Session {
        let session = self.session();
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        session
    }

    fn lines(&self) -> Vec<Value> {
        lines(self.scratch.path("audit"))
    }

    /// Each act with its detail and outcome.
    #[track_caller]
    fn assert_acts(&self, expected: &[&str]) {
        let acts: Vec<_> = self.lines().iter().map(act).collect();
        assert_eq!(acts, expected);
    }
}

fn lines(path: PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let parse = |line| serde_json::from_str(line).unwrap();
    text.lines().map(parse).collect()
}

fn act(line: &Value) -> String {
    let words = [&line["act"], &line["detail"], &line["outcome"]];
    let words: Vec<_> = words.into_iter().filter_map(Value::as_str).collect();
    words.join(" ")
}

#[test]
fn what_a_user_does_is_told_with_who_where_and_how_it_ended() {
    let till = Till::new("audit-user");
    let session = till.session();
    session.token().unwrap_err();
    session.sign_in(&Secret::from("wrong")).unwrap_err();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session.refresh().unwrap();
    let pair = session.export().unwrap();
    session.export().unwrap_err();
    session
        .adopt(pair.access_token.as_ref(), &pair.refresh_token, None, false)
        .unwrap();
    session
        .adopt(None, &pair.refresh_token, None, false)
        .unwrap_err();
    session.sign_out().unwrap();
    session.forget().unwrap();
    session.forget().unwrap_err();
    till.assert_acts(&[
        "sign-in password refused",
        "sign-in password done",
        "export done",
        "export failed",
        "adopt done",
        "adopt failed",
        "sign-out done",
        "forget done",
        "forget failed",
    ]);
    let lines = till.lines();
    assert_eq!(lines[0]["code"], ErrorKind::WrongPassword.code());
    assert_eq!(lines[1]["code"], 0);
    for line in &lines {
        assert_eq!(line["user"], USERNAME);
        assert_eq!(line["client_id"], CLIENT_ID);
        assert_eq!(line["client"], Value::Null);
        assert_eq!(
            line["base_url"],
            format!("{}/", till.server.base_url).trim_end_matches('/')
        );
        assert_eq!(line["store"], till.scratch.path("store").to_str().unwrap());
        assert_eq!(line["pid"], std::process::id());
    }
    let text = std::fs::read_to_string(till.scratch.path("audit")).unwrap();
    for secret in [
        PASSWORD,
        "wrong",
        CLIENT_SECRET,
        pair.refresh_token.expose(),
    ] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn only_a_rejection_that_is_believed_is_an_act() {
    let till = Till::new("audit-reject");
    let session = till.signed_in();
    let first = session.token().unwrap();
    session.reject(first.access_token()).unwrap();
    session.reject(first.access_token()).unwrap();
    let second = session.token().unwrap();
    // Young, and in the place of another one: that endpoint refuses everything.
    session.reject(second.access_token()).unwrap();
    till.assert_acts(&["sign-in password done", "reject done"]);
}

#[test]
fn a_lost_session_is_told_and_a_sign_in_by_the_password_that_was_left() {
    let till = Till::new("audit-lost");
    let session = till.session();
    session
        .sign_in_saving(&Secret::from(PASSWORD), SavePassword::Sealed)
        .unwrap();
    till.server.revoke("refresh");
    session.refresh().unwrap();
    till.server.revoke("refresh");
    till.server.change_password(USERNAME, "another");
    session.refresh().unwrap_err();
    till.assert_acts(&[
        "sign-in password done",
        "lost refused",
        "sign-in saved password done",
        "lost refused",
        "sign-in saved password refused",
    ]);
    let refused = ErrorKind::RefreshTokenRefused.code();
    assert_eq!(till.lines()[1]["code"], refused);
}

#[test]
fn a_sign_in_through_the_browser_is_told_and_one_that_the_user_denied_too() {
    const BACK: &str = "http://127.0.0.1:8400/callback";
    let till = Till::new("audit-code");
    let (client, session) = (till.server.client(), till.session());
    let asked = client.authorization(BACK).unwrap();
    let state = asked.state().to_owned();
    session
        .sign_in_with_code(&asked, &format!("{BACK}?error=access_denied&state={state}"))
        .unwrap_err();
    session
        .sign_in_with_code(&asked, &format!("{BACK}?code=none&state={state}"))
        .unwrap_err();
    let code = till.server.allow(BACK);
    session
        .sign_in_with_code(&asked, &format!("{BACK}?code={code}&state={state}"))
        .unwrap();
    till.assert_acts(&[
        "sign-in code refused",
        "sign-in code refused",
        "sign-in code done",
    ]);
    let text = std::fs::read_to_string(till.scratch.path("audit")).unwrap();
    assert!(!text.contains(&code) && !text.contains(&state), "{text}");
}

#[test]
fn changes_of_oauth_clients_and_of_the_key_are_told() {
    let till = Till::new("audit-store");
    let (store, secret) = (&till.store, Secret::from(CLIENT_SECRET));
    store.save_client("a\nb", CLIENT_ID, &secret).unwrap_err();
    store.save_client("\"a\"", CLIENT_ID, &secret).unwrap();
    store.rename_client("\"a\"", "Till 7").unwrap();
    store.replace_client("Till 7", "2_b", &secret).unwrap();
    let session = Session::open_named(&till.server.config(), store, "Till 7", USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap_err();
    store.remove_client("Till 7").unwrap();
    store.prepare_key().unwrap();
    // One waits already.
    store.prepare_key().unwrap();
    store.rotate_key().unwrap();
    till.assert_acts(&[
        "client-add failed",
        "client-add done",
        "client-rename Till 7 done",
        "client-replace done",
        "sign-in password refused",
        "client-remove done",
        "key-prepare done",
        "key-rotate done",
    ]);
    let lines = till.lines();
    assert_eq!(lines[0]["client"], "a\nb");
    assert_eq!(lines[1]["client"], "\"a\"");
    assert_eq!(lines[3]["client_id"], "2_b");
    assert_eq!(lines[4]["client"], "Till 7");
}

#[test]
fn a_store_that_is_taken_over_is_told() {
    let scratch = Scratch::new("audit-take-over");
    let open = |machine: &str, take_over: bool| {
        let mut options = FileOptions::default()
            .machine(machine)
            .audit(AuditSink::File(scratch.path("audit")));
        if take_over {
            options = options.take_over();
        }
        Store::open_file_with(scratch.path("store"), None, &options)
    };
    open("one", false).unwrap();
    open("two", false).unwrap_err();
    open("two", true).unwrap();
    open("two", true).unwrap();
    let acts: Vec<_> = lines(scratch.path("audit")).iter().map(act).collect();
    assert_eq!(acts, ["take-over done"]);
}

#[test]
fn an_answer_that_leaves_the_library_is_told_and_one_that_is_looked_at_again() {
    let till = Till::new("audit-answer");
    let session = till.signed_in();
    assert!(session.kept_answer().unwrap().is_none());
    till.server
        .faults(json!([{"grant": "refresh_token", "garbage_after_commit": true, "times": 1}]));
    session.refresh().unwrap_err();
    session.kept_answer().unwrap().unwrap();
    session.recover().unwrap_err();
    till.assert_acts(&[
        "sign-in password done",
        "show-answer done",
        "recover failed",
    ]);
}
