//! Delays: what happens while a client waits, and after one that does not.

use std::io::Write as _;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Control, raw_refresh};

/// Waits until the first rule was used.
fn used(control: &Control) {
    let end = Instant::now() + Duration::from_secs(30);
    while control.get("/faults")[0]["used"] == 0 {
        assert!(Instant::now() < end, "the rule is never used");
        thread::yield_now();
    }
}

#[test]
fn a_request_is_late_by_its_delay() {
    for name in ["delay_ms", "delay_reply_ms"] {
        let rule = format!("{{\"{name}\":50}}");
        let (server, control) = Control::example(&["--fault", &rule]);
        assert_eq!(server.sign_in().status, 200);
        let entry = &control.exchanges()[0];
        let took = entry["answered_ms"].as_i64().unwrap() - entry["arrived_ms"].as_i64().unwrap();
        assert!(took >= 50, "{entry}");
        assert_eq!(
            (&entry["fault"], &entry["replied"]),
            (&json!(name), &json!(true))
        );
    }
}

#[test]
fn a_delayed_request_is_processed_although_its_client_has_gone() {
    let (server, control) = Control::example(&["--plain-http"]);
    let token = server.sign_in().refresh_token();
    control.faults(&json!([{ "grant": "refresh_token", "times": 1, "delay_ms": 300 }]));
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(raw_refresh(&token).as_bytes()).unwrap();
    used(&control);
    drop(stream);
    let exchanges = control.exchanges_when(|exchanges| exchanges.len() == 2);
    assert_eq!(exchanges[1]["status"], 200, "{exchanges:#?}");
    assert_eq!(exchanges[1]["replied"], false, "{exchanges:#?}");
    assert_eq!(server.refresh(&token).status, 400);
}

#[test]
fn a_delayed_request_holds_up_no_other() {
    let (server, control) = Control::example(&[]);
    let token = server.sign_in().refresh_token();
    control.faults(&json!([{ "grant": "refresh_token", "times": 1, "delay_ms": 1000 }]));
    thread::scope(|scope| {
        let late = scope.spawn(|| server.refresh(&token));
        used(&control);
        assert_eq!(server.refresh(&token).status, 200);
        late.join()
            .unwrap()
            .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    });
    let statuses: Vec<Value> = control
        .exchanges()
        .iter()
        .map(|entry| entry["status"].clone())
        .collect();
    assert_eq!(statuses, [200, 200, 400]);
}

#[test]
fn a_delayed_reply_is_committed_already_and_may_never_leave() {
    let (server, control) = Control::example(&["--plain-http"]);
    let token = server.sign_in().refresh_token();
    control.faults(&json!([{ "times": 1, "delay_reply_ms": 60_000 }]));
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(raw_refresh(&token).as_bytes()).unwrap();
    let exchanges = control.exchanges_when(|exchanges| exchanges.len() == 2);
    assert_eq!(exchanges[1]["status"], 200, "{exchanges:#?}");
    assert_eq!(exchanges[1]["answered_ms"], Value::Null, "{exchanges:#?}");
    assert_eq!(server.refresh(&token).status, 400);
    drop(stream);
    let exchanges = control.exchanges_when(|exchanges| exchanges[1]["answered_ms"].is_i64());
    assert_eq!(exchanges[1]["replied"], false, "{exchanges:#?}");
}
