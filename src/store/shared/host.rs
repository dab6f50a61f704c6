//! This host among those that share a store: where its own directory is, and under which name it takes leases.

use std::path::{Path, PathBuf};

use ring::digest;

use crate::clock;
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;
use crate::platform::{privilege, state};
use crate::store::backend::Id;
use crate::store::file::{FileOptions, Opened};
use crate::store::key::random_array;

/// The one that the options name; else one of the store's own in systemd's `STATE_DIRECTORY`, or in the user's
/// state directory as XDG has it, which is made.
pub(super) fn directory(options: &FileOptions, store: &str) -> Result<PathBuf> {
    if let Some(directory) = options.journal_directory() {
        return Ok(directory.to_owned());
    }
    let Some(state) = state::directory() else {
        let silent = match privilege::is_raised() {
            true => "no variable, in a program that has rights which its caller has not,",
            false => state::NAMED_BY,
        };
        return Err(unset(&format!("{silent} says where")));
    };
    let around = state.join("omnifund");
    let named = digest::digest(&digest::SHA256, store.as_bytes());
    let made = state::make(&around);
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
    #[cfg(any(test, feature = "simulation"))]
    if let Some(identity) = crate::platform::simulated::with(|machine| machine.identity()) {
        return Ok(identity);
    }
    let path = place.join("lock");
    state::identity(&path).map_err(|error| {
        let problem = format!("{}: {error}", path.display());
        Error::new(ErrorKind::StoreFailed, problem)
    })
}
