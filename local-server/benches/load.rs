//! How many token requests a second the server answers, beside its own barest answer over TLS, from 1, 16
//! and 64 clients at once, with an empty state and with a million live tokens in it.
//!
//! `make bench`. All take turns; what counts is the ratio. The clients take their share of the processors.

#![allow(missing_docs)]

#[allow(dead_code, unused_imports)]
#[path = "../tests/server/answer.rs"]
mod answer;
#[allow(dead_code, unused_imports)]
#[path = "../tests/server/control.rs"]
mod control;
#[allow(dead_code, unused_imports)]
#[path = "../tests/server/support.rs"]
mod support;

use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use support::{CLIENT_ID, Server, StateFile, USER};

const CLIENTS: [usize; 3] = [1, 16, 64];
/// Of each round, shared out among the clients.
const REQUESTS: usize = 1_280;
const ROUNDS: usize = 5;
const MANY: u32 = 1_000_000;

fn main() {
    let (few, many) = (StateFile::new(), StateFile::new());
    fill(&many.path());
    let (few, many) = (serve(&few.path()), serve(&many.path()));
    println!("token requests a second, each over a connection of its own, with TLS:");
    let mut alone = None;
    for clients in CLIENTS {
        let (mut bare, mut exchanges, mut crowded) = (Rounds::new(), Rounds::new(), Rounds::new());
        for _ in 0..ROUNDS {
            bare.add(clients, |_| few.get("/healthz").unwrap().status);
            exchanges.add(clients, chain(&few));
            crowded.add(clients, chain(&many));
        }
        let rate = exchanges.rate();
        let alone = *alone.get_or_insert(rate);
        println!(
            "{clients:3} clients: {rate:5.0}, {:.2} of one client's, {:.2} of the bare answer's ({:.0}); \
             slowest {:?}",
            rate / alone,
            rate / bare.rate(),
            bare.rate(),
            exchanges.slowest
        );
        println!(
            "             with a million live tokens {:5.0}, {:.2} of that; slowest {:?}",
            crowded.rate(),
            crowded.rate() / rate,
            crowded.slowest
        );
    }
}

fn serve(db: &str) -> Server {
    Server::example(&["--db", db])
}

/// A million live pairs in a new state file, made as the server makes them, but faster.
fn fill(db: &str) {
    drop(serve(db));
    let state = Connection::open(db).unwrap();
    for table in ["access_tokens", "refresh_tokens"] {
        let insert = format!(
            "WITH RECURSIVE counted (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted LIMIT ?3)
             INSERT INTO {table} (token, client_id, user, scope, expires_at)
             SELECT randomblob(32), ?1, ?2, '', unixepoch() * 1000 + 86400000 FROM counted"
        );
        let made = state.execute(&insert, (CLIENT_ID, USER, MANY)).unwrap();
        assert_eq!(made, MANY as usize);
    }
}

/// One refresh after the other: what a client does that has just signed in.
fn chain(server: &Server) -> impl Fn(&mut Option<String>) -> u16 + Sync {
    |token| {
        let answer = match token.as_deref() {
            None => server.sign_in(),
            Some(token) => server.refresh(token),
        };
        *token = Some(answer.refresh_token());
        answer.status
    }
}

/// The rates of some rounds.
struct Rounds {
    rates: Vec<f64>,
    slowest: Duration,
}

impl Rounds {
    fn new() -> Self {
        Self {
            rates: Vec::new(),
            slowest: Duration::ZERO,
        }
    }

    fn add(&mut self, clients: usize, request: impl Fn(&mut Option<String>) -> u16 + Sync) {
        let start = Instant::now();
        let slowest = thread::scope(|scope| {
            let client = || {
                let mut token = None;
                let mut slowest = Duration::ZERO;
                for _ in 0..REQUESTS / clients {
                    let start = Instant::now();
                    assert_eq!(request(&mut token), 200);
                    slowest = slowest.max(start.elapsed());
                }
                slowest
            };
            let clients: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
            let slowest = clients.into_iter().map(|client| client.join().unwrap());
            slowest.max().unwrap()
        });
        self.rates
            .push(REQUESTS as f64 / start.elapsed().as_secs_f64());
        self.slowest = self.slowest.max(slowest);
    }

    /// The median.
    fn rate(&self) -> f64 {
        let mut rates = self.rates.clone();
        rates.sort_unstable_by(f64::total_cmp);
        rates[rates.len() / 2]
    }
}
