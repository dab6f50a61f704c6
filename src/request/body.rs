//! The body of a request: from memory, from a file, from a function.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::Sending;
#[cfg(unix)]
use crate::platform::descriptors::above_standard;

pub(super) type ReadFunction = Box<dyn FnMut(&mut [u8]) -> io::Result<usize> + Send>;

pub(super) enum Body {
    None,
    Bytes(Zeroizing<Vec<u8>>),
    File(PathBuf),
    Callback {
        length: Option<u64>,
        read: ReadFunction,
        /// It has been asked, and begins at no beginning any more.
        spent: bool,
    },
}

/// A body that is about to be sent.
pub(super) enum Source<'a> {
    Bytes(&'a [u8]),
    File(File, u64),
    Callback(Option<u64>, Asked<'a>),
}

/// A function, and that it was asked.
pub(super) struct Asked<'a> {
    read: &'a mut ReadFunction,
    spent: &'a mut bool,
}

impl Read for Asked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        *self.spent = true;
        match (self.read)(into)? {
            amount if amount > into.len() => Err(io::Error::other("more than there is room for")),
            amount => Ok(amount),
        }
    }
}

impl Body {
    pub(super) fn callback(length: Option<u64>, read: ReadFunction) -> Self {
        Self::Callback {
            length,
            read,
            spent: false,
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        matches!(self, Self::Callback { spent: true, .. })
    }

    pub(super) fn opened(&mut self) -> Result<Option<Source<'_>>> {
        Ok(match self {
            Self::None => None,
            Self::Bytes(bytes) => Some(Source::Bytes(bytes)),
            Self::File(path) => {
                let opened = open(path).map_err(|error| {
                    let problem = format!("the body's file {}: {error}", path.display());
                    unreadable(&problem)
                })?;
                Some(Source::File(opened.0, opened.1))
            }
            Self::Callback { spent: true, .. } => {
                return Err(unreadable("the body's callback was asked for it before"));
            }
            Self::Callback {
                length,
                read,
                spent,
            } => Some(Source::Callback(*length, Asked { read, spent })),
        })
    }
}

fn unreadable(problem: &str) -> Error {
    Error::new(ErrorKind::BodyUnreadable, problem).of_request(Outcome::NotSent)
}

fn open(path: &std::path::Path) -> io::Result<(File, u64)> {
    let file = File::open(path)?;
    #[cfg(unix)]
    let file = above_standard(file)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    Ok((file, about.len()))
}

impl Source<'_> {
    pub(super) fn sending(&mut self) -> Sending<'_> {
        match self {
            Self::Bytes(bytes) => Sending {
                length: Some(bytes.len() as u64),
                from: bytes,
            },
            Self::File(file, length) => Sending {
                length: Some(*length),
                from: file,
            },
            Self::Callback(length, asked) => Sending {
                length: *length,
                from: asked,
            },
        }
    }
}
