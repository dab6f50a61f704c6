//! `omnifund call`: the API from a shell, with an exit status that says what to do, and what became of a request.

#![allow(missing_docs)]

mod till;

use std::process::Command;

use till::common::api::{Api, Reply, answer};
use till::common::{CLIENT_ID, CLIENT_SECRET, Scratch};
use till::{Ran, run};

/// A shell whose user is signed in at an API of the test's.
struct Shell {
    api: Api,
    scratch: Scratch,
}

impl Shell {
    fn new(name: &str, api: Api) -> Self {
        let shell = Self {
            api,
            scratch: Scratch::on_disk(name),
        };
        let signed_in = run(
            shell
                .command()
                .args(["sign-in", "alice", "--password-stdin"]),
            "password",
        );
        assert_eq!(signed_in.status, 0, "{signed_in:?}");
        shell
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_omnifund"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OMNIFUND_") {
                command.env_remove(name);
            }
        }
        command
            .env("OMNIFUND_BASE_URL", self.api.base_url())
            .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
            .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET)
            .env("OMNIFUND_PROXY", "none")
            .env("OMNIFUND_STORE", self.scratch.path("store"));
        command
    }

    fn call(&self, arguments: &[&str], input: &str) -> Ran {
        run(self.command().arg("call").args(arguments), input)
    }
}

#[test]
fn a_request_is_made_and_its_answer_printed_as_it_is() {
    let shell = Shell::new(
        "call-made",
        Api::answering("201 Created", "", "{\"id\": 7}\n"),
    );
    let file = shell.scratch.path("body");
    std::fs::write(&file, "a,b\n").unwrap();
    let from_file = format!("@{}", file.display());
    for (arguments, input, body, kind) in [
        (
            &["--json", r#"{"a":1}"#][..],
            "",
            r#"{"a":1}"#,
            Some("application/json"),
        ),
        (
            &["--json", "@-"],
            r#"{"a":2}"#,
            r#"{"a":2}"#,
            Some("application/json"),
        ),
        (
            &["--data", &from_file, "--content-type", "text/csv"],
            "",
            "a,b\n",
            Some("text/csv"),
        ),
        (
            &["--data", "@-"],
            "a tape",
            "a tape",
            Some("application/octet-stream"),
        ),
        (
            &["--query", "name=J & Co", "--header", "X-Till=7"],
            "",
            "",
            None,
        ),
    ] {
        let ran = shell.call(&[&["POST", "/api/x", "alice"], arguments].concat(), input);
        assert_eq!(
            (ran.status, ran.stdout.as_str()),
            (0, "{\"id\": 7}\n"),
            "{ran:?}"
        );
        let asked = shell.api.seen().pop().unwrap();
        assert_eq!(asked.body, body.as_bytes());
        assert_eq!(asked.header("content-type"), kind);
    }
    let asked = shell.api.seen().pop().unwrap();
    assert_eq!(asked.line, "POST /api/x?name=J+%26+Co HTTP/1.1");
    assert_eq!(asked.header("x-till"), Some("7"));
}

#[test]
fn an_exit_status_says_what_to_do_about_an_answer() {
    for (status, exit) in [
        ("404 Not Found", 15),
        ("422 Unprocessable Content", 15),
        ("429 Too Many Requests", 11),
        ("503 Service Unavailable", 11),
        ("307 Temporary Redirect", 13),
        ("401 Unauthorized", 12),
    ] {
        let shell = Shell::new(
            "call-status",
            Api::answering(status, "Retry-After: 7\r\n", "why"),
        );
        let ran = shell.call(&["POST", "/api/x", "alice"], "");
        assert_eq!((ran.status, ran.stdout.as_str()), (exit, "why"), "{ran:?}");
        assert!(ran.stderr.contains(&status[..3]), "{ran:?}");
        assert!(ran.stderr.contains("again in 7 s"), "{ran:?}");
    }
}

#[test]
fn what_became_of_a_charge_is_told() {
    let shell = Shell::new("call-lost", Api::new(|_, _| Reply::Cut));
    let charge = [
        "POST",
        "/api/x",
        "alice",
        "--json",
        "100",
        "--retry",
        "--idempotency-key",
        "receipt 7",
    ];
    let ran = shell.call(&charge, "");
    assert_eq!(ran.status, 11, "{ran:?}");
    assert!(ran.stderr.contains("may have been carried out"), "{ran:?}");
    assert!(ran.stderr.contains("receipt 7"), "{ran:?}");
    assert_eq!(shell.api.seen().len(), 1);

    let ran = run(
        shell
            .command()
            .env("OMNIFUND_USERNAME", "bob")
            .args(["call", "POST", "/api/x"]),
        "",
    );
    assert_eq!(ran.status, 12, "{ran:?}");
    assert!(ran.stderr.contains("not sent"), "{ran:?}");
    assert_eq!(shell.api.seen().len(), 1);
}

#[test]
fn all_pages_are_one_array() {
    let api = Api::new(|asked, _| {
        let page = asked
            .line
            .split("page=")
            .nth(1)
            .map_or("1", |rest| &rest[..1]);
        match page {
            "1" => answer(
                "200 OK",
                "",
                r#"{"hydra:member":[{"id":1}],"hydra:view":{"hydra:next":"/api/x?page=2"}}"#,
            ),
            "2" => answer(
                "200 OK",
                "",
                r#"{"member":[{"id":2}],"view":{"next":"/api/x?page=3"}}"#,
            ),
            _ => answer("200 OK", "", r#"{"member":[{"id":3}]}"#),
        }
    });
    let shell = Shell::new("call-all", api);
    let ran = shell.call(&["GET", "/api/x", "alice", "--all", "--query", "a=b"], "");
    assert_eq!(ran.status, 0, "{ran:?}");
    let members: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        members,
        serde_json::json!([{"id": 1}, {"id": 2}, {"id": 3}])
    );
    assert_eq!(shell.api.seen()[0].line, "GET /api/x?a=b HTTP/1.1");
    let file = shell.scratch.path("members");
    let ran = shell.call(
        &[
            "GET",
            "/api/x",
            "alice",
            "--all",
            "--output",
            file.to_str().unwrap(),
        ],
        "",
    );
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(
        std::fs::read_to_string(file).unwrap(),
        "[{\"id\":1},{\"id\":2},{\"id\":3}]\n"
    );
}

#[test]
fn what_stands_in_pages_is_what_the_server_wrote() {
    // An amount with more digits than a machine's number has, and one that says its cents.
    const PAGE: &str = concat!(
        r#"{"member": [ {"total": -9211686238790455555.11 ,"paid":100.00, "note":"a, [b] \"c\\", "#,
        r#""at":[ ],"id":12345678901234567890123},"#,
        "\r\n\t[1.10, { }]] , ",
        r#""hydra\u003amember":{}}"#,
    );
    let shell = Shell::new("call-as-written", Api::answering("200 OK", "", PAGE));
    let ran = shell.call(&["GET", "/api/x", "alice", "--all"], "");
    let shown = r#"[
  {
    "total": -9211686238790455555.11,
    "paid": 100.00,
    "note": "a, [b] \"c\\",
    "at": [],
    "id": 12345678901234567890123
  },
  [
    1.10,
    {}
  ]
]
"#;
    assert_eq!((ran.status, ran.stdout.as_str()), (0, shown), "{ran:?}");
    let file = shell.scratch.path("members");
    let output = file.to_str().unwrap();
    let ran = shell.call(&["GET", "/api/x", "alice", "--all", "--output", output], "");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    let line = r#"[{"total":-9211686238790455555.11,"paid":100.00,"note":"a, [b] \"c\\","at":[],"id":12345678901234567890123},[1.10,{}]]"#;
    let kept = std::fs::read_to_string(file).unwrap();
    assert_eq!(kept, format!("{line}\n"));
}

#[test]
fn an_answer_goes_into_a_file_and_the_words_of_a_refusal_do_not() {
    let api = Api::new(|_, before| match before {
        0 => answer("200 OK", "", "an answer"),
        _ => answer("404 Not Found", "", "no such thing"),
    });
    let shell = Shell::new("call-output", api);
    let file = shell.scratch.path("answer");
    let arguments = ["GET", "/api/x", "alice", "--output", file.to_str().unwrap()];
    let ran = shell.call(&arguments, "");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran:?}");
    let ran = shell.call(&arguments, "");
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (15, "no such thing"),
        "{ran:?}"
    );
    assert_eq!(std::fs::read_to_string(file).unwrap(), "an answer");
}

#[test]
fn what_is_no_request_is_told_and_sent_nowhere() {
    let shell = Shell::new("call-none", Api::answering("200 OK", "", ""));
    for arguments in [
        &["GET", "//elsewhere/api", "alice"][..],
        &["GET", "https://elsewhere/api", "alice"],
        &["get", "/api/x", "alice"],
        &["GET", "/api/x", "alice", "--query", "a"],
        &[
            "GET",
            "/api/x",
            "alice",
            "--header",
            "Authorization=Bearer mine",
        ],
        &["POST", "/api/x", "alice", "--json", "{"],
        &["POST", "/api/x", "alice", "--json", "@/nowhere"],
    ] {
        let ran = shell.call(arguments, "");
        assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
    }
    assert_eq!(shell.api.seen().len(), 0);
}
