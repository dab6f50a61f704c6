//! Who signs the certificates of these databases.

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

use crate::scratch;

/// An authority of a test's own.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    file: PathBuf,
}

impl Authority {
    /// A new one, of this name; its certificate is a file until the test ends.
    pub fn new(name: &str, directory: &Path) -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).expect("a certificate");
        let file = directory.join(format!("{name}.pem"));
        scratch::write(&file, &certificate.pem());
        Self {
            issuer: Issuer::new(params, key),
            file,
        }
    }

    /// Its certificate.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// A certificate for a name or an address, and its key, as files of a server.
    pub(crate) fn files_for(&self, name: &str, directory: &Path) -> (PathBuf, PathBuf) {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let files = (directory.join("server.pem"), directory.join("server.key"));
        scratch::write(&files.0, &certificate.pem());
        scratch::write(&files.1, &key.serialize_pem());
        files
    }
}
