//! Which bodies the token endpoint takes.

use crate::support::{CLIENT_ID, CLIENT_SECRET, PASSWORD, Server, USER, raw};

fn json() -> String {
    serde_json::json!({
        "grant_type": "password", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET,
        "username": USER, "password": PASSWORD,
    })
    .to_string()
}

#[test]
fn json_and_form_bodies_are_both_taken() {
    let server = Server::example(&[]);
    assert_eq!(server.sign_in().status, 200);
    for media_type in ["application/json", "application/json; charset=utf-8"] {
        let answer = server.token_body(media_type, &json());
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.has_vendor_headers();
    }
}

#[test]
fn a_form_only_server_refuses_json_like_a_missing_grant_type() {
    let server = Server::example(&["--form-only"]);
    assert_eq!(server.sign_in().status, 200);
    server
        .token_body("application/json", &json())
        .is_token_refusal(
            "invalid_request",
            Some("Invalid grant_type parameter or parameter missing"),
        );
}

#[test]
fn a_body_that_cannot_be_read_misses_its_grant_type() {
    let server = Server::example(&[]);
    let deep = "[".repeat(60_000);
    for (media_type, body) in [
        ("application/json", "{\"grant_type\":"),
        ("application/json", "[]"),
        ("application/json", "{\"grant_type\":[\"password\"]}"),
        ("application/json", deep.as_str()),
        ("text/plain", "grant_type=password"),
        ("application/x-www-form-urlencoded", "%ff%fe=&&&=%"),
    ] {
        server.token_body(media_type, body).is_token_refusal(
            "invalid_request",
            Some("Invalid grant_type parameter or parameter missing"),
        );
    }
}

#[test]
fn a_body_beyond_1_mib_is_413_and_one_of_1_mib_is_read() {
    let server = Server::example(&[]);
    let form = "application/x-www-form-urlencoded";
    assert_eq!(server.token_body(form, &"x".repeat(1 << 20)).status, 400);
    let more = "x".repeat((1 << 20) + 1);
    assert_eq!(server.token_body(form, &more).status, 413);
}

#[test]
fn a_form_is_read_in_parts_and_from_the_query_and_not_without_its_type() {
    let server = Server::example(&["--form-only"]);
    let fields = [
        ("grant_type", "password"),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
        ("username", USER),
        ("password", PASSWORD),
    ];
    let parts = fields.map(|(name, value)| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    });
    let parts = format!("{}--x--\r\n", parts.concat());
    let multipart = "multipart/form-data; boundary=x";
    assert_eq!(server.token_body(multipart, &parts).status, 200);
    let query = fields
        .map(|(name, value)| format!("{name}={value}"))
        .join("&");
    let got = server.get(&format!("/oauth/v2/token?{query}")).unwrap();
    assert_eq!(got.status, 200, "{}", got.body);
    got.has_vendor_headers();
    assert!(!server.log().contains(PASSWORD), "{}", server.log());
    let missing = Some("Invalid grant_type parameter or parameter missing");
    let bare = server.get("/oauth/v2/token").unwrap();
    bare.is_token_refusal("invalid_request", missing);
    let request = server
        .agent()
        .post(format!("{}/oauth/v2/token", server.base_url()));
    let untyped: crate::answer::Answer = request.send(query.as_bytes()).unwrap().into();
    untyped.is_token_refusal("invalid_request", missing);
    let url = format!("{}/oauth/v2/token", server.base_url());
    let wrong = server.agent().delete(url).call().unwrap();
    assert_eq!(wrong.status(), 405);
    assert_eq!(wrong.headers()["Allow"], "GET, POST");
}

#[test]
fn a_long_password_is_a_wrong_one() {
    let server = Server::example(&[]);
    let password = "p".repeat(100_000);
    let user = [("username", USER), ("password", password.as_str())];
    let answer = server.grant((CLIENT_ID, CLIENT_SECRET), "password", &user);
    let wrong = "Invalid username and password combination";
    answer.is_token_refusal("invalid_grant", Some(wrong));
}

#[test]
fn a_body_in_chunks_is_read() {
    let server = Server::example(&["--plain-http"]);
    let body = json();
    let (first, second) = body.split_at(40);
    let answer = raw(
        &server,
        &format!(
            "POST /oauth/v2/token HTTP/1.1\r\nHost: localhost\r\n\
             Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
             {:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
            first.len(),
            second.len(),
        ),
    );
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(
        answer.contains("\r\nContent-Type: application/json\r\n"),
        "{answer}"
    );
}
