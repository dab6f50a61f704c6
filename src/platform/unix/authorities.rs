//! The system's authorities, for TLS.

/// Whether all that the system trusts are there to be read.
pub(crate) const ARE_ALL_AT_HAND: bool = true;

/// Where systems keep all of them in one file: Debian, Red Hat, SUSE, Alpine and the BSDs, Entware, NetBSD, FreeBSD's
/// port.
#[cfg(not(target_os = "macos"))]
pub(crate) const BUNDLES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/ssl/cert.pem",
    "/opt/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssl/cacert.pem",
    "/etc/certs/ca-certificates.crt",
    "/etc/openssl/certs/ca-certificates.crt",
    "/usr/local/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
];
/// Its file knows nothing of what the user trusts beside.
#[cfg(target_os = "macos")]
pub(crate) const BUNDLES: &[&str] = &[];

/// Where they keep a file for each.
pub(crate) const FOLDERS: &[&str] = &[
    "/etc/ssl/certs",
    "/etc/pki/tls/certs",
    "/etc/openssl/certs",
    "/etc/certs/CA",
    "/usr/local/share/certs",
];

/// What is kept in no file, as DER.
#[cfg(not(target_os = "macos"))]
pub(crate) fn kept() -> Result<Vec<Vec<u8>>, String> {
    Ok(Vec::new())
}

/// What is kept in no file, as DER.
#[cfg(target_os = "macos")]
pub(crate) fn kept() -> Result<Vec<Vec<u8>>, String> {
    let kept = rustls_native_certs::load_native_certs();
    match kept.errors.first() {
        Some(problem) if kept.certs.is_empty() => Err(problem.to_string()),
        _ => Ok(kept.certs.iter().map(|one| one.to_vec()).collect()),
    }
}
