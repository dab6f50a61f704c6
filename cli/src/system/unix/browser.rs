//! The user's browser, and a place for a page that nobody else can read.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::descriptors;

/// The program that opens it. What this one was handed is no business of its.
pub fn command(address: &str) -> io::Result<Command> {
    let browser = std::env::var_os("BROWSER").unwrap_or_else(|| "xdg-open".into());
    let mut command = Command::new(browser);
    command.arg(address);
    descriptors::keep_to_this_program()?;
    Ok(command)
}

/// A directory of the user's own, where the system gives him one; it does not outlive his log-in.
pub fn place() -> PathBuf {
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let own = own.filter(|directory| directory.is_absolute() && is_private(directory));
    own.unwrap_or_else(std::env::temp_dir)
}

fn is_private(directory: &Path) -> bool {
    let user = rustix::process::geteuid().as_raw();
    fs::metadata(directory).is_ok_and(|found| found.uid() == user && found.mode() & 0o077 == 0)
}

/// One that nobody else can look into, and that was not there before.
pub fn make_directory(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

/// One that nobody else can read, and that was not there before.
pub fn make_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600).open(path)
}
