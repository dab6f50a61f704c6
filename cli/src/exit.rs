//! How the command ends: a message for a person, an exit status for a script.

use std::io;
use std::process::ExitCode;

use clap::error::ContextValue;
use omnifund::{Advice, ErrorKind};

use crate::failure::Failure;
use crate::show;

/// Exit statuses begin here: one for each advice, and its number more.
const BY_ADVICE: u8 = 10;

impl Failure {
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
