//! Many processes on one store: a herd that shares a session, and processes that are killed.
//!
//! The children are this test program itself, told by a variable which part to play.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use common::child::{child, own_part, session_at};
use common::{LocalServer, PASSWORD, Scratch};
use omnifund::{ErrorKind, SavePassword, Secret, Session};
use ring::digest;
use serde_json::Value;

/// As the server's record names a token.
fn fingerprint(token: &Secret) -> String {
    let hash = digest::digest(&digest::SHA256, token.expose().as_bytes());
    hash.as_ref()[..8]
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn now_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(now.as_millis()).unwrap()
}

#[test]
fn plays_its_part() {
    let Some((part, session)) = own_part() else {
        return;
    };
    match part.as_str() {
        "herd" => herd(&session),
        "refresh" => {
            // The first one reads certificates, which takes longer than all that is to be interrupted.
            session.refresh().unwrap();
            println!("\nready");
            loop {
                // A session that is lost is the parent's to judge.
                let _ = session.refresh();
            }
        }
        other => panic!("no part {other}"),
    }
}

const THREADS: usize = 16;
const HERD_RUNS: Duration = Duration::from_secs(12);

/// Sixteen threads take tokens as fast as they can, and now and then log in with one. Each prints
/// when it was handed each token for the last time.
fn herd(session: &Session) {
    let end = Instant::now() + HERD_RUNS;
    std::thread::scope(|threads| {
        for _ in 0..THREADS {
            threads.spawn(|| {
                let mut last_handed = BTreeMap::new();
                let mut next_login = Instant::now();
                while Instant::now() < end {
                    let token = match session.token() {
                        Ok(token) => token,
                        Err(error) => {
                            println!("\nfailed {error}");
                            return;
                        }
                    };
                    last_handed.insert(fingerprint(token.access_token()), now_ms());
                    if Instant::now() >= next_login {
                        next_login = Instant::now() + Duration::from_millis(400);
                        if let Err(error) = session.token_login() {
                            println!("\nfailed {error}");
                        }
                    }
                    std::thread::sleep(Duration::from_micros(500));
                }
                for (token, at) in last_handed {
                    println!("\nhanded {token} {at}");
                }
            });
        }
    });
}

#[test]
fn a_herd_presents_each_refresh_token_once_and_never_goes_without_a_valid_token() {
    const PROCESSES: usize = 8;
    const LIFE_MS: u64 = 5000;
    const TOO_LATE_MS: u64 = LIFE_MS / 20;
    let server = LocalServer::controlled(&["--access-lifetime", "5"]);
    let scratch = Scratch::new("herd");
    let store = scratch.path("store");
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, &store);
    session.sign_in(&Secret::from(PASSWORD)).unwrap();

    let mut children: Vec<_> = (0..PROCESSES)
        .map(|_| child("herd", &server, &store))
        .collect();
    let mut handed: BTreeMap<String, u64> = BTreeMap::new();
    for child in &mut children {
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in lines.map_while(Result::ok) {
            assert!(!line.starts_with("failed"), "{line}");
            if let Some((token, at)) = line.strip_prefix("handed ").and_then(|l| l.split_once(' '))
            {
                let at: u64 = at.parse().unwrap();
                let latest = handed.entry(token.to_owned()).or_insert(0);
                *latest = at.max(*latest);
            }
        }
        assert!(child.wait().unwrap().success());
    }

    let exchanges = server.exchanges();
    let refreshes = server.refreshes();
    let presented: BTreeSet<&str> = refreshes
        .iter()
        .map(|one| one["presented"].as_str().unwrap())
        .collect();
    assert_eq!(
        presented.len(),
        refreshes.len(),
        "a refresh token was presented twice"
    );
    assert!(
        refreshes.iter().all(|one| one["status"] == 200),
        "{refreshes:?}"
    );
    let rotations = session.status().unwrap().generation;
    assert_eq!(
        rotations as usize,
        exchanges.len(),
        "exchanges are rotations"
    );
    let lifetimes = HERD_RUNS.as_millis() as u64 / LIFE_MS;
    assert!(
        refreshes.len() as u64 >= lifetimes,
        "{} rotations",
        refreshes.len()
    );

    let ends: BTreeMap<&str, u64> = exchanges
        .iter()
        .map(|one| {
            (
                one["access"].as_str().unwrap(),
                one["expires_ms"].as_u64().unwrap(),
            )
        })
        .collect();
    for (token, at) in &handed {
        let end = ends[token.as_str()];
        assert!(
            *at <= end - TOO_LATE_MS,
            "{token} was handed out {} ms before its end",
            end - at
        );
    }
    for login in server.logins() {
        // A busy server looks at a token some time after it arrived.
        let late = login["status"] == 401 && login["reason"] == "the access token has expired";
        assert!(login["status"] == 200 || late, "{login}");
    }
    println!(
        "herd: {} processes, {} tokens handed out, {} refreshes, {} logins",
        PROCESSES,
        handed.len(),
        refreshes.len(),
        server.logins().len()
    );
}

/// A small generator of its own: which moments are tried is printed, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

fn rounds(few: usize) -> usize {
    let many = std::env::var("OMNIFUND_TORTURE").is_ok();
    if many { few * 100 } else { few }
}

#[test]
fn a_killed_process_loses_a_session_only_where_the_server_had_rotated_and_nothing_was_saved() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("kill");
    let store = scratch.path("store");
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, &store);
    let seed = now_ms();
    let mut dice = Dice(seed | 1);
    let (mut saved, mut lost, mut recovered) = (0, 0, 0);
    for round in 0..rounds(100) {
        // Every other time a password is saved.
        let save = [SavePassword::No, SavePassword::Sealed][round % 2];
        // The list of ten thousand rounds would take longer to read than the rounds.
        server.forget_exchanges();
        session
            .sign_in_saving(&Secret::from(PASSWORD), save)
            .unwrap();

        let mut victim = child("refresh", &server, &store);
        let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == "ready"));
        std::thread::sleep(Duration::from_micros(dice.below(12_000)));
        victim.kill().unwrap();
        victim.wait().unwrap();

        // Never a corrupt record: the store has the newest pair, or the one before it.
        let exchanges = server.settled_exchanges();
        let newest: &Value = exchanges.iter().rfind(|one| one["status"] == 200).unwrap();
        let kept = kept_refresh_token(&server.base_url, ca_file, &store, &scratch.path("copy"));
        assert!(
            kept == newest["refresh"] || kept == newest["presented"],
            "not explained (seed {seed}, round {round}): {kept} and {newest}"
        );

        // Never a hang, and never a lost session but where the server had rotated: by a reply that was
        // lost with the process, or by a request of it that the server came to only later.
        let refreshed = session.refresh();
        let exchanges = server.settled_exchanges();
        let signed_in = |one: &&Value| one["grant"] == "password";
        let mended = exchanges.iter().filter(signed_in).count() > 1;
        if refreshed.is_ok() && !mended {
            saved += 1;
            continue;
        }
        lost += 1;
        let rotated = |one: &Value| one["status"] == 200 && one["presented"] == kept;
        assert!(
            exchanges.iter().any(rotated),
            "not explained (seed {seed}, round {round}): {kept} and {exchanges:?}"
        );
        match refreshed {
            Ok(()) => {
                assert_eq!(save, SavePassword::Sealed);
                recovered += 1;
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::SignInRequired, "{error}");
                assert_eq!(save, SavePassword::No);
            }
        }
    }
    println!(
        "kill: {saved} with the newest pair saved, {lost} where the server had rotated and it was not \
         ({recovered} mended by a saved password), 0 not explained (seed {seed})"
    );
    assert!(
        saved > 0 && lost > 0,
        "the moments of the kills miss what they are for"
    );
}

/// The fingerprint of the refresh token that the store has. A copy of the store is asked: to export a
/// pair signs out.
fn kept_refresh_token(base_url: &str, ca_file: &str, store: &Path, copy: &Path) -> String {
    for (from, to) in [
        (store, copy),
        (&store.with_extension("key"), &copy.with_extension("key")),
    ] {
        let _ = std::fs::remove_dir_all(to);
        let copied = Command::new("cp")
            .arg("-a")
            .arg(from)
            .arg(to)
            .status()
            .unwrap();
        assert!(copied.success());
    }
    let pair = session_at(base_url, ca_file, copy).export().unwrap();
    fingerprint(&pair.refresh_token)
}
