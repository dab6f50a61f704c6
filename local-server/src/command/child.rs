//! `omnifund-local run`: a command beside a server of its own, with all that it needs in its environment.

use std::ffi::{OsStr, OsString};
use std::fs::Permissions;
use std::io::{self, IsTerminal as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{ExitCode, ExitStatus};

use rustix::process::{Pid, Signal as Number, kill_process};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::command::seeds::Seeds;
use crate::failure::{Failure, Result};
use crate::server::ready::Ready;

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
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
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
        let handle = |kind| signal(kind).map_err(Failure::system("could not handle signals"));
        let signals = Signals {
            terminate: handle(SignalKind::terminate())?,
            hang_up: handle(SignalKind::hangup())?,
            interrupt: handle(SignalKind::interrupt())?,
        };
        let directory = tempfile::Builder::new()
            .prefix("omnifund-local-run-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir()
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
                _ = self.signals.terminate.recv() => self.pass_on(Number::TERM),
                _ = self.signals.hang_up.recv() => self.pass_on(Number::HUP),
                _ = self.signals.interrupt.recv() => if !shared { self.pass_on(Number::INT) },
            }
        }
    }

    fn pass_on(&self, number: Number) {
        let id = self.child.id().and_then(|id| i32::try_from(id).ok());
        if let Some(id) = id.and_then(Pid::from_raw) {
            // It may be gone already.
            let _ = kill_process(id, number);
        }
    }
}

fn status(ended: ExitStatus) -> ExitCode {
    let by_signal = || ended.signal().map(|number| number + BY_SIGNAL);
    let status = ended.code().or_else(by_signal).unwrap_or(1);
    ExitCode::from(u8::try_from(status).unwrap_or(1))
}
