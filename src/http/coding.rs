//! What a body is without its coding (RFC 9110 §8.4.1). We ask for none, and gateways code all the same.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER,
    TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use zeroize::Zeroizing;

/// Coded more than once: by a server and its proxies.
const MOST_LAYERS: usize = 3;
const FIRST_ROOM: usize = 16 * 1024;

/// More than a body may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The body as it was meant, `limit` bytes at most. `coding` is what the head says; the bytes are looked at
/// too, since heads lie. What can't be decoded stays as it is; of what is cut, its beginning counts.
pub(super) fn decode(
    coding: &str,
    body: Vec<u8>,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, TooLarge> {
    let mut body = Zeroizing::new(body);
    for _ in 0..MOST_LAYERS {
        match without_layer(coding, &body, limit)? {
            Some(inner) => body = inner,
            None => break,
        }
    }
    Ok(body)
}

/// `None` where the bytes are not coded.
fn without_layer(
    coding: &str,
    bytes: &[u8],
    limit: usize,
) -> Result<Option<Zeroizing<Vec<u8>>>, TooLarge> {
    if let Some(begins) = gzip_header(bytes) {
        return inflate(bytes, Some(begins), 0, limit);
    }
    // Nearly any text can be inflated to something.
    let is_text = bytes
        .iter()
        .take(64)
        .all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    if is_text {
        return Ok(None);
    }
    if is_zlib(bytes) {
        if let Some(plain) = inflate(bytes, None, TINFL_FLAG_PARSE_ZLIB_HEADER, limit)? {
            return Ok(Some(plain));
        }
    }
    if coding.to_ascii_lowercase().contains("deflate") {
        return inflate(bytes, None, 0, limit);
    }
    Ok(None)
}

/// As much as is there and sound. A check sum is not looked at: an object says itself whether it is whole.
/// `gzip` is where the data of a first member begins; whoever packs in pieces writes them one behind the
/// other.
fn inflate(
    bytes: &[u8],
    gzip: Option<usize>,
    flags: u32,
    limit: usize,
) -> Result<Option<Zeroizing<Vec<u8>>>, TooLarge> {
    /// A check sum and a length behind a member of gzip.
    const GZIP_END: usize = 8;
    let flags = flags | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | TINFL_FLAG_HAS_MORE_INPUT;
    let mut state = Box::<DecompressorOxide>::default();
    let mut plain = Zeroizing::new(vec![0; FIRST_ROOM.min(limit)]);
    let (mut read, mut written) = (gzip.unwrap_or(0), 0);
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (status, taken, given) = decompress(&mut state, rest, &mut plain, written, flags);
        read += taken;
        written += given;
        match status {
            TINFLStatus::HasMoreOutput if plain.len() >= limit => return Err(TooLarge),
            TINFLStatus::HasMoreOutput => {
                let mut larger = Zeroizing::new(vec![0; (plain.len() * 4).min(limit)]);
                larger[..written].copy_from_slice(&plain[..written]);
                plain = larger;
            }
            TINFLStatus::Done if gzip.is_some() => {
                let next = bytes.get(read + GZIP_END..).and_then(gzip_header);
                let Some(begins) = next else { break };
                state.init();
                read += GZIP_END + begins;
            }
            TINFLStatus::Done | TINFLStatus::NeedsMoreInput => break,
            _ if written > 0 => break,
            _ => return Ok(None),
        }
    }
    plain.truncate(written);
    Ok((written > 0).then_some(plain))
}

/// Where the data of a member begins (RFC 1952 §2.3); `None` for what is no gzip.
fn gzip_header(bytes: &[u8]) -> Option<usize> {
    if !bytes.starts_with(&[0x1f, 0x8b, 8]) {
        return None;
    }
    let flags = *bytes.get(3)?;
    let has = |flag: u8| flags & flag != 0;
    let mut at = 10;
    if has(4) {
        at += 2 + usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    }
    // A name and a comment, each with a NUL behind it.
    for _ in [8, 16].into_iter().filter(|flag| has(*flag)) {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
    }
    if has(2) {
        at += 2;
    }
    bytes.get(at..).map(|_| at)
}

/// RFC 1950 §2.2: the method, and a check of the first two bytes.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0f == 8
                && method >> 4 <= 7
                && u16::from_be_bytes([*method, *flags]) % 31 == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &[u8] = b"{\"access_token\":\"a\"}";
    /// `PLAIN`, as raw deflate with one stored block.
    fn deflated() -> Vec<u8> {
        let length = u16::try_from(PLAIN.len()).unwrap();
        let mut bytes = vec![1];
        bytes.extend(length.to_le_bytes());
        bytes.extend((!length).to_le_bytes());
        bytes.extend(PLAIN);
        bytes
    }

    fn gzip(flags: u8, more: &[u8]) -> Vec<u8> {
        let header = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
        [&header[..], more, &deflated(), &[0; 8]].concat()
    }

    fn zlib() -> Vec<u8> {
        // Adler-32 of the plain text.
        let (mut a, mut b) = (1_u32, 0_u32);
        for byte in PLAIN {
            a = (a + u32::from(*byte)) % 65_521;
            b = (b + a) % 65_521;
        }
        [&[0x78, 0x9c][..], &deflated(), &(b << 16 | a).to_be_bytes()].concat()
    }

    #[test]
    fn a_coded_body_is_decoded_whatever_the_head_says() {
        for (coding, body) in [
            ("", PLAIN.to_vec()),
            ("gzip", PLAIN.to_vec()),
            ("gzip", gzip(0, b"")),
            ("", gzip(0, b"")),
            (
                "x-gzip",
                gzip(2 | 4 | 8 | 16, b"\x03\0abcname\0comment\0\0\0"),
            ),
            ("deflate", deflated()),
            ("deflate", zlib()),
            ("", zlib()),
            // Cut behind the object.
            ("gzip", gzip(0, b"")[..15 + PLAIN.len()].to_vec()),
        ] {
            let decoded = decode(coding, body.clone(), 1000).unwrap();
            assert_eq!(*decoded, PLAIN, "{coding}: {body:?}");
        }
    }

    #[test]
    fn what_was_coded_twice_or_in_pieces_is_decoded_too() {
        let pieces = [gzip(0, b""), gzip(0, b"")].concat();
        let twice = [PLAIN, PLAIN].concat();
        assert_eq!(*decode("gzip", pieces, 1000).unwrap(), twice);
        let inner = gzip(0, b"");
        let length = u16::try_from(inner.len()).unwrap();
        let mut outer = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1];
        outer.extend(length.to_le_bytes());
        outer.extend((!length).to_le_bytes());
        outer.extend(inner);
        outer.extend([0; 8]);
        assert_eq!(*decode("gzip, gzip", outer, 1000).unwrap(), PLAIN);
    }

    #[test]
    fn a_bomb_is_too_large_and_nonsense_stays_as_it_is() {
        assert_eq!(decode("gzip", gzip(0, b""), 5).unwrap_err(), TooLarge);
        for nonsense in [&b""[..], b"\x1f\x8b\x08", b"\x78\x9c\xff\xff", b"\xff\xff"] {
            let decoded = decode("deflate", nonsense.to_vec(), 1000).unwrap();
            assert_eq!(*decoded, nonsense);
        }
    }
}
