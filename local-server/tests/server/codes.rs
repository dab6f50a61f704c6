//! The authorization_code grant (RFC 6749 §4.1.3), with codes from the control endpoint.

use serde_json::json;

use crate::answer::Answer;
use crate::support::{CLIENT, CLIENT_ID, Control, Server, StateFile, USER, add_client};

const CALLBACK: &str = "http://127.0.0.1:8400/callback";

fn code(control: &Control, client: &str) -> String {
    let allowed = json!({ "client": client, "user": USER, "redirect_uri": CALLBACK });
    let issued = control.ask("POST", "/codes", &allowed);
    issued["code"].as_str().unwrap().to_owned()
}

fn exchange(server: &Server, code: &str, redirect_uri: &str) -> Answer {
    let parameters = [("code", code), ("redirect_uri", redirect_uri)];
    server.grant(CLIENT, "authorization_code", &parameters)
}

const INVALID: Option<&str> = Some("Code doesn't exist or is invalid for the client");

#[test]
fn a_code_brings_tokens_that_work_and_only_once() {
    let (server, control) = Control::example(&[]);
    let code = code(&control, CLIENT_ID);
    let pair = exchange(&server, &code, CALLBACK);
    assert_eq!(server.login(&pair.access_token()).status, 200);
    assert_eq!(server.refresh(&pair.refresh_token()).status, 200);
    exchange(&server, &code, CALLBACK).is_token_refusal("invalid_grant", INVALID);
    let line = server.log_line("grant=authorization_code");
    assert!(
        line.contains(&format!("user={USER}")) && !line.contains(&code),
        "{line}"
    );
}

#[test]
fn a_code_is_good_for_30_seconds() {
    let (server, control) = Control::example(&[]);
    let old = code(&control, CLIENT_ID);
    let young = code(&control, CLIENT_ID);
    control.ask("PUT", "/clock", &json!({ "offset": 20 }));
    assert_eq!(exchange(&server, &young, CALLBACK).status, 200);
    control.ask("PUT", "/clock", &json!({ "offset": 31 }));
    exchange(&server, &old, CALLBACK)
        .is_token_refusal("invalid_grant", Some("The authorization code has expired"));
}

#[test]
fn a_code_is_for_one_redirect_uri_to_the_letter_and_a_wrong_one_does_not_spend_it() {
    let (server, control) = Control::example(&[]);
    let code = code(&control, CLIENT_ID);
    for other in [
        "http://127.0.0.1:8400/callback/",
        "https://evil.example.com/",
    ] {
        exchange(&server, &code, other).is_token_refusal(
            "redirect_uri_mismatch",
            Some("The redirect URI is missing or do not match"),
        );
    }
    assert_eq!(exchange(&server, &code, CALLBACK).status, 200);
}

#[test]
fn a_code_that_was_stolen_by_another_client_is_worth_nothing_there() {
    let state = StateFile::new();
    let (id, secret) = add_client(&state.path(), &[]);
    let (server, control) = Control::example(&["--db", &state.path()]);
    let code = code(&control, CLIENT_ID);
    let injected = [("code", code.as_str()), ("redirect_uri", CALLBACK)];
    server
        .grant((&id, &secret), "authorization_code", &injected)
        .is_token_refusal("invalid_grant", INVALID);
    assert_eq!(exchange(&server, &code, CALLBACK).status, 200);
}

#[test]
fn of_racing_exchanges_of_one_code_exactly_one_wins() {
    let (server, control) = Control::example(&[]);
    let code = code(&control, CLIENT_ID);
    let statuses = std::thread::scope(|scope| {
        let racing: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| exchange(&server, &code, CALLBACK).status))
            .collect();
        racing
            .into_iter()
            .map(|one| one.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
}

#[test]
fn a_disabled_users_code_and_a_removed_clients_code_are_refused() {
    let (server, control) = Control::example(&[]);
    let disabled = code(&control, CLIENT_ID);
    control.ask("POST", &format!("/users/{USER}/disable"), &json!({}));
    exchange(&server, &disabled, CALLBACK).is_token_refusal("invalid_grant", INVALID);
    control.ask("DELETE", &format!("/clients/{CLIENT_ID}"), &json!({}));
    exchange(&server, &disabled, CALLBACK)
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
}
