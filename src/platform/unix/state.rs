//! Where programs of a machine, or of a user, keep their state.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::privilege;

/// What says where that is, in a program whose environment is to be believed.
pub(crate) const NAMED_BY: &str = "neither STATE_DIRECTORY nor XDG_STATE_HOME nor HOME";

/// Systemd's `STATE_DIRECTORY`, or the user's state directory as XDG has it.
pub(crate) fn directory() -> Option<PathBuf> {
    let set = |name: &str| {
        let value = privilege::variable(name).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    };
    let systemd = privilege::variable("STATE_DIRECTORY").and_then(|list| list.into_string().ok());
    let systemd = systemd.and_then(|list| list.split(':').next().map(PathBuf::from));
    systemd
        .filter(|path| path.is_absolute())
        .or_else(|| set("XDG_STATE_HOME"))
        .or_else(|| set("HOME").map(|home| home.join(".local/state")))
}

/// Makes a directory for this user alone, and what is missing around it.
pub(crate) fn make(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700).create(directory)
}

/// What tells a file from all others of this machine, whatever its name.
pub(crate) fn identity(file: &Path) -> io::Result<(u64, u64)> {
    let found = file.symlink_metadata()?;
    Ok((found.dev(), found.ino()))
}
