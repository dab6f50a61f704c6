//! `omnifund sign-in --browser`. The browser is played by plain HTTP.

#![allow(missing_docs, unsafe_code)]

mod till;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use till::Till;
use till::common::{CLIENT_SECRET, PATIENCE, USERNAME, make_program};
use till::heeding::heeding_signals;

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
        Self::run(till.command(), options)
    }

    fn run(mut command: Command, options: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut child = command
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

/// A browser that notes what it was given.
struct Spy(PathBuf);

impl Spy {
    fn new(till: &Till) -> Self {
        let directory = till.path("browser");
        std::fs::create_dir(&directory).unwrap();
        std::fs::set_permissions(&directory, PermissionsExt::from_mode(0o700)).unwrap();
        let spy = Self(directory);
        let here = spy.0.display();
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > {here}/arguments\nenv > {here}/environment\n\
             ls -l /proc/$$/fd > {here}/open\nfile=\"${{1#file://}}\"\ncp \"$file\" {here}/page\n\
             stat -c %a \"$file\" \"${{file%/*}}\" > {here}/modes\nmv {here}/page {here}/page-is-whole\n"
        );
        make_program(&spy.program(), script.as_bytes());
        spy
    }

    fn program(&self) -> PathBuf {
        self.0.join("program")
    }

    fn noted(&self, what: &str) -> String {
        let begun = Instant::now();
        while !self.0.join("page-is-whole").exists() {
            assert!(begun.elapsed() < PATIENCE, "the browser was opened");
            std::thread::sleep(Duration::from_millis(2));
        }
        std::fs::read_to_string(self.0.join(what)).unwrap()
    }

    /// The file that it was sent to.
    fn file(&self) -> PathBuf {
        let arguments = self.noted("arguments");
        let (file, nothing) = arguments.split_once('\n').unwrap();
        assert_eq!(nothing, "");
        PathBuf::from(file.strip_prefix("file://").unwrap())
    }

    /// In the settings of the command, and where its files are to be.
    fn command(&self, till: &Till) -> Command {
        let mut command = till.command();
        command
            .env("BROWSER", self.program())
            .env("XDG_RUNTIME_DIR", &self.0);
        command
    }
}

fn gone(file: &Path) -> bool {
    !file.exists() && !file.parent().unwrap().exists()
}

#[test]
fn the_browser_is_sent_by_a_file_that_only_its_user_can_read_and_that_is_gone_in_the_end() {
    let till = Till::new("cli-browser-file");
    let spy = Spy::new(&till);
    let waiting = Waiting::run(spy.command(&till), &[]);
    let file = spy.file();
    assert!(file.starts_with(&spy.0), "{file:?}");
    assert_eq!(spy.noted("modes"), "600\n700\n");
    for seen_by_all in ["arguments", "environment"] {
        assert!(!spy.noted(seen_by_all).contains(&waiting.state));
    }
    let page = spy.noted("page-is-whole");
    let address = format!("{}/oauth/v2/auth?", till.server.base_url);
    assert!(page.contains(&format!("url={address}")), "{page}");
    assert!(
        page.contains(&format!("&amp;state={}\"", waiting.state)),
        "{page}"
    );

    let code = till.server.allow(&waiting.redirect_uri());
    let page = waiting.get(&format!("/callback?code={code}&state={}", waiting.state));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert_eq!(waiting.end().0, 0);
    assert!(gone(&file), "{file:?}");
}

#[test]
fn the_browser_inherits_neither_settings_nor_what_is_open() {
    let till = Till::new("cli-browser-inherits");
    let spy = Spy::new(&till);
    let secret = till.path("handed-by-descriptor");
    std::fs::write(&secret, CLIENT_SECRET).unwrap();
    let settings = spy.command(&till);
    let mut shell = Command::new("sh");
    shell.args(["-c", "exec 9<\"$SECRET\" \"$0\" \"$@\""]);
    shell.arg(settings.get_program()).env("SECRET", &secret);
    shell.env("OMNIFUND_OF_TOMORROW", CLIENT_SECRET);
    shell.envs(
        settings
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let waiting = Waiting::run(shell, &["--wait", "600"]);
    let environment = spy.noted("environment");
    assert!(!environment.contains("OMNIFUND_"), "{environment}");
    assert!(environment.contains("PATH="), "{environment}");
    let open = spy.noted("open");
    assert!(open.contains("/dev/null"), "{open}");
    for inherited in ["handed-by-descriptor", "socket:", "pipe:", "/store"] {
        assert!(!open.contains(inherited), "{inherited} in {open}");
    }
    let mut child = waiting.child;
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_signal_ends_it_and_leaves_no_file() {
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        let till = Till::new("cli-browser-signal");
        let spy = Spy::new(&till);
        let mut command = spy.command(&till);
        heeding_signals(&mut command);
        let mut waiting = Waiting::run(command, &[]);
        let file = spy.file();
        assert!(!gone(&file), "{file:?}");
        // SAFETY: a signal to a child that was not waited for yet.
        unsafe { libc::kill(waiting.child.id() as i32, signal) };
        let status = waiting.child.wait().unwrap();
        assert_eq!(status.signal(), Some(signal));
        assert!(gone(&file), "{file:?}");
    }
}

#[test]
fn a_crowd_that_holds_its_connections_keeps_nobody_out() {
    let till = Till::new("cli-browser-crowd");
    let waiting = Waiting::at(&till, &["--no-open"]);
    let code = till.server.allow(&waiting.redirect_uri());
    let mut crowd = Vec::new();
    for number in 0..600 {
        let mut stream = TcpStream::connect(("127.0.0.1", waiting.port)).unwrap();
        if number % 2 == 0 {
            // Those that were let go have been told so.
            let _ = stream.write_all(b"GET /callback?code=x&state=forged HTTP/1.1\r\nHost:");
        }
        crowd.push(stream);
    }
    for _ in 0..300 {
        let page = waiting.get("/callback?error=access_denied&state=forged");
        assert!(page.starts_with("HTTP/1.1 400"), "{page}");
    }
    let page = waiting.get(&format!("/callback?code={code}&state={}", waiting.state));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert_eq!(waiting.end().0, 0);
    drop(crowd);
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
