//! What the library calls that is somebody else's: a store by its table of functions, and the libraries that
//! bring one.
//!
//! The comments of [`functions`] are the header's, written for C programmers.

#![allow(unsafe_code)]
// C names are C's.
#![allow(non_camel_case_types)]

pub mod functions;
pub mod kinds;
