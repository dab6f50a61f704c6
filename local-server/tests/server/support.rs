//! Starts servers and talks to them.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig};

pub use crate::answer::Answer;
pub use crate::control::Control;

pub const BINARY: &str = env!("CARGO_BIN_EXE_omnifund-local");

pub const CLIENT_ID: &str = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4";
pub const CLIENT_SECRET: &str = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k";
pub const CLIENT: (&str, &str) = (CLIENT_ID, CLIENT_SECRET);
pub const USER: &str = "omnifund_user";
pub const PASSWORD: &str = "omnifund_password";

const TOKEN: &str = "/oauth/v2/token";
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server. It ends when dropped.
pub struct Server {
    child: Child,
    input: Option<ChildStdin>,
    log: Arc<Log>,
    agent: Agent,
    /// What it said on standard output, line by line.
    pub ready: Vec<String>,
}

impl Server {
    /// A server with the example client and user, and these options.
    pub fn example(options: &[&str]) -> Self {
        Self::start(&[&["--example"], options].concat())
    }

    /// A server with these options.
    pub fn start(options: &[&str]) -> Self {
        Self::start_as(options)
    }

    /// A server started with these arguments, which may begin with a subcommand.
    pub fn start_as(arguments: &[&str]) -> Self {
        Self::start_by(Command::new(BINARY).args(arguments))
    }

    /// A server that this command starts; it takes more options.
    pub fn start_by(command: &mut Command) -> Self {
        Self::start_exactly(command.args(["--fast-passwords", "--exit-with-parent"]))
    }

    /// A server that this command starts; it ends when its input does.
    pub fn start_exactly(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Log::default());
        let errors = BufReader::new(child.stderr.take().unwrap());
        let reader = Arc::clone(&log);
        thread::spawn(move || reader.fill(errors));
        let mut ready = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            ready.push(line.unwrap());
            if ready.last().unwrap() == "OMNIFUND_LOCAL_READY=1" {
                break;
            }
        }
        let input = child.stdin.take();
        let agent = agent(said(&ready, "OMNIFUND_CA_FILE"));
        let server = Self {
            child,
            input,
            log,
            agent,
            ready,
        };
        assert!(server.base_url().starts_with("http"), "{}", server.log());
        server
    }

    pub fn base_url(&self) -> &str {
        said(&self.ready, "OMNIFUND_BASE_URL").unwrap_or_default()
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        self.base_url().split("//").nth(1).unwrap()
    }

    pub fn control_url(&self) -> Option<&str> {
        said(&self.ready, "OMNIFUND_LOCAL_CONTROL")
    }

    pub fn ca_file(&self) -> Option<&str> {
        said(&self.ready, "OMNIFUND_CA_FILE")
    }

    /// Sends a form to the token endpoint.
    pub fn token(&self, form: &[(&str, &str)]) -> Answer {
        self.token_with(form, &[])
    }

    /// Sends a form with more headers to the token endpoint.
    pub fn token_with(&self, form: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let url = format!("{}{TOKEN}", self.base_url());
        let mut request = self.agent.post(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send_form(form.iter().copied()).unwrap().into()
    }

    /// Sends a body of this type to the token endpoint.
    pub fn token_body(&self, media_type: &str, body: &str) -> Answer {
        let url = format!("{}{TOKEN}", self.base_url());
        let request = self.agent.post(url).content_type(media_type);
        request.send(body).unwrap().into()
    }

    /// A grant with these client credentials and these further parameters.
    pub fn grant(&self, client: (&str, &str), grant: &str, more: &[(&str, &str)]) -> Answer {
        let first = [
            ("grant_type", grant),
            ("client_id", client.0),
            ("client_secret", client.1),
        ];
        self.token(&[&first, more].concat())
    }

    /// The example user's password grant.
    pub fn sign_in(&self) -> Answer {
        self.grant(
            CLIENT,
            "password",
            &[("username", USER), ("password", PASSWORD)],
        )
    }

    /// The example client's refresh grant.
    pub fn refresh(&self, token: &str) -> Answer {
        self.grant(CLIENT, "refresh_token", &[("refresh_token", token)])
    }

    /// The example client's refresh grant, where there may be no answer, or only a part of one.
    pub fn try_refresh(&self, token: &str) -> Result<Answer, ureq::Error> {
        let url = format!("{}{TOKEN}", self.base_url());
        let form = refresh_form(token);
        let mut response = self.agent.post(url).send_form(form)?;
        let body = response.body_mut().read_to_string()?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body,
        })
    }

    /// Token login with `Authorization: Bearer`.
    pub fn login(&self, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        self.login_with("", Some(&bearer), None)
    }

    /// Token login with this query, `Authorization` and form body.
    pub fn login_with(
        &self,
        query: &str,
        authorization: Option<&str>,
        form: Option<&str>,
    ) -> Answer {
        let mut request = self.agent.post(format!("{}/login{query}", self.base_url()));
        if let Some(value) = authorization {
            request = request.header("Authorization", value);
        }
        let sent = match form {
            Some(token) => request.send_form([("access_token", token)]),
            None => request.send_empty(),
        };
        sent.unwrap().into()
    }

    pub fn get(&self, path: &str) -> Result<Answer, ureq::Error> {
        self.get_url(&format!("{}{path}", self.base_url()))
    }

    pub fn get_url(&self, url: &str) -> Result<Answer, ureq::Error> {
        self.agent.get(url).call().map(Answer::from)
    }

    /// What its requests are sent with.
    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    /// The log so far.
    pub fn log(&self) -> String {
        self.log.lines.lock().unwrap().join("\n")
    }

    /// The first line of the log that holds `part`, once it is there.
    pub fn log_line(&self, part: &str) -> String {
        self.log.wait(part)
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Ends the server's standard input.
    pub fn end_input(&mut self) {
        drop(self.input.take());
    }

    /// The most memory that it has had so far, in KiB.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.unwrap()
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .unwrap()
    }

    /// Waits for the server to end by itself.
    pub fn wait(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the server does not end");
            thread::yield_now();
        }
    }

    /// Ends the server as a service manager would.
    pub fn terminate(mut self) -> ExitStatus {
        self.signal("TERM");
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Not killed: it removes its temporary directory.
        self.end_input();
        let _ = self.child.wait();
    }
}

/// Runs `omnifund-local` to its end; gives whether it succeeded, standard output and error.
pub fn command(arguments: &[&str], input: &str) -> (bool, String, String) {
    let mut child = Command::new(BINARY)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments never reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// Makes a client in a state file; gives its id and secret.
pub fn add_client(db: &str, options: &[&str]) -> (String, String) {
    let arguments = [&["client", "add", "--db", db], options].concat();
    let (done, out, errors) = command(&arguments, "");
    assert!(done, "{errors}");
    let lines: Vec<String> = out.lines().map(str::to_owned).collect();
    let value = |name| said(&lines, name).unwrap().to_owned();
    (value("OMNIFUND_CLIENT_ID"), value("OMNIFUND_CLIENT_SECRET"))
}

/// A state file in a directory that is removed when dropped.
pub struct StateFile(tempfile::TempDir);

impl StateFile {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> String {
        self.0.path().join("state.db").to_str().unwrap().to_owned()
    }
}

/// The example client's refresh grant as a form.
fn refresh_form(token: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
        ("refresh_token", token),
    ]
}

/// The example client's refresh grant, byte by byte.
pub fn raw_refresh(token: &str) -> String {
    let form = refresh_form(token).map(|(name, value)| format!("{name}={}", percent(value)));
    let body = form.join("&");
    format!(
        "POST {TOKEN} HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Speaks raw bytes over a connection without TLS and gives everything that comes back.
pub fn raw(server: &Server, request: &str) -> String {
    let mut stream = std::net::TcpStream::connect(server.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// The text as a form writes it.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

fn said<'a>(lines: &'a [String], name: &str) -> Option<&'a str> {
    lines
        .iter()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

fn agent(ca_file: Option<&str>) -> Agent {
    let roots: Vec<Certificate<'static>> = ca_file
        .map(|file| std::fs::read(file).unwrap())
        .iter()
        .flat_map(|pem| ureq::tls::parse_pem(pem))
        .filter_map(|item| match item.unwrap() {
            PemItem::Certificate(certificate) => Some(certificate),
            _ => None,
        })
        .collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .build()
        .into()
}

#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    more: Condvar,
}

impl Log {
    fn fill(&self, errors: impl std::io::BufRead) {
        for line in errors.lines().map_while(Result::ok) {
            self.lines.lock().unwrap().push(line);
            self.more.notify_all();
        }
    }

    fn wait(&self, part: &str) -> String {
        let has = |lines: &[String]| lines.iter().find(|line| line.contains(part)).cloned();
        let lines = self.lines.lock().unwrap();
        let (lines, waited) = self
            .more
            .wait_timeout_while(lines, PATIENCE, |lines| has(lines).is_none())
            .unwrap();
        assert!(!waited.timed_out(), "no {part:?} in {lines:#?}");
        has(&lines).unwrap()
    }
}
