//! `sign-in --browser`: the user allows it on OmniFund's page, and comes back to a listener here.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use omnifund::{Advice, Authorization, ErrorKind, Session};

use crate::arguments::Browser;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;

/// Where the user comes back to.
const PATH: &str = "/callback";
/// No browser's request is longer, in bytes.
const LONGEST: u64 = 32 * 1024;
/// How long a browser may take for its request.
const SLOWEST: Duration = Duration::from_secs(5);
/// How many requests may wait their turn.
const MOST: usize = 16;

/// Signs the user's session in, by way of the browser.
pub fn sign_in(opened: &Opened, user: &str, options: &Browser) -> Result<(), Failure> {
    let session = opened.session(user)?;
    // Before the user is sent anywhere: nobody else may stand at that door.
    let listener = match options.paste {
        true => None,
        false => Some(listen(options.port)?),
    };
    let redirect_uri = format!("http://127.0.0.1:{}{PATH}", options.port);
    let authorization = opened.client()?.authorization(&redirect_uri)?;
    show::line(format!(
        "Open this page, log in to OmniFund as {user}, and allow it:"
    ))?;
    show::line(authorization.url())?;
    match listener {
        Some(listener) => {
            if !options.no_open {
                open(authorization.url());
            }
            let wait = Duration::from_secs(options.wait.into());
            come_back(&listener, &session, &authorization, wait)?;
        }
        None => pasted(&session, &authorization)?,
    }
    show::line(format!("{user} is signed in."))
}

fn listen(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Failure::usage(format!(
            "port {port} of this machine: {error}; give another with --port, and allow its redirect URI \
             under Profile, API Access"
        ))
    })
}

/// Where there is no browser the user finds the page by the line that was printed.
fn open(url: &str) {
    let browser = std::env::var_os("BROWSER").unwrap_or_else(|| "xdg-open".into());
    let _ = Command::new(browser)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}

/// The user copies the address out of a browser on another machine.
fn pasted(session: &Session, authorization: &Authorization) -> Result<(), Failure> {
    show::line("Then paste the address here that the browser ends at (it shows no page):")?;
    let mut line = String::new();
    let mut input = io::stdin().lock().take(LONGEST);
    input
        .read_line(&mut line)
        .map_err(|error| Failure::usage(format!("standard input: {error}")))?;
    Ok(session.sign_in_with_code(authorization, line.trim())?)
}

/// A request of a browser: its target, and where its answer goes.
struct Request {
    target: String,
    stream: TcpStream,
}

/// Waits for the user. Whoever else knocks is answered, and changes nothing.
fn come_back(
    listener: &TcpListener,
    session: &Session,
    authorization: &Authorization,
    wait: Duration,
) -> Result<(), Failure> {
    let (sender, requests) = mpsc::sync_channel(MOST);
    let listener = listener.try_clone().map_err(unheard)?;
    // It ends with this process.
    thread::spawn(move || accept(&listener, &sender));
    let end = Instant::now() + wait;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        let request = requests.recv_timeout(left).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                show::complain(format!(
                    "nobody came back within {} s; begin again, or wait longer with --wait",
                    wait.as_secs()
                ));
                Failure::Told(Advice::SignIn)
            }
            RecvTimeoutError::Disconnected => unheard(io::ErrorKind::BrokenPipe.into()),
        })?;
        let path = request.target.split('?').next().unwrap_or_default();
        if path != PATH {
            answer(request.stream, "404 Not Found", "Nothing is here.");
            continue;
        }
        match session.sign_in_with_code(authorization, &request.target) {
            Ok(()) => {
                let done = "You are signed in. You can close this window.";
                answer(request.stream, "200 OK", done);
                return Ok(());
            }
            // An old page, or somebody's trick: the user may still be on the way.
            Err(error) if error.kind() == ErrorKind::ForeignRedirect => {
                let foreign = "This is not the answer that is waited for. Nothing was changed.";
                answer(request.stream, "400 Bad Request", foreign);
            }
            Err(error) => {
                let failed = "That did not work; the terminal says why. You can close this window.";
                answer(request.stream, "400 Bad Request", failed);
                return Err(error.into());
            }
        }
    }
}

fn unheard(error: io::Error) -> Failure {
    Failure::usage(format!("the listener for the browser: {error}"))
}

/// Reads each request on a thread of its own: a slow one keeps nobody waiting.
fn accept(listener: &TcpListener, sender: &SyncSender<Request>) {
    for stream in listener.incoming().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            if let Some(request) = read(stream) {
                // Where too many wait, this one is not answered.
                let _ = sender.try_send(request);
            }
        });
    }
}

/// The target of a GET, once its head is there.
fn read(stream: TcpStream) -> Option<Request> {
    stream.set_read_timeout(Some(SLOWEST)).ok()?;
    stream.set_write_timeout(Some(SLOWEST)).ok()?;
    let begun = Instant::now();
    let mut head = BufReader::new((&stream).take(LONGEST));
    let mut first = String::new();
    head.read_line(&mut first).ok()?;
    let mut line = String::new();
    // To its end: a browser does not look for an answer while it is sending.
    while head.read_line(&mut line).ok()? > 2 && begun.elapsed() < SLOWEST {
        line.clear();
    }
    let target = first.strip_prefix("GET ")?.split(' ').next()?.to_owned();
    Some(Request { target, stream })
}

/// A page of one sentence. A browser that is gone misses nothing.
fn answer(mut stream: TcpStream, status: &str, sentence: &str) {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>omnifund</title>\n<h1>omnifund</h1>\n<p>{sentence}</p>\n</html>\n"
    );
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    let _ = stream.write_all(answer.as_bytes());
}
