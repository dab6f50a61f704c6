//! Linux, macOS and their like.

pub(crate) mod access;
pub(crate) mod authorities;
pub(crate) mod cancel;
pub(crate) mod clocks;
pub(crate) mod connecting;
mod denied;
pub(crate) mod descriptors;
pub(crate) mod disk;
pub(crate) mod exit;
pub(crate) mod failures;
#[cfg(feature = "capi")]
pub(crate) mod file_stamp;
pub(crate) mod forks;
pub(crate) mod holders;
pub(crate) mod libraries;
pub(crate) mod line_files;
pub(crate) mod machine;
pub(crate) mod people;
pub(crate) mod private_file;
pub(crate) mod privilege;
pub(crate) mod protection;
pub(crate) mod record_lock;
pub(crate) mod signals;
pub(crate) mod state;
pub(crate) mod system_log;
mod systems;
#[cfg(all(feature = "capi", target_os = "linux"))]
mod wiping;
