//! Standard input and output.

// `show` alone writes there.
#![allow(clippy::disallowed_methods)]

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;

/// Without what Rust's own does for one that can't be written: it says that all is well.
pub fn output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Columns and lines of a terminal.
pub fn size(output: &File) -> Option<(usize, usize)> {
    let size = rustix::termios::tcgetwinsize(output).ok()?;
    let is_known = size.ws_col > 0 && size.ws_row > 0;
    is_known.then(|| (size.ws_col.into(), size.ws_row.into()))
}

/// Whether somebody may have put something on standard input: into a pipe or a file, which `/dev/null` is not.
pub fn input_can_hold_something() -> bool {
    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let kind = input.and_then(|input| Ok(input.metadata()?.file_type()));
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_file() || kind.is_socket())
}
