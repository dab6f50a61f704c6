//! Opening the directory: whose it is, who may read it, on what file system, of which machine.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ring::digest::{SHA256, digest};
use rustix::process::geteuid;
use zeroize::Zeroizing;

use super::disk::{Access, Disk, RealDisk};
use super::marker::{LAYOUT, Marker, NAME, RECORDS};
use super::{FileOptions, failed};
use crate::error::{Error, ErrorKind, Result};
use crate::store::hex;
use crate::store::key::random_array;

/// `statfs`'s numbers for file systems whose locks are another machine's promise.
const NETWORK: [u64; 4] = [
    0x6969,      // NFS
    0xff53_4d42, // CIFS
    0xfe53_4d42, // SMB2
    0x517b,      // SMB
];

/// What opening found.
pub(in crate::store) struct Opened {
    pub(in crate::store) id: [u8; 16],
    /// The directory, by its one true name.
    pub(in crate::store) place: PathBuf,
}

/// Root gives what it makes to the directory's owner.
pub(super) type Owner = Option<(u32, u32)>;

pub(super) fn open(path: &Path, options: &FileOptions) -> Result<(Opened, Owner)> {
    if path.as_os_str().is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            "the store's path is empty",
        ));
    }
    let owner = make_directories(path, options)?;
    let place = path
        .canonicalize()
        .map_err(|error| failed("opening the store", path, &error))?;
    refuse_network(&place, options)?;
    let disk = RealDisk(options.access(owner));
    for part in ["locks", "records"] {
        let part = place.join(part);
        match disk.make_directory(&part) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(failed("making", &part, &error));
            }
            _ => {}
        }
    }
    let marker = marker(&place, &disk, options)?;
    let opened = Opened {
        id: id(&marker, &place)?,
        place,
    };
    Ok((opened, owner))
}

fn make_directories(path: &Path, options: &FileOptions) -> Result<Owner> {
    let access = options.access(None);
    let mode = access.directory_mode;
    let disk = RealDisk(access);
    match disk.make_directory(path) {
        // Once for all: with a given key there is no key file whose making would do it.
        Ok(()) => disk
            .sync_directory(directory_of(path))
            .map_err(|error| failed("making the store", path, &error))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(failed("making the store", path, &error)),
    }
    let found = std::fs::symlink_metadata(path)
        .map_err(|error| failed("opening the store", path, &error))?;
    if !found.is_dir() {
        let problem = format!("{} is no directory", path.display());
        return Err(Error::new(ErrorKind::StoreFailed, problem));
    }
    refuse_others(path, &found, mode)
}

/// Nobody but the owner, and the group where that was asked for, may read the store.
fn refuse_others(path: &Path, found: &Metadata, mode: u32) -> Result<Owner> {
    let wider = found.mode() & 0o7777 & !mode & 0o777;
    if wider != 0 {
        let problem = format!(
            "{} has mode {:04o}, wider than {mode:04o}: others could read or replace the tokens",
            path.display(),
            found.mode() & 0o7777
        );
        return Err(Error::new(ErrorKind::StorePermissions, problem));
    }
    let user = geteuid();
    if user.is_root() {
        return Ok((found.uid() != 0).then(|| (found.uid(), found.gid())));
    }
    if found.uid() != user.as_raw() && mode & 0o070 == 0 {
        let problem = format!(
            "{} belongs to user {}, and this process runs as user {}; use its owner, or group mode",
            path.display(),
            found.uid(),
            user.as_raw()
        );
        return Err(Error::new(ErrorKind::StorePermissions, problem));
    }
    Ok(None)
}

fn refuse_network(place: &Path, options: &FileOptions) -> Result<()> {
    if options.network {
        return Ok(());
    }
    let kind = rustix::fs::statfs(place)
        .map_err(|error| failed("opening the store", place, &error.into()))?
        .f_type;
    #[allow(clippy::unnecessary_cast)] // Its type differs by platform.
    if NETWORK.contains(&(kind as u64 & 0xffff_ffff)) {
        let problem = format!(
            "{} is on a network file system, whose locks can fail silently",
            place.display()
        );
        return Err(Error::new(ErrorKind::StoreOnNetwork, problem));
    }
    Ok(())
}

/// Whether something was ever kept there; then nothing that belongs to it is made anew.
pub(in crate::store) fn has_records(place: &Path) -> Result<bool> {
    let records = place.join("records");
    let shards = std::fs::read_dir(&records);
    let mut shards = shards.map_err(|error| failed("listing", &records, &error))?;
    Ok(shards.any(|shard| {
        shard
            .and_then(|shard| std::fs::read_dir(shard.path()))
            // What can't be listed may hold records.
            .map_or(true, |mut names| names.next().is_some())
    }))
}

/// Reads the marker, or makes it where there is none and there are no records.
fn marker(place: &Path, disk: &RealDisk, options: &FileOptions) -> Result<Marker> {
    let path = place.join(NAME);
    let bytes = match disk.read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !has_records(place)? => {
            let marker = Marker {
                layout: LAYOUT,
                records: RECORDS,
                store: hex(&random_array::<16>()?),
                machine: machine(),
            };
            make_once(disk, &path, &marker.text()?)?
        }
        Err(error) => return Err(failed("reading", &path, &error)),
    };
    let damaged = |why: &str| {
        let problem = format!("{} is damaged: {why}", path.display());
        Error::new(ErrorKind::RecordCorrupt, problem)
    };
    let mut marker: Marker =
        serde_json::from_slice(&bytes).map_err(|error| damaged(&error.to_string()))?;
    if marker.layout > LAYOUT || marker.records > RECORDS {
        let problem = format!(
            "{} was made by a later version of the library; nothing was changed",
            place.display()
        );
        return Err(Error::new(ErrorKind::StoreTooNew, problem));
    }
    if let (Some(made), Some(here)) = (&marker.machine, machine()) {
        if *made == here {
            return Ok(marker);
        }
        if !options.another_machine {
            let problem = format!(
                "{} was made on another machine: a cloned disk or a restored backup puts one \
                 refresh token in two hands, and the slower one loses the session",
                place.display()
            );
            return Err(Error::new(ErrorKind::StoreMoved, problem));
        }
        // From here on it is this machine's, and the other one is refused.
        marker.machine = Some(here);
        replace(disk, &path, &marker.text()?)
            .map_err(|error| failed("taking over", place, &error))?;
    }
    Ok(marker)
}

fn id(marker: &Marker, place: &Path) -> Result<[u8; 16]> {
    let mut id = [0; 16];
    let digits = marker.store.as_str();
    let whole = digits.len() == 32 && digits.is_ascii();
    let parsed = whole
        && id.iter_mut().enumerate().all(|(at, byte)| {
            u8::from_str_radix(&digits[2 * at..2 * at + 2], 16)
                .map(|value| *byte = value)
                .is_ok()
        });
    if parsed {
        return Ok(id);
    }
    let problem = format!("{} is damaged: no store id", place.join(NAME).display());
    Err(Error::new(ErrorKind::RecordCorrupt, problem))
}

/// A hash of systemd's machine id, which is not to be shown as it is.
fn machine() -> Option<String> {
    let id = std::fs::read_to_string("/etc/machine-id").ok()?;
    let id = id.trim();
    let named = format!("libomnifund {id}");
    (id.len() >= 32).then(|| hex(&digest(&SHA256, named.as_bytes()).as_ref()[..16]))
}

/// Makes a file that must not change once it is there, and gives what stands there then: another
/// process may have been first.
fn make_once(disk: &RealDisk, path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
    let made = || -> io::Result<Vec<u8>> {
        let draft = draft_of(path)?;
        let written = disk.create(&draft, bytes).and_then(|file| file.sync());
        let linked = written.and_then(|()| disk.link(&draft, path));
        disk.remove(&draft).ok();
        match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        disk.sync_directory(directory_of(path))?;
        disk.read(path)
    };
    made().map_err(|error| failed("making", path, &error))
}

/// Puts another text in a file's place, at once and durably.
fn replace(disk: &RealDisk, path: &Path, text: &[u8]) -> io::Result<()> {
    let draft = draft_of(path)?;
    let renamed = disk
        .create(&draft, text)
        .and_then(|file| file.sync())
        .and_then(|()| disk.rename(&draft, path));
    if renamed.is_err() {
        disk.remove(&draft).ok();
    }
    renamed.and_then(|()| disk.sync_directory(directory_of(path)))
}

/// A name beside `path` that nobody else uses.
fn draft_of(path: &Path) -> io::Result<PathBuf> {
    let random = random_array::<8>().map_err(io::Error::other)?;
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", hex(&random)));
    Ok(draft.into())
}

fn directory_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// To whom the key file is given that is made or changed: by root to `found`'s owner, by others to its
/// group where that may read it. It lies beside the directory, and does not inherit the group.
fn owner_like(found: &Metadata, group: bool) -> Owner {
    let user = geteuid();
    if user.is_root() {
        (group || found.uid() != 0).then(|| (found.uid(), found.gid()))
    } else {
        group.then(|| (user.as_raw(), found.gid()))
    }
}

/// The file that holds the sealing key.
pub(in crate::store) struct KeyFile<'a> {
    path: &'a Path,
    options: FileOptions,
}

impl<'a> KeyFile<'a> {
    pub(in crate::store) fn new(path: &'a Path, options: &FileOptions) -> Self {
        Self {
            path,
            options: options.clone(),
        }
    }

    /// One that was read before.
    pub(in crate::store) fn existing(path: &'a Path) -> Self {
        Self {
            path,
            options: FileOptions::default().group(),
        }
    }

    /// `None` where there is none.
    pub(in crate::store) fn read(&self) -> Result<Option<Zeroizing<String>>> {
        let found = match File::open(self.path).and_then(|file| file.metadata()) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("reading the key file", self.path, &error)),
        };
        let access = self.options.access(None);
        refuse_others(self.path, &found, access.file_mode)?;
        let bytes = RealDisk(access)
            .read(self.path)
            .map_err(|error| failed("reading the key file", self.path, &error))?;
        self.text(bytes).map(Some)
    }

    /// Makes it for the store at `directory`, and gives what stands there then.
    pub(in crate::store) fn make(
        &self,
        text: &[u8],
        directory: &Path,
    ) -> Result<Zeroizing<String>> {
        let found = std::fs::metadata(directory)
            .map_err(|error| failed("opening the store", directory, &error))?;
        let owner = owner_like(&found, self.options.group);
        let disk = RealDisk(self.options.access(owner));
        let bytes = make_once(&disk, self.path, text)?;
        self.text(bytes)
    }

    /// Puts another text in its place, at once and durably.
    pub(in crate::store) fn replace(&self, text: &[u8]) -> Result<()> {
        let found = std::fs::metadata(self.path)
            .map_err(|error| failed("changing the key file", self.path, &error))?;
        // As it was kept, whoever changes it.
        let access = Access {
            file_mode: found.mode() & 0o660,
            owner: owner_like(&found, found.mode() & 0o060 != 0),
            ..self.options.access(None)
        };
        let disk = RealDisk(access);
        replace(&disk, self.path, text)
            .map_err(|error| failed("changing the key file", self.path, &error))
    }

    fn text(&self, bytes: Vec<u8>) -> Result<Zeroizing<String>> {
        String::from_utf8(bytes).map(Zeroizing::new).map_err(|_| {
            let problem = format!("the key file {} is damaged", self.path.display());
            Error::new(ErrorKind::KeyWrong, problem)
        })
    }
}
