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

#[test]
fn calls_are_shown_with_their_day_and_an_unknown_client_by_what_it_sent() {
    let server = Server::example(&[]);
    let token = server.sign_in().access_token();
    let bearer = format!("Bearer {token}");
    let url = format!("{}/api/customers?page=2", server.base_url());
    let called = server.agent().get(url).header("Authorization", bearer);
    assert_eq!(called.call().unwrap().status(), 200);
    server.grant(("9_till", "x"), "password", &[]);
    server.grant(("my-till", "x"), "password", &[]);
    let page = Browser::logged_in(&server).get("/traffic").body;
    for part in [
        "GET /api/customers?page=2",
        "title=\"9_till\"",
        "title=\"my-till\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let times = page.matches("<span class=\"day\">20").count();
    assert_eq!(times, page.matches("<time").count());
}

#[test]
fn a_secret_in_an_ids_place_is_shown_to_nobody() {
    let server = Server::example(&["--client", "9_x:s3cret"]);
    let (_, secret) = CLIENT;
    for id in ["s3cret", secret, &secret[1..], PASSWORD] {
        server.grant(
            (id, "x"),
            "password",
            &[("username", USER), ("password", PASSWORD)],
        );
        let page = Browser::logged_in(&server).get("/traffic").body;
        assert!(!page.contains(id) && !server.log().contains(id), "{id}");
    }
}

#[test]
fn an_administrator_learns_nothing_of_another_merchants_users() {
    let state = StateFile::new();
    let db = state.path();
    for (name, merchant) in [
        ("boss", "Corner shop"),
        ("clerk", "Corner shop"),
        ("rival", "Other"),
    ] {
        let add = ["user", "add", name, "--merchant", merchant, "--db", &db];
        assert!(command(&add, "word").0);
    }
    let (own, secret) = add_client(&db, &["--merchant", "Corner shop"]);
    let (others, others_secret) = add_client(&db, &["--merchant", "Other"]);
    let server = Server::start(&["--db", &db]);
    let sign_in = |client: (&str, &str), name: &str, password: &str| {
        server.grant(
            client,
            "password",
            &[("username", name), ("password", password)],
        )
    };
    sign_in((&others, &others_secret), "rival", "word");
    sign_in((&others, &others_secret), "rival", "wrong");
    sign_in(("9_unknown", "x"), "rival", "wrong");
    let boss = Browser::logged_in_as(&server, "boss", "word");
    let page = boss.get("/traffic").body;
    assert!(!page.contains("rival"), "{page}");
    assert!(
        page.contains("9_unknown") && !page.contains(&others),
        "{page}"
    );
    // Somebody tries names at the merchant's own client: those of others look like nobody's.
    let rows = |name: &str| -> String {
        sign_in((&own, &secret), name, "wrong");
        let page = boss.get("/traffic").body;
        let row = page.split("<tr>").find(|row| row.contains(name)).unwrap();
        let after = row.split("</time>").nth(1).unwrap();
        after.replace(name, "NAME")
    };
    assert_eq!(rows("rival"), rows("nobody_at_all"));
    assert_ne!(rows("clerk"), rows("nobody_at_all"));
    let taken = |name: &str| {
        boss.get("/users");
        let form = [
            ("name", name),
            ("password", "word"),
            ("position", "employee"),
        ];
        let answer = boss.post("/users", &form);
        let said = crate::browser::between(&answer.body, "role=\"alert\">", "<").unwrap();
        said.replace(name, "NAME")
    };
    assert_eq!(taken("rival"), taken("clerk"));
}
