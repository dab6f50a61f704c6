//! A file that holds secrets, and was made by a person.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use super::descriptors::above_standard;

/// What is no file, and is refused for it, is not waited for: a pipe's other end may never come.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    above_standard(options.open(path)?)
}

/// What is wrong with a file that somebody else may read, or could have written.
pub(crate) fn refuse_others(path: &Path, file: &File) -> Result<(), String> {
    let in_words = |error: io::Error| error.to_string();
    let found = file.metadata().map_err(in_words)?;
    let me = rustix::process::geteuid().as_raw();
    // Who owns a link decides which of root's files is read.
    let link = path.symlink_metadata().map_err(in_words)?;
    let mut owners = [&found, &link].map(Metadata::uid).into_iter();
    if let Some(owner) = owners.find(|owner| *owner != me && *owner != 0) {
        return Err(format!(
            "it belongs to user {owner}, who can change it, and this runs as user {me}; chown -h {me}, if what is \
             in it is right"
        ));
    }
    let mode = found.mode() & 0o777;
    if mode & 0o027 != 0 {
        return Err(format!(
            "it has mode {mode:04o}, and holds secrets: others may read or write it; chmod o=,g-w"
        ));
    }
    Ok(())
}
