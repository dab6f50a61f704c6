//! Whom to believe that it is the server. webpki decides; what companies' own authorities make and webpki
//! does not read is handed to it in a form that it does, where that is safe.

use std::fmt;

use once_cell::race::OnceBox;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::pinned::Pinned;
use super::policies::{AsSigned, Shown};
use super::system;

/// What is trusted: authorities, and the certificates of the CA file themselves.
pub(super) struct Verifier {
    pub(super) authorities: RootCertStore,
    /// Where more of them may be.
    pub(super) others: Option<Others>,
    pub(super) pinned: Vec<Pinned>,
    pub(super) algorithms: WebPkiSupportedAlgorithms,
}

/// The system's authorities that are not in its bundle: an administrator can have put one into the folder alone. They
/// are read where the bundle's do not do.
#[derive(Default)]
pub(super) struct Others(OnceBox<RootCertStore>);

impl Others {
    fn read(&self) -> &RootCertStore {
        self.0.get_or_init(|| {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(system::others().certificates);
            Box::new(roots)
        })
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier")
    }
}

impl Verifier {
    fn pinned(&self, server: &CertificateDer<'_>) -> Option<&Pinned> {
        self.pinned.iter().find(|pinned| pinned.is(server))
    }

    /// The server's certificate, for whoever asks webpki about its names and its key.
    fn readable<'a>(&'a self, server: &'a CertificateDer<'_>) -> CertificateDer<'a> {
        match self.pinned(server) {
            Some(pinned) => pinned.readable(),
            None => Shown::new(server).readable,
        }
    }

    fn is_vouched_for(&self, shown: &[Shown<'_>], now: UnixTime) -> Result<(), Error> {
        let [server, chain @ ..] = shown else {
            return Err(Error::NoCertificatesPresented);
        };
        let chain: Vec<_> = chain.iter().map(|one| one.readable.clone()).collect();
        let as_signed = |algorithm: &&'static _| AsSigned {
            algorithm: *algorithm,
            shown,
        };
        let algorithms: Vec<_> = self.algorithms.all.iter().map(as_signed).collect();
        let algorithms: Vec<_> = algorithms.iter().map(|algorithm| algorithm as _).collect();
        let server = ParsedCertificate::try_from(&server.readable)?;
        let verify = |authorities| {
            verify_server_cert_signed_by_trust_anchor(
                &server,
                authorities,
                &chain,
                now,
                &algorithms,
            )
        };
        match (verify(&self.authorities), &self.others) {
            (Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)), Some(others)) => {
                verify(others.read())
            }
            (verified, _) => verified,
        }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.pinned(server) {
            Some(pinned) => pinned.is_in_force(now)?,
            None => {
                let shown = std::iter::once(server).chain(chain);
                let shown: Vec<_> = shown.map(Shown::new).collect();
                self.is_vouched_for(&shown, now)?;
            }
        }
        let readable = self.readable(server);
        verify_server_name(&ParsedCertificate::try_from(&readable)?, name)?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, &self.readable(server), signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, &self.readable(server), signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
