//! Certificates whose policies are critical. Companies' authorities make them (`anyPolicy`, mostly), RFC 5280
//! §4.2.1.4 allows it, and webpki knows no policies and refuses them.
//!
//! Whoever asks for no policy in particular may pass them over: by RFC 5280 §6.1 policies, their mappings
//! and the inhibition of `anyPolicy` decide about the set of valid policies, and that decides about the
//! path only where a certificate has `policyConstraints`. Those stay critical, and so are refused.

use std::fmt;

use rustls::pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm,
};

use super::der::{BOOLEAN, Certificate, take};

/// certificatePolicies, policyMappings, inhibitAnyPolicy.
const POLICIES: [[u8; 3]; 3] = [[0x55, 0x1d, 32], [0x55, 0x1d, 33], [0x55, 0x1d, 54]];

/// A certificate that a server showed, as it may be read.
pub(super) struct Shown<'a> {
    original: &'a [u8],
    /// Without the mark "critical" at its policies; the same where it has none.
    pub(super) readable: CertificateDer<'a>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(original: &'a CertificateDer<'_>) -> Self {
        let original = &original[..];
        let copy = made_uncritical(original);
        Self {
            original,
            readable: copy.map_or_else(|| original.into(), CertificateDer::from),
        }
    }
}

/// `None` where nothing is to be done. One byte changes for each mark, and no length.
fn made_uncritical(original: &[u8]) -> Option<Vec<u8>> {
    let mut copy = None;
    for (id, mut rest) in Certificate::read(original)?.extensions() {
        let at = rest.as_ptr().addr() - original.as_ptr().addr();
        let mark = take(&mut rest)?;
        if POLICIES.iter().any(|policies| policies == id) && mark.tag == BOOLEAN {
            let copy = copy.get_or_insert_with(|| original.to_vec());
            copy[at + mark.whole.len() - 1] = 0;
        }
    }
    copy
}

/// Checks a signature over what the authority signed, where webpki read a copy.
pub(super) struct AsSigned<'a> {
    pub(super) algorithm: &'static dyn SignatureVerificationAlgorithm,
    pub(super) shown: &'a [Shown<'a>],
}

impl fmt::Debug for AsSigned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsSigned")
    }
}

impl SignatureVerificationAlgorithm for AsSigned<'_> {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let signed = |der| Certificate::read(der).map(|certificate| certificate.signed);
        let mut shown = self.shown.iter();
        let shown = shown.find(|one| signed(&one.readable) == Some(message));
        let signed = shown.and_then(|one| signed(one.original));
        self.algorithm
            .verify_signature(public_key, signed.unwrap_or(message), signature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.algorithm.public_key_alg_id()
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.algorithm.signature_alg_id()
    }
}
