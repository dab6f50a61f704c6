//! Opening the directory: whose it is, who may read it, on what file system, of which machine.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::{failed, refuse_others};
use super::folders::{Folders, RECORDS, are_in};
use super::names::directory_of;
use super::options::FileOptions;
use super::{lock, marker};
use crate::error::{Error, ErrorKind, Result};
use crate::platform::access::Kind;
use crate::platform::disk::{Directory, unless_missing, unless_there};

/// What opening found.
pub(in crate::store) struct Opened {
    pub(in crate::store) id: [u8; 16],
    /// The directory, by its one true name.
    pub(in crate::store) place: PathBuf,
    /// Whether a clone of it on another machine would be noticed.
    pub(in crate::store) machine_is_known: bool,
    pub(in crate::store) has_records: bool,
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
    let unowned = options.permissions();
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
    let owner = refuse_others(&unowned, path, &found, Kind::Directory)?;
    refuse_network(&place, &*directory, options)?;
    if options.makes_none() && is_empty(&*directory).map_err(opening)? {
        return Err(missing(&place));
    }
    let folders = Folders::new(&place, disk, unowned.given_to(owner));
    let making = |error| failed("making the store", &place, &error);

    let records = match unless_missing(folders.records_in(&*directory)).map_err(opening)? {
        Some(records) => records,
        None => {
            let made = directory.make_directory(OsStr::new(RECORDS), folders.permissions());
            unless_there(made)
                .and_then(|()| folders.records_in(&*directory))
                .map_err(making)?
        }
    };
    let listing = |error| failed("listing", &folders.path_of_records(), &error);
    let has_records = are_in(&*records).map_err(listing)?;
    drop(records);
    if !has_records {
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
    let here = options.this_machine();
    let is_known_here = here.is_some();
    let marker = marker::read_or_make(&*directory, &folders, options, here, !has_records)?;
    if !has_records {
        directory.sync().map_err(making)?;
    }
    lock::prepare(&*directory, &folders)?;
    let opened = Opened {
        id: marker.id(&place)?,
        machine_is_known: marker.machine.is_some() && is_known_here,
        has_records,
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
