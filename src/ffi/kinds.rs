//! What a number or a text of a signature is. To the compiler, and to C, they are plain numbers and characters;
//! the description of the interface, and with it each binding, takes units and secrets from these names.
//!
//! cbindgen.toml spells each of them as C does.

use std::ffi::c_char;

pub use crate::foreign::kinds::{Count, Milliseconds};

/// 1 where it holds, else 0.
pub type Flag = i32;
/// Of an answer.
pub type HttpStatus = i32;

/// One of the numbers of an enumeration: its name stands before "Number".
pub type CodeNumber = i32;
pub type AdviceNumber = i32;
pub type OutcomeNumber = i32;
pub type LogLevelNumber = i32;
pub type ReplayNumber = i32;
pub type SavePasswordNumber = i32;

/// How long.
pub type Seconds = i64;
/// When, in seconds.
pub type UnixTime = i64;
/// In a list, from 0.
pub type Index = i64;
/// In bytes: of the [`Octet`]s or bytes that the same noun has, or the same call.
pub type Length = i64;

/// Of a text that no log, error or trace may show.
pub type SecretChar = c_char;
/// Of bytes as they came, NULs among them.
pub type Octet = c_char;
