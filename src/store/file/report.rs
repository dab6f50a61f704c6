//! How a store's directory is kept, for whoever has to mend it.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::failure::failed;
use super::folders::RECORDS;
use super::lease::JOURNAL;
use super::names::parse_name;
use super::real_disk::RealDisk;
use super::{holders, stretch};
use crate::clock::Moment;
use crate::error::Result;
use crate::hex::hex;

/// How a store's directory is kept. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoreReport {
    /// The directory, by its one true name.
    pub directory: PathBuf,
    /// The number of the user that it belongs to.
    pub owner: u32,
    /// Its permissions: 0o700, or 0o2770 in group mode.
    pub mode: u32,
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
    let looking = |error: std::io::Error| failed("looking at the store", place, &error);
    let found = std::fs::metadata(place).map_err(looking)?;
    let free = free_space(place).map_err(looking)?;
    let system = RealDisk
        .open(place)
        .and_then(|directory| directory.file_system())
        .map_err(looking)?;
    Ok(StoreReport {
        directory: place.to_owned(),
        owner: found.uid(),
        mode: found.mode() & 0o7777,
        file_system: system.name,
        is_shared: system.shared,
        machine_is_known,
        free,
        key,
        leases: leases(place),
    })
}

/// How many bytes are free for whoever is not root.
pub(in crate::store) fn free_space(place: &Path) -> std::io::Result<u64> {
    let space = rustix::fs::statvfs(place)?;
    Ok(space.f_bavail.saturating_mul(space.f_frsize))
}

fn leases(place: &Path) -> Vec<HeldLease> {
    let mut leases: Vec<_> = holders::all(place)
        .into_iter()
        .map(|holder| {
            let record = record_of(place, holder.stretch);
            HeldLease {
                process: holder.process,
                since: record.as_deref().and_then(since).unwrap_or_else(now),
                record: record.unwrap_or_else(|| place.join(stretch::NAME)),
            }
        })
        .collect();
    leases.sort_by_key(|lease| lease.since);
    leases
}

fn now() -> i64 {
    Moment::now().unix_seconds()
}

/// Before an exchange its journal is made; it goes with the lease.
fn since(record: &Path) -> Option<i64> {
    let mut journal = record.as_os_str().to_owned();
    journal.push(JOURNAL);
    let found = std::fs::symlink_metadata(journal).ok()?;
    // It is written to later, and not every file system knows when it was made.
    let modified = found.modified().ok()?;
    let made = found.created().map_or(modified, |made| made.min(modified));
    let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// The record whose stretch of the locks begins there.
fn record_of(place: &Path, stretch: i64) -> Option<PathBuf> {
    let shard = hex(&[stretch::first_byte(stretch)]);
    let shard = place.join(RECORDS).join(shard);
    holders::listed(shard).into_iter().find(|record| {
        let key = record
            .file_name()
            .and_then(|name| parse_name(name.to_str()?));
        key.is_some_and(|key| stretch::stretch(&key.hash) == stretch)
    })
}
