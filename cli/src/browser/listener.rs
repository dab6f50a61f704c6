//! Where the browser comes back to. Whoever is on this machine can knock there, so nobody who is slow, silent or many
//! keeps the user waiting: the requests are read side by side, and of too many callers the oldest has to go.

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::system::signals::Held;
use crate::system::waiting::until_one_speaks;

/// No browser's request is longer, in bytes.
const LONGEST: usize = 32 * 1024;
/// How long a browser may take for its request.
const SLOWEST: Duration = Duration::from_secs(5);
/// How many may be on the line at once; a browser says what it wants within milliseconds.
const MOST: usize = 256;
/// Between two looks at signals that wait.
const TICK: Duration = Duration::from_millis(100);

/// Listens on loopback.
pub struct Listener {
    socket: TcpListener,
    callers: VecDeque<Caller>,
}

/// A request of a browser: its target, and where its answer goes.
pub struct Request {
    /// Path and query.
    pub target: String,
    stream: TcpStream,
}

/// What there was to wait for.
pub enum Waited {
    /// Somebody asks for something.
    For(Request),
    /// Nobody did in time.
    TooLong,
    /// A signal that is held back.
    UntilSignal,
}

impl Listener {
    /// On that port of this machine, for this machine alone.
    pub fn on(port: u16) -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        socket.set_nonblocking(true)?;
        let callers = VecDeque::new();
        Ok(Self { socket, callers })
    }

    /// The next request whose head has come to its end.
    pub fn wait(&mut self, end: Instant, held: &Held) -> io::Result<Waited> {
        loop {
            if let Some(request) = self.next_that_is_whole() {
                return Ok(Waited::For(request));
            }
            if held.one_waits() {
                return Ok(Waited::UntilSignal);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Waited::TooLong);
            }
            self.sleep(left.min(TICK))?;
            self.accept();
        }
    }

    fn next_that_is_whole(&mut self) -> Option<Request> {
        let mut next = None;
        for mut caller in std::mem::take(&mut self.callers) {
            match caller.read() {
                Heard::All(target) if next.is_none() => {
                    let stream = caller.stream;
                    next = Some(Request { target, stream });
                }
                Heard::Nonsense => {}
                _ => self.callers.push_back(caller),
            }
        }
        next
    }

    fn sleep(&self, longest: Duration) -> io::Result<()> {
        let callers = self.callers.iter().map(|caller| &caller.stream);
        until_one_speaks(&self.socket, callers, longest)
    }

    fn accept(&mut self) {
        // As many as there may be: others come in the next round, when these have been heard.
        for _ in 0..MOST {
            let stream = match self.socket.accept() {
                Ok((stream, _)) => stream,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                // Who hung up already, or descriptors that are used up.
                Err(_) => {
                    self.callers.pop_front();
                    thread::sleep(Duration::from_millis(1));
                    break;
                }
            };
            if stream.set_nonblocking(true).is_err() {
                continue;
            }
            if self.callers.len() == MOST {
                self.callers.pop_front();
            }
            self.callers.push_back(Caller {
                stream,
                head: Vec::new(),
                since: Instant::now(),
            });
        }
    }
}

/// Somebody whose request is not whole yet.
struct Caller {
    stream: TcpStream,
    head: Vec<u8>,
    since: Instant,
}

enum Heard {
    All(String),
    Part,
    Nonsense,
}

impl Caller {
    /// To the end of the head: a browser does not look for an answer while it is sending.
    fn read(&mut self) -> Heard {
        let mut bytes = [0; 4096];
        loop {
            if self.is_whole() {
                return self.target().map_or(Heard::Nonsense, Heard::All);
            }
            if self.head.len() > LONGEST || self.since.elapsed() > SLOWEST {
                return Heard::Nonsense;
            }
            match self.stream.read(&mut bytes) {
                Ok(0) => return Heard::Nonsense,
                Ok(length) => self.head.extend_from_slice(&bytes[..length]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Heard::Part,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Heard::Nonsense,
            }
        }
    }

    fn is_whole(&self) -> bool {
        self.head.windows(4).any(|end| end == b"\r\n\r\n")
    }

    /// That of a GET.
    fn target(&self) -> Option<String> {
        let head = std::str::from_utf8(&self.head).ok()?;
        let (target, _) = head.strip_prefix("GET ")?.split_once(' ')?;
        Some(target.to_owned())
    }
}

impl Request {
    /// Path without query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Answers with a page of one sentence. A browser that is gone, or takes nothing, misses nothing.
    pub fn answer(mut self, status: &str, sentence: &str) {
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
        let _ = self.stream.write_all(answer.as_bytes());
    }
}
