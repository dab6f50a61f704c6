//! What the file system's errors are called for a person.

use std::io;
use std::path::Path;

use rustix::io::Errno;

use super::denied;

/// Why an operation on `path` failed, in words.
pub(crate) fn explained(error: &io::Error, path: &Path) -> String {
    match Errno::from_io_error(error) {
        Some(Errno::MFILE) => "this process has as many files open as it may (ulimit -n)".into(),
        Some(Errno::NFILE) => "this machine has as many files open as it may".into(),
        _ if error.kind() == io::ErrorKind::PermissionDenied => {
            format!("{error}; {}", denied::explained(path))
        }
        _ => error.to_string(),
    }
}
