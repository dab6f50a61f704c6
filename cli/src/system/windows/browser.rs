//! The user's browser, and a place for a page that nobody else can read.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program that opens it.
pub fn command(address: &str) -> io::Result<Command> {
    let mut command = Command::new("rundll32");
    command.args(["url.dll,FileProtocolHandler", address]);
    Ok(command)
}

/// The user's own directory for what does not last; only he and administrators can look into it.
pub fn place() -> PathBuf {
    std::env::temp_dir()
}

/// One that was not there before.
pub fn make_directory(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// One that was not there before.
pub fn make_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}
