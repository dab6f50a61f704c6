//! This host among those that share a store: where its own directory is, and under which name it takes leases.

use std::env;
use std::fs::DirBuilder;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use ring::digest;

use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;
use crate::store::backend::Id;
use crate::store::file::{FileOptions, Opened};
use crate::store::key::random_array;

/// The one that the options name; else one of the store's own in systemd's `STATE_DIRECTORY`, or in the user's
/// state directory as XDG has it, which is made.
pub(super) fn directory(options: &FileOptions, store: &str) -> Result<PathBuf> {
    if let Some(directory) = options.journal_directory() {
        return Ok(directory.to_owned());
    }
    let set = |name: &str| {
        let value = env::var_os(name).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    };
    let systemd = env::var("STATE_DIRECTORY").ok();
    let systemd = systemd.and_then(|list| list.split(':').next().map(PathBuf::from));
    let state = systemd
        .filter(|path| path.is_absolute())
        .or_else(|| set("XDG_STATE_HOME"))
        .or_else(|| set("HOME").map(|home| home.join(".local/state")));
    let Some(state) = state else {
        return Err(unset(
            "neither STATE_DIRECTORY nor XDG_STATE_HOME nor HOME says where",
        ));
    };
    let around = state.join("omnifund");
    let named = digest::digest(&digest::SHA256, store.as_bytes());
    let made = DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&around);
    made.map_err(|error| unset(&format!("{}: {error}", around.display())))?;
    Ok(around.join(format!("journal-{}", hex(&named.as_ref()[..4]))))
}

fn unset(why: &str) -> Error {
    let problem = format!(
        "a store that several hosts share needs a directory of this host's own for its journal ({why}); \
         OMNIFUND_STORE_JOURNAL names one"
    );
    Error::new(ErrorKind::InvalidConfiguration, problem)
}

/// Under which name leases are taken. All processes that the same locks of the same kernel keep apart have one,
/// so that after a killed process the next one need not wait for its lease to end; nobody else has it, not even
/// who works in a copy of the directory.
pub(super) fn owner(opened: &Opened) -> Result<Id> {
    let boot = clock::boot_id();
    if boot.is_empty() {
        return random_array();
    }
    let lock = lock_file(&opened.place)?;
    let mut named = digest::Context::new(&digest::SHA256);
    named.update(&opened.id);
    named.update(&lock.0.to_be_bytes());
    named.update(&lock.1.to_be_bytes());
    named.update(boot.as_bytes());
    let mut owner = Id::default();
    owner.copy_from_slice(&named.finish().as_ref()[..16]);
    Ok(owner)
}

/// Device and inode of the file that carries the locks.
fn lock_file(place: &Path) -> Result<(u64, u64)> {
    let path = place.join("lock");
    let found = std::fs::symlink_metadata(&path).map_err(|error| {
        let problem = format!("{}: {error}", path.display());
        Error::new(ErrorKind::StoreFailed, problem)
    })?;
    Ok((found.dev(), found.ino()))
}
