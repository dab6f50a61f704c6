//! Each fault: what a client sees of it, and what really happened.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::control::fingerprint;
use crate::support::{Control, Server, raw, raw_refresh};

/// A server that does this to the first refresh, and the refresh token to try it on.
fn faulty(options: &[&str], action: Value) -> (Server, Control, String) {
    let (server, control) = Control::example(options);
    let token = server.sign_in().refresh_token();
    let mut rule = action;
    rule["grant"] = "refresh_token".into();
    rule["times"] = 1.into();
    control.faults(&json!([rule]));
    (server, control, token)
}

/// Checks that the second exchange was carried out in spite of `fault`, and spent its token.
#[track_caller]
fn is_spent(server: &Server, control: &Control, token: &str, fault: &str, replied: bool) {
    let entry = &control.exchanges()[1];
    assert_eq!(entry["status"], 200, "{entry}");
    assert_eq!(entry["fault"], fault, "{entry}");
    assert_eq!(entry["presented"], fingerprint(token), "{entry}");
    assert_eq!(entry["replied"], replied, "{entry}");
    assert!(entry["refresh"].is_string(), "{entry}");
    server
        .refresh(token)
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
}

/// Checks that `fault` came before the second exchange, and that its token is as good as before.
#[track_caller]
fn is_untouched(server: &Server, control: &Control, token: &str, fault: &str, replied: bool) {
    let entry = &control.exchanges()[1];
    assert_eq!(entry["status"], Value::Null, "{entry}");
    assert_eq!(entry["fault"], fault, "{entry}");
    assert_eq!(entry["grant"], "refresh_token", "{entry}");
    assert_eq!(entry["presented"], fingerprint(token), "{entry}");
    assert_eq!(entry["replied"], replied, "{entry}");
    assert_eq!(entry["refresh"], Value::Null, "{entry}");
    assert_eq!(server.refresh(token).status, 200);
}

#[test]
fn a_dropped_reply_has_spent_the_refresh_token() {
    let (server, control, token) = faulty(&[], json!({ "drop_reply": true }));
    assert!(server.try_refresh(&token).is_err());
    is_spent(&server, &control, &token, "drop_reply", false);
    let line = server.log_line("fault=");
    assert!(line.ends_with(" fault=drop_reply"), "{line}");
}

#[test]
fn a_dropped_reply_is_not_one_byte() {
    let (server, control, token) = faulty(&["--plain-http"], json!({ "drop_reply": true }));
    assert_eq!(raw(&server, &raw_refresh(&token)), "");
    is_spent(&server, &control, &token, "drop_reply", false);
}

#[test]
fn a_cut_request_has_spent_nothing() {
    let (server, control, token) = faulty(&[], json!({ "cut_request": true }));
    assert!(server.try_refresh(&token).is_err());
    is_untouched(&server, &control, &token, "cut_request", false);
}

#[test]
fn a_cut_reply_ends_after_exactly_so_many_bytes() {
    for bytes in [1, 17, 200] {
        let cut = json!({ "cut_reply_after": bytes });
        let (server, control, token) = faulty(&["--plain-http"], cut);
        let part = raw(&server, &raw_refresh(&token));
        assert_eq!(part.len(), bytes);
        assert!("HTTP/1.1 200 OK\r\n".starts_with(&part[..bytes.min(17)]));
        is_spent(&server, &control, &token, "cut_reply_after", false);
    }
}

#[test]
fn a_cut_reply_is_cut_under_tls_too() {
    let (server, control, token) = faulty(&[], json!({ "cut_reply_after": 300 }));
    assert!(server.try_refresh(&token).is_err());
    is_spent(&server, &control, &token, "cut_reply_after", false);
}

#[test]
fn a_reply_that_is_shorter_than_its_cut_is_whole() {
    let (server, control, token) = faulty(&[], json!({ "cut_reply_after": 100_000 }));
    assert_eq!(server.try_refresh(&token).unwrap().status, 200);
    is_spent(&server, &control, &token, "cut_reply_after", true);
}

#[test]
fn a_connection_that_is_cut_at_once_leaves_nothing_in_the_record() {
    let (server, control) = Control::example(&[]);
    let token = server.sign_in().refresh_token();
    control.faults(&json!([{ "cut_at_accept": true, "times": 2 }]));
    let mut stream = TcpStream::connect(server.address()).unwrap();
    // Whether the end or a reset is seen is up to the system.
    assert_eq!(stream.read(&mut [0; 1]).unwrap_or(0), 0);
    assert!(server.try_refresh(&token).is_err());
    assert_eq!(control.exchanges().len(), 1);
    assert_eq!(control.get("/state")["connections"], 3);
    assert_eq!(server.refresh(&token).status, 200);
}

#[test]
fn a_status_is_answered_as_it_was_asked_for() {
    let action = json!({
        "status": 503, "retry_after": "7", "body": "later", "content_type": "text/plain",
    });
    let (server, control, token) = faulty(&[], action);
    let answer = server.refresh(&token);
    assert_eq!((answer.status, answer.body.as_str()), (503, "later"));
    assert_eq!(answer.header("Retry-After"), Some("7"));
    assert_eq!(answer.header("Content-Type"), Some("text/plain"));
    is_untouched(&server, &control, &token, "status", true);
}

#[test]
fn a_redirect_is_answered_with_its_target() {
    let action = json!({ "status": 302, "location": "https://portal.example/" });
    let (server, control, token) = faulty(&[], action);
    let answer = server.refresh(&token);
    assert_eq!(answer.status, 302);
    assert_eq!(answer.header("Location"), Some("https://portal.example/"));
    assert_eq!(answer.header("Content-Type"), None);
    is_untouched(&server, &control, &token, "status", true);
}

#[test]
fn garbage_is_a_page_and_spends_nothing() {
    let (server, control, token) = faulty(&[], json!({ "garbage": true }));
    let answer = server.refresh(&token);
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("Content-Type")
            .unwrap()
            .starts_with("text/html")
    );
    assert!(
        answer.body.starts_with("<!DOCTYPE html>"),
        "{}",
        answer.body
    );
    is_untouched(&server, &control, &token, "garbage", true);
}

#[test]
fn garbage_after_the_commit_cannot_be_read_and_has_spent_the_token() {
    let (server, control, token) = faulty(&[], json!({ "garbage_after_commit": true }));
    let answer = server.refresh(&token);
    assert_eq!(answer.status, 200);
    assert!(serde_json::from_str::<Value>(&answer.body).is_err());
    is_spent(&server, &control, &token, "garbage_after_commit", true);
}

#[test]
fn the_rules_of_the_command_line_come_first_and_in_order() {
    let (server, control) = Control::example(&[
        "--fault",
        r#"{"at":"token","skip":1,"times":1,"status":500}"#,
        "--fault",
        r#"{"at":"login","status":502}"#,
    ]);
    let statuses = [(); 3].map(|()| server.sign_in().status);
    assert_eq!(statuses, [200, 500, 200]);
    assert_eq!(server.login("any").status, 502);
    assert_eq!(
        control.get("/faults"),
        json!([
            { "at": "token", "skip": 1, "times": 1, "status": 500, "used": 1 },
            { "at": "login", "status": 502, "used": 1 },
        ])
    );
}

#[test]
fn a_fault_at_token_login_is_in_its_record() {
    let (server, control) = Control::example(&["--plain-http"]);
    let token = server.sign_in().access_token();
    control.faults(&json!([{ "at": "login", "times": 1, "drop_reply": true }]));
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let request =
        format!("POST /login HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    assert_eq!(stream.read(&mut [0; 1]).unwrap(), 0);
    control.faults(&json!([{ "at": "login", "cut_request": true }]));
    assert_eq!(raw(&server, &request), "");
    let logins = control.logins();
    let said = |name| (logins[0][name].clone(), logins[1][name].clone());
    assert_eq!(said("status"), (json!(200), Value::Null));
    assert_eq!(said("fault"), (json!("drop_reply"), json!("cut_request")));
    let presented = json!(fingerprint(&token));
    assert_eq!(said("presented"), (presented.clone(), presented));
}
