//! A till: a local server, a directory, and the `omnifund` command with settings for both.

#![allow(dead_code, missing_docs)]

#[path = "../../../tests/common/mod.rs"]
pub mod common;
#[cfg(unix)]
pub mod heeding;
#[cfg(unix)]
pub mod host;
#[cfg(unix)]
pub mod pty;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use serde_json::Value;

pub const NAME: &str = "Till 7";

pub struct Till {
    pub server: LocalServer,
    scratch: Scratch,
}

impl Till {
    /// With an OAuth client in its store, and nobody signed in.
    pub fn new(name: &str) -> Self {
        Self::at(LocalServer::controlled(&[]), name)
    }

    pub fn at(server: LocalServer, name: &str) -> Self {
        let till = Self {
            server,
            scratch: Scratch::on_disk(name),
        };
        let added = till.run(
            &["client", "add", NAME, CLIENT_ID, "--secret-stdin"],
            CLIENT_SECRET,
        );
        assert_eq!(added.status, 0, "{added:?}");
        till
    }

    pub fn signed_in(name: &str) -> Self {
        let till = Self::new(name);
        let signed_in = till.run(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
        assert_eq!(signed_in.status, 0, "{signed_in:?}");
        till
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.scratch.path(name)
    }

    /// The command, with the till's settings in its environment and in nothing else.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_omnifund"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OMNIFUND_") {
                command.env_remove(name);
            }
        }
        command
            .env("OMNIFUND_BASE_URL", &self.server.base_url)
            .env("OMNIFUND_CA_FILE", self.server.ca_file.as_ref().unwrap())
            .env("OMNIFUND_STORE", self.path("store"))
            .env("OMNIFUND_CLIENT", NAME);
        command
    }

    /// Runs the command with these arguments and this standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Ran {
        run(self.command().args(arguments), input)
    }

    /// Runs it, and gives its standard output; it must succeed.
    #[track_caller]
    pub fn shows(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments, "");
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        ran.stdout
    }

    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.shows(arguments)).unwrap()
    }

    /// Runs it, and gives what it says on standard error; it must fail with this exit status.
    #[track_caller]
    pub fn fails(&self, arguments: &[&str], status: i32) -> String {
        let ran = self.run(arguments, "");
        assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
        ran.stderr
    }
}

#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

pub fn run(command: &mut Command, input: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing has closed it already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    Ran {
        status: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}
