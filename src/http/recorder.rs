//! Whom a server says it is: for a diagnosis, which wants to see a certificate also where it is refused.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};

use super::verifier::Verifier;
use crate::platform::lock::Lock;

/// Verifies as always, and notes what it was shown.
#[derive(Debug)]
pub(super) struct RecordingVerifier {
    verifier: Verifier,
    shown: Lock<Vec<Vec<u8>>>,
}

impl RecordingVerifier {
    pub(super) fn new(verifier: Verifier) -> Self {
        Self {
            verifier,
            shown: Lock::new(),
        }
    }

    /// The last chain that it was shown, the server's own certificate first; DER.
    pub(super) fn shown(&self) -> Vec<Vec<u8>> {
        self.shown.lock().clone()
    }
}

impl ServerCertVerifier for RecordingVerifier {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let all = std::iter::once(server).chain(chain);
        let shown: Vec<_> = all.map(|certificate| certificate.to_vec()).collect();
        *self.shown.lock() = shown;
        self.verifier
            .verify_server_cert(server, chain, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier
            .verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier
            .verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}
