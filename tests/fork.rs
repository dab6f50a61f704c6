//! What a fork leaves behind: locks in memory that nobody gives up, and kernel locks that a child shares.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader};
#[cfg(target_os = "linux")]
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use common::child::{child, own_part, session_at};
use common::{LocalServer, PASSWORD, Scratch};
use omnifund::{Secret, Session};

#[test]
fn plays_its_part() {
    let Some((part, session)) = own_part() else {
        return;
    };
    match part.as_str() {
        "fork in the midst" => fork_in_the_midst(&session),
        "refresh with an idle child" => refresh_with_an_idle_child(session),
        #[cfg(target_os = "linux")]
        "fork while leases are taken" => fork_while_leases_are_taken(&session),
        other => panic!("no part {other}"),
    }
}

/// Forks, and gives the child's number in the parent. The child does `work` and ends.
fn forked(work: impl FnOnce() -> bool) -> libc::pid_t {
    // SAFETY: the child goes on with this thread alone, and ends without running the parent's cleanups.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let succeeded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        // SAFETY: nothing of the parent's is touched.
        unsafe { libc::_exit(i32::from(!succeeded.unwrap_or(false))) };
    }
    assert!(child > 0);
    child
}

fn ended_well(child: libc::pid_t) -> bool {
    let mut status = 0;
    // SAFETY: `status` lives on this stack.
    assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
    status == 0
}

/// Sixteen children are forked while another thread is in mid-exchange, with the lease and the turn in
/// its hands. Each of them gets a token.
fn fork_in_the_midst(session: &Session) {
    std::thread::scope(|threads| {
        let exchange = threads.spawn(|| session.refresh());
        println!("\nasking");
        // The parent tells when the server has the request.
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).unwrap();
        let children: Vec<_> = (0..16)
            .map(|_| forked(|| session.refresh().is_ok() && session.token().is_ok()))
            .collect();
        exchange.join().unwrap().unwrap();
        for child in children {
            println!("\n{}", if ended_well(child) { "well" } else { "badly" });
        }
    });
}

#[test]
fn children_forked_while_a_thread_is_in_mid_exchange_all_get_a_token() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("fork");
    let store = scratch.path("store");
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, &store);
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    server.faults(serde_json::json!([{"grant": "refresh_token", "delay_ms": 300, "times": 1}]));

    let mut process = child("fork in the midst", &server, &store);
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "asking"));
    server.wait_for_fault();
    drop(process.stdin.take());
    let well = lines
        .map_while(Result::ok)
        .filter(|line| line == "well")
        .count();
    assert_eq!(well, 16);
    assert!(process.wait().unwrap().success());
    assert!(server.refreshes().iter().all(|one| one["status"] == 200));
}

/// Holds the lease in mid-exchange, and has an idle child that inherited its lock.
fn refresh_with_an_idle_child(session: Session) {
    let exchange = std::thread::spawn(move || session.refresh());
    println!("\nasking");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let idle = forked(|| {
        std::thread::sleep(Duration::from_secs(600));
        true
    });
    println!("\nidle {idle}");
    let _ = exchange.join();
}

#[test]
fn an_idle_child_does_not_keep_a_killed_parents_lease_alive() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("idle-child");
    let store = scratch.path("store");
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, &store);
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    // Long enough to be killed in, and its request is not processed before.
    server.faults(serde_json::json!([{"grant": "refresh_token", "delay_ms": 30_000, "times": 1}]));

    let mut process = child("refresh with an idle child", &server, &store);
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "asking"));
    server.wait_for_fault();
    drop(process.stdin.take());
    let idle = lines
        .map(Result::unwrap)
        .find_map(|line| line.strip_prefix("idle ").map(str::parse::<i32>))
        .unwrap()
        .unwrap();
    process.kill().unwrap();
    process.wait().unwrap();

    // With the lock still held this would end with the call budget.
    session.refresh().unwrap();
    // SAFETY: it is a child of the process that was just killed, and idle still.
    assert_eq!(
        unsafe { libc::kill(idle, libc::SIGKILL) },
        0,
        "the idle child lives"
    );
}

/// Whether a lock is seen on any open file of this process within some milliseconds.
#[cfg(target_os = "linux")]
fn has_a_lock() -> bool {
    (0..20).any(|_| {
        std::thread::sleep(Duration::from_millis(1));
        let files = std::fs::read_dir("/proc/self/fdinfo").unwrap();
        let mut shown = files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
        shown.any(|shown| shown.contains("OFDLCK"))
    })
}

/// Takes leases all the time, while another thread forks children.
#[cfg(target_os = "linux")]
fn fork_while_leases_are_taken(session: &Session) {
    let changes = AtomicU32::new(0);
    let forking = AtomicBool::new(true);
    let refresh_token = Secret::from("refresh-token");
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while forking.load(Ordering::SeqCst) {
                session.adopt(None, &refresh_token, None, true).unwrap();
                changes.fetch_add(1, Ordering::SeqCst);
            }
        });
        let children: Vec<_> = (0..100)
            .map(|_| {
                std::thread::sleep(Duration::from_micros(500));
                forked(|| !has_a_lock())
            })
            .collect();
        forking.store(false, Ordering::SeqCst);
        for child in children {
            println!("\n{}", if ended_well(child) { "well" } else { "badly" });
        }
    });
    assert!(changes.into_inner() > 0);
}

#[test]
#[cfg(target_os = "linux")]
fn no_child_has_a_lock_of_its_parent_whenever_it_was_forked() {
    let server = LocalServer::start();
    let scratch = Scratch::new("fork-locks");
    let process = child(
        "fork while leases are taken",
        &server,
        &scratch.path("store"),
    );
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().filter(|line| *line == "well").count(), 100);
}
