//! What a process of a host does.

use std::io::BufRead;
use std::time::Duration;

use omnifund::{Config, Error, Result, SavePassword, Secret, Session};
use ring::digest;
use serde_json::{Value, json};

use crate::common::{PASSWORD, USERNAME};

pub const PART: &str = "OMNIFUND_TEST_PART";
/// Until when a herd goes on, in milliseconds since 1970.
pub const END: &str = "OMNIFUND_TEST_END";
pub const THREADS: &str = "OMNIFUND_TEST_THREADS";

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
        "herd" => herd(&open().unwrap()),
        "obey" => obey(open),
        other => panic!("no part {other}"),
    }
}

fn said(what: &Value) {
    // The test program writes its own words, and leaves a line unfinished.
    println!("\nsaid {what}");
}

fn failure(error: &Error) -> Value {
    json!({
        "failed": error.to_string(),
        "code": error.kind().code(),
        "advice": format!("{:?}", error.advice()),
    })
}

/// Asks for the token again and again, and tells each that it was handed, with when it asked for it last.
fn herd(session: &Session) {
    let number = |name| std::env::var(name).unwrap().parse::<i64>().unwrap();
    let (end, threads) = (number(END), number(THREADS));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(move || {
                let mut handed: Vec<(String, i64)> = Vec::new();
                loop {
                    let asked = now_ms();
                    if asked >= end {
                        break;
                    }
                    match session.token() {
                        Ok(token) => {
                            let access = fingerprint(token.access_token());
                            match handed.last_mut() {
                                Some((last, at)) if *last == access => *at = asked,
                                _ => handed.push((access, asked)),
                            }
                        }
                        Err(error) => said(&failure(&error)),
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
