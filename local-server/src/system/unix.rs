//! Linux, macOS and their like.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::ExitStatus;

use rustix::process::{
    Pid, Resource, Rlimit, Signal as Number, getrlimit, kill_process, setrlimit,
};
use tempfile::TempDir;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Somebody asks the process to end.
pub type Termination = Signal;
/// Its terminal is gone.
pub type HangUp = Signal;
/// Ctrl+C.
pub type Interruption = Signal;

/// # Errors
/// When the system does not let this process handle it.
pub fn terminations() -> io::Result<Termination> {
    signal(SignalKind::terminate())
}

/// # Errors
/// When the system does not let this process handle it.
pub fn hang_ups() -> io::Result<HangUp> {
    signal(SignalKind::hangup())
}

/// Whether whoever started this process had SIGHUP ignored, as Linux tells it.
#[must_use]
pub fn ignores_hang_up() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // The lowest bit is signal 1, SIGHUP.
    ignored.is_some_and(|mask| mask & 1 != 0)
}

/// # Errors
/// When the system does not let this process handle it.
pub fn interruptions() -> io::Result<Interruption> {
    signal(SignalKind::interrupt())
}

/// What is handed on to a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// That it is to end.
    Termination,
    /// That its terminal is gone.
    HangUp,
    /// Ctrl+C.
    Interruption,
}

/// Hands it on to a process, which may be gone already.
pub fn pass_on(process: u32, passed: Passed) {
    let number = match passed {
        Passed::Termination => Number::TERM,
        Passed::HangUp => Number::HUP,
        Passed::Interruption => Number::INT,
    };
    let process = i32::try_from(process).ok();
    if let Some(process) = process.and_then(Pid::from_raw) {
        let _ = kill_process(process, number);
    }
}

/// The number of the signal that ended a process, if one did.
#[must_use]
pub fn ended_by(status: ExitStatus) -> Option<i32> {
    status.signal()
}

/// As many open files as the system allows: the usual 1024 are soon taken by idle connections.
pub fn allow_many_connections() {
    let limits = getrlimit(Resource::Nofile);
    let current = limits.maximum;
    // Without it the server works too, with fewer connections.
    let _ = setrlimit(Resource::Nofile, Rlimit { current, ..limits });
}

/// What is made so is for nobody else to read.
pub fn make_private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Lets others read a file, or not.
///
/// # Errors
/// When it is not this user's.
pub fn let_others_read(file: &File, may: bool) -> io::Result<()> {
    let mode = if may { 0o644 } else { 0o600 };
    file.set_permissions(Permissions::from_mode(mode))
}

/// Whether others can read a file.
#[must_use]
pub fn others_can_read(found: &Metadata) -> bool {
    found.permissions().mode() & 0o077 != 0
}

/// A directory that others may look into, and change nothing in.
///
/// # Errors
/// When it can't be made.
pub fn make_directory(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o755).create(directory)
}

/// Whether others can change what is in a directory.
#[must_use]
pub fn others_can_write(found: &Metadata) -> bool {
    found.permissions().mode() & 0o022 != 0
}

/// A directory that is gone with its value, for this user alone or for others to look into.
///
/// # Errors
/// When it can't be made.
pub fn temporary_directory(prefix: &str, is_for_others: bool) -> io::Result<TempDir> {
    let mode = if is_for_others { 0o755 } else { 0o700 };
    tempfile::Builder::new()
        .prefix(prefix)
        .permissions(Permissions::from_mode(mode))
        .tempdir()
}
