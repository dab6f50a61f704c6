//! Rights that a process has and its caller has not. No program here is started with more than its caller gave it,
//! and its environment.

use std::ffi::OsString;

pub(crate) fn is_raised() -> bool {
    false
}

/// A variable of the environment, where that may be believed.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
