//! The view on the traffic.

use crate::browser::Browser;
use crate::support::{
    CLIENT, CLIENT_ID, Control, PASSWORD, Server, StateFile, USER, add_client, command,
};

#[test]
fn why_a_request_was_refused_is_a_glance_and_secrets_are_never_shown() {
    let server = Server::example(&[
        "--fault",
        r#"{"at":"login","skip":1,"times":1,"status":503}"#,
    ]);
    let pair = server.sign_in();
    server.grant(
        CLIENT,
        "password",
        &[("username", USER), ("password", "wr0ng")],
    );
    let (access, refresh) = (pair.access_token(), pair.refresh_token());
    server.login(&access);
    server.login(&access);
    server.login("n0nsense");
    server.grant((CLIENT_ID, "wr0ngsecret"), "password", &[]);
    let browser = Browser::logged_in(&server);
    for path in ["/traffic", "/traffic/rows"] {
        let page = browser.get(path);
        assert_eq!(page.status, 200);
        for part in [
            "the password is wrong",
            "400 invalid_grant",
            "the access token is unknown",
            "401 invalid_grant",
            "fault status",
            "400 invalid_client",
            // Which OAuth client it was, by its name.
            ">Example</span>",
        ] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        for secret in [
            access.as_str(),
            &refresh,
            PASSWORD,
            "wr0ng",
            "n0nsense",
            CLIENT.1,
        ] {
            assert!(!page.body.contains(secret), "{secret}");
        }
    }
}

#[test]
fn the_newest_request_comes_first_and_a_hundred_are_shown() {
    let server = Server::example(&[]);
    for number in 0..105 {
        let user = format!("user-{number}-");
        server.grant(CLIENT, "password", &[("username", &user)]);
    }
    let page = Browser::logged_in(&server).get("/traffic").body;
    let at = |number: u32| page.find(&format!("user-{number}-"));
    assert!(at(104).unwrap() < at(103).unwrap());
    assert!(at(5).is_some() && at(4).is_none());
}

#[test]
fn another_merchants_traffic_is_not_shown() {
    let state = StateFile::new();
    let db = state.path();
    let (id, secret) = add_client(&db, &["--merchant", "Rival", "--name", "Rival’s till"]);
    assert!(
        command(
            &["user", "add", "rival", "--db", &db, "--merchant", "Rival"],
            "word\n"
        )
        .0
    );
    let server = Server::example(&["--db", &db]);
    let user = [("username", USER), ("password", PASSWORD)];
    assert_eq!(server.grant((&id, &secret), "password", &user).status, 200);
    assert!(
        !Browser::logged_in(&server)
            .get("/traffic")
            .body
            .contains(&id)
    );
    let rival = Browser::logged_in_as(&server, "rival", "word");
    assert!(rival.get("/traffic").body.contains(&id));
}

#[test]
fn the_open_page_neither_fills_the_log_nor_counts_itself() {
    let (server, control) = Control::example(&[]);
    let browser = Browser::logged_in(&server);
    let before = control.get("/state")["connections"].as_u64().unwrap();
    for _ in 0..5 {
        assert_eq!(browser.get("/traffic/rows").status, 200);
    }
    assert_eq!(control.get("/state")["connections"], before);
    server.sign_in();
    server.log_line("POST /oauth/v2/token");
    assert!(!server.log().contains("/traffic/rows"), "{}", server.log());
}
