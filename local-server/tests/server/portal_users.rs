//! The users of a merchant.

use crate::browser::Browser;
use crate::support::{CLIENT, Server, StateFile, USER, command};

#[test]
fn a_user_is_added_and_disabled_and_let_in_again() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let user = [("username", "till_1"), ("password", "a password")];
    browser.get("/users");
    let form = [
        ("name", "till_1"),
        ("password", "a password"),
        ("position", "employee"),
    ];
    assert_eq!(browser.post("/users", &form).status, 303);
    let pair = server.grant(CLIENT, "password", &user);
    assert_eq!(server.login(&pair.access_token()).status, 200);

    assert_eq!(
        browser.post("/users/disable", &[("name", "till_1")]).status,
        303
    );
    assert!(browser.get("/users").body.contains("Disabled"));
    server.login(&pair.access_token()).is_bearer_refusal(
        401,
        "access_denied",
        "User account is disabled.",
    );
    server.grant(CLIENT, "password", &user).is_token_refusal(
        "invalid_grant",
        Some("Invalid username and password combination"),
    );
    server
        .refresh(&pair.refresh_token())
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));

    assert_eq!(
        browser.post("/users/enable", &[("name", "till_1")]).status,
        303
    );
    assert_eq!(server.login(&pair.access_token()).status, 200);
    let employee = Browser::logged_in_as(&server, "till_1", "a password");
    assert_eq!(employee.get("/users").status, 403);
    assert!(employee.get("/profile").body.contains("Employee"));
}

#[test]
fn what_is_no_user_is_refused_with_a_reason() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    browser.get("/users");
    let long = "n".repeat(181);
    for (name, password, reason) in [
        ("", "word", "needs a name"),
        (USER, "word", "is taken"),
        ("till_1", "", "needs a password"),
        (&long, "word", "longer than 180"),
        ("till\n1", "word", "control character"),
    ] {
        let refused = browser.post("/users", &[("name", name), ("password", password)]);
        assert_eq!(refused.status, 422, "{name:?}");
        assert!(refused.body.contains(reason), "{name:?}: {}", refused.body);
    }
}

#[test]
fn nobody_disables_itself_or_another_merchants_user() {
    let state = StateFile::new();
    let db = state.path();
    let arguments = ["user", "add", "rival", "--db", &db, "--merchant", "Rival"];
    assert!(command(&arguments, "word\n").0);
    let server = Server::example(&["--db", &db]);
    let browser = Browser::logged_in(&server);
    assert!(!browser.get("/users").body.contains("rival"));
    assert_eq!(
        browser.post("/users/disable", &[("name", USER)]).status,
        400
    );
    for name in ["rival", "nobody", ""] {
        assert_eq!(
            browser.post("/users/disable", &[("name", name)]).status,
            404,
            "{name}"
        );
    }
    assert_eq!(
        Browser::logged_in_as(&server, "rival", "word")
            .get("/users")
            .status,
        200
    );
}
