//! How a command fails: a message for a person, an exit status for a script.

use std::fmt;
use std::io;
use std::process::ExitCode;

use clap::error::ContextValue;
use omnifund::{Advice, Error, ErrorKind};

use crate::show;

/// Exit statuses begin here: one for each advice, and its number more.
const BY_ADVICE: u8 = 10;

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

    /// Tells it on standard error, and gives the exit status.
    pub fn end(self) -> ExitCode {
        match self {
            // Who reads has read enough: `omnifund list | head -n 1`.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Told(advice) => ExitCode::from(status(advice)),
            Self::CommandLine(error) if !error.use_stderr() => {
                let help = error.render().to_string();
                match show::lines(&help) {
                    Ok(()) => ExitCode::SUCCESS,
                    Err(failure) => failure.end(),
                }
            }
            Self::CommandLine(error) => {
                show::explain(&error.render().to_string());
                ExitCode::from(2)
            }
            other => {
                show::complain(other.to_string());
                ExitCode::from(match other {
                    Self::Library(error) if error.kind() == ErrorKind::InvalidArgument => 2,
                    Self::Library(error) => status(error.advice()),
                    Self::Usage(_) => 2,
                    _ => 1,
                })
            }
        }
    }
}

fn status(advice: Advice) -> u8 {
    BY_ADVICE + advice as u8
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

impl From<clap::Error> for Failure {
    fn from(mut error: clap::Error) -> Self {
        // Its text has many lines, and an argument must not make one more.
        let escaped: Vec<_> = error
            .context()
            .filter_map(|(kind, value)| match value {
                ContextValue::String(words) => {
                    Some((kind, ContextValue::String(show::escaped(words))))
                }
                ContextValue::Strings(all) => {
                    let all = all.iter().map(|words| show::escaped(words));
                    Some((kind, ContextValue::Strings(all.collect())))
                }
                _ => None,
            })
            .collect();
        for (kind, value) in escaped {
            error.insert(kind, value);
        }
        Self::CommandLine(error)
    }
}
