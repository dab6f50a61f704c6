//! What a process of a host does.

use std::io::BufRead;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use omnifund::{Advice, Config, Error, Result, SavePassword, Secret, Session};
use ring::digest;
use serde_json::{Value, json};

use crate::common::{PASSWORD, USERNAME};

pub const PART: &str = "OMNIFUND_TEST_PART";
pub const THREADS: &str = "OMNIFUND_TEST_THREADS";
/// Whether a herd's process forks, too.
pub const FORKS: &str = "OMNIFUND_TEST_FORKS";

/// By the kernel's word, whatever a test has done to this host's clock.
pub fn now_ms() -> i64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes to this stack.
    unsafe { libc::syscall(libc::SYS_clock_gettime, libc::CLOCK_REALTIME, &raw mut now) };
    now.tv_sec * 1000 + now.tv_nsec / 1_000_000
}

/// As the server's list names a token.
fn fingerprint(token: &Secret) -> String {
    let hash = digest::digest(&digest::SHA256, token.expose().as_bytes());
    let bytes = hash.as_ref()[..8].iter();
    bytes.fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

pub fn play() {
    let Ok(part) = std::env::var(PART) else {
        return;
    };
    let config = Config::from_environment().unwrap();
    let open = || Session::open_configured(&config, USERNAME);
    match part.as_str() {
        "herd" => herd(&patiently(open)),
        "obey" => obey(open),
        "suffer" => crate::broken::suffer(&config),
        "wait" => crate::waiting::wait(&config),
        other => panic!("no part {other}"),
    }
}

pub fn said(what: &Value) {
    // At once, beside other threads; and the test program leaves a line of its own unfinished.
    print!("\nsaid {what}\n");
}

fn failure(error: &Error) -> Value {
    json!({
        "failed": error.to_string(),
        "code": error.kind().code(),
        "advice": format!("{:?}", error.advice()),
    })
}

/// Opens the session, as soon as its store can be reached.
fn patiently(open: impl Fn() -> Result<Session>) -> Session {
    loop {
        match open() {
            Ok(session) => return session,
            Err(error) => assert_eq!(error.advice(), Advice::Wait, "{error}"),
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Forks again and again; each child takes a token, or is told to wait.
fn fork_on(session: &Session, is_over: &AtomicBool) {
    let (mut forked, mut hung) = (0, 0);
    while !is_over.load(Ordering::SeqCst) {
        let mut status = 0;
        // SAFETY: the child goes on with this thread alone, calls the library, and ends without its parent's cleanups;
        // nobody else waits for it.
        unsafe {
            let child = libc::fork();
            if child == 0 {
                libc::alarm(60);
                let is_right = session
                    .token()
                    .map_or_else(|error| error.advice() == Advice::Wait, |_| true);
                libc::_exit(i32::from(!is_right));
            }
            libc::waitpid(child, &raw mut status, 0);
        }
        forked += 1;
        hung += i32::from(status != 0);
        std::thread::sleep(Duration::from_millis(300));
    }
    said(&json!({ "handed": [], "forked": forked, "hung": hung }));
}

/// Asks for the token again and again, until its standard input ends, and tells each that it was handed, with when it
/// asked for it last.
fn herd(session: &Session) {
    let threads: usize = std::env::var(THREADS).unwrap().parse().unwrap();
    let is_over = &AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            is_over.store(true, Ordering::SeqCst);
        });
        if std::env::var_os(FORKS).is_some() {
            scope.spawn(|| fork_on(session, is_over));
        }
        for _ in 0..threads {
            scope.spawn(move || {
                let mut handed: Vec<(String, i64)> = Vec::new();
                while !is_over.load(Ordering::SeqCst) {
                    let asked = now_ms();
                    match session.token() {
                        Ok(token) => {
                            let access = fingerprint(token.access_token());
                            match handed.last_mut() {
                                Some((last, at)) if *last == access => *at = asked,
                                _ => handed.push((access, asked)),
                            }
                        }
                        Err(error) => {
                            said(&failure(&error));
                            std::thread::sleep(Duration::from_millis(200));
                        }
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
                said(&json!({ "handed": handed }));
            });
        }
    });
}

/// Does what each line says, and tells what came of it. The session is opened by the first order, or by the next.
fn obey(open: impl Fn() -> Result<Session>) {
    let mut opened: Option<Session> = None;
    said(&json!("ready"));
    for line in std::io::stdin().lock().lines() {
        let asked = now_ms();
        let done = match opened.take().map_or_else(&open, Ok) {
            Ok(session) => {
                let done = obeyed(&line.unwrap(), &session);
                opened = Some(session);
                done
            }
            Err(error) => Err(error),
        };
        said(&match done {
            Ok(mut done) => {
                done["asked"] = json!(asked);
                done
            }
            Err(error) => failure(&error),
        });
    }
}

fn obeyed(order: &str, session: &Session) -> Result<Value> {
    let save = |save| session.sign_in_saving(&Secret::from(PASSWORD), save);
    match order {
        "sign in" => save(SavePassword::No)?,
        "sign in, saving" => save(SavePassword::Sealed)?,
        "refresh" => session.refresh()?,
        "status" => {
            let status = session.status()?;
            return Ok(json!({
                "state": status.state(),
                "generation": status.generation,
                "replays": status.counters.replays,
                "lost": status.counters.lost,
            }));
        }
        "token" => {
            let token = session.token()?;
            return Ok(json!({ "access": fingerprint(token.access_token()) }));
        }
        other => panic!("no order {other}"),
    }
    Ok(json!({}))
}
