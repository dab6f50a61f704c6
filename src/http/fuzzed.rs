//! What is tried with any bytes where an answer or a CA file is expected.

use std::collections::BTreeSet;

use rustls::pki_types::CertificateDer;

use super::coding::decode;
use super::der::{self, Certificate};
use super::frame::{Frame, Piece};
use super::framing::unframe;
use super::head::{self, Found, Head};
use super::pem;
use super::pinned::Pinned;
use super::policies::Shown;

/// Every beginning of a short text, and some of a long one.
fn cuts(length: usize) -> impl Iterator<Item = usize> {
    (0..length).step_by(length / 24 + 1)
}

fn headers(head: &Head) -> Vec<(String, Vec<u8>)> {
    let owned = |(name, value): (&str, &[u8])| (name.to_owned(), value.to_vec());
    head.headers.iter().map(owned).collect()
}

/// What was seen in a beginning of an answer is not taken back when more comes.
pub(crate) fn head(bytes: &[u8]) {
    let whole = head::read(bytes);
    for cut in cuts(bytes.len()) {
        match (head::read(&bytes[..cut]), &whole) {
            (Found::Unended, _) | (Found::NoHttp, Found::NoHttp) => {}
            (Found::Head(early, begins), Found::Head(late, ends)) => {
                assert_eq!((early.status, begins), (late.status, *ends), "at {cut}");
                assert_eq!(headers(&early), headers(late), "at {cut}");
            }
            _ => panic!("at {cut} it was something else"),
        }
    }
    if let Found::Head(head, begins) = whole {
        assert!((200..1000).contains(&head.status) && begins <= bytes.len());
        for (name, value) in head.headers.iter() {
            let is_part = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
            assert!(!name.is_empty() && name.bytes().all(is_part), "{name:?}");
            assert!(!value.contains(&b'\n'), "{name}");
        }
    }
}

/// The body of an answer that comes `step` bytes at a time, and where the next one begins.
fn strictly(head: &Head, method: &str, bytes: &[u8], step: usize) -> Option<(Vec<u8>, usize)> {
    let mut frame = Frame::of(head, method);
    let (mut body, mut come, mut at) = (Vec::new(), 0, 0);
    while !frame.has_ended() {
        match frame.next(&bytes[at..come]) {
            Piece::Body(own) => {
                body.extend(&bytes[at..at + own]);
                at += own;
            }
            Piece::Frame(others) => at += others,
            Piece::Unended if come < bytes.len() => come = (come + step).min(bytes.len()),
            Piece::Unended if frame.ends_with_connection() => break,
            Piece::Unended | Piece::Broken => return None,
        }
    }
    Some((body, at))
}

/// The strict reader of a kept connection gives the same however the bytes arrive, and whatever it takes the
/// forgiving reader of an exchange takes for the same.
pub(crate) fn frame(bytes: &[u8]) {
    let Found::Head(head, begins) = head::read(bytes) else {
        return;
    };
    let bytes = &bytes[begins..];
    for method in ["GET", "HEAD"] {
        let at_once = strictly(&head, method, bytes, bytes.len().max(1));
        for step in [1, 7] {
            assert_eq!(strictly(&head, method, bytes, step), at_once, "by {step}");
        }
        let Some((body, ends)) = at_once else {
            continue;
        };
        let closed = Frame::of(&head, method).ends_with_connection();
        if method == "GET" && !matches!(head.status, 204 | 304) {
            let framed = unframe(&head, &bytes[..ends], closed);
            assert!(framed.ended && framed.body == body);
        }
    }
}

/// In one stored block of deflate (RFC 1951 §3.2.4), in a member of gzip.
fn gzip(plain: &[u8]) -> Vec<u8> {
    let length = u16::try_from(plain.len()).expect("a short text");
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(plain);
    bytes.extend([0; 8]);
    bytes
}

/// A body that is decoded is never larger than it may be, and what was packed comes out, as far as it came.
pub(crate) fn coding(bytes: &[u8]) {
    const LIMIT: usize = 64 * 1024;
    for coding in ["", "gzip", "deflate"] {
        if let Ok(plain) = decode(coding, bytes.to_vec(), LIMIT) {
            assert!(plain.len() <= LIMIT.max(bytes.len()));
        }
    }
    let plain = bytes.get(..1000).unwrap_or(bytes);
    let inner = decode("gzip", plain.to_vec(), LIMIT);
    if plain.is_empty() || !inner.is_ok_and(|inner| *inner == plain) {
        return;
    }
    let packed = gzip(plain);
    assert!(*decode("", packed.clone(), LIMIT).expect("a body") == plain);
    for cut in cuts(plain.len()) {
        let begun = decode("gzip", packed[..15 + cut].to_vec(), LIMIT).expect("a body");
        assert!(
            cut == 0
                || *begun == plain[..cut]
                || decode("", plain[..cut].to_vec(), LIMIT).is_ok_and(|inner| inner == begun)
        );
    }
}

/// What a CA file is read as lies in it, and a certificate that is made readable keeps all but its marks.
pub(crate) fn certificates(bytes: &[u8]) {
    let found = pem::certificates(bytes);
    let readable = pem::readable(bytes);
    if let Ok(found) = &found {
        assert!(!found.is_empty());
        let named: BTreeSet<_> = found.iter().map(|(name, _)| name).collect();
        assert_eq!(named.len(), found.len(), "each has a name of its own");
        if bytes.first() != Some(&der::SEQUENCE) {
            assert!(found.iter().map(|(_, one)| one).eq(&readable));
        }
    }
    let found = found.unwrap_or_default().into_iter().map(|(_, one)| one);
    for certificate in found
        .chain(readable)
        .chain([CertificateDer::from(bytes.to_vec())])
    {
        let shown = Shown::new(&certificate).readable;
        let changed = certificate.iter().zip(shown.iter());
        assert_eq!(shown.len(), certificate.len());
        assert!(changed.into_iter().all(|(was, is)| was == is || *is == 0));
        if let Some(read) = Certificate::read(&certificate) {
            assert!(read.extensions().count() <= certificate.len());
            let _ = read.is_authority();
        }
        if let Some(pinned) = Pinned::new(certificate.clone()) {
            assert!(pinned.is(&certificate));
            let made = pinned.readable();
            assert!(Certificate::read(&made).is_some(), "what was made is none");
        }
    }
}
