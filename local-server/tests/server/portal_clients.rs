//! Profile » API Access.

use crate::browser::{Browser, CLIENTS, secret};
use crate::support::{PASSWORD, Server, StateFile, USER, command};

const USER_PARAMETERS: [(&str, &str); 2] = [("username", USER), ("password", PASSWORD)];

#[test]
fn a_new_clients_secret_is_shown_once_and_works() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let (id, page) = browser.new_client("Till 1");
    let shown = secret(&page).unwrap().to_owned();
    assert_eq!(shown.len(), 50);
    assert!(
        id.split_once('_').is_some_and(|(_, rest)| rest.len() == 50),
        "{id}"
    );
    assert!(page.body.contains("Till 1"));
    let pair = server.grant((&id, &shown), "password", &USER_PARAMETERS);
    assert_eq!(server.login(&pair.access_token()).status, 200);

    let place = format!("{CLIENTS}/{id}");
    for page in [
        browser.get(&place),
        browser.get(CLIENTS),
        browser.get(&place),
    ] {
        assert!(
            page.body.contains(&id) && !page.body.contains(&shown),
            "{}",
            page.body
        );
    }
    assert!(!server.log().contains(&shown));
}

#[test]
fn a_new_clients_secret_is_for_the_session_that_made_it() {
    let server = Server::example(&["--user", "other:word"]);
    let (maker, other) = (
        Browser::logged_in(&server),
        Browser::logged_in_as(&server, "other", "word"),
    );
    maker.get(CLIENTS);
    let made = maker.post(CLIENTS, &[("name", "Till 1")]);
    let place = made.header("Location").unwrap();
    let page = other.get(place);
    assert!(
        page.status == 200 && secret(&page).is_none(),
        "{}",
        page.body
    );
    assert!(secret(&maker.get(place)).is_some());
}

#[test]
fn a_client_is_renamed_and_given_redirect_uris() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let (id, page) = browser.new_client("");
    assert!(page.body.contains("Without a name"), "{}", page.body);
    let place = format!("{CLIENTS}/{id}");
    let uris = "https://pos.example.com/callback\r\n\r\nhttp://127.0.0.1:8400/callback";
    let saved = browser.post(&place, &[("name", "Front desk"), ("redirect_uris", uris)]);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = browser.get(saved.header("Location").unwrap());
    for part in [
        "Saved",
        "Front desk",
        "https://pos.example.com/callback\nhttp://",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let refused = browser.post(
        &place,
        &[("name", "Other"), ("redirect_uris", "javascript:alert(1)")],
    );
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("javascript:alert(1)") && refused.body.contains("Other"));
    assert!(browser.get(&place).body.contains("Front desk"));
    let long = "n".repeat(101);
    assert_eq!(browser.post(&place, &[("name", &long)]).status, 422);
}

#[test]
fn a_removed_clients_tokens_stop_working() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let (id, page) = browser.new_client("Till 1");
    let credentials = (id.as_str(), secret(&page).unwrap());
    let pair = server.grant(credentials, "password", &USER_PARAMETERS);
    let place = format!("{CLIENTS}/{id}/remove");
    let asked = browser.get(&place);
    assert!(asked.body.contains("Till 1"), "{}", asked.body);
    assert_eq!(
        server.login(&pair.access_token()).status,
        200,
        "asking removes nothing"
    );
    assert_eq!(browser.post(&place, &[]).status, 303);
    server.login(&pair.access_token()).is_bearer_refusal(
        401,
        "invalid_grant",
        "The access token provided is invalid.",
    );
    server
        .grant(credentials, "password", &USER_PARAMETERS)
        .is_token_refusal("invalid_client", Some("The client credentials are invalid"));
    assert_eq!(browser.get(&format!("{CLIENTS}/{id}")).status, 404);
}

#[test]
fn when_a_client_was_last_used_is_shown() {
    let server = Server::start(&["--client", "1_a:secret", "--user", "boss:word"]);
    let browser = Browser::logged_in_as(&server, "boss", "word");
    assert!(browser.get(CLIENTS).body.contains("Never"));
    let user = [("username", "boss"), ("password", "word")];
    assert_eq!(
        server.grant(("1_a", "secret"), "password", &user).status,
        200
    );
    assert!(!browser.get(CLIENTS).body.contains("Never"));
}

#[test]
fn an_employee_and_another_merchants_administrator_see_no_client() {
    let state = StateFile::new();
    let db = state.path();
    for (user, options) in [("till", "--employee"), ("rival", "--merchant=Rival")] {
        let (done, _, said) = command(&["user", "add", user, "--db", &db, options], "word\n");
        assert!(done, "{said}");
    }
    let server = Server::example(&["--db", &db]);
    let (id, _) = Browser::logged_in(&server).new_client("Till 1");
    let employee = Browser::logged_in_as(&server, "till", "word");
    let rival = Browser::logged_in_as(&server, "rival", "word");
    let place = format!("{CLIENTS}/{id}");
    let own_list = rival.get(CLIENTS);
    assert!(
        own_list.status == 200 && !own_list.body.contains(&id),
        "{}",
        own_list.body
    );
    assert_eq!(employee.get(CLIENTS).status, 403);
    assert_eq!(employee.get("/").header("Location"), Some("/profile"));
    employee.get("/profile");
    for path in [place.clone(), format!("{place}/remove")] {
        assert_eq!(rival.get(&path).status, 404, "{path}");
        assert_eq!(employee.get(&path).status, 403, "{path}");
        rival.get(CLIENTS);
        employee.get("/profile");
        assert_eq!(
            rival.post(&path, &[("name", "Stolen")]).status,
            404,
            "{path}"
        );
        assert_eq!(
            employee.post(&path, &[("name", "Stolen")]).status,
            403,
            "{path}"
        );
    }
    let page = Browser::logged_in(&server).get(&place);
    assert!(page.body.contains("Till 1"), "{}", page.body);
}
