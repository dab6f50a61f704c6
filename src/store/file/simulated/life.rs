//! What processes do to a session's record, from the making of the store to the sign-out, and how much of
//! it somebody else then finds.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Deadline;
use crate::error::Result;
use crate::platform::simulated::disk::{Simulated, World};
use crate::store::file::FileOptions;
use crate::store::{Kind, Leased, Loaded, RecordId, Store};

pub(super) const KEY: RecordId = RecordId {
    kind: Kind::Session,
    hash: [0xab; 32],
};

/// What the record says, one after the other; before the first there is none. A first sign-in is announced
/// by a reserve alone.
pub(super) const HISTORY: [&str; 7] = [
    "never written",
    "the first pair",
    "the first pair, and a refresh is announced",
    "the second pair",
    "the second pair, and a refresh is announced",
    "the third pair",
    "signed out",
];

/// How far the record came.
pub(super) type Progress = usize;

pub(super) const NOTHING: Progress = 0;
pub(super) const FIRST_PAIR: Progress = 2;
pub(super) const SECOND_PAIR: Progress = 4;
pub(super) const THIRD_PAIR: Progress = 6;
pub(super) const SIGNED_OUT: Progress = 7;

/// A disk with a session that came as far as this, all of it durable; of nothing, not even a store.
pub(super) fn with(progress: Progress) -> Simulated {
    let disk = Simulated::with(Path::new("/home"));
    if progress != NOTHING {
        assert_eq!(live(&disk, progress), progress);
    }
    let mut world = disk.world();
    (world.operations, world.syncs) = (0, 0);
    drop(world);
    disk
}

pub(super) fn open(disk: &Simulated) -> Result<Store> {
    let options = FileOptions::default().on(Arc::new(disk.clone()));
    Store::open_file_with("/home/store", None, &options)
}

pub(super) fn lease(store: &Store) -> Result<Leased> {
    store.lease(&KEY, Deadline::after(Duration::from_secs(10)))
}

/// How far the record has come, for who reads it without a lease.
pub(super) fn read(store: &Store) -> Result<Progress> {
    Ok(progress_of(&store.load(&KEY)?))
}

/// How far the record has come, for who has taken the lease.
pub(super) fn read_under_lease(store: &Store) -> Result<Progress> {
    Ok(progress_of(&lease(store)?.load()?))
}

fn progress_of(found: &Option<Loaded<String>>) -> Progress {
    let Some(found) = found else {
        return NOTHING;
    };
    let position = HISTORY.iter().position(|said| *said == found.record);
    position.expect("it says what was written") + 1
}

/// A process that opens the store and goes on until the record is as far as `until`. Gives how far it is
/// known to be durable, by what returned.
pub(super) fn live(disk: &Simulated, until: Progress) -> Progress {
    let mut durable = NOTHING;
    let _ = try_to_live(disk, until, &mut durable);
    durable
}

fn try_to_live(disk: &Simulated, until: Progress, durable: &mut Progress) -> Result<()> {
    let store = open(disk)?;
    loop {
        let mut lease = lease(&store)?;
        let found = lease.load()?;
        let progress = progress_of(&found);
        let version = found.map_or(0, |found| found.version);
        if progress >= until {
            return Ok(());
        }
        if progress == THIRD_PAIR {
            lease.save(version, &HISTORY[THIRD_PAIR])?;
            *durable = SIGNED_OUT;
            continue;
        }
        // An exchange of unknown outcome is announced anew.
        let announced = progress - progress % 2;
        let version = lease.save_before_exchange(version, &HISTORY[announced])?;
        if version > 0 {
            *durable = announced + 1;
        }
        lease.save_after_exchange(version, &HISTORY[announced + 1])?;
        *durable = announced + 2;
        // Where it fails, whoever comes next does it.
        lease.settle()?;
    }
}

/// How far somebody finds the record who comes to the disk: reading it, and under the lease.
pub(super) fn found(world: &World) -> Result<(Simulated, Progress, Progress)> {
    let disk = Simulated::of(world.clone());
    let store = open(&disk)?;
    let before = read(&store)?;
    let under_lease = read_under_lease(&store)?;
    Ok((disk, before, under_lease))
}
