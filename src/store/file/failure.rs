//! What the file system refuses, told with its place.

use std::io;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::platform::access::{Found, Kind, Owner, Permissions};
use crate::platform::failures;

/// An error of the file system, with its place.
pub(super) fn failed(doing: &str, path: &Path, error: &io::Error) -> Error {
    let kind = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorKind::StoreFull,
        io::ErrorKind::PermissionDenied => ErrorKind::StorePermissions,
        _ => ErrorKind::StoreFailed,
    };
    let why = failures::explained(error, path);
    Error::new(kind, format!("{doing} {}: {why}", path.display()))
}

/// Nobody but those whom the permissions are for may read the place. Gives whose root makes what it makes.
pub(super) fn refuse_others(
    permissions: &Permissions,
    path: &Path,
    found: &Found,
    kind: Kind,
) -> Result<Option<Owner>> {
    permissions
        .refuse_others(path, found, kind)
        .map_err(|problem| Error::new(ErrorKind::StorePermissions, problem))
}
