//! `omnifund-local run`: a command beside a server of its own, with all that it needs in its environment.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _};
use std::process::{ExitCode, ExitStatus};

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::command::seeds::Seeds;
use crate::failure::{Failure, Result};
use crate::server::ready::Ready;
use crate::system::{self, HangUp, Interruption, Passed, Termination};

/// What shells say of a command that can't be run, and of one that is not there.
const CANNOT_RUN: u8 = 126;
const NOT_FOUND: u8 = 127;
/// What shells add to a signal's number.
const BY_SIGNAL: i32 = 128;

/// A setting of somebody's own would lead the command elsewhere, perhaps to the real OmniFund. Where it logs, and
/// where the library lies, leads nowhere.
fn is_handed_on(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    !name.starts_with(b"OMNIFUND_") || [&b"OMNIFUND_LOG"[..], b"OMNIFUND_LIBRARY"].contains(&name)
}

/// A command that has been started.
pub struct ChildCommand {
    child: Child,
    signals: Signals,
    /// Where its store is; removed when dropped.
    _directory: TempDir,
}

struct Signals {
    terminate: Termination,
    hang_up: HangUp,
    interrupt: Interruption,
}

impl ChildCommand {
    /// Starts a command. What shells say where it can't be run is an exit status too.
    ///
    /// # Errors
    /// When no directory can be made for its store.
    pub fn start(
        command: &[OsString],
        ready: &Ready<'_>,
        seeds: &Seeds,
    ) -> Result<std::result::Result<Self, ExitCode>> {
        let problem = "could not handle signals";
        let signals = Signals {
            terminate: system::terminations().map_err(Failure::system(problem))?,
            hang_up: system::hang_ups().map_err(Failure::system(problem))?,
            interrupt: system::interruptions().map_err(Failure::system(problem))?,
        };
        let directory = system::temporary_directory("omnifund-local-run-", false)
            .map_err(Failure::system("could not make a directory for the store"))?;
        let (program, arguments) = command
            .split_first()
            .ok_or_else(|| Failure::Refused("there is no command to run".to_owned()))?;
        let mut start = Command::new(program);
        start.args(arguments);
        for (name, _) in std::env::vars_os().filter(|(name, _)| !is_handed_on(name)) {
            start.env_remove(name);
        }
        start.env("OMNIFUND_BASE_URL", &ready.base_url);
        start.env("OMNIFUND_STORE", directory.path().join("store"));
        if let Some(file) = ready.authority_file {
            start.env("OMNIFUND_CA_FILE", file);
        }
        if let Some(url) = &ready.control {
            start.env("OMNIFUND_LOCAL_CONTROL", url);
        }
        if let Some(client) = seeds.clients.first() {
            start.env("OMNIFUND_CLIENT_ID", &client.client_id);
            start.env("OMNIFUND_CLIENT_SECRET", &client.client_secret);
        }
        if let Some(user) = seeds.users.first() {
            start.env("OMNIFUND_USERNAME", &user.name);
            start.env("OMNIFUND_PASSWORD", &user.password);
        }
        match start.spawn() {
            Ok(child) => Ok(Ok(Self {
                child,
                signals,
                _directory: directory,
            })),
            Err(error) => {
                eprintln!("omnifund-local: {}: {error}", program.to_string_lossy());
                Ok(Err(ExitCode::from(match error.kind() {
                    io::ErrorKind::NotFound => NOT_FOUND,
                    _ => CANNOT_RUN,
                })))
            }
        }
    }

    /// Waits for its end, and hands it on the signals that this process gets meanwhile.
    pub async fn wait(mut self) -> ExitCode {
        // At a terminal a Ctrl+C reaches both.
        let shared = io::stdin().is_terminal();
        loop {
            tokio::select! {
                ended = self.child.wait() => return ended.map_or(ExitCode::FAILURE, status),
                _ = self.signals.terminate.recv() => self.pass_on(Passed::Termination),
                _ = self.signals.hang_up.recv() => self.pass_on(Passed::HangUp),
                _ = self.signals.interrupt.recv() => if !shared { self.pass_on(Passed::Interruption) },
            }
        }
    }

    fn pass_on(&self, passed: Passed) {
        if let Some(id) = self.child.id() {
            system::pass_on(id, passed);
        }
    }
}

fn status(ended: ExitStatus) -> ExitCode {
    let by_signal = || system::ended_by(ended).map(|number| number + BY_SIGNAL);
    let status = ended.code().or_else(by_signal).unwrap_or(1);
    ExitCode::from(u8::try_from(status).unwrap_or(1))
}
