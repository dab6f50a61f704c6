//! The real disk.

use std::ffi::{CStr, CString, OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt, fchown};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;

use super::access::{Found, Owner, Permissions};
use super::descriptors::above_standard;
use super::record_lock;
use super::systems;
use crate::platform::disk::{
    Directory, Disk, DiskFile, FileSystem, LockFile, draft_of, unless_missing,
};

pub(crate) struct RealDisk;

/// No link is followed, and nothing that somebody put in a file's place holds the caller up.
const CAREFULLY: OFlags = OFlags::NOFOLLOW
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY);

struct RealDirectory {
    opened: OwnedFd,
}

/// As the system takes it, once for all calls.
fn text(name: &OsStr) -> io::Result<CString> {
    Ok(CString::new(name.as_bytes())?)
}

fn open_at(at: BorrowedFd<'_>, name: &OsStr, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    let name = text(name)?;
    above_standard(rustix::fs::openat(at, &*name, flags | CAREFULLY, mode)?)
}

fn open_directory(at: BorrowedFd<'_>, name: &OsStr) -> io::Result<RealDirectory> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY;
    let opened = match open_at(at, name, flags, Mode::empty()) {
        // What stands in it can be used by who may not list it.
        #[cfg(target_os = "linux")]
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            open_at(at, name, flags | OFlags::PATH, Mode::empty())?
        }
        other => other?,
    };
    Ok(RealDirectory { opened })
}

impl Disk for RealDisk {
    fn true_name(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Directory>> {
        #[cfg(target_os = "linux")]
        if rustix::process::geteuid().is_root() && path.is_absolute() {
            return open_by_steps(path);
        }
        Ok(Box::new(open_directory(CWD, path.as_os_str())?))
    }
}

/// A true name is not one for ever: root takes a link nowhere on the way.
#[cfg(target_os = "linux")]
fn open_by_steps(path: &Path) -> io::Result<Box<dyn Directory>> {
    let mut at = open_directory(CWD, OsStr::new("/"))?.opened;
    let names = path.as_os_str().as_bytes().split(|byte| *byte == b'/');
    let mut names = names.filter(|name| !name.is_empty()).peekable();
    while let Some(name) = names.next() {
        let name = OsStr::from_bytes(name);
        if names.peek().is_none() {
            return Ok(Box::new(open_directory(at.as_fd(), name)?));
        }
        let flags = OFlags::PATH | OFlags::DIRECTORY;
        at = open_at(at.as_fd(), name, flags, Mode::empty())?;
    }
    Ok(Box::new(RealDirectory { opened: at }))
}

/// What nobody but who makes it may read.
const OWN_FILE: u32 = 0o600;
/// As the system has it.
#[allow(clippy::unnecessary_cast)] // Its type differs by platform.
fn mode_of(number: u32) -> Mode {
    Mode::from_raw_mode(number as rustix::fs::RawMode)
}

/// What stands behind the name of a file that has not got its owner and mode yet.
const DRAFT: &str = "!";

impl RealDirectory {
    /// Whole under a name of its own first: killed before it has its owner and mode, it would stand in
    /// everybody's way.
    fn make_whole(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()> {
        let draft = draft_of(name)?;
        let (from, to) = (text(&draft)?, text(name)?);
        rustix::fs::mkdirat(&self.opened, &*from, Mode::RWXU)?;
        let made = self
            .give(&draft, permissions)
            .and_then(|()| Ok(rename_unless_there(self.opened.as_fd(), &from, &to)?));
        if made.is_err() {
            let _ = rustix::fs::unlinkat(&self.opened, &*from, AtFlags::REMOVEDIR);
        }
        made
    }

    fn create_own(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let mode = mode_of(OWN_FILE);
        let file = open_at(self.opened.as_fd(), name, flags, mode)?;
        // Whatever the umask.
        rustix::fs::fchmod(&file, mode)?;
        Ok(File::from(file))
    }

    /// Under a draft's name first: whoever reads the file as soon as it is there must not find it without its owner
    /// and mode.
    fn create_for_others(&self, name: &OsStr, permissions: &Permissions) -> io::Result<File> {
        let mut draft = name.to_owned();
        draft.push(DRAFT);
        // Of one that was killed.
        unless_missing(self.remove(&draft))?;
        let file = self.create_own(&draft)?;
        let named = give_away(file.as_fd(), permissions)
            .and_then(|()| Ok(rustix::fs::fchmod(&file, mode_of(permissions.file_mode))?))
            .and_then(|()| self.link(&draft, name));
        self.remove(&draft)?;
        named.map(|()| file)
    }

    /// Gives a directory that was just made its owner and its mode, whatever the umask.
    fn give(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()> {
        let made = open_directory(self.opened.as_fd(), name)?;
        let found = made.found()?;
        if found.user != rustix::process::geteuid().as_raw() {
            let problem = "somebody else put another directory in its place";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, problem));
        }
        give_away(made.opened.as_fd(), permissions)?;
        rustix::fs::fchmod(&made.opened, mode_of(permissions.directory_mode))?;
        Ok(())
    }
}

/// Gives what was just made to whom it is to belong.
fn give_away(made: BorrowedFd<'_>, permissions: &Permissions) -> io::Result<()> {
    let Some(Owner { user, group }) = permissions.owner else {
        return Ok(());
    };
    fchown(made, Some(user), Some(group)).map_err(|error| {
        let problem = format!("it can't be given to user {user} and group {group}: {error}");
        io::Error::new(error.kind(), problem)
    })
}

/// To put it over another one, as a plain rename does, would take away what another process just made.
#[cfg(target_os = "linux")]
fn rename_unless_there(at: BorrowedFd<'_>, from: &CStr, to: &CStr) -> rustix::io::Result<()> {
    rustix::fs::renameat_with(at, from, at, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(not(target_os = "linux"))]
fn rename_unless_there(_: BorrowedFd<'_>, _: &CStr, _: &CStr) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

impl Directory for RealDirectory {
    fn found(&self) -> io::Result<Found> {
        let found = rustix::fs::fstat(&self.opened)?;
        #[allow(clippy::unnecessary_cast)] // Its type differs by platform.
        let mode = found.st_mode as u32;
        Ok(Found {
            user: found.st_uid,
            group: found.st_gid,
            mode,
        })
    }

    fn file_system(&self) -> io::Result<FileSystem> {
        systems::of(self.opened.as_fd())
    }

    fn free_space(&self) -> io::Result<u64> {
        let space = rustix::fs::fstatvfs(&self.opened)?;
        Ok(space.f_bavail.saturating_mul(space.f_frsize))
    }

    fn directory(&self, name: &OsStr) -> io::Result<Box<dyn Directory>> {
        Ok(Box::new(open_directory(self.opened.as_fd(), name)?))
    }

    fn make_directory(&self, name: &OsStr, permissions: &Permissions) -> io::Result<()> {
        // Who may not write here is not in the way where nothing is to be made.
        if rustix::fs::statat(&self.opened, &*text(name)?, AtFlags::SYMLINK_NOFOLLOW).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        match self.make_whole(name, permissions) {
            // Not every file system can rename so.
            Err(error)
                if [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP]
                    .contains(&Errno::from_io_error(&error).unwrap_or(Errno::IO)) =>
            {
                rustix::fs::mkdirat(&self.opened, &*text(name)?, Mode::RWXU)?;
                self.give(name, permissions)
            }
            other => other,
        }
    }

    fn names(&self) -> io::Result<Vec<OsString>> {
        let opened = open_directory(self.opened.as_fd(), OsStr::new("."))?;
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::new(opened.opened)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name != "." && name != ".." {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    fn file(&self, name: &OsStr) -> io::Result<Box<dyn DiskFile>> {
        let file = open_at(self.opened.as_fd(), name, OFlags::RDONLY, Mode::empty())?;
        Ok(Box::new(File::from(file)))
    }

    fn lock_file(&self, name: &OsStr) -> io::Result<Option<LockFile>> {
        let opened = open_at(self.opened.as_fd(), name, OFlags::RDWR, Mode::empty())?;
        let locks = record_lock::LockFile::new(opened)?;
        // A simulation's are of another type.
        #[allow(clippy::useless_conversion)]
        Ok(Some(locks.into()))
    }

    fn create(
        &self,
        name: &OsStr,
        bytes: &[u8],
        permissions: &Permissions,
    ) -> io::Result<Box<dyn DiskFile>> {
        let is_right_at_once = permissions.owner.is_none() && permissions.file_mode == OWN_FILE;
        let mut file = match is_right_at_once {
            true => self.create_own(name)?,
            false => self.create_for_others(name, permissions)?,
        };
        file.write_all(bytes)?;
        Ok(Box::new(file))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let (at, from, to) = (&self.opened, text(from)?, text(to)?);
        Ok(rustix::fs::renameat(at, &*from, at, &*to)?)
    }

    fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let (at, from, to) = (&self.opened, text(from)?, text(to)?);
        Ok(rustix::fs::linkat(at, &*from, at, &*to, AtFlags::empty())?)
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(
            &self.opened,
            &*text(name)?,
            AtFlags::empty(),
        )?)
    }

    fn sync(&self) -> io::Result<()> {
        match rustix::fs::fsync(&self.opened) {
            // It could be opened to pass through only.
            Err(Errno::BADF) => Err(io::ErrorKind::PermissionDenied.into()),
            other => Ok(other?),
        }
    }
}

/// What is longer is no file of a store's, and would not fit a small machine's memory.
const LONGEST_FILE: u64 = 16 * 1024 * 1024;

impl DiskFile for File {
    fn found(&self) -> io::Result<Found> {
        let found = self.metadata()?;
        Ok(Found {
            user: found.uid(),
            group: found.gid(),
            mode: found.mode(),
        })
    }

    fn made(&self) -> io::Result<SystemTime> {
        let found = self.metadata()?;
        // It is written to later, and not every file system knows when it was made.
        let modified = found.modified()?;
        Ok(found.created().map_or(modified, |made| made.min(modified)))
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
        self.write_all_at(bytes, 0)
    }

    fn sync(&self) -> io::Result<()> {
        // Of what was made before, size and place are durable already.
        self.sync_data()
    }
}
