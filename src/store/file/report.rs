//! How a store's directory is kept, for whoever has to mend it.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::failed;
use super::lock;
use crate::error::Result;

/// How a store's directory is kept. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoreReport {
    /// The directory, by its one true name.
    pub place: PathBuf,
    /// The number of the user that it belongs to.
    pub owner: u32,
    /// Its permissions: 0o700, or 0o2770 in group mode.
    pub mode: u32,
    /// What kind of file system it is on, as far as its number is known.
    pub file_system: String,
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
    /// Since when, as a Unix time.
    pub since: i64,
    /// Its lock file.
    pub lock: PathBuf,
}

pub(in crate::store) fn report(place: &Path, key: String) -> Result<StoreReport> {
    let looking = |error: std::io::Error| failed("looking at the store", place, &error);
    let found = std::fs::metadata(place).map_err(looking)?;
    let system = rustix::fs::statfs(place).map_err(|error| looking(error.into()))?;
    let space = rustix::fs::statvfs(place).map_err(|error| looking(error.into()))?;
    Ok(StoreReport {
        place: place.to_owned(),
        owner: found.uid(),
        mode: found.mode() & 0o7777,
        #[allow(clippy::unnecessary_cast)] // Its type differs by platform.
        file_system: named(system.f_type as u64 & 0xffff_ffff),
        free: space.f_bavail.saturating_mul(space.f_frsize),
        key,
        leases: leases(place).map_err(looking)?,
    })
}

fn leases(place: &Path) -> std::io::Result<Vec<HeldLease>> {
    let mut leases = Vec::new();
    for lock in std::fs::read_dir(place.join("locks"))? {
        let lock = lock?.path();
        leases.extend(lock::holder(&lock).map(|holder| HeldLease {
            process: holder.process,
            since: holder.since,
            lock,
        }));
    }
    leases.sort_by_key(|lease| lease.since);
    Ok(leases)
}

/// What `statfs` calls by a number.
fn named(kind: u64) -> String {
    let name = match kind {
        0xef53 => "ext4",
        0x5846_5342 => "xfs",
        0x9123_683e => "btrfs",
        0x2fc1_2fc1 => "zfs",
        0x0102_1994 => "tmpfs, gone when the machine restarts",
        0x794c_7630 => "overlayfs, gone with its container",
        0x4d44 => "fat, which has no permissions",
        0x6969 => "NFS",
        0xff53_4d42 | 0xfe53_4d42 | 0x517b => "SMB",
        0x6573_5546 => "fuse",
        _ => return format!("kind {kind:#x}"),
    };
    name.to_owned()
}
