//! Users, OAuth clients and tokens, changed at the control endpoint.

use serde_json::{Value, json};

use crate::support::{CLIENT_ID, Control, Server, USER};

const OTHER: [(&str, &str); 2] = [("username", "other user"), ("password", "word")];

fn tokens(of: &str) -> Value {
    json!({ "tokens": of })
}

fn is_invalid(server: &Server, access: &str, refresh: &str) {
    let invalid = "The access token provided is invalid.";
    server
        .login(access)
        .is_bearer_refusal(401, "invalid_grant", invalid);
    server
        .refresh(refresh)
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
}

#[test]
fn expired_tokens_are_known_but_over() {
    let (server, control) = Control::example(&[]);
    let pair = server.sign_in();
    let done = control.ask("POST", "/expire", &tokens("access"));
    assert_eq!(done, json!({ "access": 1, "refresh": 0 }));
    let expired = "The access token provided has expired.";
    server
        .login(&pair.access_token())
        .is_bearer_refusal(401, "invalid_grant", expired);
    let pair = server.refresh(&pair.refresh_token());
    assert_eq!(server.login(&pair.access_token()).status, 200);
    let done = control.ask("POST", "/expire", &tokens("refresh"));
    assert_eq!(done, json!({ "access": 0, "refresh": 1 }));
    server
        .refresh(&pair.refresh_token())
        .is_token_refusal("invalid_grant", Some("Refresh token has expired"));
}

#[test]
fn revoked_tokens_are_unknown() {
    let (server, control) = Control::example(&[]);
    let pair = server.sign_in();
    let done = control.ask("POST", "/revoke", &tokens("all"));
    assert_eq!(done, json!({ "access": 1, "refresh": 1 }));
    is_invalid(&server, &pair.access_token(), &pair.refresh_token());
}

#[test]
fn one_users_tokens_can_be_revoked_alone() {
    let (server, control) = Control::example(&["--user", "other user:word"]);
    let example = server.sign_in();
    let other = server.grant(crate::support::CLIENT, "password", &OTHER);
    let one = json!({ "tokens": "all", "user": "other user" });
    control.ask("POST", "/revoke", &one);
    is_invalid(&server, &other.access_token(), &other.refresh_token());
    assert_eq!(server.login(&example.access_token()).status, 200);
    assert_eq!(server.refresh(&example.refresh_token()).status, 200);
}

#[test]
fn a_user_is_disabled_and_enabled_by_any_name() {
    let (server, control) = Control::example(&["--user", "other user:word"]);
    let sign_in = || {
        server
            .grant(crate::support::CLIENT, "password", &OTHER)
            .status
    };
    let done = control.ask("POST", "/users/other%20user/disable", &Value::Null);
    assert_eq!(done, json!({ "user": "other user", "disabled": true }));
    assert_eq!((sign_in(), server.sign_in().status), (400, 200));
    control.ask("POST", "/users/other%20user/enable", &Value::Null);
    assert_eq!(sign_in(), 200);
}

#[test]
fn a_new_password_and_a_new_secret_leave_tokens_as_they_are() {
    let (server, control) = Control::example(&[]);
    let pair = server.sign_in();
    let path = format!("/users/{USER}/password");
    control.ask("PUT", &path, &json!({ "password": "new" }));
    assert_eq!(server.sign_in().status, 400);
    let pair = server.refresh(&pair.refresh_token());
    let path = format!("/clients/{CLIENT_ID}/secret");
    control.ask("PUT", &path, &json!({ "secret": "newer" }));
    server
        .refresh(&pair.refresh_token())
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
    let client = (CLIENT_ID, "newer");
    let new = [("username", USER), ("password", "new")];
    assert_eq!(server.grant(client, "password", &new).status, 200);
    let old = [("refresh_token", &*pair.refresh_token())];
    assert_eq!(server.grant(client, "refresh_token", &old).status, 200);
}

#[test]
fn a_client_goes_with_its_tokens() {
    let (server, control) = Control::example(&[]);
    let pair = server.sign_in();
    control.ask("DELETE", &format!("/clients/{CLIENT_ID}"), &Value::Null);
    let invalid = "The access token provided is invalid.";
    server
        .login(&pair.access_token())
        .is_bearer_refusal(401, "invalid_grant", invalid);
    server
        .refresh(&pair.refresh_token())
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
}
