//! Every row of the token endpoint's table of refusals.

use crate::support::{
    CLIENT, CLIENT_ID, CLIENT_SECRET, PASSWORD, Server, StateFile, USER, add_client, command,
};

#[test]
fn a_missing_or_unknown_grant_type_is_refused() {
    let server = Server::example(&[]);
    let client = [("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET)];
    let answers = [
        server.token(&[]),
        server.token(&client),
        server.grant(CLIENT, "", &[]),
        server.grant(CLIENT, "nonsense", &[]),
        server.grant(CLIENT, "Password", &[]),
    ];
    for answer in answers {
        let description = "Invalid grant_type parameter or parameter missing";
        answer.is_token_refusal("invalid_request", Some(description));
    }
}

#[test]
fn a_missing_client_id_is_refused() {
    let server = Server::example(&[]);
    let description = Some("Client id was not found in the headers or body");
    server
        .token(&[("grant_type", "password"), ("client_secret", "x")])
        .is_token_refusal("invalid_client", description);
    server
        .token(&[("grant_type", "password"), ("client_id", "")])
        .is_token_refusal("invalid_client", description);
}

#[test]
fn an_unknown_client_and_a_wrong_or_missing_secret_are_refused() {
    let server = Server::example(&[]);
    let id = ("client_id", CLIENT_ID);
    let attempts = [
        vec![("client_id", "9_unknown"), ("client_secret", CLIENT_SECRET)],
        vec![id, ("client_secret", "wrong")],
        vec![id, ("client_secret", "")],
        vec![id],
    ];
    for attempt in attempts {
        let request = [&[("grant_type", "password")], attempt.as_slice()].concat();
        server
            .token(&request)
            .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
    }
}

#[test]
fn a_grant_that_the_client_may_not_use_is_refused() {
    let state = StateFile::new();
    let (id, secret) = add_client(&state.path(), &["--grant", "password"]);
    let server = Server::example(&["--db", &state.path()]);
    for grant in [
        "refresh_token",
        "authorization_code",
        "client_credentials",
        "token",
    ] {
        let request = [
            ("grant_type", grant),
            ("client_id", &id),
            ("client_secret", &secret),
        ];
        let description = Some("The grant type is unauthorized for this client_id");
        server
            .token(&request)
            .is_token_refusal("unauthorized_client", description);
    }
    server
        .grant(CLIENT, "urn:example:grant", &[])
        .is_token_refusal(
            "unauthorized_client",
            Some("The grant type is unauthorized for this client_id"),
        );
}

#[test]
fn an_extension_grant_that_nobody_registered_is_refused_without_a_description() {
    let state = StateFile::new();
    let grants = ["urn:example:grant", "https://grants.example/one"];
    let options = ["--grant", grants[0], "--grant", grants[1]];
    let (id, secret) = add_client(&state.path(), &options);
    let server = Server::start(&["--db", &state.path()]);
    for grant in grants {
        let request = [
            ("grant_type", grant),
            ("client_id", &id),
            ("client_secret", &secret),
        ];
        server
            .token(&request)
            .is_token_refusal("unsupported_grant_type", None);
    }
}

#[test]
fn a_missing_user_name_or_password_is_refused() {
    let server = Server::example(&[]);
    let description = Some("Missing parameters. \"username\" and \"password\" required");
    for more in [
        &[][..],
        &[("username", USER)],
        &[("password", PASSWORD)],
        &[("username", USER), ("password", "")],
    ] {
        server
            .grant(CLIENT, "password", more)
            .is_token_refusal("invalid_request", description);
    }
}

#[test]
fn a_zero_counts_as_missing() {
    let server = Server::example(&["--user", "0:0"]);
    let missing = Some("Missing parameters. \"username\" and \"password\" required");
    for more in [
        [("username", "0"), ("password", PASSWORD)],
        [("username", USER), ("password", "0")],
    ] {
        server
            .grant(CLIENT, "password", &more)
            .is_token_refusal("invalid_request", missing);
    }
    server
        .grant(CLIENT, "refresh_token", &[("refresh_token", "0")])
        .is_token_refusal(
            "invalid_request",
            Some("No \"refresh_token\" parameter found"),
        );
    server
        .token(&[("grant_type", "password"), ("client_id", "0")])
        .is_token_refusal(
            "invalid_client",
            Some("Client id was not found in the headers or body"),
        );
}

#[test]
fn basic_without_its_padding_is_a_wrong_secret() {
    let server = Server::example(&[]);
    let basic = data_encoding::BASE64.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}").as_bytes());
    let form = [
        ("grant_type", "password"),
        ("username", USER),
        ("password", PASSWORD),
    ];
    let ask =
        |basic: &str| server.token_with(&form, &[("Authorization", &format!("Basic {basic}"))]);
    assert_eq!(ask(&basic).status, 200);
    assert!(basic.ends_with('='));
    ask(basic.trim_end_matches('='))
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
}

#[test]
fn a_wrong_password_and_an_unknown_user_are_refused_alike() {
    let server = Server::example(&[]);
    for (user, password) in [
        (USER, "wrong"),
        ("nobody", PASSWORD),
        ("OMNIFUND_USER", PASSWORD),
    ] {
        server
            .grant(
                CLIENT,
                "password",
                &[("username", user), ("password", password)],
            )
            .is_token_refusal(
                "invalid_grant",
                Some("Invalid username and password combination"),
            );
    }
}

#[test]
fn a_missing_refresh_token_is_refused() {
    let server = Server::example(&[]);
    server.grant(CLIENT, "refresh_token", &[]).is_token_refusal(
        "invalid_request",
        Some("No \"refresh_token\" parameter found"),
    );
}

#[test]
fn an_unknown_refresh_token_is_refused() {
    let server = Server::example(&[]);
    let access_token = server.sign_in().access_token();
    for token in ["unknown", access_token.as_str()] {
        server
            .refresh(token)
            .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    }
}

#[test]
fn a_spent_refresh_token_is_refused() {
    let server = Server::example(&[]);
    let spent = server.sign_in().refresh_token();
    let next = server.refresh(&spent).refresh_token();
    server
        .refresh(&spent)
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    assert_eq!(server.refresh(&next).status, 200);
}

#[test]
fn another_clients_refresh_token_is_refused_and_not_spent() {
    let server = Server::example(&["--client", "2_other:secret"]);
    let token = server.sign_in().refresh_token();
    let stolen = [
        ("grant_type", "refresh_token"),
        ("client_id", "2_other"),
        ("client_secret", "secret"),
        ("refresh_token", &token),
    ];
    server
        .token(&stolen)
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    assert_eq!(server.refresh(&token).status, 200);
}

#[test]
fn a_refresh_token_past_its_life_is_refused() {
    let server = Server::example(&["--refresh-lifetime", "0"]);
    let token = server.sign_in().refresh_token();
    for _ in 0..2 {
        server
            .refresh(&token)
            .is_token_refusal("invalid_grant", Some("Refresh token has expired"));
    }
}

#[test]
fn a_scope_that_the_client_does_not_have_is_refused_and_costs_no_token() {
    let state = StateFile::new();
    let (id, secret) = add_client(&state.path(), &["--scope", "read"]);
    let server = Server::example(&["--db", &state.path()]);
    let client = (id.as_str(), secret.as_str());
    let ask = |grant, more: &[_]| server.grant(client, grant, more);
    let user = [("username", USER), ("password", PASSWORD)];
    let description = Some("An unsupported scope was requested.");
    ask(
        "password",
        &[&user[..], &[("scope", "read write")]].concat(),
    )
    .is_token_refusal("invalid_scope", description);
    for odd in [" ", "read  read"] {
        ask("password", &[&user[..], &[("scope", odd)]].concat())
            .is_token_refusal("invalid_scope", description);
    }
    let token = ask("password", &user).refresh_token();
    ask(
        "refresh_token",
        &[("refresh_token", &token), ("scope", "write")],
    )
    .is_token_refusal("invalid_scope", description);
    assert_eq!(
        ask("refresh_token", &[("refresh_token", &token)]).status,
        200
    );
    server
        .grant(
            CLIENT,
            "password",
            &[&user[..], &[("scope", "read")]].concat(),
        )
        .is_token_refusal("invalid_scope", description);
}

#[test]
fn a_disabled_users_password_is_wrong_and_the_refresh_token_invalid() {
    let state = StateFile::new();
    let server = Server::example(&["--db", &state.path()]);
    let token = server.sign_in().refresh_token();
    let user = |what| {
        let (done, _, errors) = command(&["user", what, USER, "--db", &state.path()], "");
        assert!(done, "{errors}");
    };
    user("disable");
    server.sign_in().is_token_refusal(
        "invalid_grant",
        Some("Invalid username and password combination"),
    );
    server
        .refresh(&token)
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    user("enable");
    assert_eq!(server.refresh(&token).status, 200);
}

#[test]
fn an_authorization_code_is_refused_step_by_step() {
    let server = Server::example(&[]);
    let ask = |more: &[_]| server.grant(CLIENT, "authorization_code", more);
    ask(&[]).is_token_refusal(
        "invalid_request",
        Some("Missing parameter. \"code\" is required"),
    );
    ask(&[("code", "x")]).is_token_refusal(
        "invalid_request",
        Some("The redirect URI parameter is required."),
    );
    ask(&[("code", "x"), ("redirect_uri", "https://till.example/")]).is_token_refusal(
        "invalid_grant",
        Some("Code doesn't exist or is invalid for the client"),
    );
}

#[test]
fn checks_come_in_the_vendors_order() {
    let server = Server::example(&[]);
    let wrong_client = [("client_id", "9_unknown"), ("client_secret", "x")];
    server
        .token(&[&[("grant_type", "nonsense")], &wrong_client[..]].concat())
        .is_token_refusal(
            "invalid_request",
            Some("Invalid grant_type parameter or parameter missing"),
        );
    server
        .token(&[&[("grant_type", "client_credentials")], &wrong_client[..]].concat())
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
    server
        .grant(CLIENT, "client_credentials", &[("scope", "none")])
        .is_token_refusal(
            "unauthorized_client",
            Some("The grant type is unauthorized for this client_id"),
        );
    let wrong = [("username", USER), ("password", "wrong"), ("scope", "none")];
    server.grant(CLIENT, "password", &wrong).is_token_refusal(
        "invalid_grant",
        Some("Invalid username and password combination"),
    );
}
