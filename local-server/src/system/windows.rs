//! Windows.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;
use std::process::ExitStatus;

use tempfile::TempDir;
use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, ctrl_break, ctrl_c, ctrl_close};

/// The console's window was closed.
pub type Termination = CtrlClose;
/// Ctrl+Break.
pub type HangUp = CtrlBreak;
/// Ctrl+C.
pub type Interruption = CtrlC;

/// # Errors
/// When the system does not let this process handle it.
pub fn terminations() -> io::Result<Termination> {
    ctrl_close()
}

/// # Errors
/// When the system does not let this process handle it.
pub fn hang_ups() -> io::Result<HangUp> {
    ctrl_break()
}

/// Whether whoever started this process had that ignored, which nobody can ask for.
#[must_use]
pub fn ignores_hang_up() -> bool {
    false
}

/// # Errors
/// When the system does not let this process handle it.
pub fn interruptions() -> io::Result<Interruption> {
    ctrl_c()
}

/// What is handed on to a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// That it is to end.
    Termination,
    /// Ctrl+Break.
    HangUp,
    /// Ctrl+C.
    Interruption,
}

/// The console has told all of its programs already.
pub fn pass_on(_: u32, _: Passed) {}

/// There are no signals that end a process.
#[must_use]
pub fn ended_by(_: ExitStatus) -> Option<i32> {
    None
}

/// There is no limit to be raised.
pub fn allow_many_connections() {}

/// Who may read it, its directory hands down.
pub fn make_private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Who may read it, its directory hands down.
///
/// # Errors
/// None.
pub fn let_others_read(_: &File, _: bool) -> io::Result<()> {
    Ok(())
}

/// Whether others can read a file: as its directory hands it down, which is not judged here.
#[must_use]
pub fn others_can_read(_: &Metadata) -> bool {
    false
}

/// Who may do what in it, the directory around it hands down.
///
/// # Errors
/// When it can't be made.
pub fn make_directory(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

/// Whether others can change what is in a directory: as it is handed down, which is not judged here.
#[must_use]
pub fn others_can_write(_: &Metadata) -> bool {
    false
}

/// A directory that is gone with its value. Who may look into it, the user's own directory hands down.
///
/// # Errors
/// When it can't be made.
pub fn temporary_directory(prefix: &str, _: bool) -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir()
}
