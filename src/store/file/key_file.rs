//! The file that holds the sealing key.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::failure::{failed, refuse_others};
use super::made::{make_once, replace};
use super::names::directory_of;
use super::options::FileOptions;
use super::place::Opened;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::access::{Kind, Permissions};
use crate::platform::disk::{Directory, unless_missing};

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
        let failed = |error| failed("reading the key file", self.path, &error);
        // A container's secrets are links. What is behind one is judged when it is open.
        let disk = self.options.disk();
        let opened = disk.true_name(self.path).and_then(|place| {
            let name = place.file_name().unwrap_or_default();
            disk.open(directory_of(&place))?.file(name)
        });
        let Some(mut file) = unless_missing(opened).map_err(failed)? else {
            return Ok(None);
        };
        let found = file.found().map_err(failed)?;
        refuse_others(&self.options.permissions(), self.path, &found, Kind::File)?;
        let bytes = file.read().map_err(failed)?;
        self.text(bytes).map(Some)
    }

    /// What the file says, and it is durable before anything is sealed with it: whoever made it can have ended
    /// before. Where there were records when the store was opened, somebody saw to that.
    pub(in crate::store) fn read_for(&self, opened: &Opened) -> Result<Option<Zeroizing<String>>> {
        let read = self.read()?;
        if read.is_some() && !opened.has_records {
            match self.directory().and_then(|directory| directory.sync()) {
                // Who may only pass through has not made it.
                Err(error) if error.kind() != io::ErrorKind::PermissionDenied => {
                    return Err(failed("reading the key file", self.path, &error));
                }
                _ => {}
            }
        }
        Ok(read)
    }

    /// Makes it for the store at `directory`, and gives what stands there then.
    pub(in crate::store) fn make(
        &self,
        text: &[u8],
        directory: &Path,
    ) -> Result<Zeroizing<String>> {
        let found = self
            .options
            .disk()
            .open(directory)
            .and_then(|directory| directory.found())
            .map_err(|error| failed("opening the store", directory, &error))?;
        let permissions = Permissions::like(&found, self.options.is_for_group());
        self.directory()
            .and_then(|at| make_once(&*at, self.name(), text, &permissions))
            .map_err(|error| failed("making", self.path, &error))?;
        let gone = || failed("making", self.path, &io::ErrorKind::NotFound.into());
        self.read()?.ok_or_else(gone)
    }

    /// Puts another text in its place, at once and durably.
    pub(in crate::store) fn replace(&self, text: &[u8]) -> Result<()> {
        let replaced = self.directory().and_then(|at| {
            let found = at.file(self.name())?.found()?;
            // As it was kept, whoever changes it.
            let permissions = Permissions::as_kept(&found);
            replace(&*at, self.name(), text, &permissions)
        });
        replaced.map_err(|error| failed("changing the key file", self.path, &error))
    }

    fn name(&self) -> &OsStr {
        self.path.file_name().unwrap_or_default()
    }

    fn directory(&self) -> io::Result<Box<dyn Directory>> {
        let disk = self.options.disk();
        let place: PathBuf = disk.true_name(directory_of(self.path))?;
        disk.open(&place)
    }

    fn text(&self, bytes: Vec<u8>) -> Result<Zeroizing<String>> {
        String::from_utf8(bytes).map(Zeroizing::new).map_err(|_| {
            let problem = format!("the key file {} is damaged", self.path.display());
            Error::new(ErrorKind::KeyWrong, problem)
        })
    }
}
