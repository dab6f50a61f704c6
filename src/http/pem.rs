//! The certificates of a CA file, however it was saved: PEM (RFC 7468) with whatever stands around the
//! blocks, or DER. What is in it and can't be taken is told: who names a file means all of it.

use rustls::pki_types::CertificateDer;

use super::der::{self, Certificate, INTEGER, OID, SEQUENCE};

/// What a certificate's block is called; the last two are OpenSSL's.
const LABELS: [&[u8]; 3] = [CERTIFICATE, b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE"];
/// What can stand beside certificates, and is none: the ends of its labels.
const BESIDE: [&str; 4] = ["KEY", "PARAMETERS", "REQUEST", "CRL"];
const CERTIFICATE: &[u8] = b"CERTIFICATE";
const DASHES: &[u8] = b"-----";

const BUNDLE_7: &str = "a PKCS #7 bundle (.p7b): write its certificates to a file of their own with \
                        openssl pkcs7 -print_certs";
const BUNDLE_12: &str = "a PKCS #12 bundle (.p12, .pfx): write its certificates to a file of their own with \
                         openssl pkcs12 -nokeys";

/// Which one it is, such as "certificate 2 (line 23)", and the certificate.
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
        _ => in_pem(file),
    }
}

fn in_pem(text: &[u8]) -> Result<Vec<Named>, String> {
    let mut found = Vec::new();
    let mut other = None;
    let (mut rest, mut counted, mut line) = (text, text, 1);
    while let Some((before, behind_marker)) = cut(rest, b"-BEGIN ") {
        let since = counted.len() - behind_marker.len();
        line += counted[..since]
            .iter()
            .filter(|letter| **letter == b'\n')
            .count();
        counted = behind_marker;
        let Some(block) = Block::read(before, behind_marker) else {
            let marker = behind_marker.split(|letter| *letter == b'\n').next();
            if marker.is_some_and(|marker| cut(marker, CERTIFICATE).is_some()) {
                return Err(format!(
                    "the block that begins in line {line} is damaged: it has no proper end"
                ));
            }
            rest = behind_marker;
            continue;
        };
        rest = block.behind;
        if [&b"PKCS7"[..], b"CMS"].contains(&block.label) {
            return Err(format!("in line {line} begins {BUNDLE_7}"));
        } else if !LABELS.contains(&block.label) {
            let label = String::from_utf8_lossy(block.label);
            if !BESIDE.iter().any(|beside| label.ends_with(beside)) {
                return Err(format!(
                    "in line {line} begins a {label:?}, which is unknown"
                ));
            }
            other.get_or_insert(label);
            continue;
        }
        let name = format!("certificate {} (line {line})", found.len() + 1);
        let der = base64(block.body).unwrap_or_default();
        let mut behind = &der[..];
        let Some(certificate) = der::expect(&mut behind, SEQUENCE) else {
            return Err(format!("{name} is damaged"));
        };
        if !is_for_servers(behind) {
            return Err(format!("{name} is marked as not to be trusted for servers"));
        }
        found.push((name, certificate.whole.to_vec().into()));
    }
    match other {
        _ if !found.is_empty() => Ok(found),
        Some(label) => Err(format!("it holds a {label:?}, and no certificate")),
        None => Err("there is no PEM certificate in it".into()),
    }
}

/// The certificates of a bundle that a system made, without those that are damaged or not for servers.
pub(super) fn readable(text: &[u8]) -> Vec<CertificateDer<'static>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, behind_marker)) = cut(rest, b"-BEGIN ") {
        rest = behind_marker;
        let Some(block) = Block::read(before, behind_marker) else {
            continue;
        };
        rest = block.behind;
        let der = match LABELS.contains(&block.label) {
            true => base64(block.body).unwrap_or_default(),
            false => continue,
        };
        let mut behind = &der[..];
        let certificate = der::expect(&mut behind, SEQUENCE);
        if let Some(certificate) = certificate.filter(|_| is_for_servers(behind)) {
            found.push(certificate.whole.to_vec().into());
        }
    }
    found
}

/// What stands before the first `mark`, and what behind it.
fn cut<'a>(text: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (first, others) = mark.split_first()?;
    let mut at = 0;
    loop {
        at += text[at..].iter().position(|letter| letter == first)?;
        if let Some(behind) = text[at + 1..].strip_prefix(others) {
            return Some((&text[..at], behind));
        }
        at += 1;
    }
}

/// What stands between two markers.
struct Block<'a> {
    label: &'a [u8],
    body: &'a [u8],
    behind: &'a [u8],
}

impl<'a> Block<'a> {
    /// Of a text that was cut at the last dash and the word that begin a block.
    fn read(before: &[u8], text: &'a [u8]) -> Option<Self> {
        let (label, text) = cut(text, DASHES)?;
        let (body, text) = cut(text, DASHES)?;
        let (end, behind) = cut(text.strip_prefix(b"END ")?, DASHES)?;
        (before.ends_with(&DASHES[1..]) && end == label).then_some(Self {
            label: label.trim_ascii(),
            body,
            behind,
        })
    }
}

/// What is no digit.
const BLANK: u8 = 64;
const PADDING: u8 = 65;
const NONE: u8 = 66;
/// What each letter of base64 stands for.
static VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut letter = 0;
    while letter < 256 {
        let byte = letter as u8;
        values[letter] = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => PADDING,
            _ if byte.is_ascii_whitespace() => BLANK,
            _ => NONE,
        };
        letter += 1;
    }
    values
};

/// RFC 4648 §4, with blanks and line ends wherever they stand.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let (mut bits, mut letters, mut padding) = (0_u32, 0_usize, 0);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((letter, behind)) = rest.split_first() {
        if let Some((four, behind)) = rest.split_first_chunk::<4>() {
            let [one, two, three, four] = four.map(|letter| VALUES[usize::from(letter)]);
            // Most come so, and a system's authorities have a quarter of a million of them.
            if (one | two | three | four) < BLANK && letters % 4 == 0 && padding == 0 {
                bytes.extend([
                    one << 2 | two >> 4,
                    two << 4 | three >> 2,
                    three << 6 | four,
                ]);
                rest = behind;
                continue;
            }
        }
        rest = behind;
        let value = VALUES[usize::from(*letter)];
        match value {
            BLANK => continue,
            PADDING => {
                padding += 1;
                continue;
            }
            NONE => return None,
            _ if padding > 0 => return None,
            _ => {}
        }
        bits = bits << 6 | u32::from(value);
        letters += 1;
        if letters % 4 != 1 {
            // 6, 4, 2 or 0 bits are left over after 1, 2, 3 or 4 letters.
            bytes.push((bits >> [0, 6, 4, 2][letters % 4]) as u8);
        }
    }
    (padding < 3 && (letters + padding) % 4 == 0).then_some(bytes)
}

/// Whether nothing behind the certificate forbids it: into a `TRUSTED CERTIFICATE` OpenSSL writes what it is
/// to be trusted for, and what not.
fn is_for_servers(mut behind: &[u8]) -> bool {
    /// id-kp-serverAuth, as an element.
    const SERVERS: &[u8] = &[OID, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1];
    const REFUSED: u8 = 0xa0;
    let mut marks = der::take(&mut behind).map_or(&[][..], |marks| marks.content);
    while let Some(mark) = der::take(&mut marks) {
        let named = cut(mark.content, SERVERS).is_some();
        if (mark.tag == SEQUENCE && !named) || (mark.tag == REFUSED && named) {
            return false;
        }
    }
    true
}

fn in_der(mut file: &[u8]) -> Result<Vec<Named>, String> {
    let inside = match file {
        // Of a length that is not told beforehand, as bundles have it.
        [_, 0x80, inside @ ..] => inside,
        mut whole => der::take(&mut whole).map_or(&[][..], |element| element.content),
    };
    match inside {
        [OID, ..] => return Err(format!("it is {BUNDLE_7}")),
        [INTEGER, 1, 3, ..] => return Err(format!("it is {BUNDLE_12}")),
        [INTEGER, ..] => return Err("it holds a private key, and no certificate".into()),
        _ => {}
    }
    let mut found = Vec::new();
    while !file.is_empty() {
        let one = der::take(&mut file).filter(|one| Certificate::read(one.whole).is_some());
        let Some(one) = one else {
            return Err("it is neither PEM nor a certificate in DER".into());
        };
        let name = format!("certificate {}", found.len() + 1);
        found.push((name, one.whole.to_vec().into()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_read_with_its_padding_and_refused_without() {
        for (text, bytes) in [
            ("", Some("")),
            ("Zg==", Some("f")),
            ("Zm8=", Some("fo")),
            ("Zm9v", Some("foo")),
            ("Zm9v\r\nYg = =", Some("foob")),
            ("Zm9vYmFy", Some("foobar")),
            ("Zm9", None),
            ("Zm9v=", None),
            ("Zm=v", None),
            ("Z===", None),
            ("Zm9_", None),
        ] {
            let read = base64(text.as_bytes());
            assert_eq!(read.as_deref(), bytes.map(str::as_bytes), "{text}");
        }
    }
}
