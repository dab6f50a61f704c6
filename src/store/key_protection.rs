//! The text of a key file, sealed by the system for a user or for a machine where that was asked for (DPAPI):
//!
//! ```text
//! omnifund-sealed-key-1 user S-1-5-21-...-1001
//! 01000000d08c9ddf0115d1118c7a00c04fc297eb...
//! ```
//! The first line says for whom, so that an error can; what is sealed is the file as it is without.

use std::path::Path;

use zeroize::Zeroizing;

use crate::config::KeyProtection;
use crate::error::{Error, ErrorKind, Result};
use crate::hex;
use crate::platform::protection;

/// How the file begins where it is sealed.
const SEALED: &str = "omnifund-sealed-key-1 ";

fn wrong(file: &Path, problem: &str) -> Error {
    let problem = format!("the key file {} {problem}", file.display());
    Error::new(ErrorKind::KeyWrong, problem)
}

/// What the file says, and who can open it.
pub(super) fn opened(
    text: Zeroizing<String>,
    file: &Path,
) -> Result<(Zeroizing<String>, KeyProtection)> {
    let Some(rest) = text.strip_prefix(SEALED) else {
        return Ok((text, KeyProtection::None));
    };
    let damaged = || wrong(file, "is damaged");
    let (head, sealed) = rest.split_once('\n').ok_or_else(damaged)?;
    let (scope, user) = head.split_once(' ').unwrap_or((head, ""));
    let found = KeyProtection::named(scope).map_err(|_| damaged())?;
    let sealed = sealed.trim_end();
    let mut bytes = vec![0; sealed.len() / 2];
    hex::parse(sealed, &mut bytes).ok_or_else(damaged)?;
    let opened = protection::open(&bytes).map_err(|error| {
        let whose = match found {
            KeyProtection::User => format!(
                "user {user}, and user {} can't open it here",
                protection::user()
            ),
            _ => "another machine, or before Windows was installed anew here".to_owned(),
        };
        wrong(file, &format!("was sealed by Windows for {whose}: {error}"))
    })?;
    let opened = std::str::from_utf8(&opened).map_err(|_| damaged())?;
    Ok((Zeroizing::new(opened.to_owned()), found))
}

/// What is to be written for it.
pub(super) fn sealed(
    text: Zeroizing<String>,
    wanted: KeyProtection,
    file: &Path,
) -> Result<Zeroizing<String>> {
    let whose = match wanted {
        KeyProtection::None => return Ok(text),
        KeyProtection::User => format!(" {}", protection::user()),
        KeyProtection::Machine => String::new(),
    };
    let for_machine = wanted == KeyProtection::Machine;
    let sealed = protection::seal(text.as_bytes(), for_machine)
        .map_err(|error| wrong(file, &format!("can't be sealed: {error}")))?;
    let name = wanted.name();
    let sealed = hex::hex(&sealed);
    Ok(Zeroizing::new(format!("{SEALED}{name}{whose}\n{sealed}\n")))
}
