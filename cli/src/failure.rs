//! Why a command fails.

use std::fmt;
use std::io;

use omnifund::{Advice, Error};

/// Why a command did not do what it was told.
#[derive(Debug)]
pub enum Failure {
    /// The library says so.
    Library(Error),
    /// What was asked for can't be.
    Usage(String),
    /// Standard output can't be written.
    Output(io::Error),
    /// Nor can it here, where it matters: a closed pipe is no good end.
    NobodyRead(io::Error, &'static str),
    /// The command line is none, or asks for help.
    CommandLine(clap::Error),
    /// It was told already, of each part; this is what to do about the worst.
    Told(Advice),
}

impl Failure {
    /// The wrong thing was asked for.
    pub fn usage(problem: impl Into<String>) -> Self {
        Self::Usage(problem.into())
    }

    /// Standard output can't be written.
    pub fn output(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library(error) if error.advice() == Advice::Wait => {
                let wait = error.retry_after().as_secs();
                write!(f, "{error} (try again in {wait} s)")
            }
            Self::Library(error) => error.fmt(f),
            Self::Usage(problem) => f.write_str(problem),
            Self::Output(error) => write!(f, "standard output: {error}"),
            Self::NobodyRead(error, tokens) => write!(f, "standard output: {error}; {tokens}"),
            Self::CommandLine(error) => error.fmt(f),
            Self::Told(_) => Ok(()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}
