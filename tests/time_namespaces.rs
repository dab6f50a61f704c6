//! Two processes on one boot whose boot clocks disagree: `unshare --time` gives one of them a clock of its own.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::Command;

use common::child::{child_of, own_part, session_at};
use common::{LocalServer, PASSWORD, Scratch};
use omnifund::Secret;

/// How often the two ask in turn.
const TURNS: usize = 500;

#[test]
fn plays_its_part() {
    let Some((_, session)) = own_part() else {
        return;
    };
    println!();
    for line in std::io::stdin().lock().lines() {
        line.unwrap();
        // A process that starts anew each time knows nothing.
        println!("token {}", session.token().unwrap().access_token().expose());
    }
}

/// Ahead of this process's boot clock, or behind it.
fn unshared(seconds: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--time", "--boottime", seconds, "--fork", "--"]);
    command
}

#[test]
fn processes_whose_boot_clocks_disagree_never_refresh_in_turn_against_each_other() {
    let can = unshared("86400").arg("true").status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("not tried: this user may make no namespace of time");
        return;
    }
    for seconds in ["86400", "-60"] {
        let server = LocalServer::controlled(&[]);
        let scratch = Scratch::new(&format!("time-namespaces{seconds}"));
        let store = scratch.path("store");
        let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
        let session = || session_at(&server.base_url, ca_file, &store);
        session().sign_in(&Secret::from(PASSWORD)).unwrap();
        let token = session().token().unwrap();

        let mut there = child_of(unshared(seconds), "ask", &server, &store);
        let mut asked = there.stdin.take().unwrap();
        let mut said = BufReader::new(there.stdout.take().unwrap()).lines();
        for turn in 0..TURNS {
            writeln!(asked).unwrap();
            let answer =
                said.find_map(|line| line.unwrap().strip_prefix("token ").map(str::to_owned));
            assert_eq!(
                answer.as_deref(),
                Some(token.access_token().expose()),
                "turn {turn}"
            );
            let here = session().token().unwrap();
            assert_eq!(
                here.access_token().expose(),
                token.access_token().expose(),
                "turn {turn}"
            );
        }
        drop(asked);
        assert!(there.wait().unwrap().success());
        assert_eq!(server.refreshes().len(), 0);
    }
}
