//! The authorization page (RFC 6749 §4.1).

use crate::answer::Answer;
use crate::browser::{Browser, between};
use crate::support::{CLIENT, CLIENT_ID, Server, StateFile, add_client, percent};

const CALLBACK: &str = "http://127.0.0.1:8400/callback";

fn request(client: &str, redirect_uri: &str, more: &str) -> String {
    format!(
        "/oauth/v2/auth?client_id={client}&response_type=code&redirect_uri={}{more}",
        percent(redirect_uri)
    )
}

/// Sends the page's form as it is, with this decision.
fn decide(browser: &Browser<'_>, page: &Answer, decision: &str) -> Answer {
    let field = |name: &str| {
        let before = format!("name=\"{name}\" value=\"");
        between(&page.body, &before, "\"")
            .unwrap_or_default()
            .replace("&#38;", "&")
    };
    let names = [
        "response_type",
        "client_id",
        "redirect_uri",
        "state",
        "scope",
    ];
    let values = names.map(|name| (name, field(name)));
    let mut form: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    form.push(("decision", decision));
    browser.post("/oauth/v2/auth", &form)
}

#[test]
fn a_user_allows_a_client_and_the_code_brings_tokens_that_act_for_it() {
    let server = Server::example(&["--user", "till_1:word"]);
    let browser = Browser::logged_in_as(&server, "till_1", "word");
    let page = browser.get(&request(CLIENT_ID, CALLBACK, "&state=a%26b"));
    assert!(
        page.body.contains("Allow “Example” to act for you"),
        "{}",
        page.body
    );
    let policy = page.header("Content-Security-Policy").unwrap();
    assert!(
        policy.contains("form-action 'self' http://127.0.0.1:8400;"),
        "{policy}"
    );
    let back = decide(&browser, &page, "allow");
    assert_eq!(back.status, 302, "{}", back.body);
    let place = back.header("Location").unwrap();
    let code = between(place, "callback?code=", "&").unwrap();
    assert!(place.ends_with("&state=a%26b"), "{place}");
    let parameters = [("code", code), ("redirect_uri", CALLBACK)];
    let pair = server.grant(CLIENT, "authorization_code", &parameters);
    let login = server.login(&pair.access_token());
    assert!(login.body.contains("till_1"), "{}", login.body);
    assert!(!server.log().contains(code));
}

#[test]
fn a_user_denies_and_the_application_is_told() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    for decision in ["deny", "", "ALLOW"] {
        let page = browser.get(&request(CLIENT_ID, CALLBACK, "&state=xyz"));
        let back = decide(&browser, &page, decision);
        let place = back.header("Location").unwrap();
        assert!(
            place.starts_with("http://127.0.0.1:8400/callback?error=access_denied&"),
            "{place}"
        );
        assert!(
            place.ends_with("&state=xyz") && !place.contains("code="),
            "{place}"
        );
    }
}

#[test]
fn who_is_not_logged_in_logs_in_first_and_comes_back() {
    let server = Server::example(&[]);
    let browser = Browser::new(&server);
    let asked = request(CLIENT_ID, CALLBACK, "&state=xyz");
    let away = browser.get(&asked);
    let place = away.header("Location").unwrap().to_owned();
    assert!(
        place.starts_with("/login?next=%2Foauth%2Fv2%2Fauth%3F"),
        "{place}"
    );
    let form = browser.get(&place);
    let next = between(&form.body, "name=\"next\" value=\"", "\"").unwrap();
    assert_eq!(next.replace("&#38;", "&"), asked);
}

#[test]
fn without_a_known_client_and_one_of_its_redirect_uris_nobody_is_sent_anywhere() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    for asked in [
        request("9_unknown", CALLBACK, ""),
        request("", CALLBACK, ""),
        request(CLIENT_ID, "https://evil.example.com/", ""),
        request(CLIENT_ID, "http://127.0.0.1:8400/callback/../x", ""),
        request(CLIENT_ID, "http://127.0.0.1:8400/callback?x", ""),
        request(CLIENT_ID, "http://127.0.0.1:8400/Callback", ""),
        request(CLIENT_ID, "", ""),
    ] {
        let answer = browser.get(&asked);
        assert_eq!(
            (answer.status, answer.header("Location")),
            (400, None),
            "{asked}"
        );
        assert!(!answer.body.contains("evil.example.com"), "{}", answer.body);
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert!(body["error_description"].is_string(), "{body}");
    }
    let state = format!("&state={}", "s".repeat(2001));
    assert_eq!(
        browser.get(&request(CLIENT_ID, CALLBACK, &state)).status,
        400
    );
}

#[test]
fn what_the_client_may_not_ask_goes_back_to_it_as_an_error() {
    let state = StateFile::new();
    let options = ["--grant", "password", "--redirect-uri", CALLBACK];
    let (id, _) = add_client(&state.path(), &options);
    let server = Server::example(&["--db", &state.path()]);
    let browser = Browser::logged_in(&server);
    for (asked, error) in [
        (request(&id, CALLBACK, "&state=xyz"), "unauthorized_client"),
        (
            request(CLIENT_ID, CALLBACK, "&scope=admin&state=xyz"),
            "invalid_scope",
        ),
        (
            request(CLIENT_ID, CALLBACK, "&state=xyz")
                .replace("response_type=code", "response_type=token"),
            "unsupported_response_type",
        ),
        (
            request(CLIENT_ID, CALLBACK, "&state=xyz").replace("response_type=code&", ""),
            "invalid_request",
        ),
        (
            request(CLIENT_ID, CALLBACK, "&scope=+&state=xyz"),
            "invalid_scope",
        ),
    ] {
        let answer = browser.get(&asked);
        let place = answer.header("Location").unwrap();
        assert!(place.contains(&format!("?error={error}&")), "{place}");
        assert!(place.ends_with("&state=xyz"), "{place}");
    }
}

#[test]
fn a_form_with_another_redirect_uri_than_the_clients_sends_nobody_anywhere() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    browser.get(&request(CLIENT_ID, CALLBACK, ""));
    let form = [
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", "https://evil.example.com/"),
        ("decision", "allow"),
    ];
    let answer = browser.post("/oauth/v2/auth", &form);
    assert_eq!((answer.status, answer.header("Location")), (400, None));
}
