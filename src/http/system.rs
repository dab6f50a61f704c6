//! The system's certificates.

use std::path::Path;

use rustls_native_certs::{CertificateResult, load_certs_from_paths, load_native_certs};

use crate::platform::privilege;

/// Where systems keep theirs: Debian, Red Hat, SUSE, Alpine and the BSDs, FreeBSD's port.
const BUNDLES: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
];

/// As `SSL_CERT_FILE` and `SSL_CERT_DIR` say, but in a program whose environment is not to be believed.
pub(super) fn certificates() -> CertificateResult {
    if !privilege::is_raised() {
        return load_native_certs();
    }
    let found = BUNDLES.iter().map(Path::new).find(|path| path.exists());
    load_certs_from_paths(found, None)
}
