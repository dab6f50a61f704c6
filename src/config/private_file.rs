//! A file that holds secrets.

use std::fmt;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// Bytes; nobody's settings are longer.
const LONGEST: u64 = 64 * 1024;

/// Reads a file that holds secrets, unless somebody else may read it or could have written it.
pub(super) fn read_private(path: &Path) -> Result<Secret> {
    let failed = |problem: &dyn fmt::Display| bad(format!("{}: {problem}", path.display()));
    let file = std::fs::File::open(path).map_err(|error| failed(&error))?;
    #[cfg(unix)]
    let file =
        crate::platform::descriptors::above_standard(file).map_err(|error| failed(&error))?;
    let found = file.metadata().map_err(|error| failed(&error))?;
    if !found.is_file() {
        return Err(failed(&"it is no file"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let me = rustix::process::geteuid().as_raw();
        // Who owns a link decides which of root's files is read.
        let link = path.symlink_metadata().map_err(|error| failed(&error))?;
        for owner in [found.uid(), link.uid()] {
            if owner != me && owner != 0 {
                let problem = format!(
                    "it belongs to user {owner}, who can change it, and this runs as user {me}; chown -h {me}, if \
                     what is in it is right"
                );
                return Err(failed(&problem));
            }
        }
        let mode = found.mode() & 0o777;
        if mode & 0o027 != 0 {
            let problem = format!(
                "it has mode {mode:04o}, and holds secrets: others may read or write it; chmod o=,g-w"
            );
            return Err(failed(&problem));
        }
    }
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
