//! What the library calls that is somebody else's: a store by its table of functions, and the libraries that
//! bring one.
//!
//! The comments of [`functions`] are the header's, written for C programmers.

#![allow(unsafe_code)]
// C names are C's, and so are its functions of eleven parameters.
#![allow(non_camel_case_types, clippy::type_complexity)]

mod answer;
mod called;
mod connections;
pub mod functions;
pub mod kinds;
mod library;
mod sink;
mod table;

pub(crate) use self::called::Functions;
pub(crate) use self::library::{is_url, migrate, shown, table_of};
#[cfg(any(test, feature = "simulation"))]
pub(crate) use self::table::Row;
pub(crate) use self::table::{Change, Lent, Swap, Table};
