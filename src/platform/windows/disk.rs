//! The real disk. A directory that is open can't be renamed, nor anything around it: names in it lead where they led
//! when it was opened.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::windows::fs::FileExt;
use std::os::windows::io::{AsHandle, OwnedHandle};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use windows_sys::Win32::Foundation::{GENERIC_READ, GENERIC_WRITE};
use windows_sys::Win32::Storage::FileSystem::{CREATE_NEW, FILE_ATTRIBUTE_DIRECTORY};

use super::access::{Found, Kind, Permissions};
use super::files::{self, Opening};
use super::record_lock;
use super::{paths, volumes};
use crate::platform::disk::{Directory, Disk, DiskFile, FileSystem, LockFile};

pub(crate) struct RealDisk;

struct RealDirectory {
    /// Its true name.
    path: PathBuf,
    opened: OwnedHandle,
}

fn open_directory(path: PathBuf) -> io::Result<Box<dyn Directory>> {
    let opening = Opening {
        stays: true,
        ..Opening::existing(GENERIC_READ)
    };
    let opened = opening.open(&path)?;
    if files::information(&opened)?.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY == 0 {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    Ok(Box::new(RealDirectory { path, opened }))
}

impl Disk for RealDisk {
    fn true_name(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(paths::plain(path.canonicalize()?))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Directory>> {
        open_directory(path.to_owned())
    }
}

impl Directory for RealDirectory {
    fn found(&self) -> io::Result<Found> {
        Found::of(self.opened.as_handle())
    }

    fn file_system(&self) -> io::Result<FileSystem> {
        volumes::of(&self.opened, &self.path)
    }

    fn free_space(&self) -> io::Result<u64> {
        volumes::free_space(&self.path)
    }

    fn directory(&self, name: &OsStr) -> io::Result<Box<dyn Directory>> {
        open_directory(self.path.join(name))
    }

    fn make_directory(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()> {
        let descriptor = permissions.descriptor(Kind::Directory)?;
        files::make_directory(&self.path.join(name), &descriptor)
    }

    fn names(&self) -> io::Result<Vec<OsString>> {
        let entries = fs::read_dir(&self.path)?;
        entries
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect()
    }

    fn file(&self, name: &OsStr) -> io::Result<Box<dyn DiskFile>> {
        let path = self.path.join(name);
        // What can't be written can't be made durable, and is read all the same.
        let opened = match Opening::existing(GENERIC_READ | GENERIC_WRITE).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Opening::existing(GENERIC_READ).open(&path)?
            }
            other => other?,
        };
        Ok(Box::new(File::from(opened)))
    }

    fn lock_file(&self, name: &OsStr) -> io::Result<Option<LockFile>> {
        let access = GENERIC_READ | GENERIC_WRITE;
        let opened = Opening::existing(access).open(&self.path.join(name))?;
        // A simulation's are of another type.
        #[allow(clippy::useless_conversion)]
        Ok(Some(record_lock::LockFile::new(opened).into()))
    }

    fn create(
        &self,
        name: &OsStr,
        bytes: &[u8],
        permissions: &Permissions,
    ) -> io::Result<Box<dyn DiskFile>> {
        let opening = Opening {
            access: GENERIC_READ | GENERIC_WRITE,
            disposition: CREATE_NEW,
            descriptor: Some(&permissions.descriptor(Kind::File)?),
            stays: false,
        };
        let mut file = File::from(opening.open(&self.path.join(name))?);
        file.write_all(bytes)?;
        Ok(Box::new(file))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        files::replace(&self.path.join(from), &self.path.join(to))
    }

    fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        files::link(&self.path.join(from), &self.path.join(to))
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        files::remove(&self.path.join(name))
    }

    fn sync(&self) -> io::Result<()> {
        let opening = Opening {
            stays: true,
            ..Opening::existing(GENERIC_READ | GENERIC_WRITE)
        };
        files::sync(opening.open(&self.path)?.as_handle())
    }
}

/// What is longer is no file of a store's, and would not fit a small machine's memory.
const LONGEST_FILE: u64 = 16 * 1024 * 1024;

impl DiskFile for File {
    fn found(&self) -> io::Result<Found> {
        Found::of(self.as_handle())
    }

    fn made(&self) -> io::Result<SystemTime> {
        let found = self.metadata()?;
        Ok(found.created()?.min(found.modified()?))
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        let found = self.metadata()?;
        if !found.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        let length = found.len();
        if length > LONGEST_FILE {
            let problem = format!("it has {length} bytes, and nothing of a store has so many");
            return Err(io::Error::other(problem));
        }
        // It can hold a key, and a buffer that grows leaves copies behind.
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        self.take(LONGEST_FILE).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut written = 0;
        while written < bytes.len() {
            match self.seek_write(&bytes[written..], written as u64)? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                more => written += more,
            }
        }
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        files::sync(self.as_handle())
    }
}
