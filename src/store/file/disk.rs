//! The one seam that all file operations of the store pass, so that a test can record them and
//! replay every point at which the power can fail.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// What the store does with files.
pub(super) trait Disk: Send + Sync {
    /// Reads a file; links are not followed.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Makes a file that is not there yet, and writes it. Not yet durable.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn DiskFile>>;
    /// Puts a file in the place of another, at once. Not yet durable.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name that is not there yet. Not yet durable.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes durable what a file holds that somebody else wrote.
    fn sync_file(&self, path: &Path) -> io::Result<()>;
    /// Takes a name away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a directory that is not there yet. Not yet durable.
    fn make_directory(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a directory durable.
    fn sync_directory(&self, path: &Path) -> io::Result<()>;
}

/// A file that was made by [`Disk::create`].
pub(super) trait DiskFile: Send {
    /// Writes over its beginning; what lies behind stays.
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes its contents durable.
    fn sync(&self) -> io::Result<()>;
}

/// Who may use what the store makes.
#[derive(Debug, Clone)]
pub(super) struct Access {
    pub(super) file_mode: u32,
    pub(super) directory_mode: u32,
    /// What root makes is given to the directory's owner, or he could not read it.
    pub(super) owner: Option<(u32, u32)>,
}

impl Access {
    /// The mode that was asked for, whatever the umask, and the owner.
    pub(super) fn give(&self, file: &File) -> io::Result<()> {
        rustix::fs::fchmod(file, self.file_mode.into())?;
        if let Some((user, group)) = self.owner {
            std::os::unix::fs::fchown(file, Some(user), Some(group))?;
        }
        Ok(())
    }
}

/// The real one.
pub(super) struct RealDisk(pub(super) Access);

pub(super) fn without_links(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags((OFlags::NOFOLLOW | OFlags::CLOEXEC).bits() as i32)
}

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        without_links(OpenOptions::new().read(true))
            .open(path)?
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(self.0.file_mode);
        let mut file = without_links(&mut options).open(path)?;
        self.0.give(&file)?;
        file.write_all(bytes)?;
        Ok(Box::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::hard_link(from, to)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        without_links(OpenOptions::new().read(true))
            .open(path)?
            .sync_data()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        let mode = self.0.directory_mode;
        DirBuilder::new().mode(mode).create(path)?;
        rustix::fs::chmod(path, mode.into())?;
        if let Some((user, group)) = self.0.owner {
            std::os::unix::fs::lchown(path, Some(user), Some(group))?;
        }
        Ok(())
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

impl DiskFile for File {
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all_at(bytes, 0)
    }

    fn sync(&self) -> io::Result<()> {
        // Of what was made before, size and place are durable already.
        self.sync_data()
    }
}
