//! A process that refreshes is killed at every system call from the reply on. Once the new pair is
//! written, no moment costs the session.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use common::peer::{Peer, read_request};
use common::{Scratch, USERNAME, config_for, until};
use omnifund::{Advice, Client, Secret, Session, Store};

const BASE_URL: &str = "OMNIFUND_TEST_BASE_URL";
const STORE: &str = "OMNIFUND_TEST_STORE";
/// So many processes at once.
const AT_ONCE: usize = 4;
/// What is done while the reply is waited for, and not afterwards.
const WAITING: [&str; 4] = ["recvfrom", "setsockopt", "poll", "ppoll"];

fn session(base_url: &str, store: &Path) -> Session {
    let client = Client::new(&config_for(base_url)).unwrap();
    Session::open(&client, &Store::open_file(store, None).unwrap(), USERNAME).unwrap()
}

#[test]
fn plays_its_part() {
    let Ok(base_url) = std::env::var(BASE_URL) else {
        return;
    };
    let session = session(&base_url, Path::new(&std::env::var(STORE).unwrap()));
    // SAFETY: it asks for a number; and a tracer that is no ancestor needs to be allowed here and there.
    let thread = unsafe {
        libc::prctl(libc::PR_SET_PTRACER, libc::PR_SET_PTRACER_ANY);
        libc::gettid()
    };
    println!("\nthread {thread}");
    session.refresh().unwrap();
}

/// Takes each refresh token once, as OmniFund does; the first reply waits until it is told.
struct Server {
    peer: Peer,
    asked: Receiver<()>,
    release: Sender<()>,
}

impl Server {
    fn start() -> Self {
        let (ask, asked) = channel();
        let (release, released) = channel();
        let state = Mutex::new((0, released));
        let peer = Peer::new(move |mut stream, received| {
            read_request(&mut stream, received);
            let mut state = state.lock().unwrap();
            let good = format!("refresh_token=R{}R", state.0);
            let is_good = String::from_utf8_lossy(received).contains(&good);
            if is_good {
                state.0 += 1;
            }
            if state.0 == 1 && is_good {
                let _ = ask.send(());
                let _ = state.1.recv();
            }
            answer(&mut stream, is_good, state.0);
        });
        Self {
            peer,
            asked,
            release,
        }
    }
}

fn answer(stream: &mut TcpStream, is_good: bool, number: u32) {
    let (status, body) = if is_good {
        let pair = format!(
            r#"{{"access_token":"A{number}A","refresh_token":"R{number}R","expires_in":3600,"token_type":"bearer"}}"#
        );
        ("200 OK", pair)
    } else {
        ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned())
    };
    let length = body.len();
    let head = "content-type: application/json\r\nconnection: close";
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
}

/// A refresh under strace from the moment on at which the server has the request.
struct Refresh {
    server: Server,
    scratch: Scratch,
    /// What strace saw, a call a line.
    calls: Vec<String>,
}

fn refresh(name: &str, options: &[&str]) -> Refresh {
    let server = Server::start();
    let scratch = Scratch::new(name);
    let store = scratch.path("store");
    let base_url = server.peer.base_url();
    session(&base_url, &store)
        .adopt(None, &Secret::from("R0R"), None, false)
        .unwrap();

    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["plays_its_part", "--exact", "--nocapture"])
        .env(BASE_URL, &base_url)
        .env(STORE, &store)
        // When the C library gives memory back depends on the length of a path, and those calls would be counted.
        .env("MALLOC_TRIM_THRESHOLD_", "1000000000")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
    let thread = said
        .find_map(|line| line.unwrap().strip_prefix("thread ").map(str::to_owned))
        .unwrap();
    server.asked.recv().unwrap();
    // The calls are counted from here on, so it must be where it waits for the reply.
    until(|| sleeps(&thread).then_some(()));

    let trace = scratch.path("trace");
    let mut strace = Command::new("strace")
        .args(["-y", "-o", trace.to_str().unwrap(), "-p", &thread])
        .args(options)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_until_attached(&mut strace);
    server.release.send(()).unwrap();
    said.map_while(Result::ok).for_each(drop);
    process.wait().unwrap();
    strace.wait().unwrap();
    let calls = std::fs::read_to_string(trace).unwrap();
    Refresh {
        server,
        scratch,
        calls: calls.lines().map(str::to_owned).collect(),
    }
}

fn sleeps(thread: &str) -> bool {
    let shown = std::fs::read_to_string(format!("/proc/{thread}/stat")).unwrap();
    let state = shown.rsplit(") ").next().unwrap();
    state.starts_with('S')
}

fn wait_until_attached(strace: &mut Child) {
    let mut said = BufReader::new(strace.stderr.take().unwrap()).lines();
    let attached = said.any(|line| line.unwrap().contains("attached"));
    assert!(attached);
    // It must not end at a pipe that nobody reads.
    std::thread::spawn(move || said.map_while(Result::ok).for_each(drop));
}

/// What the next process gets.
fn next(refresh: &Refresh) -> Result<(), omnifund::Error> {
    session(
        &refresh.server.peer.base_url(),
        &refresh.scratch.path("store"),
    )
    .refresh()
}

/// A call to be killed at: its name, and how many calls of that name came before it, and itself.
#[derive(Debug, Clone)]
struct Moment {
    call: String,
    number: usize,
    /// Whether the pair is written by then.
    written: bool,
}

/// The calls of a whole refresh, from the reply to the end of the thread. To wait for the reply takes now
/// more of them, now fewer: those are not told.
fn moments(calls: &[String]) -> Vec<Moment> {
    let mut seen = BTreeMap::new();
    let mut moments = Vec::new();
    let mut written = false;
    for line in calls {
        let Some((call, _)) = line.split_once('(') else {
            continue;
        };
        let number = seen.entry(call.to_owned()).or_insert(0);
        *number += 1;
        if call == "exit" {
            break;
        }
        if WAITING.contains(&call) {
            continue;
        }
        moments.push(Moment {
            call: call.to_owned(),
            number: *number,
            written,
        });
        written |= call == "pwrite64" && line.contains("+>");
    }
    moments
}

#[test]
fn a_refresh_that_is_killed_at_any_call_after_the_pair_is_written_has_not_lost_the_session() {
    let whole = refresh("killed-never", &[]);
    next(&whole).unwrap();
    let moments = moments(&whole.calls);
    let after = moments.iter().filter(|moment| moment.written).count();
    println!("{} moments, {after} of them after the write", moments.len());
    assert!(after > 5, "{:#?}", whole.calls);

    let remaining = Arc::new(Mutex::new(moments.into_iter().enumerate()));
    std::thread::scope(|threads| {
        for _ in 0..AT_ONCE {
            let remaining = Arc::clone(&remaining);
            threads.spawn(move || {
                loop {
                    let Some((at, moment)) = remaining.lock().unwrap().next() else {
                        break;
                    };
                    kill_at(at, &moment);
                }
            });
        }
    });
}

fn kill_at(at: usize, moment: &Moment) {
    let inject = format!("inject={}:signal=KILL:when={}", moment.call, moment.number);
    let killed = refresh(&format!("killed-{at}"), &["-e", &inject]);
    let last = killed.calls.last().unwrap();
    assert!(last.contains("killed by SIGKILL"), "{moment:?}: {last}");
    match next(&killed) {
        Ok(()) => {}
        Err(error) => {
            assert_eq!(error.advice(), Advice::SignIn, "{moment:?}: {error}");
            assert!(!moment.written, "{moment:?} {:#?}", killed.calls);
        }
    }
}
