//! Lifetimes, clock and the refusal of every bearer, set while the server runs.

use serde_json::{Value, json};

use crate::support::{Control, Server, StateFile};

const INVALID: &str = "The access token provided is invalid.";
const EXPIRED: &str = "The access token provided has expired.";

#[test]
fn lifetimes_are_for_tokens_that_are_issued_from_then_on() {
    let (server, control) = Control::example(&[]);
    let before = server.sign_in();
    let set = control.ask("PUT", "/lifetimes", &json!({ "access": 0 }));
    assert_eq!(set, json!({ "access": 0, "refresh": 1_209_600 }));
    let after = server.sign_in();
    assert!(after.body.contains("\"expires_in\":0,"), "{}", after.body);
    assert_eq!(server.login(&before.access_token()).status, 200);
    server
        .login(&after.access_token())
        .is_bearer_refusal(401, "invalid_grant", EXPIRED);
    control.ask("PUT", "/lifetimes", &json!({ "refresh": 0 }));
    assert_eq!(server.refresh(&before.refresh_token()).status, 200);
    server
        .refresh(&server.sign_in().refresh_token())
        .is_token_refusal("invalid_grant", Some("Refresh token has expired"));
}

#[test]
fn a_clock_that_is_moved_ends_tokens_and_moves_the_date() {
    let (server, control) = Control::example(&[]);
    let pair = server.sign_in();
    control.ask("PUT", "/clock", &json!({ "offset": 3599 - 60 }));
    assert_eq!(server.login(&pair.access_token()).status, 200);
    control.ask("PUT", "/clock", &json!({ "offset": 3600 }));
    server
        .login(&pair.access_token())
        .is_bearer_refusal(401, "invalid_grant", EXPIRED);
    control.ask("PUT", "/clock", &json!({ "offset": 1_209_600 }));
    server
        .refresh(&pair.refresh_token())
        .is_token_refusal("invalid_grant", Some("Refresh token has expired"));
    control.ask("PUT", "/clock", &json!({ "offset": 0 }));
    assert_eq!(server.refresh(&pair.refresh_token()).status, 200);
}

#[test]
fn the_date_follows_the_clock() {
    let (server, control) = Control::example(&[]);
    let year = || {
        let answer = server.get("/nowhere").unwrap();
        let date = answer.header("Date").unwrap().to_owned();
        assert!(date.len() == 29 && date.ends_with(" GMT"), "{date}");
        date[12..16].parse::<i32>().unwrap()
    };
    let now = year();
    let decade = 3653 * 24 * 60 * 60;
    control.ask("PUT", "/clock", &json!({ "offset": decade }));
    assert!((9..=11).contains(&(year() - now)));
    control.ask("PUT", "/clock", &json!({ "offset": -decade }));
    assert!((9..=11).contains(&(now - year())));
}

#[test]
fn the_record_keeps_to_the_real_clock() {
    let (server, control) = Control::example(&[]);
    control.ask("PUT", "/clock", &json!({ "offset": 1_000_000 }));
    server.login(&server.sign_in().access_token());
    let exchange = &control.exchanges()[0];
    let life = |entry: &Value| {
        entry["expires_ms"].as_i64().unwrap() - exchange["arrived_ms"].as_i64().unwrap()
    };
    // As long as it took the server to begin the token's life, and no million seconds.
    assert!(
        (3_600_000..3_660_000).contains(&life(exchange)),
        "{exchange}"
    );
    assert_eq!(life(&control.logins()[0]), life(exchange));
}

#[test]
fn every_bearer_can_be_refused() {
    let (server, control) = Control::example(&[]);
    let token = server.sign_in().access_token();
    control.ask("PUT", "/login", &json!({ "refuse_all": true }));
    server
        .login(&token)
        .is_bearer_refusal(401, "invalid_grant", INVALID);
    control.ask("PUT", "/login", &json!({ "refuse_all": false }));
    assert_eq!(server.login(&token).status, 200);
    let logins = control.logins();
    assert_eq!(
        (&logins[0]["status"], &logins[1]["status"]),
        (&json!(401), &json!(200))
    );
    assert!(logins[0]["expires_ms"].is_i64(), "{logins:?}");
}

#[test]
fn tokens_that_ended_long_ago_are_thrown_away_at_the_start() {
    let state = StateFile::new();
    let (server, control) = Control::example(&["--db", &state.path()]);
    let of_age = |days: i64| {
        control.ask("PUT", "/clock", &json!({ "offset": -days * 24 * 60 * 60 }));
        server.sign_in()
    };
    let (old, older) = (of_age(1), of_age(2));
    assert!(server.terminate().success());
    let server = Server::start(&["--db", &state.path()]);
    for (pair, description) in [(&old, EXPIRED), (&older, INVALID)] {
        server
            .login(&pair.access_token())
            .is_bearer_refusal(401, "invalid_grant", description);
        assert_eq!(server.refresh(&pair.refresh_token()).status, 200);
    }
}
