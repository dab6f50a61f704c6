//! The switches for misbehaviour.

use crate::browser::Browser;
use crate::support::Server;

#[test]
fn a_switch_adds_a_fault_and_its_state_is_shown() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    assert!(browser.get("/faults").body.contains("nothing is wrong"));
    assert_eq!(
        browser.post("/faults", &[("switch", "unavailable")]).status,
        303
    );
    assert!(browser.get("/faults").body.contains("used 0 times"));
    let form = [("grant_type", "password")];
    assert_eq!(server.token(&form).status, 503);
    let page = browser.get("/faults");
    assert!(page.body.contains("used 1 time<"), "{}", page.body);
    assert_eq!(browser.post("/faults", &[("switch", "clear")]).status, 303);
    assert_eq!(server.token(&form).status, 400);
}

#[test]
fn a_rule_of_ones_own_is_taken_or_refused_with_the_reason() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    browser.get("/faults");
    let rule = r#"{"at":"login","status":418}"#;
    assert_eq!(
        browser
            .post("/faults", &[("switch", "rule"), ("rule", rule)])
            .status,
        303
    );
    assert_eq!(server.login("x").status, 418);
    let refused = browser.post(
        "/faults",
        &[("switch", "rule"), ("rule", r#"{"at":"moon"}"#)],
    );
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("That is no rule") && refused.body.contains("moon"));
    assert_eq!(
        browser.post("/faults", &[("switch", "nonsense")]).status,
        422
    );
}

#[test]
fn tokens_are_expired_and_refused_and_taken_again() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let access = server.sign_in().access_token();
    browser.get("/faults");
    browser.post("/faults", &[("switch", "refuse-all")]);
    assert_eq!(server.login(&access).status, 401);
    browser.post("/faults", &[("switch", "refuse-none")]);
    assert_eq!(server.login(&access).status, 200);
    browser.post("/faults", &[("switch", "expire")]);
    server.login(&access).is_bearer_refusal(
        401,
        "invalid_grant",
        "The access token provided has expired.",
    );
}

#[test]
fn lifetimes_and_clock_are_set() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    browser.get("/faults");
    let form = [
        ("switch", "lifetimes"),
        ("access", "60"),
        ("refresh", "120"),
    ];
    assert_eq!(browser.post("/faults", &form).status, 303);
    let pair = server.sign_in();
    assert!(pair.body.contains("\"expires_in\":60"), "{}", pair.body);
    assert_eq!(
        browser
            .post("/faults", &[("switch", "clock"), ("offset", "90")])
            .status,
        303
    );
    assert_eq!(server.login(&pair.access_token()).status, 401);
    for (switch, field, value) in [("lifetimes", "access", "-1"), ("clock", "offset", "soon")] {
        let refused = browser.post("/faults", &[("switch", switch), (field, value)]);
        assert_eq!(refused.status, 422, "{switch}");
    }
}

#[test]
fn each_switch_says_what_it_did_and_one_rule_is_removed_by_itself() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let said = |form: &[(&str, &str)]| {
        browser.get("/faults");
        let answer = browser.post("/faults", form);
        assert_eq!(answer.status, 303, "{form:?}: {}", answer.body);
        let page = browser.get(answer.header("Location").unwrap());
        let said = crate::browser::between(&page.body, "role=\"status\">", "<").unwrap();
        (said.to_owned(), page.body)
    };
    for (form, part) in [
        (
            &[("switch", "lost-reply")][..],
            "Added: Lose the reply to the next refresh.",
        ),
        (
            &[("switch", "rule"), ("rule", r#"{"garbage":true}"#)],
            "The rule is added",
        ),
        (&[("switch", "refuse-all")], "Every access token is refused"),
        (&[("switch", "refuse-none")], "taken again"),
        (&[("switch", "expire")], "have expired"),
        (
            &[("switch", "lifetimes"), ("access", "5"), ("refresh", "50")],
            "live 5 seconds",
        ),
        (&[("switch", "clock"), ("offset", "7")], "7 seconds ahead"),
        (&[("switch", "clock"), ("offset", "-7")], "7 seconds behind"),
    ] {
        let (sentence, _) = said(form);
        assert!(sentence.contains(part), "{form:?}: {sentence}");
    }
    let page = browser.get("/faults").body;
    let number = crate::browser::between(&page, "name=\"remove\" value=\"", "\"").unwrap();
    let (sentence, page) = said(&[("remove", number)]);
    assert!(sentence.contains("The rule is removed"), "{sentence}");
    assert!(
        page.contains("garbage") && !page.contains("drop_reply"),
        "{page}"
    );
    assert_eq!(browser.post("/faults", &[("remove", number)]).status, 422);
    let (sentence, _) = said(&[("switch", "clear")]);
    assert!(sentence.contains("All rules"), "{sentence}");
}
