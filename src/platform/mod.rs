//! What only the operating system can do, and has no safe form.

#![allow(unsafe_code)]

#[cfg(unix)]
pub(crate) mod descriptors;
pub(crate) mod fork;
#[cfg(unix)]
pub(crate) mod record_lock;
pub(crate) mod sigpipe;
