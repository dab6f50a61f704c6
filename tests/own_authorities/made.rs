//! Certificates as companies' own authorities make them.

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair, SigningKey,
};
use rustls::pki_types::CertificateDer;

/// A certificate, and the key that is in it.
pub struct Made {
    pub der: CertificateDer<'static>,
    pub key: KeyPair,
    params: CertificateParams,
}

impl Made {
    pub fn issuer(&self) -> Issuer<'_, &KeyPair> {
        Issuer::from_params(&self.params, &self.key)
    }
}

/// For this host, unless `change` has another wish.
pub fn params(change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    change(&mut params);
    params
}

pub fn self_signed(change: impl FnOnce(&mut CertificateParams)) -> Made {
    let (params, key) = (params(change), KeyPair::generate().unwrap());
    let der = params.self_signed(&key).unwrap().der().clone();
    Made { der, key, params }
}

/// An authority, which has no host of its own.
pub fn authority(name: &str, change: impl FnOnce(&mut CertificateParams)) -> Made {
    self_signed(|params| {
        is_authority(name, params);
        change(params);
    })
}

pub fn is_authority(name: &str, params: &mut CertificateParams) {
    params.subject_alt_names.clear();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
}

/// As `openssl req -x509` makes a server's certificate.
pub fn says_authority(params: &mut CertificateParams) {
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
}

pub fn signed_by(above: &Made, change: impl FnOnce(&mut CertificateParams)) -> Made {
    let (params, key) = (params(change), KeyPair::generate().unwrap());
    let der = params.signed_by(&key, &above.issuer()).unwrap();
    let der = der.der().clone();
    Made { der, key, params }
}

pub fn critical(oid: &[u64], content: &[u8]) -> CustomExtension {
    let mut extension = CustomExtension::from_oid_content(oid, content.to_vec());
    extension.set_criticality(true);
    extension
}

/// certificatePolicies with `anyPolicy` (RFC 5280 section 4.2.1.4).
pub fn any_policy() -> CustomExtension {
    critical(
        &[2, 5, 29, 32],
        &[0x30, 8, 0x30, 6, 6, 4, 0x55, 0x1d, 0x20, 0],
    )
}

/// policyConstraints that require an explicit policy from here on.
pub fn explicit_policy() -> CustomExtension {
    critical(&[2, 5, 29, 36], &[0x30, 3, 0x80, 1, 0])
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    match length {
        [0, short @ 0..=0x7f] => [&[tag, short], content].concat(),
        [0, long] => [&[tag, 0x81, long], content].concat(),
        [high, low] => [&[tag, 0x82, high, low], content].concat(),
    }
}

fn first(der: &[u8]) -> (&[u8], &[u8]) {
    let (head, length) = match der[1] {
        0x81 => (3, usize::from(der[2])),
        0x82 => (4, usize::from(der[2]) << 8 | usize::from(der[3])),
        short => (2, usize::from(short)),
    };
    (&der[head..head + length], &der[head + length..])
}

/// Version 1 has no extensions, and so no names but the subject's: as `openssl x509 -req` makes them.
pub fn version_1(host: &str) -> Made {
    let mut made = self_signed(|params| {
        params.distinguished_name.push(DnType::CommonName, host);
    });
    let (certificate, _) = first(&made.der);
    let (fields, behind) = first(certificate);
    let (_version, mut rest) = first(fields);
    let from = fields.len() - rest.len();
    // Serial number, algorithm, issuer, dates, subject, key.
    for _ in 0..6 {
        (_, rest) = first(rest);
    }
    let fields = element(0x30, &fields[from..fields.len() - rest.len()]);
    let algorithm = &behind[..behind.len() - first(behind).1.len()];
    let signature = [&[0], &made.key.sign(&fields).unwrap()[..]].concat();
    let signature = element(3, &signature);
    made.der = element(0x30, &[&fields, algorithm, &signature].concat()).into();
    made
}

/// Says of its signature that it is ECDSA with SHA-512, as authorities with keys of P-521 make it.
pub fn signed_as_with_p_521(above: &Made) -> Made {
    const SHA_256: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
    let mut made = signed_by(above, |_| {});
    let mut der = made.der.to_vec();
    while let Some(at) = der.windows(8).position(|eight| eight == SHA_256) {
        der[at + 7] = 4;
    }
    made.der = der.into();
    made
}
