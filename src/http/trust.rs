//! Whom to trust.
//!
//! One set-up for each CA file serves all clients of the process: 5,000 clients read and parse the
//! system's authorities once, at the first exchange.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};

use super::witness::Witness;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::lock::Lock;

static SHARED: Lock<BTreeMap<Option<PathBuf>, Arc<Trust>>> = Lock::new();

/// The authorities of one set of trust settings, read when first needed.
pub(super) struct Trust {
    ca_file: Option<PathBuf>,
    /// A child forked in the midst of reading them reads them itself.
    tls_config: Lock<Option<Arc<ClientConfig>>>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust")
            .field("ca_file", &self.ca_file)
            .finish_non_exhaustive()
    }
}

impl Trust {
    /// Reads nothing.
    pub(super) fn shared(ca_file: Option<&Path>) -> Arc<Self> {
        let ca_file = ca_file.map(Path::to_owned);
        let mut shared = SHARED.lock();
        let trust = shared.entry(ca_file.clone()).or_insert_with(|| {
            Arc::new(Self {
                ca_file,
                tls_config: Lock::new(),
            })
        });
        Arc::clone(trust)
    }

    /// Reads the authorities unless they were read before. Whoever comes meanwhile waits for it.
    pub(super) fn tls_config(&self) -> Result<Arc<ClientConfig>> {
        let mut known = self.tls_config.lock();
        if let Some(tls_config) = &*known {
            return Ok(Arc::clone(tls_config));
        }
        let tls_config = Arc::new(client_config(authorities(self.ca_file.as_deref())?)?);
        *known = Some(Arc::clone(&tls_config));
        Ok(tls_config)
    }

    /// A set-up of its own that trusts the same, and notes what it was shown.
    pub(super) fn witnessed(&self) -> Result<(Arc<ClientConfig>, Arc<Witness>)> {
        let roots = Arc::new(authorities(self.ca_file.as_deref())?);
        let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider())
            .build()
            .map_err(|error| unreadable("the authorities", &error.to_string()))?;
        let witness = Arc::new(Witness::new(verifier));
        let config = builder()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&witness) as Arc<_>)
            .with_no_client_auth();
        Ok((Arc::new(config), witness))
    }

    /// The next exchange reads the authorities again.
    pub(super) fn read_again(&self) {
        *self.tls_config.lock() = None;
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>> {
    // TLS 1.2 and 1.3, all that rustls speaks.
    ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::new(ErrorKind::Internal, format!("no TLS version: {error}")))
}

fn client_config(roots: RootCertStore) -> Result<ClientConfig> {
    let mut config = builder()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    // An exchange an hour gains nothing by it, and a cache is a lock that a fork can break.
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// The system's authorities and those of the CA file.
fn authorities(ca_file: Option<&Path>) -> Result<RootCertStore> {
    // Honours SSL_CERT_FILE and SSL_CERT_DIR.
    let system = super::system::certificates();
    let why = system.errors.first().map(ToString::to_string);
    let named = |variable: &str| {
        let value =
            crate::platform::privilege::variable(variable).filter(|value| !value.is_empty())?;
        Some(format!("{variable}={}", value.to_string_lossy()))
    };
    let override_in_force = named("SSL_CERT_FILE").or_else(|| named("SSL_CERT_DIR"));
    let forbidden = system.errors.iter().any(|error| {
        matches!(&error.kind, rustls_native_certs::ErrorKind::Io { inner, .. }
            if inner.kind() == std::io::ErrorKind::PermissionDenied)
    });
    let named = override_in_force.or_else(|| forbidden.then(|| "the system's certificates".into()));
    let mut roots = system_or_bundled(system.certs, why, named)?;
    if let Some(path) = ca_file {
        add_file(&mut roots, path)?;
    }
    Ok(roots)
}

/// The bundled authorities serve where the system has none; not where there are others that can't be
/// read, since somebody may have distrusted an authority there.
fn system_or_bundled(
    system: Vec<CertificateDer<'static>>,
    why: Option<String>,
    others: Option<String>,
) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    let (found, _) = roots.add_parsable_certificates(system);
    match others {
        _ if found > 0 => {}
        Some(named) => {
            let why = why.as_deref().unwrap_or("there is no certificate in it");
            return Err(unreadable(&named, why));
        }
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    Ok(roots)
}

fn add_file(roots: &mut RootCertStore, path: &Path) -> Result<()> {
    let named = format!("ca_file {}", path.display());
    let pem = CertificateDer::pem_file_iter(path)
        .map_err(|error| unreadable(&named, &error.to_string()))?;
    let mut found = false;
    for certificate in pem {
        let certificate = certificate.map_err(|error| unreadable(&named, &error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| unreadable(&named, &error.to_string()))?;
        found = true;
    }
    if found {
        Ok(())
    } else {
        Err(unreadable(&named, "there is no PEM certificate in it"))
    }
}

fn unreadable(what: &str, why: &str) -> Error {
    Error::new(ErrorKind::UnreadableCertificates, format!("{what}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_authorities_serve_where_the_system_has_none() {
        let roots = system_or_bundled(Vec::new(), None, None).unwrap();
        assert_eq!(roots.len(), webpki_roots::TLS_SERVER_ROOTS.len());
    }

    #[test]
    fn bundled_authorities_replace_none_that_somebody_named() {
        let named = Some("SSL_CERT_FILE=/missing".to_owned());
        let error = system_or_bundled(Vec::new(), None, named).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnreadableCertificates);
        assert!(error.to_string().contains("SSL_CERT_FILE=/missing"));
    }

    #[test]
    fn clients_with_the_same_ca_file_share_one_set_up() {
        let path = Path::new("/somewhere/ca.pem");
        assert!(Arc::ptr_eq(
            &Trust::shared(Some(path)),
            &Trust::shared(Some(path))
        ));
        assert!(!Arc::ptr_eq(
            &Trust::shared(Some(path)),
            &Trust::shared(None)
        ));
    }
}
