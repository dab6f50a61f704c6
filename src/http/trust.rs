//! Whom to trust.
//!
//! One set-up for each set of trust settings serves all clients of the process: 5,000 clients read and parse the
//! system's authorities once, at the first exchange.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::{ClientConfig, RootCertStore};

use super::der::Certificate;
use super::pem;
use super::pinned::Pinned;
use super::provider::provider;
use super::recorder::RecordingVerifier;
use super::system::{self, Found};
use super::tickets;
use super::verifier::{Others, Verifier};
use crate::config::Trusted;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::lock::Lock;
use crate::platform::{authorities, privilege};

/// Bytes of a CA file; a bundle of all authorities of the world has a fifth of a million.
const LONGEST_FILE: u64 = 16 << 20;

/// A process has few.
static SHARED: Lock<Vec<Arc<Trust>>> = Lock::new();

/// The authorities of one set of trust settings, read when first needed.
pub(super) struct Trust {
    trusted: Trusted,
    /// A child forked in the midst of reading them reads them itself.
    tls_config: Lock<Option<Arc<ClientConfig>>>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust")
            .field("trusted", &self.trusted)
            .finish_non_exhaustive()
    }
}

impl Trust {
    /// Reads nothing.
    pub(super) fn shared(trusted: &Trusted) -> Arc<Self> {
        let mut shared = SHARED.lock();
        if let Some(trust) = shared.iter().find(|trust| trust.trusted == *trusted) {
            return Arc::clone(trust);
        }
        let trust = Arc::new(Self {
            trusted: trusted.clone(),
            tls_config: Lock::new(),
        });
        shared.push(Arc::clone(&trust));
        trust
    }

    /// Reads the authorities unless they were read before. Whoever comes meanwhile waits for it.
    pub(super) fn tls_config(&self) -> Result<Arc<ClientConfig>> {
        let mut known = self.tls_config.lock();
        if let Some(tls_config) = &*known {
            return Ok(Arc::clone(tls_config));
        }
        let tls_config = client_config(Arc::new(verifier(&self.trusted)?))?;
        *known = Some(Arc::clone(&tls_config));
        Ok(tls_config)
    }

    /// A set-up of its own that trusts the same, and notes what it was shown.
    pub(super) fn recording(&self) -> Result<(Arc<ClientConfig>, Arc<RecordingVerifier>)> {
        let recorder = Arc::new(RecordingVerifier::new(verifier(&self.trusted)?));
        Ok((client_config(Arc::clone(&recorder) as _)?, recorder))
    }

    /// The next exchange reads the authorities again.
    pub(super) fn read_again(&self) {
        *self.tls_config.lock() = None;
    }

    /// Who is trusted, for a person.
    pub(super) fn described(&self) -> String {
        match &self.trusted {
            Trusted {
                ca_file: Some(path),
                only_ca_file: true,
            } => format!("the CA file {} alone", path.display()),
            Trusted { ca_file, .. } => {
                let system =
                    named_by_environment().unwrap_or_else(|| "this machine's authorities".into());
                let also = ca_file.as_ref();
                let also = also.map(|path| format!(" and the CA file {}", path.display()));
                format!("{system}{}", also.unwrap_or_default())
            }
        }
    }
}

fn client_config(verifier: Arc<dyn ServerCertVerifier>) -> Result<Arc<ClientConfig>> {
    // TLS 1.2 and 1.3, all that rustls speaks.
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::new(ErrorKind::Internal, format!("no TLS version: {error}")))?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.resumption = tickets::kept();
    Ok(Arc::new(config))
}

/// Trusts the system's authorities and those of the CA file, or the CA file alone.
fn verifier(trusted: &Trusted) -> Result<Verifier> {
    let mut verifier = Verifier {
        authorities: RootCertStore::empty(),
        others: None,
        pinned: Vec::new(),
        algorithms: provider().signature_verification_algorithms,
    };
    #[cfg(any(test, feature = "simulation"))]
    if crate::platform::simulated::is_here() {
        return Ok(verifier);
    }
    if !trusted.only_ca_file {
        (verifier.authorities, verifier.others) = system()?;
    }
    if let Some(path) = &trusted.ca_file {
        let failed = |why: &dyn fmt::Display| {
            unreadable(&format!("ca_file {}", path.display()), &why.to_string())
        };
        add_file(&mut verifier, path).map_err(|why| failed(&why))?;
    }
    Ok(verifier)
}

/// Which variable names the system's authorities, if one does.
fn named_by_environment() -> Option<String> {
    ["SSL_CERT_FILE", "SSL_CERT_DIR"]
        .iter()
        .find_map(|variable| {
            let value = privilege::variable(variable).filter(|value| !value.is_empty())?;
            Some(format!("{variable}={}", value.to_string_lossy()))
        })
}

/// The system's authorities, and where more of them are that are looked at when these do not know who signed.
fn system() -> Result<(RootCertStore, Option<Others>)> {
    let named = named_by_environment();
    let is_named = named.is_some();
    let found = system::certificates();
    let in_bundle = !is_named && !found.certificates.is_empty();
    let found = match is_named || in_bundle {
        true => found,
        false => found.and(system::others()),
    };
    let mut roots = system_or_bundled(found, named)?;
    if !authorities::ARE_ALL_AT_HAND && !is_named {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Ok((roots, in_bundle.then(Others::default)))
}

/// The bundled authorities serve where the system has none; not where there are others that can't be
/// read, since somebody may have distrusted an authority there.
fn system_or_bundled(found: Found, named: Option<String>) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    let (taken, _) = roots.add_parsable_certificates(found.certificates);
    let forbidden = || {
        found
            .is_forbidden
            .then(|| "the system's certificates".into())
    };
    match named.or_else(forbidden) {
        _ if taken > 0 => {}
        Some(named) => {
            let why = found.problem.as_deref();
            let why = why.unwrap_or("there is no certificate in it");
            return Err(unreadable(&named, why));
        }
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    Ok(roots)
}

/// What can't be taken is an error, and is not left out: somebody named this file, and means all of it.
fn add_file(verifier: &mut Verifier, path: &Path) -> Result<(), String> {
    let mut file = Vec::new();
    File::open(path)
        .and_then(|opened| opened.take(LONGEST_FILE).read_to_end(&mut file))
        .map_err(|error| error.to_string())?;
    for (name, certificate) in pem::certificates(&file)? {
        let mut read = RootCertStore::empty();
        read.add(certificate.clone())
            .map_err(|_| format!("{name} is damaged, or none by the rules of X.509"))?;
        // What only webpki can read is left to it.
        let is_authority =
            Certificate::read(&certificate).is_none_or(|certificate| certificate.is_authority());
        let pinned = Pinned::new(certificate);
        if is_authority {
            verifier.authorities.extend(read.roots);
        } else if pinned.is_none() {
            return Err(format!("{name} is no authority's, and names no server"));
        }
        verifier.pinned.extend(pinned);
    }
    Ok(())
}

fn unreadable(what: &str, why: &str) -> Error {
    Error::new(ErrorKind::UnreadableCertificates, format!("{what}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_authorities_serve_where_the_system_has_none() {
        let roots = system_or_bundled(Found::default(), None).unwrap();
        assert_eq!(roots.len(), webpki_roots::TLS_SERVER_ROOTS.len());
    }

    #[test]
    fn bundled_authorities_replace_none_that_somebody_named_or_forbids() {
        let named = Some("SSL_CERT_FILE=/missing".to_owned());
        let error = system_or_bundled(Found::default(), named).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnreadableCertificates);
        assert!(error.to_string().contains("SSL_CERT_FILE=/missing"));
        let forbidden = Found {
            is_forbidden: true,
            problem: Some("/etc/ssl: permission denied".into()),
            ..Found::default()
        };
        let error = system_or_bundled(forbidden, None).unwrap_err();
        assert!(error.to_string().contains("/etc/ssl: permission denied"));
    }

    #[test]
    fn clients_with_the_same_ca_file_share_one_set_up() {
        let shared = |ca_file: Option<&str>, only_ca_file| {
            Trust::shared(&Trusted {
                ca_file: ca_file.map(Into::into),
                only_ca_file,
            })
        };
        let one = shared(Some("/somewhere/ca.pem"), false);
        assert!(Arc::ptr_eq(&one, &shared(Some("/somewhere/ca.pem"), false)));
        for (ca_file, only_ca_file) in [(None, false), (Some("/somewhere/ca.pem"), true)] {
            assert!(!Arc::ptr_eq(&one, &shared(ca_file, only_ca_file)));
        }
    }
}
