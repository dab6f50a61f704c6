//! A session on several hosts, over a real database. Each host has a network of its own, and each process is this test
//! program, told by a variable which part to play; all that server, hosts and store tell is judged in the end.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

#[path = "../common/mod.rs"]
mod common;

mod broken;
mod cluster;
mod faults;
mod fleet;
mod herd;
mod history;
mod host;
mod kills;
mod long;
mod part;
mod process;
mod waiting;

/// The long form: as many hosts, processes and threads as a chain of shops has.
fn is_long() -> bool {
    std::env::var_os("OMNIFUND_TORTURE").is_some()
}

#[test]
fn plays_its_part() {
    part::play();
}
