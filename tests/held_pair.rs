//! A pair that the disk would not take, in a process that comes to its end.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Child;
use std::time::Duration;

use common::child::{child, own_part, session_at};
use common::{LocalServer, PASSWORD, Scratch};
use omnifund::Secret;
use serde_json::json;

/// No file may grow, nor be written to: `EFBIG`, which the hard limit lets be lifted again.
fn limit_files(to: Option<u64>) {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` lives on this stack.
    unsafe {
        assert_eq!(libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit), 0);
        limit.rlim_cur = to.unwrap_or(limit.rlim_max);
        assert_eq!(libc::setrlimit(libc::RLIMIT_FSIZE, &limit), 0);
    }
}

#[test]
fn plays_its_part() {
    let Some((part, session)) = own_part() else {
        return;
    };
    std::thread::scope(|threads| {
        let refresh = threads.spawn(|| session.refresh());
        println!("\nasking");
        // The server has the request.
        std::io::stdin()
            .lock()
            .read_line(&mut String::new())
            .unwrap();
        limit_files(Some(0));
        println!("\nlimited");
        refresh.join().unwrap().unwrap();
    });
    assert!(session.status().unwrap().unsaved);
    if part == "waits" {
        // The try meets the limit, whose signal would end the program.
        assert_eq!(omnifund::end_exchanges(Duration::ZERO), 1);
    }
    limit_files(None);
    match part.as_str() {
        // Nothing else of the library is called: its end is.
        "ends" => std::process::exit(0),
        "waits" => {
            assert_eq!(omnifund::end_exchanges(Duration::MAX), 0);
            // SAFETY: it ends this process, and asks nobody.
            unsafe { libc::_exit(0) };
        }
        "frees" => {
            drop(session);
            // SAFETY: it ends this process, and asks nobody.
            unsafe { libc::_exit(0) };
        }
        other => panic!("no part {other}"),
    }
}

fn next_line(process: &mut Child, wanted: &str) {
    let mut lines = BufReader::new(process.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == wanted), "{wanted}");
}

fn assert_saved(server: &LocalServer, store: &Path) {
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let session = session_at(&server.base_url, ca_file, store);
    assert_eq!(session.status().unwrap().generation, 2);
    session.refresh().unwrap();
    assert_eq!(server.refreshes().len(), 2);
}

#[test]
fn a_pair_that_the_disk_would_not_take_is_saved_at_every_end_and_where_its_handle_is_freed() {
    for part in ["ends", "waits", "frees"] {
        let server = LocalServer::controlled(&[]);
        let scratch = Scratch::new(&format!("held-pair-{part}"));
        let store = scratch.path("store");
        let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
        session_at(&server.base_url, ca_file, &store)
            .sign_in(&Secret::from(PASSWORD))
            .unwrap();
        server.faults(json!([{"grant": "refresh_token", "delay_ms": 1500, "times": 1}]));
        let mut process = child(part, &server, &store);
        next_line(&mut process, "asking");
        server.wait_for_fault();
        writeln!(process.stdin.as_mut().unwrap()).unwrap();
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{part}: {output:?}");
        assert_saved(&server, &store);
    }
}
