//! Token login that succeeds, and what else the paths answer.

use crate::support::Server;

#[test]
fn a_login_sets_a_random_session_cookie() {
    let server = Server::example(&[]);
    let token = server.sign_in().access_token();
    let cookies = [server.login(&token), server.login(&token)].map(|answer| {
        assert_eq!(answer.status, 200);
        let cookie = answer.header("Set-Cookie").unwrap().to_owned();
        let (value, attributes) = cookie.split_once("; ").unwrap();
        assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax; Secure");
        value.to_owned()
    });
    assert_ne!(cookies[0], cookies[1]);
}

#[test]
fn a_token_may_come_in_header_form_or_query() {
    let server = Server::example(&[]);
    let token = server.sign_in().access_token();
    let query = format!("?access_token={token}");
    assert_eq!(server.login(&token).status, 200);
    assert_eq!(server.login_with("", None, Some(&token)).status, 200);
    assert_eq!(server.login_with(&query, None, None).status, 200);
}

#[test]
fn the_page_escapes_the_name_of_who_is_logged_in() {
    let name = r#"<b a="1">&'"#;
    let server = Server::example(&["--user", &format!("{name}:word")]);
    let request = [
        ("grant_type", "password"),
        ("client_id", crate::support::CLIENT_ID),
        ("client_secret", crate::support::CLIENT_SECRET),
        ("username", name),
        ("password", "word"),
    ];
    let page = server.login(&server.token(&request).access_token());
    assert_eq!(
        page.header("Content-Type"),
        Some("text/html; charset=utf-8")
    );
    assert!(!page.body.contains("<b "), "{}", page.body);
    let escaped = "<strong>&#60;b a=&#34;1&#34;&#62;&#38;&#39;</strong>";
    assert!(page.body.contains(escaped), "{}", page.body);
}

#[test]
fn other_paths_are_404_and_other_methods_405() {
    let server = Server::example(&[]);
    for path in ["/oauth", "/oauth/v2", "/oauth/v2/token/", "/Login"] {
        assert_eq!(server.get(path).unwrap().status, 404, "{path}");
    }
    let answer = server.get("/logout").unwrap();
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("Allow"), Some("POST"));
}

#[test]
fn the_health_check_answers() {
    let server = Server::start(&[]);
    let answer = server.get("/healthz").unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"));
    assert_eq!(answer.header("Connection"), Some("close"));
}
