//! Files of which a reader sees all or nothing: the marker, the key file, the lock file.

use std::ffi::OsStr;
use std::io;

use crate::platform::access::Permissions;
use crate::platform::disk::{Directory, draft_of, unless_there};

/// Makes a file that must not change once it is there. Another process may be first; what stands there
/// afterwards is durable, whoever made it.
pub(super) fn make_once(
    directory: &dyn Directory,
    name: &OsStr,
    bytes: &[u8],
    permissions: &Permissions,
) -> io::Result<()> {
    let draft = draft_of(name)?;
    let written = directory
        .create(&draft, bytes, permissions)
        .and_then(|file| file.sync());
    let linked = written.and_then(|()| directory.link(&draft, name));
    directory.remove(&draft).ok();
    unless_there(linked)?;
    directory.sync()
}

/// Puts another text in a file's place, at once and durably.
pub(super) fn replace(
    directory: &dyn Directory,
    name: &OsStr,
    bytes: &[u8],
    permissions: &Permissions,
) -> io::Result<()> {
    let draft = draft_of(name)?;
    let renamed = directory
        .create(&draft, bytes, permissions)
        .and_then(|file| file.sync())
        .and_then(|()| directory.rename(&draft, name));
    if renamed.is_err() {
        directory.remove(&draft).ok();
    }
    renamed.and_then(|()| directory.sync())
}
