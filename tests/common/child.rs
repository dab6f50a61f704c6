//! Processes that share a store: the test program itself, started once more and told by a variable which
//! part to play. Each such program has a test named `plays_its_part`.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use omnifund::{Client, Session, Store};

use super::{LocalServer, USERNAME, config_for};

const PART: &str = "OMNIFUND_TEST_PART";

pub fn session_at(base_url: &str, ca_file: &str, store: &Path) -> Session {
    let mut config = config_for(base_url);
    config.set_ca_file(ca_file).unwrap();
    let client = Client::new(&config).unwrap();
    Session::open(&client, &Store::open_file(store, None).unwrap(), USERNAME).unwrap()
}

/// Starts this program as a child that plays `part`.
pub fn child(part: &str, server: &LocalServer, store: &Path) -> Child {
    let program = Command::new(std::env::current_exe().unwrap());
    play(program, part, server, store).spawn().unwrap()
}

/// Starts this program as a child by way of `program`, which runs what stands behind its own arguments.
pub fn child_of(mut program: Command, part: &str, server: &LocalServer, store: &Path) -> Child {
    program.arg(std::env::current_exe().unwrap());
    play(program, part, server, store).spawn().unwrap()
}

/// Starts this program as a child under strace, which follows threads and names files; `options` say what it traces and
/// where to.
pub fn traced_child(options: &[&str], part: &str, server: &LocalServer, store: &Path) -> Child {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y"]).args(options);
    strace.arg(std::env::current_exe().unwrap());
    play(strace, part, server, store).spawn().unwrap()
}

fn play(mut program: Command, part: &str, server: &LocalServer, store: &Path) -> Command {
    program
        .args([
            "plays_its_part",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(PART, part)
        .env("BASE_URL", &server.base_url)
        .env("CA_FILE", server.ca_file.as_ref().unwrap())
        .env("STORE", store)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    program
}

/// The part that this process is to play, if it is such a child, and its session.
pub fn own_part() -> Option<(String, Session)> {
    let part = std::env::var(PART).ok()?;
    let variable = |name| std::env::var(name).unwrap();
    let store = variable("STORE");
    let session = session_at(
        &variable("BASE_URL"),
        &variable("CA_FILE"),
        Path::new(&store),
    );
    Some((part, session))
}
