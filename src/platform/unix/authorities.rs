//! The system's authorities, for TLS.

/// Whether all that the system trusts are there to be read.
pub(crate) const ARE_ALL_AT_HAND: bool = true;
