//! Pages in a developer's browser can send requests to the control endpoint; none of them is carried out.

use serde_json::json;

use crate::support::{Control, Server};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const OWN: (&str, &str) = ("Omnifund-Control", "1");
const REVOKE: &str = r#"{"tokens":"all"}"#;

fn port(server: &Server) -> &str {
    server.control_url().unwrap().rsplit(':').next().unwrap()
}

#[test]
fn a_simple_request_of_a_page_changes_nothing() {
    let (server, control) = Control::example(&[]);
    let pair = server.sign_in();
    for (media_type, status) in [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("text/plain; x=application/json", 415),
        ("", 415),
    ] {
        for path in ["/revoke", "/expire"] {
            let sent = control.send_with("POST", path, REVOKE, &[("Content-Type", media_type)]);
            assert_eq!(sent.0, status, "{path} {media_type}: {}", sent.1);
        }
    }
    for (method, path) in [
        ("POST", "/users/omnifund_user/disable"),
        ("DELETE", "/exchanges"),
        ("DELETE", "/faults"),
        ("PUT", "/lifetimes"),
    ] {
        for headers in [&[][..], &[("Content-Type", "text/plain")], &[JSON]] {
            let (status, answer) = control.send_with(method, path, "", headers);
            assert_eq!(status, 403, "{method} {path}: {answer}");
            assert!(answer.to_string().contains("Omnifund-Control"), "{answer}");
        }
    }
    assert_eq!(server.login(&pair.access_token()).status, 200);
    assert_eq!(server.sign_in().status, 200);
    assert_eq!(control.exchanges().len(), 2);
}

#[test]
fn what_a_browser_says_comes_from_another_site_is_refused() {
    let (server, control) = Control::example(&[]);
    let own = format!("http://127.0.0.1:{}", port(&server));
    for foreign in [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        for (method, path, body) in [("GET", "/state", ""), ("POST", "/revoke", REVOKE)] {
            let (status, answer) = control.send_with(method, path, body, &[JSON, OWN, foreign]);
            assert_eq!(status, 403, "{method} {path} {foreign:?}: {answer}");
            assert!(answer.get("live").is_none(), "{answer}");
        }
    }
    let same = ("Sec-Fetch-Site", "same-origin");
    let headers = [JSON, OWN, ("Origin", own.as_str()), same];
    assert_eq!(
        control.send_with("POST", "/revoke", REVOKE, &headers).0,
        200
    );
}

#[test]
fn a_page_whose_name_was_made_to_mean_this_machine_is_refused() {
    let (server, control) = Control::example(&[]);
    let port = port(&server);
    let host = |name: &str| format!("{name}:{port}");
    for foreign in [
        host("evil.example"),
        host("127.0.0.1.evil.example"),
        host("192.0.2.1"),
        "localhost:1".to_owned(),
        "localhost".to_owned(),
    ] {
        let headers = [JSON, OWN, ("Host", foreign.as_str())];
        for (method, path, body) in [
            ("GET", "/exchanges", ""),
            (
                "PUT",
                "/users/omnifund_user/password",
                r#"{"password":"x"}"#,
            ),
            ("PUT", "/faults", "[]"),
        ] {
            let (status, answer) = control.send_with(method, path, body, &headers);
            assert_eq!(status, 403, "{foreign} {method} {path}: {answer}");
        }
    }
    for own in ["localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "[::1]"] {
        let own = host(own);
        let (status, answer) = control.send_with("GET", "/state", "", &[("Host", &own)]);
        assert_eq!(status, 200, "{own}: {answer}");
    }
    assert_eq!(server.sign_in().status, 200);
}

#[test]
fn what_nobody_reads_is_refused() {
    let (_server, control) = Control::example(&[]);
    for (method, path) in [
        ("DELETE", "/exchanges?after=5"),
        ("GET", "/state?after=5"),
        ("PUT", "/faults?times=1"),
        ("GET", "/exchanges?aftr=5"),
        ("GET", "/logins?after=1&x=2"),
    ] {
        let body = if method == "PUT" { "[]" } else { "" };
        let (status, answer) = control.send(method, path, body);
        assert_eq!(status, 400, "{method} {path}: {answer}");
    }
    assert_eq!(control.get("/exchanges?after=0"), json!([]));
}
