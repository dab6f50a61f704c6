//! The system's authorities, for TLS.

/// Whether all that the system trusts are there to be read. It fetches most of them when a program of its own first
/// meets them.
pub(crate) const ARE_ALL_AT_HAND: bool = false;
