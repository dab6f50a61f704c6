//! Grants that succeed.

use crate::support::{
    CLIENT_ID, CLIENT_SECRET, PASSWORD, Server, StateFile, USER, add_client, command, percent,
};

const SPECIAL: &str = "q\"uote' & = % + ; äöüß \u{1f511} \\ <tag>: end ";

#[test]
fn the_specifications_example_gets_a_token_of_the_specifications_shape() {
    let server = Server::example(&[]);
    let answer = server.sign_in();
    assert_eq!(answer.status, 200);
    answer.has_vendor_headers();
    let (access, refresh) = (answer.access_token(), answer.refresh_token());
    let body = format!(
        "{{\"access_token\":\"{access}\",\"expires_in\":3600,\"token_type\":\"bearer\",\
         \"scope\":null,\"refresh_token\":\"{refresh}\"}}"
    );
    assert_eq!(answer.body, body);
    for token in [&access, &refresh] {
        assert_eq!(token.len(), 86);
        let hex = data_encoding::BASE64_NOPAD
            .decode(token.as_bytes())
            .unwrap();
        assert_eq!(data_encoding::HEXLOWER.decode(&hex).unwrap().len(), 32);
    }
    assert_ne!(access, refresh);
}

#[test]
fn the_lifetime_is_the_one_that_was_set() {
    let server = Server::example(&["--access-lifetime", "7"]);
    assert!(server.sign_in().body.contains("\"expires_in\":7,"));
}

#[test]
fn basic_credentials_win_over_the_body() {
    let server = Server::example(&[]);
    let basic = |id: &str, secret: &str| {
        let pair = format!("{id}:{secret}");
        format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes()))
    };
    let ask = |header: &str, id, secret| {
        let form = [
            ("grant_type", "password"),
            ("client_id", id),
            ("client_secret", secret),
            ("username", USER),
            ("password", PASSWORD),
        ];
        server.token_with(&form, &[("Authorization", header)])
    };
    let right = basic(CLIENT_ID, CLIENT_SECRET);
    assert_eq!(ask(&right, "9_unknown", "wrong").status, 200);
    assert_eq!(ask(&right, "", "").status, 200);
    assert_eq!(ask(&right.replace("Basic", "basic"), "", "").status, 200);
    ask(&basic(CLIENT_ID, "wrong"), CLIENT_ID, CLIENT_SECRET)
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
    // Not Basic, or not readable: the body counts.
    for header in ["Basic !!!", "Bearer abc"] {
        assert_eq!(ask(header, CLIENT_ID, CLIENT_SECRET).status, 200);
    }
}

#[test]
fn a_password_may_hold_any_character() {
    let state = StateFile::new();
    let name = "till é & co";
    let (done, _, errors) = command(
        &["user", "add", name, "--db", &state.path()],
        &format!("{SPECIAL}\r\nsecond line"),
    );
    assert!(done, "{errors}");
    let other = format!("other:{SPECIAL}");
    let server = Server::example(&["--db", &state.path(), "--user", &other]);
    for user in [name, "other"] {
        let client =
            format!("grant_type=password&client_id={CLIENT_ID}&client_secret={CLIENT_SECRET}");
        let form = format!(
            "{client}&username={}&password={}",
            percent(user),
            percent(SPECIAL)
        );
        let answer = server.token_body("application/x-www-form-urlencoded", &form);
        assert_eq!(answer.status, 200, "{}", answer.body);
        let json = serde_json::json!({
            "grant_type": "password", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET,
            "username": user, "password": SPECIAL,
        });
        let answer = server.token_body("application/json", &json.to_string());
        assert_eq!(answer.status, 200, "{}", answer.body);
        let trimmed = format!(
            "{client}&username={}&password={}",
            percent(user),
            percent(SPECIAL.trim())
        );
        let answer = server.token_body("application/x-www-form-urlencoded", &trimmed);
        assert_eq!(answer.status, 400);
    }
}

#[test]
fn a_scope_is_granted_as_asked_or_whole_and_never_grows_back() {
    let state = StateFile::new();
    let (id, secret) = add_client(&state.path(), &["--scope", "read", "--scope", "write"]);
    let server = Server::example(&["--db", &state.path()]);
    let client = (id.as_str(), secret.as_str());
    let ask = |grant, more: &[_]| server.grant(client, grant, more);
    let user = [("username", USER), ("password", PASSWORD)];
    let whole = ask("password", &user);
    assert_eq!(whole.member("scope"), "read write");
    let token = whole.refresh_token();
    let narrow = ask(
        "refresh_token",
        &[("refresh_token", &token), ("scope", "read")],
    );
    assert_eq!(narrow.member("scope"), "read");
    let token = narrow.refresh_token();
    let same = ask("refresh_token", &[("refresh_token", &token)]);
    assert_eq!(same.member("scope"), "read");
}

#[test]
fn a_client_without_the_refresh_grant_gets_a_refresh_token_that_it_may_not_use() {
    let state = StateFile::new();
    let (id, secret) = add_client(&state.path(), &["--grant", "password"]);
    let server = Server::example(&["--db", &state.path()]);
    let answer = server.token(&[
        ("grant_type", "password"),
        ("client_id", &id),
        ("client_secret", &secret),
        ("username", USER),
        ("password", PASSWORD),
    ]);
    assert_eq!(server.login(&answer.access_token()).status, 200);
    let client = (id.as_str(), secret.as_str());
    let token = answer.refresh_token();
    server
        .grant(client, "refresh_token", &[("refresh_token", &token)])
        .is_token_refusal(
            "unauthorized_client",
            Some("The grant type is unauthorized for this client_id"),
        );
}
