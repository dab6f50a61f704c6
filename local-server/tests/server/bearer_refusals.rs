//! Every row of the bearer token's table of refusals, at token login.

use crate::support::{PASSWORD, Server, StateFile, USER, add_client, command};

#[test]
fn an_unknown_access_token_is_refused() {
    let server = Server::example(&[]);
    let refresh_token = server.sign_in().refresh_token();
    for token in ["unknown", refresh_token.as_str()] {
        let description = "The access token provided is invalid.";
        server
            .login(token)
            .is_bearer_refusal(401, "invalid_grant", description);
    }
}

#[test]
fn an_access_token_past_its_life_is_refused() {
    let server = Server::example(&["--access-lifetime", "0"]);
    let token = server.sign_in().access_token();
    let description = "The access token provided has expired.";
    server
        .login(&token)
        .is_bearer_refusal(401, "invalid_grant", description);
}

#[test]
fn a_request_without_a_token_is_refused() {
    let server = Server::example(&[]);
    let token = server.sign_in().access_token();
    let lower_case = format!("bearer {token}");
    for header in [
        None,
        Some("Bearer"),
        Some("Basic YTpi"),
        Some(lower_case.as_str()),
    ] {
        let description = "OAuth2 authentication required";
        server
            .login_with("", header, None)
            .is_bearer_refusal(401, "access_denied", description);
    }
}

#[test]
fn a_token_that_comes_in_two_ways_is_refused() {
    let server = Server::example(&[]);
    let token = server.sign_in().access_token();
    let bearer = format!("Bearer {token}");
    let query = format!("?access_token={token}");
    let answers = [
        server.login_with(&query, Some(&bearer), None),
        server.login_with("", Some(&bearer), Some(&token)),
        server.login_with(&query, None, Some(&token)),
        server.login_with(&query, Some(&bearer), Some(&token)),
        server.login_with("", Some(&bearer), Some("")),
    ];
    for answer in answers {
        let description =
            "Only one method may be used to authenticate at a time (Auth header, GET or POST).";
        answer.is_bearer_refusal(400, "invalid_request", description);
    }
}

#[test]
fn two_authorization_headers_are_one_that_nobody_gave_out() {
    let server = Server::example(&[]);
    let bearer = format!("Bearer {}", server.sign_in().access_token());
    let request = server.agent().post(format!("{}/login", server.base_url()));
    let request = request
        .header("Authorization", &bearer)
        .header("Authorization", &bearer);
    let answer: crate::answer::Answer = request.send_empty().unwrap().into();
    let description = "The access token provided is invalid.";
    answer.is_bearer_refusal(401, "invalid_grant", description);
}

#[test]
fn a_token_in_a_body_without_its_type_is_none() {
    let server = Server::example(&[]);
    let token = format!("access_token={}", server.sign_in().access_token());
    let request = server.agent().post(format!("{}/login", server.base_url()));
    let answer: crate::answer::Answer = request.send(token.as_bytes()).unwrap().into();
    answer.is_bearer_refusal(401, "access_denied", "OAuth2 authentication required");
}

#[test]
fn a_token_without_the_scope_that_login_wants_is_refused() {
    let state = StateFile::new();
    let options = ["--scope", "login", "--scope", "read"];
    let (id, secret) = add_client(&state.path(), &options);
    let server = Server::example(&["--db", &state.path(), "--login-scope", "login"]);
    let token = |scope| {
        let request = [
            ("grant_type", "password"),
            ("client_id", id.as_str()),
            ("client_secret", &secret),
            ("username", USER),
            ("password", PASSWORD),
            ("scope", scope),
        ];
        server.token(&request).access_token()
    };
    let description = "The request requires higher privileges than provided by the access token.";
    for poor in [server.sign_in().access_token(), token("read")] {
        server
            .login(&poor)
            .is_bearer_refusal_for("login", 403, "invalid_scope", description);
    }
    let invalid = "The access token provided is invalid.";
    server
        .login("unknown")
        .is_bearer_refusal_for("login", 401, "invalid_grant", invalid);
    assert_eq!(server.login(&token("login")).status, 200);
    assert_eq!(server.login(&token("")).status, 200);
}

#[test]
fn a_disabled_users_access_token_is_refused() {
    let state = StateFile::new();
    let server = Server::example(&["--db", &state.path()]);
    let token = server.sign_in().access_token();
    assert_eq!(server.login(&token).status, 200);
    let (done, _, errors) = command(&["user", "disable", USER, "--db", &state.path()], "");
    assert!(done, "{errors}");
    server
        .login(&token)
        .is_bearer_refusal(401, "access_denied", "User account is disabled.");
}
