//! `store`: what becomes of a store as a whole.

use std::path::Path;

use omnifund::{FileOptions, Store};

use crate::arguments::CopyStore;
use crate::failure::Failure;
use crate::show;

/// `omnifund store copy`
pub fn copy(options: &CopyStore) -> Result<(), Failure> {
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
