//! A host's disk: at each operation others may go on, the process may end, and the disk may fail.

use std::ffi::{OsStr, OsString};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::hosts::Taken;
use super::plan::Failing;
use super::scheduler::{ME, Point, Shared};
use crate::platform::access::{Found, Permissions};
use crate::platform::disk::{Directory, Disk, DiskFile, FileSystem, LockFile};
use crate::platform::simulated::RangeLocks;
use crate::platform::simulated::disk::Simulated;

/// So many bytes of the lock file stand for one record.
const PLACES: i64 = 64;

/// As one thread after the other uses it; which one, its machine knows.
#[derive(Clone)]
pub(super) struct HostDisk {
    shared: Arc<Shared>,
    host: usize,
}

/// What an operation does, as far as failures go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Looks,
    Reads,
    Names,
    Makes,
    Writes,
    Syncs,
}

impl HostDisk {
    pub(super) fn of(shared: &Arc<Shared>, host: usize) -> Self {
        Self {
            shared: Arc::clone(shared),
            host,
        }
    }

    fn disk(&self) -> Simulated {
        self.shared.world().hosts[self.host].disk.clone()
    }

    /// Comes to a point, and tells whether the operation fails.
    fn passes(&self, doing: Doing, name: &OsStr) -> io::Result<()> {
        let takes = match doing {
            Doing::Looks => 2,
            Doing::Reads => 20,
            Doing::Names => 60,
            Doing::Makes | Doing::Writes => 100,
            Doing::Syncs => 2000,
        };
        let me = ME.get();
        if doing != Doing::Looks && !self.shared.point(me, Point::Takes(takes)) {
            return Err(io::Error::other("the process has ended"));
        }
        let mut world = self.shared.world();
        let world = &mut *world;
        let Some((how, left)) = &mut world.hosts[self.host].failing else {
            return Ok(());
        };
        let error = match (how, doing) {
            (Failing::Full, Doing::Makes) => io::ErrorKind::StorageFull,
            (Failing::ReadOnly, Doing::Names | Doing::Makes | Doing::Writes) => {
                io::ErrorKind::ReadOnlyFilesystem
            }
            (
                Failing::Broken,
                Doing::Reads | Doing::Names | Doing::Makes | Doing::Writes | Doing::Syncs,
            ) => io::ErrorKind::Other,
            _ => return Ok(()),
        };
        *left -= 1;
        if *left == 0 {
            world.hosts[self.host].failing = None;
        }
        world.fails(me);
        world.fails_for_an_exchange(me, error == io::ErrorKind::StorageFull);
        world.tell(|| format!("thread {me}: {doing:?} {} fails: {error}", shown(name)));
        Err(error.into())
    }

    /// What this thread has of an answer is on the disk, and may be durable or not.
    fn wrote(&self) {
        let mut world = self.shared.world();
        world.actors[ME.get()].doing.has_written = true;
        if let Some(exchange) = world.actors[ME.get()].exchange {
            world.judge.exchanges[exchange].is_written = true;
        }
    }

    fn tell(&self, what: &str, name: &OsStr) {
        let me = ME.get();
        let mut world = self.shared.world();
        world.tell(|| format!("thread {me}: {what} {}", shown(name)));
    }
}

/// A record's name says nothing but what stands behind it.
fn shown(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    match name.strip_prefix("1-") {
        Some(record) => format!(
            "the record{}",
            record.trim_start_matches(|one: char| one.is_ascii_hexdigit())
        ),
        None => name.into_owned(),
    }
}

impl Disk for HostDisk {
    fn true_name(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Directory>> {
        self.passes(Doing::Looks, path.as_os_str())?;
        let opened = self.disk().open(path)?;
        Ok(Box::new(Folder {
            on: self.clone(),
            opened,
        }))
    }
}

struct Folder {
    on: HostDisk,
    opened: Box<dyn Directory>,
}

struct OpenFile {
    on: HostDisk,
    name: OsString,
    opened: Box<dyn DiskFile>,
    /// What is in it, as far as its user knows.
    bytes: Vec<u8>,
    /// It was made ready, its name with it.
    is_overwritten: bool,
}

impl Directory for Folder {
    fn found(&self) -> io::Result<Found> {
        self.opened.found()
    }

    fn file_system(&self) -> io::Result<FileSystem> {
        self.opened.file_system()
    }

    fn free_space(&self) -> io::Result<u64> {
        self.opened.free_space()
    }

    fn directory(&self, name: &OsStr) -> io::Result<Box<dyn Directory>> {
        let opened = self.opened.directory(name)?;
        Ok(Box::new(Self {
            on: self.on.clone(),
            opened,
        }))
    }

    fn make_directory(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()> {
        self.on.passes(Doing::Names, name)?;
        self.opened.make_directory(name, permissions)
    }

    fn names(&self) -> io::Result<Vec<OsString>> {
        self.on.passes(Doing::Looks, OsStr::new("names"))?;
        self.opened.names()
    }

    fn file(&self, name: &OsStr) -> io::Result<Box<dyn DiskFile>> {
        self.on.passes(Doing::Reads, name)?;
        let mut opened = self.opened.file(name)?;
        let bytes = opened.read()?;
        Ok(Box::new(OpenFile {
            on: self.on.clone(),
            name: name.to_owned(),
            opened,
            bytes,
            is_overwritten: false,
        }))
    }

    fn lock_file(&self, name: &OsStr) -> io::Result<Option<LockFile>> {
        self.on.passes(Doing::Looks, name)?;
        self.opened.file(name)?;
        let mut world = self.on.shared.world();
        let process = world.actors[ME.get()].process;
        let opened = world.chance.next();
        Ok(Some(LockFile::Simulated(Box::new(Locks {
            on: self.on.clone(),
            opened,
            process,
        }))))
    }

    fn create(
        &self,
        name: &OsStr,
        bytes: &[u8],
        permissions: &Permissions,
    ) -> io::Result<Box<dyn DiskFile>> {
        self.on.passes(Doing::Makes, name)?;
        self.on.tell("makes", name);
        self.on.wrote();
        Ok(Box::new(OpenFile {
            on: self.on.clone(),
            name: name.to_owned(),
            opened: self.opened.create(name, bytes, permissions)?,
            bytes: bytes.to_vec(),
            is_overwritten: false,
        }))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.on.passes(Doing::Names, from)?;
        self.on.tell("renames to", to);
        self.opened.rename(from, to)
    }

    fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.on.passes(Doing::Names, from)?;
        self.opened.link(from, to)
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        self.on.passes(Doing::Names, name)?;
        self.on.tell("removes", name);
        self.opened.remove(name)
    }

    fn sync(&self) -> io::Result<()> {
        self.on.passes(Doing::Syncs, OsStr::new("folder"))?;
        self.on.tell("syncs the", OsStr::new("folder"));
        self.opened.sync()
    }
}

impl DiskFile for OpenFile {
    fn found(&self) -> io::Result<Found> {
        self.opened.found()
    }

    fn made(&self) -> io::Result<SystemTime> {
        self.opened.made()
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        self.bytes = self.opened.read()?;
        Ok(self.bytes.clone())
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.on.passes(Doing::Writes, &self.name)?;
        self.on.tell("writes", &self.name);
        self.on.wrote();
        self.is_overwritten = true;
        self.bytes = bytes.to_vec();
        self.opened.overwrite(bytes)
    }

    fn sync(&self) -> io::Result<()> {
        self.on.passes(Doing::Syncs, &self.name)?;
        self.on.tell("syncs", &self.name);
        self.opened.sync()?;
        let name = self.name.to_string_lossy();
        if name.ends_with('+') || name.ends_with('~') {
            let mut world = self.on.shared.world();
            world.is_synced(ME.get(), &self.bytes, self.is_overwritten);
        }
        Ok(())
    }
}

/// The kernel's locks, of one open file.
struct Locks {
    on: HostDisk,
    opened: u64,
    process: usize,
}

impl Locks {
    /// Of others, the first in a range.
    fn others(&self, range: &Range<i64>) -> Option<Range<i64>> {
        let world = self.on.shared.world();
        let locks = world.hosts[self.on.host].locks.iter();
        let theirs =
            locks.filter(|taken| taken.opened != self.opened && range.contains(&taken.start));
        let first = theirs.map(|taken| taken.start).min()?;
        Some(first..first + 1)
    }
}

impl Locks {
    /// Of a process one thread stands in a record's line: each costs a descriptor, and knocks again and again, where its
    /// own process could wake it. A shared store is looked after also by who does not wait.
    fn is_asked_by_one_thread(&self, range: &Range<i64>) {
        let mut world = self.on.shared.world();
        let is_anothers = |taken: &Taken| {
            taken.process == self.process
                && taken.opened != self.opened
                && taken.start / PLACES == range.start / PLACES
        };
        if !world.plan.shared && world.hosts[self.on.host].locks.iter().any(is_anothers) {
            world
                .judge
                .violated("two threads of a process ask the kernel for one record's lock".into());
        }
    }
}

impl RangeLocks for Locks {
    fn try_lock(&self, range: Range<i64>) -> io::Result<bool> {
        if !self.on.shared.point(ME.get(), Point::Takes(2)) {
            return Ok(false);
        }
        self.is_asked_by_one_thread(&range);
        if self.others(&range).is_some() {
            return Ok(false);
        }
        self.on.shared.world().hosts[self.on.host]
            .locks
            .push(Taken {
                start: range.start,
                opened: self.opened,
                process: self.process,
            });
        Ok(true)
    }

    fn unlock(&self, range: Range<i64>) -> io::Result<()> {
        let mut world = self.on.shared.world();
        let locks = &mut world.hosts[self.on.host].locks;
        locks.retain(|taken| taken.opened != self.opened || taken.start != range.start);
        Ok(())
    }

    fn taken(&self, range: Range<i64>) -> io::Result<Option<Range<i64>>> {
        Ok(self.others(&range))
    }
}

impl Drop for Locks {
    fn drop(&mut self) {
        let mut world = self.on.shared.world();
        let locks = &mut world.hosts[self.on.host].locks;
        locks.retain(|taken| taken.opened != self.opened);
    }
}
