//! Token login: an access token hands a user over, logged in.

#![allow(missing_docs)]

mod common;

use common::peer::Peer;
use common::{LocalServer, PASSWORD, USERNAME, config_for};
use omnifund::ErrorKind::*;
use omnifund::{Advice, Client, ErrorKind, Secret};

fn access_token(server: &LocalServer) -> Secret {
    server
        .client()
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap()
        .access_token()
        .clone()
}

#[test]
fn a_login_hands_over_status_headers_cookies_and_body() {
    let server = LocalServer::start();
    let login = server.client().token_login(&access_token(&server)).unwrap();
    assert_eq!(login.status(), 200);
    assert!(
        login
            .header("Content-Type")
            .unwrap()
            .starts_with("text/html")
    );
    assert!(String::from_utf8_lossy(login.body()).contains(USERNAME));
    let [cookie] = login.cookies() else {
        panic!("{:?}", login.cookies())
    };
    assert!(cookie.value.expose().len() >= 20);
    assert!(cookie.header.expose().contains("HttpOnly"));
    assert_eq!(login.location(), None);
}

#[test]
fn a_redirect_is_handed_over_and_not_followed() {
    let peer = Peer::answering(
        "HTTP/1.1 302 Found\r\nLocation: /dashboard?once=1\r\nSet-Cookie: a=1; Path=/\r\n\
         Set-Cookie: b=2\r\nContent-Length: 0\r\n\r\n",
    );
    let client = Client::new(&config_for(&peer.base_url())).unwrap();
    let login = client.token_login(&Secret::from("token")).unwrap();
    assert_eq!(login.status(), 302);
    assert_eq!(login.location(), Some("/dashboard?once=1"));
    let names: Vec<_> = login.cookies().iter().map(|cookie| &cookie.name).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(peer.connections(), 1);
}

#[test]
fn the_scheme_is_written_with_its_capital() {
    let peer = Peer::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let client = Client::new(&config_for(&peer.base_url())).unwrap();
    client.token_login(&Secret::from("abc")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let request = common::until(|| Some(peer.received()).filter(|heard| !heard.is_empty()));
    assert!(request.starts_with("POST /login HTTP/1.1\r\n"), "{request}");
    assert!(
        request.contains("uthorization: Bearer abc\r\n"),
        "{request}"
    );
    assert!(
        request.contains(&format!("User-Agent: libomnifund/{version}\r\n")),
        "{request}"
    );
}

#[test]
fn an_invalid_and_an_expired_access_token_share_a_code_and_have_their_own_words() {
    let server = LocalServer::with(&["--access-lifetime", "0"]);
    for (token, words) in [
        (
            Secret::from("unknown"),
            "The access token provided is invalid.",
        ),
        (
            access_token(&server),
            "The access token provided has expired.",
        ),
    ] {
        let error = server.client().token_login(&token).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessTokenRefused);
        assert_eq!(error.advice(), Advice::SignIn);
        assert_eq!(error.http_status(), Some(401));
        assert_eq!(error.oauth_error(), Some("invalid_grant"));
        assert_eq!(error.oauth_error_description(), Some(words));
    }
}

#[test]
fn a_token_that_does_not_reach_that_far_is_refused() {
    let server = LocalServer::with(&["--login-scope", "portal"]);
    let error = server
        .client()
        .token_login(&access_token(&server))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InsufficientScope);
    assert_eq!(error.advice(), Advice::Refused);
    assert_eq!(error.http_status(), Some(403));
    assert_eq!(error.oauth_error(), Some("invalid_scope"));
}

#[test]
fn what_a_gateway_says_is_no_word_about_the_token_nor_about_the_user() {
    for (status, headers, kind, advice) in [
        ("403 Forbidden", "", UnexpectedAnswer, Advice::Wait),
        (
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"proxy\"\r\n",
            TokenNotSeen,
            Advice::FixConfiguration,
        ),
        (
            "403 Forbidden",
            "WWW-Authenticate: Bearer error=\"insufficient_scope\"\r\n",
            InsufficientScope,
            Advice::Refused,
        ),
        (
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"x\", Bearer error=\"invalid_token\"\r\n",
            AccessTokenRefused,
            Advice::SignIn,
        ),
    ] {
        let page = "<html>Blocked by the firewall</html>";
        let length = page.len();
        let peer = Peer::answering(format!(
            "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{page}"
        ));
        let client = Client::new(&config_for(&peer.base_url())).unwrap();
        let error = client.token_login(&Secret::from("abc")).unwrap_err();
        assert_eq!(error.kind(), kind, "{status} {headers}: {error}");
        assert_eq!(error.advice(), advice, "{error}");
    }
}
