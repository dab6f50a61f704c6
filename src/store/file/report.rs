//! How a store's directory is kept, for whoever has to mend it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::failed;
use super::folders::RECORDS;
use super::lease::{JOURNAL, beside};
use super::names::parse_name;
use super::stretch;
use crate::clock::{Moment, unix_seconds};
use crate::error::Result;
use crate::hex::hex;
use crate::platform::RealDisk;
use crate::platform::disk::{Directory, Disk};

/// How a store's directory is kept. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoreReport {
    /// The directory, by its one true name.
    pub directory: PathBuf,
    /// The user that it belongs to, in words: `user 1000`.
    pub owner: String,
    /// Its permissions, in words: `mode 0700`, or `mode 2770` in group mode.
    pub permissions: String,
    /// What kind of file system it is on, as far as its number is known.
    pub file_system: String,
    /// Whether other machines can be at that file system; then its locks can fail silently.
    pub is_shared: bool,
    /// Whether a clone of the store on another machine would be noticed: by `/etc/machine-id`, or the name
    /// that this machine was given.
    pub machine_is_known: bool,
    /// How many bytes are free for whoever is not root.
    pub free: u64,
    /// Which key seals, and where it is from; nothing of the key itself.
    pub key: String,
    /// Leases that processes hold now, as far as the kernel tells.
    pub leases: Vec<HeldLease>,
}

/// A lease that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldLease {
    /// The number of the process that holds it.
    pub process: u32,
    /// Since when, as a Unix time, as far as what lies beside the record tells; at the latest now.
    pub since: i64,
    /// The record's file, or the file of all locks where the record is not there yet.
    pub record: PathBuf,
}

pub(in crate::store) fn report(
    place: &Path,
    key: String,
    machine_is_known: bool,
) -> Result<StoreReport> {
    let looking = |error: io::Error| failed("looking at the store", place, &error);
    let directory = RealDisk.open(place).map_err(looking)?;
    let found = directory.found().map_err(looking)?;
    let system = directory.file_system().map_err(looking)?;
    Ok(StoreReport {
        directory: place.to_owned(),
        owner: found.owner_in_words(),
        permissions: found.permissions_in_words(),
        file_system: system.name,
        is_shared: system.shared,
        machine_is_known,
        free: directory.free_space().map_err(looking)?,
        key,
        leases: leases(place, &*directory),
    })
}

/// How many bytes are free for whoever is not root.
pub(in crate::store) fn free_space(place: &Path) -> io::Result<u64> {
    RealDisk.open(place)?.free_space()
}

fn leases(place: &Path, directory: &dyn Directory) -> Vec<HeldLease> {
    let mut leases: Vec<HeldLease> = Vec::new();
    for holder in stretch::held(place) {
        let held = record_of(directory, holder.start).ok().flatten();
        let unknown = || (place.join(stretch::NAME), now());
        let (record, since) = held.unwrap_or_else(unknown);
        let lease = HeldLease {
            process: holder.process,
            since,
            record: place.join(record),
        };
        // They are few.
        let behind = leases.partition_point(|known| known.since <= since);
        leases.insert(behind, lease);
    }
    leases
}

fn now() -> i64 {
    Moment::now().unix_seconds()
}

/// The record whose stretch of the locks begins there, and since when its lease is held: before an exchange its
/// journal is made, which goes with the lease.
fn record_of(store: &dyn Directory, stretch: i64) -> io::Result<Option<(PathBuf, i64)>> {
    let shard_name = hex(&[stretch::first_byte(stretch)]);
    let shard = store
        .directory(RECORDS.as_ref())?
        .directory(shard_name.as_ref())?;
    let is_wanted = |name: &OsString| {
        let key = name.to_str().and_then(parse_name);
        key.is_some_and(|key| stretch::stretch(&key.hash) == stretch)
    };
    let Some(record) = shard.names()?.into_iter().find(is_wanted) else {
        return Ok(None);
    };
    let made = shard
        .file(&beside(&record, JOURNAL))
        .and_then(|journal| journal.made());
    let since = made.map_or_else(|_| now(), unix_seconds);
    Ok(Some((
        Path::new(RECORDS).join(shard_name).join(record),
        since,
    )))
}
