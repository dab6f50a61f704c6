//! The record: exact, complete and in the order of the commits.

use std::sync::Barrier;
use std::thread;

use serde_json::{Value, json};

use crate::control::fingerprint;
use crate::support::{CLIENT_ID, Control, USER};

#[test]
fn an_exchange_is_recorded_with_everything_that_is_known() {
    let (server, control) = Control::example(&[]);
    let first = server.sign_in();
    let second = server.refresh(&first.refresh_token());
    let exchanges = control.exchanges();
    let expected = |number: u64, grant, presented, answer: &crate::support::Answer| {
        let entry = &exchanges[usize::try_from(number - 1).unwrap()];
        json!({
            "number": number,
            "arrived_ms": entry["arrived_ms"].as_i64().unwrap(),
            "answered_ms": entry["answered_ms"].as_i64().unwrap(),
            "grant": grant,
            "client": CLIENT_ID,
            "user": USER,
            "presented": presented,
            "status": 200,
            "error": null,
            "reason": null,
            "access": fingerprint(&answer.access_token()),
            "refresh": fingerprint(&answer.refresh_token()),
            "expires_ms": entry["expires_ms"].as_i64().unwrap(),
            "fault": null,
            "replied": true,
        })
    };
    let presented = json!(fingerprint(&first.refresh_token()));
    assert_eq!(
        exchanges,
        [
            expected(1, "password", Value::Null, &first),
            expected(2, "refresh_token", presented, &second),
        ]
    );
    for entry in &exchanges {
        let ms = |name| entry[name].as_i64().unwrap();
        assert!(ms("arrived_ms") <= ms("answered_ms"), "{entry}");
        assert!(ms("expires_ms") >= ms("arrived_ms") + 3_600_000, "{entry}");
    }
}

#[test]
fn a_refusal_is_recorded_with_its_reason() {
    let (server, control) = Control::example(&[]);
    server.refresh("unknown");
    server.token(&[]);
    server.login("unknown");
    let exchanges = control.exchanges();
    assert_eq!(exchanges[0]["status"], 400);
    assert_eq!(exchanges[0]["error"], "invalid_grant");
    assert_eq!(exchanges[0]["presented"], fingerprint("unknown"));
    let reason = "the refresh token is unknown or was used already";
    assert_eq!(exchanges[0]["reason"], reason);
    assert_eq!(exchanges[1]["error"], "invalid_request");
    assert_eq!(exchanges[1]["grant"], Value::Null);
    let login = &control.logins()[0];
    assert_eq!(
        *login,
        json!({
            "number": 1,
            "arrived_ms": login["arrived_ms"].as_i64().unwrap(),
            "presented": fingerprint("unknown"),
            "status": 401,
            "error": "invalid_grant",
            "reason": "the access token is unknown",
            "fault": null,
            "expires_ms": null,
        })
    );
}

#[test]
fn of_racing_refreshes_the_winner_comes_first() {
    let (server, control) = Control::example(&[]);
    for _ in 0..5 {
        let token = server.sign_in().refresh_token();
        control.ask("DELETE", "/exchanges", &Value::Null);
        let barrier = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    barrier.wait();
                    server.refresh(&token)
                });
            }
        });
        let exchanges = control.exchanges();
        let statuses: Vec<&Value> = exchanges.iter().map(|entry| &entry["status"]).collect();
        assert_eq!(statuses, [200, 400, 400, 400, 400, 400, 400, 400]);
        assert!(exchanges.iter().all(|entry| entry["replied"] == true));
    }
}

#[test]
fn a_chain_of_refreshes_can_be_followed_from_token_to_token() {
    let (server, control) = Control::example(&[]);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut token = server.sign_in().refresh_token();
                for _ in 0..5 {
                    token = server.refresh(&token).refresh_token();
                }
            });
        }
    });
    let exchanges = control.exchanges();
    assert_eq!(exchanges.len(), 24);
    for (index, entry) in exchanges.iter().enumerate() {
        assert_eq!(entry["number"], index + 1);
        let presented = &entry["presented"];
        let issued = exchanges[..index]
            .iter()
            .any(|old| old["refresh"] == *presented);
        assert!(presented.is_null() || issued, "{entry}");
    }
}

#[test]
fn entries_are_asked_for_by_number_and_forgotten_without_starting_over() {
    let (server, control) = Control::example(&[]);
    for _ in 0..3 {
        server.sign_in();
    }
    server.login("x");
    let numbers = |path: &str| -> Vec<u64> {
        let entries = control.get(path);
        let entries = entries.as_array().unwrap().iter();
        entries
            .map(|entry| entry["number"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(numbers("/exchanges"), [1, 2, 3]);
    assert_eq!(numbers("/exchanges?after=2"), [3]);
    assert_eq!(numbers("/exchanges?after=9"), [0; 0]);
    control.ask("DELETE", "/exchanges", &Value::Null);
    assert_eq!(numbers("/logins"), [0; 0]);
    server.sign_in();
    server.login("x");
    assert_eq!(numbers("/exchanges"), [4]);
    assert_eq!(numbers("/logins"), [2]);
}

#[test]
fn the_state_counts() {
    let (server, control) = Control::example(&["--refresh-lifetime", "100"]);
    let pair = server.sign_in();
    server.refresh(&pair.refresh_token());
    server.refresh(&pair.refresh_token());
    server.login(&pair.access_token());
    server.login("x");
    control.faults(&json!([{ "at": "token", "cut_request": true }]));
    assert!(server.try_refresh("x").is_err());
    control.ask("PUT", "/clock", &json!({ "offset": 200 }));
    assert_eq!(
        control.get("/state"),
        json!({
            "exchanges": {
                "password": { "200": 1 },
                "refresh_token": { "200": 1, "400": 1, "null": 1 },
            },
            "logins": { "200": 1, "401": 1 },
            "calls": {},
            "connections": 6,
            "live": { "access": 2, "refresh": 0 },
            "clock": { "offset": 200 },
            "lifetimes": { "access": 3600, "refresh": 100 },
            "login": { "refuse_all": false },
            "faults": [{ "at": "token", "cut_request": true, "used": 1 }],
        })
    );
}
