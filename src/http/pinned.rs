//! Certificates of the CA file that a server may show as its own.
//!
//! Companies name a self-signed server certificate as CA file, and webpki takes none that is an authority's,
//! or of version 1, or by somebody unknown. Such a one is taken where it is, byte for byte, one of the CA
//! file, and for the names in it. A certificate that says that it is no authority's is that alone: else the key
//! of one server would vouch for all others. Only of the CA file, which somebody named for this server: in the
//! system's directory are authorities by the hundred, none of which anybody meant to be OmniFund's server.

use std::net::IpAddr;

use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::{CertificateError, Error};

use super::der::{
    Certificate, EXTENSIONS, INTEGER, OCTET_STRING, OID, SEQUENCE, VERSION, element, expect, take,
};

const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 17];
const COMMON_NAME: &[u8] = &[0x55, 4, 3];

/// Such a certificate, as it is and as webpki reads it.
pub(super) struct Pinned {
    original: CertificateDer<'static>,
    /// Its key and its names in version 3, and nothing else.
    readable: Vec<u8>,
    not_before: UnixTime,
    not_after: UnixTime,
}

impl Pinned {
    /// `None` for a certificate that only an authority can have.
    pub(super) fn new(original: CertificateDer<'static>) -> Option<Self> {
        let certificate = Certificate::read(&original)?;
        let (not_before, not_after) = (certificate.not_before, certificate.not_after);
        let names = certificate
            .value(SUBJECT_ALT_NAME)
            .map(|names| names.whole.to_vec())
            .or_else(|| Some(element(OCTET_STRING, &[&common_name(&certificate)?])))?;
        let names = element(SEQUENCE, &[&element(OID, &[SUBJECT_ALT_NAME]), &names]);
        let extensions = element(EXTENSIONS, &[&element(SEQUENCE, &[&names])]);
        let version = element(VERSION, &[&[INTEGER, 1, 2]]);
        let fields = element(SEQUENCE, &[&version, certificate.fields, &extensions]);
        let readable = element(SEQUENCE, &[&fields, certificate.signature]);
        Some(Self {
            original,
            readable,
            not_before,
            not_after,
        })
    }

    pub(super) fn is(&self, server: &CertificateDer<'_>) -> bool {
        self.original == *server
    }

    /// For whoever asks about its names and its key.
    pub(super) fn readable(&self) -> CertificateDer<'_> {
        self.readable[..].into()
    }

    pub(super) fn is_in_force(&self, time: UnixTime) -> Result<(), Error> {
        let (not_before, not_after) = (self.not_before, self.not_after);
        if time < not_before {
            Err(CertificateError::NotValidYetContext { time, not_before }.into())
        } else if time > not_after {
            Err(CertificateError::ExpiredContext { time, not_after }.into())
        } else {
            Ok(())
        }
    }
}

/// The last common name, as a list of names: old certificates have no other.
fn common_name(certificate: &Certificate<'_>) -> Option<Vec<u8>> {
    const DNS_NAME: u8 = 0x82;
    const IP_ADDRESS: u8 = 0x87;
    let mut subject = certificate.subject;
    let names = std::iter::from_fn(|| {
        let mut name = take(&mut subject)?.content;
        let mut name = expect(&mut name, SEQUENCE)?.content;
        Some((expect(&mut name, OID)?.content, take(&mut name)?.content))
    });
    let (_, name) = names.filter(|(id, _)| *id == COMMON_NAME).last()?;
    let name = std::str::from_utf8(name).ok()?;
    let name = match name.parse() {
        Ok(IpAddr::V4(address)) => element(IP_ADDRESS, &[&address.octets()]),
        Ok(IpAddr::V6(address)) => element(IP_ADDRESS, &[&address.octets()]),
        Err(_) => element(DNS_NAME, &[name.as_bytes()]),
    };
    Some(element(SEQUENCE, &[&name]))
}
