//! Who waits for a record's lease stands in a line: nobody is passed for ever, nobody waits for another
//! record, and who is killed in the line is missed by nobody.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use common::child::{child, own_part, session_at};
use common::{LocalServer, PASSWORD, Scratch, until};
use omnifund::{Secret, Session};

/// How often each process changes the record.
const CHANGES: u64 = 100;

#[test]
fn plays_its_part() {
    let Some((part, session)) = own_part() else {
        return;
    };
    match part.as_str() {
        "change" => change(&session),
        "refresh" => session.refresh().unwrap(),
        other => panic!("no part {other}"),
    }
}

/// Changes the record again and again, and says how long the longest wait was.
fn change(session: &Session) {
    println!("\nready");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let mut longest = Duration::ZERO;
    for _ in 0..CHANGES {
        let start = Instant::now();
        session
            .adopt(None, &Secret::from("refresh-token"), None, true)
            .unwrap();
        longest = longest.max(start.elapsed());
        println!("\nchanged");
    }
    println!("\nlongest {}", longest.as_millis());
}

#[test]
fn six_processes_that_change_one_record_in_turn_do_so_equally_often_and_none_waits_long() {
    let server = LocalServer::start();
    let scratch = Scratch::new("line-fair");
    let store = scratch.path("store");
    let counts: [AtomicU64; 6] = Default::default();
    let first_done = AtomicU64::new(0);
    let mut processes: Vec<_> = counts
        .iter()
        .map(|_| {
            let mut process = child("change", &server, &store);
            let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
            assert!(lines.any(|line| line.unwrap() == "ready"));
            (process, lines)
        })
        .collect();
    for (process, _) in &mut processes {
        drop(process.stdin.take());
    }
    let least = AtomicU64::new(u64::MAX);
    std::thread::scope(|threads| {
        for (number, (process, lines)) in processes.into_iter().enumerate() {
            let (counts, first_done, least) = (&counts, &first_done, &least);
            threads.spawn(move || {
                let mut process = process;
                let mut longest = None;
                for line in lines.map_while(Result::ok) {
                    if line == "changed" {
                        let done = counts[number].fetch_add(1, Ordering::SeqCst) + 1;
                        if done == CHANGES && first_done.fetch_add(1, Ordering::SeqCst) == 0 {
                            let counts = counts.iter().map(|count| count.load(Ordering::SeqCst));
                            least.store(counts.min().unwrap(), Ordering::SeqCst);
                        }
                    }
                    longest = longest.or(line.strip_prefix("longest ").map(str::to_owned));
                }
                assert!(process.wait().unwrap().success(), "one got no lease");
                let longest: u64 = longest.unwrap().parse().unwrap();
                println!("longest wait: {longest} ms");
                assert!(longest < 1000, "one waited {longest} ms");
            });
        }
    });
    let least = least.into_inner();
    println!("when the first had done {CHANGES}, the last had done {least}");
    // They come in turn; but not each is always back in the line when its turn comes.
    assert!(least >= CHANGES / 2, "{least} of {CHANGES}");
}

/// The places in the line, the lease's own included, that a process has now.
fn places_of(process: &Child) -> Vec<i64> {
    let files = std::fs::read_dir(format!("/proc/{}/fdinfo", process.id())).unwrap();
    let shown = files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
    let lines: Vec<_> = shown
        .flat_map(|shown| shown.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.contains("OFDLCK"))
        .collect();
    let first = |line: &String| line.split_whitespace().nth(7)?.parse::<i64>().ok();
    lines
        .iter()
        .filter_map(first)
        .map(|start| start % 64)
        .collect()
}

#[test]
fn one_that_is_killed_with_the_lease_and_one_that_is_killed_in_the_line_hold_nobody_up() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("line-killed");
    let store = scratch.path("store");
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, &store);
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    // Long enough to be killed in, and its request is not processed before.
    server.faults(serde_json::json!([{"grant": "refresh_token", "delay_ms": 30_000, "times": 1}]));

    let waits_at = |place| {
        let process = child("refresh", &server, &store);
        until(|| (places_of(&process) == [place]).then_some(()));
        process
    };
    let mut holder = waits_at(0);
    server.wait_for_fault();
    let mut in_the_middle = waits_at(1);
    let mut last = waits_at(2);
    in_the_middle.kill().unwrap();
    in_the_middle.wait().unwrap();
    until(|| (places_of(&last) == [1]).then_some(()));
    holder.kill().unwrap();
    holder.wait().unwrap();
    // With the lease still held this would end with the call budget.
    assert!(last.wait().unwrap().success());
    session.refresh().unwrap();
    assert!(server.refreshes().iter().any(|one| one["status"] == 200));
}

fn is_stopped(process: &Child) -> bool {
    let shown = std::fs::read_to_string(format!("/proc/{}/stat", process.id())).unwrap();
    let behind_the_name = shown.rsplit(") ").next().unwrap();
    behind_the_name.starts_with('T')
}

#[test]
fn one_that_is_stopped_in_the_line_is_passed_once_the_lease_is_free() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("line-stopped");
    let store = scratch.path("store");
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, &store);
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    server.faults(serde_json::json!([{"grant": "refresh_token", "delay_ms": 30_000, "times": 1}]));

    let mut holder = child("refresh", &server, &store);
    until(|| (places_of(&holder) == [0]).then_some(()));
    server.wait_for_fault();
    let mut stopped = child("refresh", &server, &store);
    until(|| (places_of(&stopped) == [1]).then_some(()));
    let signal = |process: &Child, signal| {
        let id = i32::try_from(process.id()).unwrap();
        // SAFETY: a signal to a child that is not waited for yet.
        assert_eq!(unsafe { libc::kill(id, signal) }, 0);
    };
    signal(&stopped, libc::SIGSTOP);
    // Not before: who is about to stop may still be given the lease.
    until(|| is_stopped(&stopped).then_some(()));
    holder.kill().unwrap();
    holder.wait().unwrap();
    session.refresh().unwrap();
    signal(&stopped, libc::SIGCONT);
    assert!(stopped.wait().unwrap().success());
}
