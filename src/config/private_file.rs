//! A file that holds secrets.

use std::fmt;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::platform::private_file;
use crate::secret::Secret;

/// Bytes; nobody's settings are longer.
const LONGEST: u64 = 64 * 1024;

/// Reads a file that holds secrets, unless somebody else may read it or could have written it.
pub(super) fn read_private(path: &Path) -> Result<Secret> {
    let failed = |problem: &dyn fmt::Display| bad(format!("{}: {problem}", path.display()));
    let file = private_file::open(path).map_err(|error| failed(&error))?;
    let found = file.metadata().map_err(|error| failed(&error))?;
    if !found.is_file() {
        return Err(failed(&"it is no file"));
    }
    private_file::refuse_others(path, &file).map_err(|problem| failed(&problem))?;
    if found.len() > LONGEST {
        return Err(failed(&format!("it is longer than {LONGEST} bytes")));
    }
    let mut text = String::with_capacity(usize::try_from(found.len()).unwrap_or(0) + 1);
    let read = file.take(LONGEST).read_to_string(&mut text);
    let text = Secret::from(text);
    read.map_err(|error| failed(&error))?;
    Ok(text)
}

/// What is wrong with a setting, without its name.
pub(super) fn bad(problem: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidConfiguration, problem.into())
}
