//! `store`: what becomes of a store as a whole.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use omnifund::{FileOptions, Store};

use crate::failure::Failure;
use crate::show;

/// `omnifund store`
#[derive(Subcommand)]
pub enum StoreCommand {
    /// Move all sessions from one store into another, and keep its OAuth clients in both; what is broken off goes
    /// on with the same command
    Copy(CopyStore),
    /// Make what a store needs in its database; again at any time, and nothing changes then
    Migrate(MigrateStore),
}

/// Of which store.
#[derive(Args)]
pub struct MigrateStore {
    /// The url of the database, as somebody who may create tables
    pub url: String,
    /// Print the statements in place of running them
    #[arg(long)]
    pub print: bool,
}

/// From where to where.
#[derive(Args)]
pub struct CopyStore {
    /// The store that has them: a directory, or the url of a database
    pub from: String,
    /// The one that gets them; it is made where there is none
    pub to: String,
    /// The key file of the first, where it is another than beside it
    #[arg(long, value_name = "PATH")]
    pub from_key_file: Option<PathBuf>,
    /// The key file of the second, where it is another than beside it
    #[arg(long, value_name = "PATH")]
    pub to_key_file: Option<PathBuf>,
    /// This host's own directory beside a database; of two databases, beside the second
    #[arg(long, value_name = "PATH", env = "OMNIFUND_STORE_JOURNAL")]
    pub journal: Option<PathBuf>,
    /// Of two databases, beside the first
    #[arg(long, value_name = "PATH")]
    pub from_journal: Option<PathBuf>,
}

/// `omnifund store`
pub fn run(command: &StoreCommand) -> Result<(), Failure> {
    match command {
        StoreCommand::Copy(options) => copy(options),
        StoreCommand::Migrate(options) => migrate(options),
    }
}

fn copy(options: &CopyStore) -> Result<(), Failure> {
    let opened = |place: &str, key_file: Option<&Path>, journal: Option<&Path>, make: bool| {
        let mut options = FileOptions::default();
        if !make {
            options = options.must_exist();
        }
        if let Some(path) = key_file {
            options = options.key_file(path);
        }
        if let Some(path) = journal {
            options = options.journal(path);
        }
        Store::open_place(place, None, &options)
    };
    let CopyStore {
        from,
        to,
        from_key_file,
        to_key_file,
        journal,
        from_journal,
    } = options;
    let from_journal = from_journal.as_deref().or(journal.as_deref());
    let first = opened(from, from_key_file.as_deref(), from_journal, false)?;
    let second = opened(to, to_key_file.as_deref(), journal.as_deref(), true)?;
    let moved = first.move_into(&second)?;
    for problem in &moved.problems {
        show::complain(problem.to_string());
    }
    show::line(format!(
        "{} session(s) were moved, and {} OAuth client(s) are kept in both.",
        moved.sessions, moved.clients
    ))?;
    match moved.problems.first() {
        Some(problem) => Err(Failure::Told(problem.advice())),
        None => Ok(()),
    }
}

fn migrate(options: &MigrateStore) -> Result<(), Failure> {
    let said = Store::migrate(&options.url, !options.print)?;
    match options.print {
        true => show::as_it_is(said.as_bytes()),
        false => show::line("The database has what a store needs."),
    }
}
