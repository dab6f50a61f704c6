//! The one module that knows the operating system: a folder for each, with the same names in it.

#![allow(unsafe_code)]

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use self::unix as system;
#[cfg(windows)]
use self::windows as system;

pub use self::system::{browser, handed_over, signals, standard, terminal, waiting};
