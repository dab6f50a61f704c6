//! A disk that loses its power: every operation of two changes of a record is a moment at which it can
//! happen, and at each of them what was not synced may be there, may be gone, or may be half there.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use super::disk::DiskFile;
use super::lock::Lock;
use super::*;

/// What an unsynced file has after the power comes back.
#[derive(Debug, Clone, Copy)]
enum Unsynced {
    Kept,
    Dropped,
    Torn,
    Zeros,
}

const UNSYNCED: [Unsynced; 4] = [
    Unsynced::Kept,
    Unsynced::Dropped,
    Unsynced::Torn,
    Unsynced::Zeros,
];

#[derive(Debug, Clone, Default)]
struct Contents {
    written: Vec<u8>,
    synced: Option<Vec<u8>>,
}

impl Contents {
    fn after_power_cut(&self, unsynced: Unsynced) -> Vec<u8> {
        match (unsynced, &self.synced) {
            (_, Some(synced)) if *synced == self.written => synced.clone(),
            (Unsynced::Kept, _) => self.written.clone(),
            (Unsynced::Dropped, synced) => synced.clone().unwrap_or_default(),
            (Unsynced::Torn, _) => self.written[..self.written.len() / 2].to_vec(),
            (Unsynced::Zeros, _) => vec![0; self.written.len()],
        }
    }
}

type Number = usize;

#[derive(Debug, Clone, Default)]
struct World {
    files: Vec<Contents>,
    names: BTreeMap<PathBuf, Number>,
    synced_names: BTreeMap<PathBuf, Number>,
    /// Changes of names since their directory was synced, those of one operation together: file systems
    /// promise that a rename happens whole. `None` takes a name away.
    unsynced_names: Vec<Vec<(PathBuf, Option<Number>)>>,
    operations: usize,
    /// Before this operation the power goes.
    power_goes_at: Option<usize>,
    syncs: usize,
    /// This one operation fails, as on a full disk.
    full_at: Option<usize>,
    /// This sync does nothing: a mistake that a test must notice.
    forgotten_sync: Option<usize>,
}

impl World {
    fn operate(&mut self) -> io::Result<()> {
        if self.power_goes_at == Some(self.operations) {
            return Err(io::Error::other("no power"));
        }
        self.operations += 1;
        if self.full_at == Some(self.operations - 1) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn syncs(&mut self) -> bool {
        self.syncs += 1;
        self.forgotten_sync != Some(self.syncs - 1)
    }

    fn set_names(&mut self, changes: &[(&Path, Option<Number>)]) {
        let changes = changes
            .iter()
            .map(|(path, number)| ((*path).to_owned(), *number));
        let changes: Vec<_> = changes.collect();
        apply(&mut self.names, &changes);
        self.unsynced_names.push(changes);
    }

    fn found(&self, path: &Path) -> io::Result<Number> {
        let found = self.names.get(path).copied();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// All disks that may be there after the power comes back.
    fn after_power_cut(&self) -> Vec<Self> {
        let changes = self.unsynced_names.len();
        let mut worlds = Vec::new();
        for kept in 0..1usize << changes {
            let mut names = self.synced_names.clone();
            for (at, changes) in self.unsynced_names.iter().enumerate() {
                if kept & (1 << at) != 0 {
                    apply(&mut names, changes);
                }
            }
            for unsynced in UNSYNCED {
                let contents = |file: &Contents| {
                    let bytes = file.after_power_cut(unsynced);
                    Contents {
                        synced: Some(bytes.clone()),
                        written: bytes,
                    }
                };
                worlds.push(Self {
                    files: self.files.iter().map(contents).collect(),
                    names: names.clone(),
                    synced_names: names.clone(),
                    ..Self::default()
                });
            }
        }
        worlds
    }
}

fn apply(names: &mut BTreeMap<PathBuf, Number>, changes: &[(PathBuf, Option<Number>)]) {
    for (path, number) in changes {
        match number {
            Some(number) => names.insert(path.clone(), *number),
            None => names.remove(path),
        };
    }
}

#[derive(Clone, Default)]
struct Simulated(Arc<Mutex<World>>);

impl Simulated {
    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }
}

struct SimulatedFile {
    disk: Simulated,
    number: Number,
}

impl Disk for Simulated {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let world = self.world();
        Ok(world.files[world.found(path)?].written.clone())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn DiskFile>> {
        let mut world = self.world();
        world.operate()?;
        let number = world.files.len();
        world.files.push(Contents {
            written: bytes.to_vec(),
            synced: None,
        });
        world.set_names(&[(path, Some(number))]);
        Ok(Box::new(SimulatedFile {
            disk: self.clone(),
            number,
        }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operate()?;
        let number = world.found(from)?;
        world.set_names(&[(to, Some(number)), (from, None)]);
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operate()?;
        let number = world.found(from)?;
        world.set_names(&[(to, Some(number))]);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.found(path)?;
        world.operate()?;
        world.set_names(&[(path, None)]);
        Ok(())
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operate()?;
        let number = world.found(path)?;
        if world.syncs() {
            let written = world.files[number].written.clone();
            world.files[number].synced = Some(written);
        }
        Ok(())
    }

    fn make_directory(&self, _: &Path) -> io::Result<()> {
        self.world().operate()
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operate()?;
        if world.syncs() {
            let names = std::mem::take(&mut world.unsynced_names);
            let (here, elsewhere): (Vec<_>, Vec<_>) = names
                .into_iter()
                .partition(|changes| changes[0].0.parent() == Some(path));
            for changes in here {
                apply(&mut world.synced_names, &changes);
            }
            world.unsynced_names = elsewhere;
        }
        Ok(())
    }
}

impl DiskFile for SimulatedFile {
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operate()?;
        let written = &mut world.files[self.number].written;
        let kept = written.split_off(bytes.len().min(written.len()));
        *written = [bytes, &kept].concat();
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operate()?;
        if world.syncs() {
            let written = world.files[self.number].written.clone();
            world.files[self.number].synced = Some(written);
        }
        Ok(())
    }
}

const KEY: RecordKey = RecordKey {
    kind: Kind::Session,
    hash: [0xab; 32],
};
const RECORDS: [&[u8]; 3] = [
    b"the old pair",
    b"the old pair and an intent",
    b"the new pair",
];

fn backend(disk: &Simulated) -> FileBackend {
    FileBackend {
        directory: PathBuf::from("/store"),
        access: FileOptions::default().access(None),
        disk: Arc::new(disk.clone()),
    }
}

fn lease(disk: &Simulated) -> FileLease {
    let backend = backend(disk);
    let place = std::env::temp_dir().join(format!("omnifund-lock-{}", random_name()));
    let lock = Lock::acquire(
        &place,
        &backend.access,
        Deadline::after(Duration::from_secs(10)),
    )
    .unwrap();
    std::fs::remove_file(place).unwrap();
    FileLease::new(
        backend.record(&KEY),
        backend.shard(&KEY),
        backend.disk,
        lock,
    )
}

fn random_name() -> String {
    hex(&crate::store::key::random_array::<8>().unwrap())
}

/// A store with one record, all of it on the disk.
fn settled() -> Simulated {
    let disk = Simulated::default();
    let marker = Path::new("/store").join(marker::NAME);
    disk.create(&marker, b"{}").unwrap().sync().unwrap();
    disk.sync_directory(Path::new("/store")).unwrap();
    lease(&disk).swap(0, RECORDS[0], None).unwrap();
    let mut world = disk.world();
    (world.operations, world.syncs) = (0, 0);
    drop(world);
    disk
}

/// What a refresh does to the record. Gives how many changes are durable.
fn refresh(disk: &Simulated) -> usize {
    let mut lease = lease(disk);
    let Ok(version) = lease.swap(1, RECORDS[1], Some(100)) else {
        return 0;
    };
    if lease.write_journal(version + 1, RECORDS[2]).is_err() {
        return 1;
    }
    let _ = lease.settle_journal();
    2
}

/// What is found when somebody looks, and what once he has taken the lease.
fn found(disk: &Simulated) -> Option<(usize, usize)> {
    let newest = || {
        let backend = backend(disk);
        let in_place = backend.load(&KEY).ok()??;
        let journal = backend.journal(&KEY).ok()?;
        let newest = match journal {
            // The seal, which is above, tells one that is torn.
            Some(journal) if journal.version > in_place.version && is_whole(&journal.bytes) => {
                journal
            }
            _ => in_place,
        };
        RECORDS.iter().position(|record| *record == newest.bytes)
    };
    let before = newest()?;
    let mut lease = lease(disk);
    let journal = backend(disk).journal(&KEY).ok()?;
    match journal.filter(|journal| is_whole(&journal.bytes)) {
        Some(_) => lease.settle_journal().ok()?,
        None => lease.discard_journal().ok()?,
    }
    Some((before, newest()?))
}

fn is_whole(record: &[u8]) -> bool {
    RECORDS.contains(&record)
}

/// The first disk that the power leaves in a state that a store must never be in.
fn first_loss(forgotten_sync: Option<usize>) -> Option<String> {
    for power_goes_at in 0.. {
        let disk = settled();
        disk.world().forgotten_sync = forgotten_sync;
        disk.world().power_goes_at = Some(power_goes_at);
        let returned = refresh(&disk);
        let world = disk.world().clone();
        let reached = world.operations < power_goes_at;
        for after in world.after_power_cut() {
            let after = Simulated(Arc::new(Mutex::new(after)));
            let found = found(&after);
            // What was promised is there, nothing else than what was written, and taking the lease loses
            // nothing of it.
            if found.is_none_or(|(read, leased)| read < returned || leased != read) {
                return Some(format!(
                    "power goes at {power_goes_at}: {returned} changes returned, found {found:?}"
                ));
            }
        }
        if reached {
            return None;
        }
    }
    None
}

#[test]
fn at_every_moment_the_power_leaves_the_old_record_or_the_new_one_and_what_returned_is_there() {
    assert_eq!(first_loss(None), None);
}

#[test]
fn each_sync_is_needed() {
    let disk = settled();
    assert_eq!(refresh(&disk), 2);
    let syncs = disk.world().syncs;
    // The first one is that of the room set aside: its contents are zeros, and what it is for is that a
    // full disk fails before the exchange.
    const ROOM: usize = 0;
    assert_eq!(syncs, 5);
    // The last one is for the change after this one.
    const IN_PLACE: usize = 4;
    for sync in (0..syncs).filter(|sync| ![ROOM, IN_PLACE].contains(sync)) {
        assert!(
            first_loss(Some(sync)).is_some(),
            "sync {sync} can be left out unnoticed"
        );
    }
}

#[test]
fn an_operation_that_fails_on_a_full_disk_harms_nothing_and_succeeds_with_room_again() {
    for full_at in 0.. {
        let disk = settled();
        let mut lease = lease(&disk);
        disk.world().full_at = Some(full_at);
        let mut failures = 0;
        let mut twice = |change: &mut dyn FnMut(&[u8]) -> Result<()>, record: &[u8]| {
            for attempt in 0..2u8 {
                // Sealed anew each time, so that no two tries write the same bytes.
                match change(&[record, &[attempt][..]].concat()) {
                    Ok(()) => return,
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::StoreFull, "{error}");
                        failures += 1;
                    }
                }
            }
            panic!("operation {full_at} can't be tried again");
        };
        twice(
            &mut |sealed| lease.swap(1, sealed, Some(100)).map(drop),
            RECORDS[1],
        );
        twice(&mut |sealed| lease.write_journal(3, sealed), RECORDS[2]);
        twice(&mut |_| lease.settle_journal(), b"");
        let found = backend(&disk).load(&KEY).unwrap().unwrap();
        assert_eq!(found.version, 3);
        assert!(found.bytes.starts_with(RECORDS[2]));
        if failures == 0 {
            assert!(full_at > 5);
            return;
        }
    }
}
