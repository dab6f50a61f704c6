//! The disk: what is synced of contents and of names, and all that may be left of the rest.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use super::contents::{Contents, UNSYNCED, Unsynced};
use crate::platform::access::{Found, Permissions};
use crate::platform::disk::{Directory, Disk, DiskFile, FileSystem, LockFile};

type Number = usize;

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Directory,
    File(Number),
}

type Names = BTreeMap<PathBuf, Node>;

/// What an operation does to names, all of it at once: file systems promise that a rename happens whole.
/// `None` takes a name away.
type Change = Vec<(PathBuf, Option<Node>)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Write,
    Rename,
    SyncFile,
    SyncDirectory,
    Other,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    files: Vec<Contents>,
    names: Names,
    synced_names: Names,
    unsynced_names: Vec<Change>,
    pub(crate) operations: usize,
    /// Before this operation the power goes, or the process is killed.
    pub(crate) ends_at: Option<usize>,
    /// This one operation fails, so.
    pub(crate) fails_at: Option<(usize, io::ErrorKind)>,
    /// Every operation of these kinds fails, so.
    pub(crate) fails: Option<(Vec<Operation>, io::ErrorKind)>,
    pub(crate) syncs: usize,
    /// This sync does nothing: a mistake that a test must notice.
    pub(crate) forgotten_sync: Option<usize>,
}

impl World {
    fn operate(&mut self, operation: Operation) -> io::Result<()> {
        if self.ends_at == Some(self.operations) {
            return Err(io::Error::other("it has ended"));
        }
        self.operations += 1;
        match (&self.fails_at, &self.fails) {
            (Some((at, kind)), _) if *at + 1 == self.operations => Err((*kind).into()),
            (_, Some((operations, kind))) if operations.contains(&operation) => Err((*kind).into()),
            _ => Ok(()),
        }
    }

    fn syncs(&mut self) -> bool {
        self.syncs += 1;
        self.forgotten_sync != Some(self.syncs - 1)
    }

    fn change(&mut self, change: Change) {
        apply(&mut self.names, &change);
        self.unsynced_names.push(change);
    }

    fn found(&self, path: &Path) -> io::Result<Node> {
        let found = self.names.get(path).copied();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn file(&self, path: &Path) -> io::Result<Number> {
        match self.found(path)? {
            Node::File(number) => Ok(number),
            Node::Directory => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn free(&self, path: &Path) -> io::Result<()> {
        match self.found(path) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => Ok(()),
        }
    }

    /// All disks that may be there after the power comes back, each once.
    #[cfg(test)]
    pub(crate) fn after_power_cut(&self) -> Vec<Self> {
        let mut seen = std::collections::BTreeSet::new();
        let mut worlds = Vec::new();
        for kept in 0..1usize << self.unsynced_names.len() {
            let mut names = self.synced_names.clone();
            for (at, change) in self.unsynced_names.iter().enumerate() {
                if kept & (1 << at) != 0 {
                    apply(&mut names, change);
                }
            }
            let whole = without_lost_folders(&names);
            for unsynced in UNSYNCED {
                let world = Self::settled(&self.files, &whole, &mut || unsynced);
                if seen.insert(world.contents()) {
                    worlds.push(world);
                }
            }
        }
        worlds
    }

    /// One of these disks, by choice.
    pub(crate) fn after_one_power_cut(&self, choose: &mut dyn FnMut(usize) -> usize) -> Self {
        let mut names = self.synced_names.clone();
        for change in &self.unsynced_names {
            if choose(2) == 1 {
                apply(&mut names, change);
            }
        }
        let whole = without_lost_folders(&names);
        Self::settled(&self.files, &whole, &mut || {
            UNSYNCED[choose(UNSYNCED.len())]
        })
    }

    fn settled(files: &[Contents], names: &Names, unsynced: &mut dyn FnMut() -> Unsynced) -> Self {
        let mut contents = |file: &Contents| {
            let bytes = file.after_power_cut(unsynced());
            Contents {
                synced: Some(bytes.clone()),
                written: bytes,
            }
        };
        Self {
            files: files.iter().map(&mut contents).collect(),
            names: names.clone(),
            synced_names: names.clone(),
            ..Self::default()
        }
    }

    /// All that can be read.
    #[cfg(test)]
    pub(crate) fn contents(&self) -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let read = |node: &Node| match node {
            Node::File(number) => Some(self.files[*number].written.clone()),
            Node::Directory => None,
        };
        let names = self.names.iter();
        names
            .map(|(path, node)| (path.clone(), read(node)))
            .collect()
    }
}

/// What lies in a folder whose own name is gone is gone too.
fn without_lost_folders(names: &Names) -> Names {
    let is_found = |path: &&PathBuf| {
        let mut around = path.ancestors().skip(1);
        around.all(|around| around == Path::new("/") || names.contains_key(around))
    };
    let found = names.keys().filter(is_found);
    found.map(|path| (path.clone(), names[path])).collect()
}

fn apply(names: &mut Names, change: &Change) {
    for (path, node) in change {
        match node {
            Some(node) => names.insert(path.clone(), *node),
            None => names.remove(path),
        };
    }
}

/// Its clones are one disk.
#[derive(Clone, Default)]
pub(crate) struct Simulated(Arc<Mutex<World>>);

impl Simulated {
    pub(crate) fn of(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    /// With a folder that was there before.
    pub(crate) fn with(folder: &Path) -> Self {
        let disk = Self::default();
        disk.world()
            .names
            .insert(folder.to_owned(), Node::Directory);
        let names = disk.world().names.clone();
        disk.world().synced_names = names;
        disk
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }
}

struct Opened {
    disk: Simulated,
    path: PathBuf,
}

struct OpenedFile {
    disk: Simulated,
    number: Number,
}

impl Disk for Simulated {
    fn true_name(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Directory>> {
        match self.world().found(path)? {
            Node::Directory => Ok(Box::new(Opened {
                disk: self.clone(),
                path: path.to_owned(),
            })),
            Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }
}

impl Directory for Opened {
    fn found(&self) -> io::Result<Found> {
        Ok(Found::own())
    }

    fn file_system(&self) -> io::Result<FileSystem> {
        Ok(FileSystem {
            name: "simulated".into(),
            shared: false,
        })
    }

    fn free_space(&self) -> io::Result<u64> {
        Ok(u64::MAX)
    }

    fn directory(&self, name: &OsStr) -> io::Result<Box<dyn Directory>> {
        self.disk.open(&self.path.join(name))
    }

    fn make_directory(&self, name: &OsStr, _: &Permissions) -> io::Result<()> {
        let path = self.path.join(name);
        let mut world = self.disk.world();
        world.free(&path)?;
        world.operate(Operation::Other)?;
        world.change(vec![(path, Some(Node::Directory))]);
        Ok(())
    }

    fn names(&self) -> io::Result<Vec<OsString>> {
        let world = self.disk.world();
        let inside = world.names.keys();
        let inside = inside.filter(|path| path.parent() == Some(&self.path));
        let names = inside.filter_map(|path| path.file_name());
        Ok(names.map(OsStr::to_owned).collect())
    }

    fn file(&self, name: &OsStr) -> io::Result<Box<dyn DiskFile>> {
        let number = self.disk.world().file(&self.path.join(name))?;
        Ok(Box::new(OpenedFile {
            disk: self.disk.clone(),
            number,
        }))
    }

    /// One process alone is there at a time.
    fn lock_file(&self, name: &OsStr) -> io::Result<Option<LockFile>> {
        self.file(name).map(|_| None)
    }

    fn create(&self, name: &OsStr, bytes: &[u8], _: &Permissions) -> io::Result<Box<dyn DiskFile>> {
        let path = self.path.join(name);
        let mut world = self.disk.world();
        world.free(&path)?;
        world.operate(Operation::Other)?;
        let number = world.files.len();
        world.files.push(Contents {
            written: bytes.to_vec(),
            synced: None,
        });
        world.change(vec![(path, Some(Node::File(number)))]);
        Ok(Box::new(OpenedFile {
            disk: self.disk.clone(),
            number,
        }))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let (from, to) = (self.path.join(from), self.path.join(to));
        let mut world = self.disk.world();
        let number = world.file(&from)?;
        world.operate(Operation::Rename)?;
        world.change(vec![(to, Some(Node::File(number))), (from, None)]);
        Ok(())
    }

    fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let (from, to) = (self.path.join(from), self.path.join(to));
        let mut world = self.disk.world();
        let number = world.file(&from)?;
        world.free(&to)?;
        world.operate(Operation::Other)?;
        world.change(vec![(to, Some(Node::File(number)))]);
        Ok(())
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        let path = self.path.join(name);
        let mut world = self.disk.world();
        world.file(&path)?;
        world.operate(Operation::Other)?;
        world.change(vec![(path, None)]);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operate(Operation::SyncDirectory)?;
        if world.syncs() {
            let changes = std::mem::take(&mut world.unsynced_names);
            let (here, elsewhere): (Vec<_>, Vec<_>) = changes
                .into_iter()
                .partition(|change| change[0].0.parent() == Some(&self.path));
            for change in here {
                apply(&mut world.synced_names, &change);
            }
            world.unsynced_names = elsewhere;
        }
        Ok(())
    }
}

impl DiskFile for OpenedFile {
    fn found(&self) -> io::Result<Found> {
        Ok(Found::own())
    }

    fn made(&self) -> io::Result<SystemTime> {
        Ok(SystemTime::UNIX_EPOCH)
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.disk.world().files[self.number].written.clone())
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operate(Operation::Write)?;
        let written = &mut world.files[self.number].written;
        let kept = written.split_off(bytes.len().min(written.len()));
        *written = [bytes, &kept].concat();
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operate(Operation::SyncFile)?;
        if world.syncs() {
            let written = world.files[self.number].written.clone();
            world.files[self.number].synced = Some(written);
        }
        Ok(())
    }
}
