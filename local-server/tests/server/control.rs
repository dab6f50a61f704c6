//! The control endpoint: where it is, what it refuses, and how the tests talk to it.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use ureq::Agent;
use ureq::http::Request;

use crate::support::{Server, command};

/// A server's control endpoint.
pub struct Control {
    url: String,
    agent: Agent,
}

impl Control {
    /// A server with the example client and user, these options and a control endpoint.
    pub fn example(options: &[&str]) -> (Server, Self) {
        let server = Server::example(&[&["--control", "127.0.0.1:0"], options].concat());
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .proxy(None)
            .build();
        let control = Self {
            url: server.control_url().unwrap().to_owned(),
            agent: config.into(),
        };
        (server, control)
    }

    /// Sends a request as a program does; gives status and body.
    pub fn send(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let own = [
            ("Content-Type", "application/json"),
            ("Omnifund-Control", "1"),
        ];
        self.send_with(method, path, body, &own)
    }

    /// Sends a request with exactly these headers; gives status and body.
    pub fn send_with(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> (u16, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_owned()).unwrap();
        let mut response = self.agent.run(request).unwrap();
        let body = response.body_mut().read_to_string().unwrap();
        let body = serde_json::from_str(&body).unwrap_or(Value::Null);
        (response.status().as_u16(), body)
    }

    /// Sends a request that goes well.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let text = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let (status, answer) = self.send(method, path, &text);
        assert_eq!(status, 200, "{method} {path}: {answer}");
        answer
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Value {
        self.ask("GET", path, &Value::Null)
    }

    /// Sets these rules.
    #[track_caller]
    pub fn faults(&self, rules: &Value) {
        self.ask("PUT", "/faults", rules);
    }

    pub fn exchanges(&self) -> Vec<Value> {
        self.get("/exchanges").as_array().unwrap().clone()
    }

    pub fn logins(&self) -> Vec<Value> {
        self.get("/logins").as_array().unwrap().clone()
    }

    /// The exchanges, once they are as wanted.
    #[track_caller]
    pub fn exchanges_when(&self, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let exchanges = self.exchanges();
            if wanted(&exchanges) {
                return exchanges;
            }
            assert!(Instant::now() < end, "{exchanges:#?}");
            thread::yield_now();
        }
    }
}

/// A token as the record shows it.
pub fn fingerprint(token: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(token)[..8])
}

#[test]
fn there_is_none_unless_it_is_asked_for() {
    let server = Server::example(&[]);
    assert_eq!(server.control_url(), None);
    assert_eq!(server.get("/state").unwrap().status, 404);
}

#[test]
fn its_ready_line_comes_before_the_last() {
    let (server, _control) = Control::example(&[]);
    let [.., control, last] = server.ready.as_slice() else {
        panic!("{:?}", server.ready);
    };
    assert!(control.starts_with("OMNIFUND_LOCAL_CONTROL=http://127.0.0.1:"));
    assert_eq!(last, "OMNIFUND_LOCAL_READY=1");
}

#[test]
fn it_is_never_opened_to_the_network() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let (done, out, errors) = command(&["--control", address, "--listen-anywhere"], "");
        assert!(!done && out.is_empty(), "{address}");
        assert!(errors.contains("is not a loopback address"), "{errors}");
    }
}

#[test]
fn what_it_cannot_do_is_said_in_a_sentence() {
    let (_server, control) = Control::example(&[]);
    for (method, path, body, status, part) in [
        ("PUT", "/faults", "[", 400, "this is no JSON"),
        ("PUT", "/faults", "{}", 400, "expected a JSON array"),
        (
            "PUT",
            "/faults",
            r#"[{"garbage":true},{"garbage":true,"tiems":1}]"#,
            400,
            r#"rule 2: unknown field "tiems""#,
        ),
        ("PUT", "/faults", "[{}]", 400, "rule 1: there is no action"),
        (
            "PUT",
            "/lifetimes",
            r#"{"acces":1}"#,
            400,
            r#"unknown field "acces""#,
        ),
        (
            "PUT",
            "/lifetimes",
            r#"{"access":5000000000}"#,
            400,
            "seconds at most",
        ),
        (
            "PUT",
            "/faults",
            r#"[{"garbage":true,"times":0}]"#,
            400,
            "rule 1: \"times\" is to be 1 or more",
        ),
        (
            "PUT",
            "/faults",
            r#"[{"delay_ms":0}]"#,
            400,
            "rule 1: \"delay_ms\" is to be 1 or more",
        ),
        (
            "PUT",
            "/faults",
            r#"[{"garbage":true,"times":1,"times":3}]"#,
            400,
            "\"times\" stands twice",
        ),
        ("PUT", "/lifetimes", "{}", 400, "nothing to set"),
        (
            "PUT",
            "/lifetimes",
            r#"{"access":null}"#,
            400,
            "nothing to set",
        ),
        (
            "POST",
            "/users/omnifund_user/disable",
            r#"{"disabled":false}"#,
            400,
            "takes no body",
        ),
        (
            "POST",
            "/codes",
            r#"{"client":"x","user":"y","redirect_uri":"javascript:alert(1)"}"#,
            400,
            "is no redirect URI",
        ),
        ("PUT", "/clock", "{}", 400, r#""offset" is missing"#),
        (
            "PUT",
            "/clock",
            r#"{"offset":9000000000000000000}"#,
            400,
            "a hundred years",
        ),
        ("PUT", "/login", r#"{"refuse_all":1}"#, 400, "true or false"),
        ("POST", "/expire", r#"{"tokens":"some"}"#, 400, "one of"),
        (
            "POST",
            "/revoke",
            r#"{"tokens":"all","user":"nobody"}"#,
            404,
            r#"no user "nobody""#,
        ),
        ("POST", "/users/nobody/disable", "", 404, "no user"),
        (
            "PUT",
            "/users/nobody/password",
            r#"{"password":""}"#,
            400,
            "is empty",
        ),
        ("DELETE", "/clients/9_x", "", 404, "no OAuth client"),
        ("GET", "/exchanges?after=x", "", 400, r#""after""#),
        ("GET", "/nowhere", "", 404, "/exchanges"),
    ] {
        let (answered, answer) = control.send(method, path, body);
        let said = answer["error"].as_str().unwrap_or_default();
        assert_eq!(answered, status, "{method} {path} {body}: {said}");
        assert!(said.contains(part), "{method} {path} {body}: {said}");
    }
    assert_eq!(control.get("/faults"), json!([]));
}

#[test]
fn every_request_to_it_leaves_a_line_and_no_secret() {
    let (server, control) = Control::example(&[]);
    let body = json!({ "password": "a new password" });
    control.ask("PUT", "/users/omnifund_user/password", &body);
    let line = server.log_line("control ");
    assert!(
        line.ends_with(" control PUT /users/omnifund_user/password 200"),
        "{line}"
    );
    control.send("PUT", "/clock", "{}");
    let line = server.log_line("control PUT /clock");
    assert!(
        line.ends_with(r#"400 reason="\"offset\" is missing""#),
        "{line}"
    );
    assert!(!server.log().contains("a new password"));
}

#[test]
fn no_fault_is_for_it() {
    let (server, control) = Control::example(&[]);
    control.faults(&json!([{ "cut_at_accept": true }, { "garbage": true }]));
    assert!(server.get("/healthz").is_err());
    let rules = control.get("/faults");
    assert_eq!(
        (&rules[0]["used"], &rules[1]["used"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(control.ask("DELETE", "/faults", &Value::Null), json!([]));
    assert_eq!(server.get("/healthz").unwrap().status, 200);
}

#[test]
fn a_rule_that_makes_no_sense_stops_the_start() {
    for (rule, part) in [
        ("{", "this is no JSON"),
        (r#"{"dorp_reply":true}"#, r#"unknown field "dorp_reply""#),
    ] {
        let (done, out, errors) = command(&["--fault", rule], "");
        assert!(!done && out.is_empty(), "{rule}");
        assert!(errors.contains(part), "{errors}");
    }
}
