//! `store`: what becomes of a store as a whole.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use omnifund::{FileOptions, Store};

use crate::failure::Failure;
use crate::show;

/// A table is made at once, or waits for a lock that somebody has forgotten.
const TO_MIGRATE: Duration = Duration::from_secs(60);

/// `omnifund store`
#[derive(Subcommand)]
pub enum StoreCommand {
    /// Move all sessions from one store into another, and keep its OAuth clients in both; what is broken off goes
    /// on with the same command
    Copy(CopyStore),
    /// Make the table that a store of many hosts needs in its database; again, it changes nothing
    Migrate(Migrate),
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
}

/// Where a table is made.
#[derive(Args)]
pub struct Migrate {
    /// The url of the database, as one who may create tables
    pub url: String,
    /// Print the SQL, and connect to nothing
    #[arg(long)]
    pub print: bool,
}

/// `omnifund store`
pub fn run(command: &StoreCommand) -> Result<(), Failure> {
    match command {
        StoreCommand::Copy(options) => copy(options),
        StoreCommand::Migrate(options) => migrate(options),
    }
}

fn migrate(options: &Migrate) -> Result<(), Failure> {
    let run = (!options.print).then_some(TO_MIGRATE);
    let sql = Store::migrate(&options.url, run)?;
    if options.print {
        for line in sql.lines() {
            show::line(line)?;
        }
        return Ok(());
    }
    show::line("The table omnifund_store is there.")?;
    Ok(())
}

fn copy(options: &CopyStore) -> Result<(), Failure> {
    let opened = |place: &str, key_file: Option<&Path>, options: FileOptions| {
        let options = match key_file {
            Some(path) => options.key_file(path),
            None => options,
        };
        Store::open_place(place, None, &options)
    };
    let (from, to) = (&options.from, &options.to);
    let must_exist = FileOptions::default().must_exist();
    let first = opened(from, options.from_key_file.as_deref(), must_exist)?;
    let second = opened(to, options.to_key_file.as_deref(), FileOptions::default())?;
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
