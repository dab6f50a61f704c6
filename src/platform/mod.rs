//! What only the operating system can do, and has no safe form.

#![allow(unsafe_code)]

#[cfg(unix)]
pub(crate) mod descriptors;
pub(crate) mod fork;
pub(crate) mod sigpipe;
#[cfg(feature = "capi")]
mod wiping;
