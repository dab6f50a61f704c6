//! A store that several hosts share, over a table of functions.

use super::{FileOptions, SealingKey, Store};
use crate::error::{Error, ErrorKind, Result};
use crate::foreign::functions::omnifund_store_functions;

impl Store {
    /// The store at a place as `OMNIFUND_STORE` has it: a directory, or the url of a database.
    pub fn open_place(place: &str, key: Option<SealingKey>, options: &FileOptions) -> Result<Self> {
        Self::open_file_with(place, key, options)
    }

    pub(crate) fn open_functions(
        _: &omnifund_store_functions,
        _: Option<SealingKey>,
        _: &FileOptions,
    ) -> Result<Self> {
        Err(Error::new(
            ErrorKind::InvalidArgument,
            "the table of functions",
        ))
    }

    pub(crate) fn detach(&self) {}
}
