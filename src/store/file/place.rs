//! Opening the directory: whose it is, who may read it, on what file system, of which machine.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use rustix::process::geteuid;

use super::disk::{Directory, Found, unless_missing, unless_there};
use super::failure::failed;
use super::folders::{Folders, RECORDS};
use super::made::{make_once, replace};
use super::marker::{self, LAYOUT, Marker};
use super::names::{directory_of, is_shard};
use super::options::FileOptions;
use super::{denied, lock};
use crate::audit::{Act, Concerned};
use crate::error::{Error, ErrorKind, Result};
use crate::hex::{self, hex};
use crate::store::key::random_array;

/// What opening found.
pub(in crate::store) struct Opened {
    pub(in crate::store) id: [u8; 16],
    /// The directory, by its one true name.
    pub(in crate::store) place: PathBuf,
    /// Whether a clone of it on another machine would be noticed.
    pub(in crate::store) machine_is_known: bool,
}

pub(super) fn open(path: &Path, options: &FileOptions) -> Result<(Opened, Folders)> {
    if path.as_os_str().is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            "the store's path is empty",
        ));
    }
    if options.machine_is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            "the machine's name is empty",
        ));
    }
    let opening = |error| failed("opening the store", path, &error);
    let place = place_of(path, options).map_err(opening)?;
    let name = place.file_name().unwrap_or_default();
    let disk = options.disk();
    let unowned = options.permissions(None);
    let directory = match unless_missing(disk.open(&place)).map_err(opening)? {
        Some(directory) => directory,
        None if options.makes_none() => return Err(missing(&place)),
        None => {
            let making = |error| failed("making the store", path, &error);
            let around = disk.open(directory_of(&place)).map_err(making)?;
            // Nothing is left behind where it is refused.
            refuse_network(&place, &*around, options)?;
            unless_there(around.make_directory(name, &unowned))
                .and_then(|()| disk.open(&place))
                .map_err(making)?
        }
    };
    let found = directory.found().map_err(opening)?;
    let owner = refuse_others(path, &found, unowned.directory_mode)?;
    refuse_network(&place, &*directory, options)?;
    if options.makes_none() && is_empty(&*directory).map_err(opening)? {
        return Err(missing(&place));
    }
    let folders = Folders::new(&place, disk, options.permissions(owner));
    let making = |error| failed("making the store", &place, &error);

    if unless_missing(folders.records())
        .map_err(opening)?
        .is_none()
    {
        let made = directory.make_directory(OsStr::new(RECORDS), folders.permissions());
        unless_there(made).map_err(making)?;
    }
    let is_new = !has_records(&place, options)?;
    if is_new {
        // Who made it can have ended before its name was durable. Where there are records, whoever wrote
        // the first saw to that.
        match disk
            .open(directory_of(&place))
            .and_then(|around| around.sync())
        {
            // Who may only pass through there has not made it.
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => {
                return Err(making(error));
            }
            _ => {}
        }
    }
    let marker = marker(&*directory, &folders, options, is_new)?;
    if is_new {
        directory.sync().map_err(making)?;
    }
    lock::prepare(&*directory, &folders)?;
    let opened = Opened {
        id: id(&marker, &place)?,
        machine_is_known: marker.machine.is_some() && options.this_machine().is_some(),
        place,
    };
    Ok((opened, folders))
}

fn missing(place: &Path) -> Error {
    let problem = format!("there is no store at {}", place.display());
    Error::new(ErrorKind::StoreMissing, problem)
}

/// Whether the making of a store was never begun there.
fn is_empty(directory: &dyn Directory) -> io::Result<bool> {
    let names = directory.names()?;
    let begun = |name: &std::ffi::OsString| name == marker::NAME || name == RECORDS;
    Ok(!names.iter().any(begun))
}

/// The one true name of a directory that need not be there yet, and is no link itself.
fn place_of(path: &Path, options: &FileOptions) -> io::Result<PathBuf> {
    let disk = options.disk();
    match path.file_name() {
        Some(name) => Ok(disk.true_name(directory_of(path))?.join(name)),
        // It ends with `..` or is the root.
        None => disk.true_name(path),
    }
}

/// Nobody but the owner, and the group where that was asked for, may read the store. Gives whose root
/// makes what it makes.
pub(super) fn refuse_others(path: &Path, found: &Found, mode: u32) -> Result<Option<(u32, u32)>> {
    let wider = found.mode & 0o7777 & !mode & 0o777;
    if wider != 0 {
        let problem = format!(
            "{} has mode {:04o}, wider than {mode:04o}, so that others could read or replace the tokens; {}",
            path.display(),
            found.mode & 0o7777,
            denied::explained(path)
        );
        return Err(Error::new(ErrorKind::StorePermissions, problem));
    }
    let user = geteuid();
    if user.is_root() {
        return Ok((found.user != 0).then_some((found.user, found.group)));
    }
    if found.user != user.as_raw() && mode & 0o070 == 0 {
        let problem = format!(
            "{}; only its owner may, or the group in group mode",
            denied::explained(path)
        );
        return Err(Error::new(ErrorKind::StorePermissions, problem));
    }
    Ok(None)
}

fn refuse_network(place: &Path, directory: &dyn Directory, options: &FileOptions) -> Result<()> {
    if options.allows_network() {
        return Ok(());
    }
    let system = directory
        .file_system()
        .map_err(|error| failed("opening the store", place, &error))?;
    if system.shared {
        let problem = format!(
            "{} is on a file system that other machines can be at ({}): its locks can fail silently",
            place.display(),
            system.name
        );
        return Err(Error::new(ErrorKind::StoreOnNetwork, problem));
    }
    Ok(())
}

/// Whether something was ever kept there; then nothing that belongs to it is made anew.
pub(in crate::store) fn has_records(place: &Path, options: &FileOptions) -> Result<bool> {
    let records = place.join(RECORDS);
    let any = || -> io::Result<bool> {
        let records = options.disk().open(place)?.directory(OsStr::new(RECORDS))?;
        Ok(records.names()?.iter().any(|shard| {
            let is_shard = shard.to_str().is_some_and(is_shard);
            let names = || records.directory(shard)?.names();
            // What can't be listed may hold records.
            is_shard && names().map_or(true, |names| !names.is_empty())
        }))
    };
    any().map_err(|error| failed("listing", &records, &error))
}

/// Reads the marker, or makes it where there is none and there are no records.
fn marker(
    directory: &dyn Directory,
    folders: &Folders,
    options: &FileOptions,
    is_new: bool,
) -> Result<Marker> {
    let place = folders.place();
    let path = place.join(marker::NAME);
    let name = OsStr::new(marker::NAME);
    let here = options.this_machine();
    let read = || directory.file(name)?.read();
    let bytes = match unless_missing(read()) {
        Ok(Some(bytes)) => bytes,
        Ok(None) if is_new => {
            let text = Marker::new(hex(&random_array::<16>()?), here.clone()).text()?;
            make_once(directory, name, &text, folders.permissions())
                .and_then(|()| read())
                .map_err(|error| failed("making", &path, &error))?
        }
        Ok(None) => {
            let missing = io::ErrorKind::NotFound.into();
            return Err(failed("reading", &path, &missing));
        }
        Err(error) => return Err(failed("reading", &path, &error)),
    };
    let mut marker = parse(&bytes, &path)?;
    if marker.layout > LAYOUT || marker.records > marker::RECORDS {
        let problem = format!(
            "{} was made by a later version of the library; nothing was changed",
            place.display()
        );
        return Err(Error::new(ErrorKind::StoreTooNew, problem));
    }
    let Some(here) = here else {
        return Ok(marker);
    };
    let made_here = marker.machine.as_ref().map(|made| *made == here);
    if made_here == Some(true) {
        return Ok(marker);
    }
    if made_here == Some(false) && !options.takes_over() {
        let problem = format!(
            "{} was made on another machine, or under another machine's name: a cloned disk or a \
             restored backup puts one refresh token in two hands, and the slower one loses the session",
            place.display()
        );
        return Err(Error::new(ErrorKind::StoreMoved, problem));
    }
    // From here on it is this machine's, and others are refused.
    marker.machine = Some(here);
    let replaced = replace(directory, name, &marker.text()?, folders.permissions());
    match (made_here, replaced) {
        (Some(_), replaced) => taken_over(place, options, replaced).map(|()| marker),
        // Nobody's it was, and who may only read it leaves it so.
        (None, Err(_)) => {
            marker.machine = None;
            Ok(marker)
        }
        _ => Ok(marker),
    }
}

fn taken_over(place: &Path, options: &FileOptions, replaced: io::Result<()>) -> Result<()> {
    let (audit, log) = options.audit_and_log()?;
    let replaced = replaced.map_err(|error| failed("taking over", place, &error));
    let concerned = Concerned {
        store: Some(&place.to_string_lossy()),
        ..Concerned::default()
    };
    audit.line(&log, Act::TakeOver, &concerned, replaced.as_ref().err());
    replaced
}

fn parse(bytes: &[u8], path: &Path) -> Result<Marker> {
    serde_json::from_slice(bytes).map_err(|error| {
        let problem = format!("{} is damaged: {error}", path.display());
        Error::new(ErrorKind::RecordCorrupt, problem)
    })
}

/// An error where the store is away, or where another one was made in its place since it was opened: that
/// one has other keys, and what this process writes would be damage there.
pub(super) fn must_still_be(wanted: &[u8; 16], folders: &Folders) -> Result<()> {
    let place = folders.place();
    let path = place.join(marker::NAME);
    let read = || folders.store()?.file(OsStr::new(marker::NAME))?.read();
    let bytes = read().map_err(|error| failed("reading", &path, &error))?;
    if id(&parse(&bytes, &path)?, place)? == *wanted {
        return Ok(());
    }
    let problem = format!(
        "another store was made in the place of {}, which this program opened; nothing was changed in it. \
         Start the program anew",
        place.display()
    );
    Err(Error::new(ErrorKind::StoreFailed, problem))
}

fn id(marker: &Marker, place: &Path) -> Result<[u8; 16]> {
    let mut id = [0; 16];
    if hex::parse(&marker.store, &mut id).is_some() {
        return Ok(id);
    }
    let path = place.join(marker::NAME);
    let problem = format!("{} is damaged: no store id", path.display());
    Err(Error::new(ErrorKind::RecordCorrupt, problem))
}
