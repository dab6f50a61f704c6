//! Where the body of an answer goes: into memory, a file, a function.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, ServerAnswer};
use crate::platform::descriptors::above_standard;
use crate::platform::disk::draft_of;
use crate::platform::signals;

pub(super) type WriteFunction = Box<dyn FnMut(&[u8]) -> io::Result<()> + Send>;

pub(super) enum Output {
    Memory,
    File(PathBuf),
    Callback {
        write: WriteFunction,
        /// It has got something.
        spent: bool,
    },
}

/// Where an answer is put while it comes.
pub(super) enum Target<'a> {
    Memory,
    /// Named when the first of it comes.
    ToBeMade(&'a Path),
    File(File, Part<'a>),
    Callback(&'a mut WriteFunction, &'a mut bool),
}

/// A file that gets its name when it is whole, and is gone where it is not. None is needed where something stands that
/// is no plain file, such as a pipe.
pub(super) struct Part<'a>(Option<(PathBuf, &'a Path)>);

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.0 {
            let _ = fs::remove_file(part);
        }
    }
}

impl Output {
    pub(super) fn callback(write: WriteFunction) -> Self {
        Self::Callback {
            write,
            spent: false,
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        matches!(self, Self::Callback { spent: true, .. })
    }

    pub(super) fn target(&mut self) -> Target<'_> {
        match self {
            Self::Memory => Target::Memory,
            Self::File(path) => Target::ToBeMade(path),
            Self::Callback { write, spent } => Target::Callback(write, spent),
        }
    }
}

impl Target<'_> {
    pub(super) fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        if let Self::ToBeMade(path) = self {
            let (file, part) = made(path)?;
            *self = Self::File(file, part);
        }
        match self {
            Self::File(file, _) => {
                let _held = signals::hold();
                file.write_all(piece)
            }
            Self::Callback(write, spent) if !piece.is_empty() => {
                **spent = true;
                write(piece)
            }
            _ => Ok(()),
        }
    }

    /// All of it has come.
    pub(super) fn done(self) -> io::Result<()> {
        if let Self::File(file, mut part) = self {
            if let Some((made, path)) = &part.0 {
                file.sync_all()?;
                drop(file);
                fs::rename(made, path)?;
                part.0 = None;
            }
        }
        Ok(())
    }
}

fn made(path: &Path) -> io::Result<(File, Part<'_>)> {
    let is_plain = fs::metadata(path).map_or(true, |about| about.is_file());
    // In a folder where others may write, a name that they could foresee would be their link by then.
    let part = is_plain.then(|| draft_of(path.as_os_str()).map(PathBuf::from));
    let part = part.transpose()?;
    let mut options = File::options();
    let file = options
        .write(true)
        .create_new(is_plain)
        .open(part.as_deref().unwrap_or(path))?;
    let file = above_standard(file)?;
    Ok((file, Part(part.map(|part| (part, path)))))
}

pub(super) fn not_taken(error: io::Error, http_status: u16) -> Error {
    let problem = format!("the answer's file could not be put in its place: {error}");
    let answer = ServerAnswer {
        http_status,
        ..ServerAnswer::default()
    };
    Error::new(ErrorKind::AnswerNotTaken, problem).answered(answer)
}
