//! `omnifund sign-in --browser`. The browser is played by plain HTTP.

#![allow(missing_docs)]

mod till;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use till::Till;
use till::common::USERNAME;

/// The command while it waits for the user.
struct Waiting {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    port: u16,
    state: String,
}

impl Waiting {
    fn at(till: &Till, options: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut child = till
            .command()
            .args([
                "sign-in",
                USERNAME,
                "--browser",
                "--port",
                &port.to_string(),
            ])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        output.read_line(&mut said).unwrap();
        output.read_line(&mut said).unwrap();
        let (_, state) = said
            .trim()
            .split_once("&state=")
            .expect("the page's address");
        Self {
            input: child.stdin.take().unwrap(),
            state: state.to_owned(),
            output,
            child,
            port,
        }
    }

    fn redirect_uri(&self) -> String {
        format!("http://127.0.0.1:{}/callback", self.port)
    }

    fn get(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Exit status, and what it said last on both.
    fn end(mut self) -> (i32, String, String) {
        drop(self.input);
        let (mut said, mut complained) = (String::new(), String::new());
        self.output.read_to_string(&mut said).unwrap();
        let mut errors = self.child.stderr.take().unwrap();
        errors.read_to_string(&mut complained).unwrap();
        (self.child.wait().unwrap().code().unwrap(), said, complained)
    }
}

#[test]
fn a_user_who_allows_it_is_signed_in_without_a_password() {
    let till = Till::new("cli-browser");
    let waiting = Waiting::at(&till, &["--no-open"]);
    let code = till.server.allow(&waiting.redirect_uri());
    assert!(waiting.get("/favicon.ico").starts_with("HTTP/1.1 404"));
    let page = waiting.get(&format!("/callback?code={code}&state={}", waiting.state));
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("You are signed in"),
        "{page}"
    );
    let (status, said, complained) = waiting.end();
    assert_eq!((status, complained.as_str()), (0, ""));
    assert!(said.contains("is signed in"), "{said}");
    assert!(till.shows(&["token", USERNAME]).trim().len() > 40);
}

#[test]
fn strangers_are_answered_and_change_nothing() {
    let till = Till::new("cli-browser-strangers");
    let waiting = Waiting::at(&till, &["--no-open"]);
    let code = till.server.allow(&waiting.redirect_uri());
    let idle: Vec<_> = (0..40)
        .map(|_| TcpStream::connect(("127.0.0.1", waiting.port)).unwrap())
        .collect();
    for target in [
        "/callback",
        "/callback?code=planted&state=other",
        "/callback?error=access_denied&state=<script>",
        &format!("/callback?code={}", "a".repeat(20_000)),
    ] {
        let page = waiting.get(target);
        assert!(
            !page.contains("<script>") && !page.starts_with("HTTP/1.1 200"),
            "{page}"
        );
    }
    let page = waiting.get(&format!("/callback?code={code}&state={}", waiting.state));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert_eq!(waiting.end().0, 0);
    drop(idle);
}

#[test]
fn a_user_who_denies_it_is_not_asked_again_by_itself() {
    let till = Till::new("cli-browser-denied");
    let waiting = Waiting::at(&till, &["--no-open"]);
    let page = waiting.get(&format!(
        "/callback?error=access_denied&state={}",
        waiting.state
    ));
    assert!(page.starts_with("HTTP/1.1 400"), "{page}");
    let (status, _, complained) = waiting.end();
    assert_eq!(status, 12);
    assert!(complained.contains("the user denied it"), "{complained}");
    till.fails(&["token", USERNAME], 12);
}

#[test]
fn the_address_can_be_pasted_from_a_browser_elsewhere() {
    let till = Till::new("cli-browser-paste");
    let mut waiting = Waiting::at(&till, &["--paste"]);
    let code = till.server.allow(&waiting.redirect_uri());
    let pasted = format!(
        "{}?code={code}&state={}\n",
        waiting.redirect_uri(),
        waiting.state
    );
    waiting.input.write_all(pasted.as_bytes()).unwrap();
    assert_eq!(waiting.end().0, 0);
    till.shows(&["token", USERNAME]);
}

#[test]
fn nobody_who_comes_and_a_port_that_is_taken_are_told() {
    let till = Till::new("cli-browser-nobody");
    let (status, _, complained) = Waiting::at(&till, &["--no-open", "--wait", "0"]).end();
    assert_eq!(status, 12);
    assert!(
        complained.contains("nobody came back within 0 s"),
        "{complained}"
    );

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = till.fails(&["sign-in", USERNAME, "--browser", "--port", &port], 2);
    assert!(
        said.contains(&format!("port {port}")) && said.contains("--port"),
        "{said}"
    );
    till.fails(&["sign-in", USERNAME, "--no-open"], 2);
}
