//! The system's authorities, for TLS.

/// Whether all that the system trusts are there to be read. It fetches most of them when a program of its own first
/// meets them.
pub(crate) const ARE_ALL_AT_HAND: bool = false;

/// Files that hold all of them; there are none.
pub(crate) const BUNDLES: &[&str] = &[];

/// Folders with a file for each; there are none.
pub(crate) const FOLDERS: &[&str] = &[];

/// What is kept in no file, as DER.
pub(crate) fn kept() -> Result<Vec<Vec<u8>>, String> {
    let kept = rustls_native_certs::load_native_certs();
    match kept.errors.first() {
        Some(problem) if kept.certs.is_empty() => Err(problem.to_string()),
        _ => Ok(kept.certs.iter().map(|one| one.to_vec()).collect()),
    }
}
