//! What the file system's errors are called for a person.

use std::io;
use std::path::Path;

use windows_sys::Win32::Foundation::{ERROR_LOCK_VIOLATION, ERROR_SHARING_VIOLATION};

use super::security;

/// Why an operation on `path` failed, in words.
pub(crate) fn explained(error: &io::Error, path: &Path) -> String {
    let number = error.raw_os_error().map(|number| number as u32);
    if [Some(ERROR_SHARING_VIOLATION), Some(ERROR_LOCK_VIOLATION)].contains(&number) {
        return format!(
            "{error}; another program holds it open for long: leave {} out of virus scans and backups",
            path.display()
        );
    }
    if error.kind() == io::ErrorKind::PermissionDenied {
        let me = security::own_sid().unwrap_or_default();
        return format!("{error}; this process runs as user {me}");
    }
    error.to_string()
}
