//! What the file system refuses, told with its place.

use std::io;
use std::path::Path;

use super::denied;
use crate::error::{Error, ErrorKind};

/// An error of the file system, with its place.
pub(super) fn failed(doing: &str, path: &Path, error: &io::Error) -> Error {
    let kind = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorKind::StoreFull,
        io::ErrorKind::PermissionDenied => ErrorKind::StorePermissions,
        _ => ErrorKind::StoreFailed,
    };
    let why = match error
        .raw_os_error()
        .map(rustix::io::Errno::from_raw_os_error)
    {
        Some(rustix::io::Errno::MFILE) => {
            "this process has as many files open as it may (ulimit -n)".to_owned()
        }
        Some(rustix::io::Errno::NFILE) => {
            "this machine has as many files open as it may".to_owned()
        }
        _ if kind == ErrorKind::StorePermissions => {
            format!("{error}; {}", denied::explained(path))
        }
        _ => error.to_string(),
    };
    Error::new(kind, format!("{doing} {}: {why}", path.display()))
}
