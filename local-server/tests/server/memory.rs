//! What a server takes of the machine's memory.

use std::process::Command;
use std::thread;

use crate::support::{BINARY, CLIENT, Server, USER};

/// What one password check takes, in KiB.
const CHECK: u64 = 19 * 1024;
/// What everything else may take.
const REST: u64 = 120 * 1024;

#[test]
fn wrong_passwords_by_many_at_once_do_not_make_it_grow() {
    let mut command = Command::new(BINARY);
    // Passwords cost what they cost.
    let server = Server::start_exactly(command.args(["--example", "--exit-with-parent"]));
    for _ in 0..3 {
        thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    for _ in 0..3 {
                        let wrong = [("username", USER), ("password", "wrong")];
                        assert_eq!(server.grant(CLIENT, "password", &wrong).status, 400);
                    }
                });
            }
        });
    }
    let processors = thread::available_parallelism().unwrap().get() as u64;
    let most = server.most_memory();
    assert!(most < processors * CHECK + REST, "{most} KiB");
}
