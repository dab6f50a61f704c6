//! The certificates of a CA file, however it was saved: PEM (RFC 7468) with whatever stands around the
//! blocks, or DER. What is in it and can't be taken is told: who names a file means all of it.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::der::{self, Certificate, INTEGER, OID, SEQUENCE};

const LABELS: [&str; 3] = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

const BUNDLE_7: &str = "it is a PKCS #7 bundle (.p7b): write its certificates to a file of their own with \
                        openssl pkcs7 -print_certs";
const BUNDLE_12: &str = "it is a PKCS #12 bundle (.p12, .pfx): write its certificates to a file of their own \
                         with openssl pkcs12 -nokeys";

/// Where and what: `certificate 2 (line 23)`.
pub(super) type Named = (String, CertificateDer<'static>);

/// All certificates of `file`, at least one; otherwise what is wrong with it.
pub(super) fn certificates(file: &[u8]) -> Result<Vec<Named>, String> {
    match file {
        [] => Err("it is empty".into()),
        // Text can begin with this letter (a zero), but not go on so.
        [SEQUENCE, 0x80..=0xff, ..] => in_der(file),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'-', ..] | [b'-', 0, ..] => {
            Err("it is saved as UTF-16: save it as ASCII or UTF-8".into())
        }
        _ => in_pem(&String::from_utf8_lossy(file)),
    }
}

fn in_pem(text: &str) -> Result<Vec<Named>, String> {
    let mut found = Vec::new();
    let mut other = None;
    let mut rest = text;
    while let Some(at) = rest.find("-BEGIN ") {
        let line = 1 + text[..text.len() - rest.len() + at].matches('\n').count();
        let damaged = |what: &str| format!("the block that begins in line {line} {what}");
        let Some(block) = Block::at(rest, at) else {
            let marker = rest[at..].lines().next().unwrap_or_default();
            if marker.contains(LABELS[0]) {
                return Err(damaged("is damaged: it has no proper end"));
            }
            rest = &rest[at + 1..];
            continue;
        };
        rest = block.behind;
        if !LABELS.contains(&block.label) {
            if ["PKCS7", "CMS"].contains(&block.label) {
                return Err(damaged(BUNDLE_7.trim_start_matches("it ")));
            }
            other.get_or_insert(block.label);
            continue;
        }
        let name = format!("certificate {} (line {line})", found.len() + 1);
        match block.certificate() {
            Some((certificate, behind)) if is_for_servers(&behind) => {
                found.push((name, certificate))
            }
            Some(_) => return Err(format!("{name} is marked as not to be trusted for servers")),
            None => return Err(format!("{name} is damaged")),
        }
    }
    match other {
        _ if !found.is_empty() => Ok(found),
        Some(label) => Err(format!("it holds a {label:?}, and no certificate")),
        None => Err("there is no PEM certificate in it".into()),
    }
}

/// What stands between two markers.
struct Block<'a> {
    label: &'a str,
    body: &'a str,
    behind: &'a str,
}

impl<'a> Block<'a> {
    fn at(text: &'a str, at: usize) -> Option<Self> {
        const DASHES: &str = "-----";
        let (before, after) = text.split_at(at + 1);
        let (label, after) = after.strip_prefix("BEGIN ")?.split_once(DASHES)?;
        let (body, behind) = after.split_once(DASHES)?;
        let (end, behind) = behind.strip_prefix("END ")?.split_once(DASHES)?;
        (before.ends_with(DASHES) && end == label).then_some(Self {
            label: label.trim(),
            body,
            behind,
        })
    }

    /// The certificate, and what stands behind it.
    fn certificate(&self) -> Option<(CertificateDer<'static>, Vec<u8>)> {
        let body: String = self.body.split_whitespace().collect();
        let block = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        let all = CertificateDer::from_pem_slice(block.as_bytes()).ok()?;
        let mut behind = &all[..];
        let certificate = der::expect(&mut behind, SEQUENCE)?;
        Some((certificate.whole.to_vec().into(), behind.to_vec()))
    }
}

/// Whether nothing behind the certificate forbids it: into a `TRUSTED CERTIFICATE` OpenSSL writes what it is
/// to be trusted for, and what not.
fn is_for_servers(mut behind: &[u8]) -> bool {
    /// id-kp-serverAuth, as an element.
    const SERVERS: [u8; 10] = [OID, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1];
    const REFUSED: u8 = 0xa0;
    let mut marks = der::take(&mut behind).map_or(&[][..], |marks| marks.content);
    while let Some(mark) = der::take(&mut marks) {
        let named = mark
            .content
            .windows(SERVERS.len())
            .any(|ten| ten == SERVERS);
        if (mark.tag == SEQUENCE && !named) || (mark.tag == REFUSED && named) {
            return false;
        }
    }
    true
}

fn in_der(mut file: &[u8]) -> Result<Vec<Named>, String> {
    // Of a length that is not told beforehand, as bundles have it.
    let inside = match file {
        [_, 0x80, inside @ ..] => inside,
        mut whole => der::take(&mut whole).map_or(&[][..], |element| element.content),
    };
    match inside {
        [OID, ..] => return Err(BUNDLE_7.into()),
        [INTEGER, 1, 3, ..] => return Err(BUNDLE_12.into()),
        [INTEGER, ..] => return Err("it holds a private key, and no certificate".into()),
        _ => {}
    }
    let mut found = Vec::new();
    while !file.is_empty() {
        let name = format!("certificate {}", found.len() + 1);
        match der::take(&mut file) {
            Some(one) if Certificate::read(one.whole).is_some() => {
                found.push((name, CertificateDer::from(one.whole.to_vec())));
            }
            _ => return Err("it is neither PEM nor a certificate in DER".into()),
        }
    }
    Ok(found)
}
