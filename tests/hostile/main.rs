//! A server, or a neighbour on the machine, that means harm. What else is hostile stands where its subject is: the
//! index is SECURITY.md, and `promises.rs` sees that each test it names is there.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod client;
#[path = "../common/mod.rs"]
mod common;
mod endless;
mod forged;
mod named;
mod neighbour;
mod others;
mod promises;
mod server;
mod strays;

/// Not a test of its own: it is what `client` runs as a child.
#[test]
fn plays_its_part() {
    client::play();
}
