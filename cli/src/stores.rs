//! `store`: what becomes of a store as a whole.

use std::path::Path;

use omnifund::{FileOptions, Store};

use crate::arguments::{CopyStore, MigrateStore};
use crate::failure::Failure;
use crate::show;

/// `omnifund store copy`
pub fn copy(options: &CopyStore) -> Result<(), Failure> {
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

/// `omnifund store migrate`
pub fn migrate(options: &MigrateStore) -> Result<(), Failure> {
    let said = Store::migrate(&options.url, !options.print)?;
    match options.print {
        true => show::as_it_is(said.as_bytes()),
        false => show::line("The database has what a store needs."),
    }
}
