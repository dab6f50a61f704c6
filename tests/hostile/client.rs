//! One call in a process of its own, and what it cost there: time, processor and memory.

use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use omnifund::{Client, Config, Error, Request, Secret, Session, Store};

use crate::common::{PATIENCE, config_for};

const PART: &str = "HOSTILE_PART";

/// What is asked of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A refresh token is exchanged.
    Exchange,
    /// A token login.
    Login,
    /// A request of the API, whose answer is held in memory.
    Request,
    /// One whose answer goes to a function, without a bound.
    Stream,
    /// One whose answer goes to a function that takes a mebibyte.
    Refusing,
}

const PARTS: [Part; 5] = [
    Part::Exchange,
    Part::Login,
    Part::Request,
    Part::Stream,
    Part::Refusing,
];

/// So long a call may take here, unless its server is one that ends by itself.
pub const LIMIT: Duration = Duration::from_millis(1500);
/// What a busy machine may add.
const BUSY: Duration = Duration::from_secs(30);

/// What the call said, and what it cost.
#[derive(Debug)]
pub struct Told {
    /// `done`, or kind, outcome and advice of the error.
    pub said: String,
    pub took: Duration,
    /// Of the processor.
    pub worked: Duration,
    /// How much more memory it had at most than before, in bytes.
    pub grew: u64,
}

impl Told {
    /// By a child that asks the server at `port`, and may take `limit`.
    pub fn by(part: Part, base_url: &str, limit: Duration) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["plays_its_part", "--exact", "--nocapture"])
            .env(PART, format!("{part:?} {base_url} {}", limit.as_millis()));
        let output = child.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let told = text
            .split_once("it is told: ")
            .map(|(_, told)| told.lines());
        let Some(mut lines) = told else {
            panic!("{part:?}: {output:?}");
        };
        let said = lines.next().unwrap().to_owned();
        let mut numbers = lines
            .next()
            .unwrap()
            .split(' ')
            .map(|one| one.parse().unwrap());
        let mut number = || -> u64 { numbers.next().unwrap() };
        let told = Self {
            said,
            took: Duration::from_micros(number()),
            worked: Duration::from_micros(number()),
            grew: number(),
        };
        println!("{part:?} {told:?}");
        told
    }

    /// It ended by its own time, and took no more of processor and memory than is promised.
    #[track_caller]
    pub fn assert_bounded(&self, what: &str, limit: Duration, memory: u64) {
        assert!(self.took < limit + BUSY, "{what}: {self:?}");
        assert!(self.worked < limit + limit / 2, "{what}: {self:?}");
        assert!(self.grew <= memory, "{what}: {self:?}");
    }
}

/// What this process does, if it is such a child.
pub fn play() {
    let Ok(part) = std::env::var(PART) else {
        return;
    };
    let mut words = part.split(' ');
    let name = words.next().unwrap();
    let part = PARTS.into_iter().find(|part| format!("{part:?}") == name);
    let base_url = words.next().unwrap();
    let limit = Duration::from_millis(words.next().unwrap().parse().unwrap());
    let call = prepared(part.unwrap(), base_url, limit);

    // From here on the kernel notes the most memory that there is at once (proc(5)).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, worked, begun) = (most_memory(), worked(), Instant::now());
    let result = call();
    let took = begun.elapsed();
    let said = match result {
        Ok(said) => said,
        Err(error) => format!(
            "{:?} {:?} {:?}",
            error.kind(),
            error.outcome(),
            error.advice()
        ),
    };
    let worked = self::worked().checked_sub(worked).unwrap();
    let grew = most_memory().saturating_sub(before);
    println!("\nit is told: {said}");
    println!("{} {} {grew}", took.as_micros(), worked.as_micros());
}

type Prepared = Box<dyn FnOnce() -> Result<String, Error>>;

fn prepared(part: Part, base_url: &str, limit: Duration) -> Prepared {
    // Certificates are read once in a process, which on a busy machine takes longer than the call may.
    let patient = Client::new(&within(PATIENCE, base_url)).unwrap();
    let granted = patient.password_grant("alice", &Secret::from("password"));
    granted.unwrap();
    let client = Client::new(&within(limit, base_url)).unwrap();
    if part == Part::Exchange {
        return Box::new(move || {
            let pair = client.refresh_grant(&Secret::from("R0"))?;
            Ok(format!("done {}", pair.access_token().expose()))
        });
    }
    if part == Part::Login {
        return Box::new(move || {
            let login = client.token_login(&Secret::from("A0"))?;
            Ok(format!("done {}", login.status()))
        });
    }
    let session = Session::open(&patient, &Store::in_memory().unwrap(), "alice").unwrap();
    session.sign_in(&Secret::from("password")).unwrap();
    let mut request = Request::new("GET", "/api/x").unwrap();
    request.set_time_limit(limit).unwrap();
    match part {
        Part::Stream => request.set_output(|_| Ok(())),
        Part::Refusing => {
            let mut taken = 0;
            request.set_output(move |piece| {
                taken += piece.len();
                match taken > 1 << 20 {
                    true => Err(io::Error::other("that is enough")),
                    false => Ok(()),
                }
            });
        }
        _ => {}
    }
    Box::new(move || {
        let answer = session.request(&mut request)?;
        Ok(format!("done {}", answer.status()))
    })
}

/// A config whose calls end after `limit`.
pub fn within(limit: Duration, base_url: &str) -> Config {
    let mut config = config_for(base_url);
    config.set_exchange_timeout(limit).unwrap();
    config.set_connect_timeout(limit).unwrap();
    config.set_call_budget(limit).unwrap();
    config
}

/// The most memory that this process had at once, in bytes. `getrusage` would tell its parent's, which it was until it
/// became another program.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.unwrap().trim().trim_end_matches(" kB");
    kibibytes.parse::<u64>().unwrap() * 1024
}

/// What the processor did for this process.
#[allow(unsafe_code)]
fn worked() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the time is ours to write.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
