//! What can go wrong here, told to the person at the terminal.

use std::io;
use std::path::{Path, PathBuf};

/// A failure: what was tried, what came back, and where it helps, what to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// SQLite refused.
    #[error("the state could not be read or written: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file or directory could not be used.
    #[error("{what} {}: {source}", path.display())]
    File {
        /// What was tried, such as "could not open".
        what: &'static str,
        /// The file it was tried on.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// The system refused something that is no file.
    #[error("{what}: {source}")]
    System {
        /// What was tried.
        what: &'static str,
        /// What the system answered.
        source: io::Error,
    },
    /// The system has no randomness to give; without it no token may be made.
    #[error("the operating system gave no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// A certificate or its key could not be made or used.
    #[error("the TLS certificate could not be made: {0}")]
    Certificate(String),
    /// A password hash is damaged or could not be made.
    #[error("a password could not be hashed or checked: {0}")]
    Password(String),
    /// What was asked for makes no sense or is not allowed; the text says what to do.
    #[error("{0}")]
    Refused(String),
}

impl Failure {
    /// A failed file operation.
    pub fn file(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { what, path, source }
    }

    /// A failed operation of the system on something that is no file.
    pub fn system(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::System { what, source }
    }
}

/// What a fallible function of this crate returns.
pub type Result<T> = std::result::Result<T, Failure>;
