//! The store's marker: which store it is, what may be written in it, and whose it is.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failure::failed;
use super::folders::Folders;
use super::made::{make_once, replace};
use super::options::FileOptions;
use crate::audit::{Act, Concerned};
use crate::error::{Error, ErrorKind, Result};
use crate::hex::{self, hex};
use crate::platform::disk::{Directory, unless_missing};
use crate::store::key::random_array;
use crate::store::members;

/// Its file name.
pub(super) const NAME: &str = "store.json";
/// The layout of the directory. A library that meets a later one changes nothing.
const LAYOUT: u32 = 1;
/// The highest version of records that this library writes and reads.
const RECORDS: u32 = 1;

/// What `store.json` says. It holds no secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Marker {
    pub(super) layout: u32,
    /// Records are written in this version, so that every library that opened the store reads them.
    pub(super) records: u32,
    /// 16 random bytes, hexadecimal.
    pub(super) store: String,
    /// A hash of the machine's id; absent where it has none.
    #[serde(default)]
    pub(super) machine: Option<String>,
}

impl Marker {
    fn new(store: String, machine: Option<String>) -> Self {
        Self {
            layout: LAYOUT,
            records: RECORDS,
            store,
            machine,
        }
    }

    /// Which store it is.
    pub(super) fn id(&self, place: &Path) -> Result<[u8; 16]> {
        let mut id = [0; 16];
        if hex::parse(&self.store, &mut id).is_some() {
            return Ok(id);
        }
        let path = place.join(NAME);
        let problem = format!("{} is damaged: no store id", path.display());
        Err(Error::new(ErrorKind::RecordCorrupt, problem))
    }

    fn text(&self) -> Result<Vec<u8>> {
        serde_json::to_vec_pretty(self)
            .map_err(|_| Error::new(ErrorKind::Internal, "a marker can't be written"))
    }
}

/// Reads the marker, or makes it where there is none and there are no records; `here` is a hash of the machine's id.
pub(super) fn read_or_make(
    directory: &dyn Directory,
    folders: &Folders,
    options: &FileOptions,
    here: Option<String>,
    is_new: bool,
) -> Result<Marker> {
    let place = folders.place();
    let path = place.join(NAME);
    let name = OsStr::new(NAME);
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
    if marker.layout > LAYOUT || marker.records > RECORDS {
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
    // With what a later library has said in it.
    let text = members::joined(&marker.text()?, &bytes, None);
    let replaced = replace(directory, name, &text, folders.permissions());
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
    let store = place.to_string_lossy();
    let concerned = Concerned {
        store: Some(&store),
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
    let path = place.join(NAME);
    let read = || folders.store()?.file(OsStr::new(NAME))?.read();
    let bytes = read().map_err(|error| failed("reading", &path, &error))?;
    if parse(&bytes, &path)?.id(place)? == *wanted {
        return Ok(());
    }
    let problem = format!(
        "another store was made in the place of {}, which this program opened; nothing was changed in it. \
         Start the program anew",
        place.display()
    );
    Err(Error::new(ErrorKind::StoreFailed, problem))
}
