//! Logging in to the portal and out of it.

use serde_json::json;

use crate::browser::{Browser, CLIENTS};
use crate::support::{Control, PASSWORD, Server, StateFile, USER};

#[test]
fn a_user_logs_in_sees_its_pages_and_logs_out() {
    let server = Server::example(&[]);
    let browser = Browser::new(&server);
    let away = browser.get("/");
    assert_eq!(away.header("Location"), Some("/login?next=%2F"));
    let in_ = browser.log_in(USER, PASSWORD);
    assert_eq!((in_.status, in_.header("Location")), (303, Some(CLIENTS)));
    let page = browser.get(CLIENTS);
    assert!(
        page.status == 200 && page.body.contains("API Access"),
        "{}",
        page.body
    );
    assert_eq!(
        browser.get("/login").status,
        303,
        "who is logged in needs no form"
    );
    browser.get(CLIENTS);
    assert_eq!(
        browser.post("/logout", &[]).header("Location"),
        Some("/login")
    );
    assert_eq!(browser.get(CLIENTS).status, 303);
}

#[test]
fn a_page_that_wanted_a_log_in_is_where_it_leads() {
    let server = Server::example(&[]);
    let browser = Browser::new(&server);
    let form = browser.get("/login?next=%2Ftraffic");
    assert!(form.body.contains("value=\"/traffic\""), "{}", form.body);
    let form = [
        ("username", USER),
        ("password", PASSWORD),
        ("next", "/traffic"),
    ];
    let in_ = browser.post("/login_check", &form);
    assert_eq!(in_.header("Location"), Some("/traffic"));
}

#[test]
fn a_wrong_password_an_unknown_and_a_disabled_user_look_the_same() {
    let (server, control) = Control::example(&["--user", "till:word"]);
    control.ask("POST", "/users/till/disable", &json!({}));
    let browser = Browser::new(&server);
    for (username, password) in [
        (USER, "gu3ss"),
        ("nobody", "word"),
        ("till", "word"),
        ("", ""),
    ] {
        let answer = browser.log_in(username, password);
        assert_eq!(answer.status, 422, "{username}");
        assert!(
            answer.body.contains("is wrong, or the user is disabled"),
            "{}",
            answer.body
        );
        assert!(!answer.body.contains("gu3ss"), "{}", answer.body);
    }
    assert_eq!(browser.get(CLIENTS).status, 303);
}

#[test]
fn a_token_login_leaves_the_user_logged_in() {
    let server = Server::example(&[]);
    let login = server.login(&server.sign_in().access_token());
    let set = login.header("Set-Cookie").unwrap();
    for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(set.contains(attribute), "{set}");
    }
    let browser = Browser::new(&server);
    let cookie = set.split(';').next().unwrap();
    let (name, value) = cookie.split_once('=').unwrap();
    browser
        .cookies
        .borrow_mut()
        .insert(name.to_owned(), value.to_owned());
    let page = browser.get(CLIENTS);
    assert!(
        page.status == 200 && page.body.contains(USER),
        "{}",
        page.body
    );
}

#[test]
fn a_disabled_user_is_out_at_once() {
    let (server, control) = Control::example(&[]);
    let browser = Browser::logged_in(&server);
    control.ask("POST", &format!("/users/{USER}/disable"), &json!({}));
    assert_eq!(browser.get(CLIENTS).status, 303);
}

#[test]
fn a_session_ends_by_itself_and_outlives_a_restart() {
    let state = StateFile::new();
    let options = ["--db", &state.path()];
    let (server, _) = Control::example(&options);
    let cookies = Browser::logged_in(&server).cookies;
    drop(server);
    let (server, control) = Control::example(&options);
    let browser = Browser {
        cookies,
        ..Browser::new(&server)
    };
    assert_eq!(browser.get(CLIENTS).status, 200);
    control.ask("PUT", "/clock", &json!({ "offset": 11 * 60 * 60 }));
    assert_eq!(browser.get(CLIENTS).status, 303);
}

#[test]
fn without_tls_a_cookie_is_not_for_tls_only() {
    let server = Server::example(&["--plain-http"]);
    let form = Browser::new(&server).get("/login");
    assert!(!form.header("Set-Cookie").unwrap().contains("Secure"));
    let browser = Browser::logged_in(&server);
    assert_eq!(browser.get(CLIENTS).status, 200);
}
