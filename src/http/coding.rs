//! What a body is without its coding (RFC 9110 §8.4.1). We ask for none, and gateways code all the same.

use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};
use zeroize::Zeroizing;

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
    let body = Zeroizing::new(body);
    if let Some(deflated) = behind_gzip_header(&body) {
        return inflated(decompress_to_vec_with_limit(deflated, limit), body);
    }
    let says_deflate = coding.to_ascii_lowercase().contains("deflate");
    if is_zlib(&body) {
        return inflated(decompress_to_vec_zlib_with_limit(&body, limit), body);
    }
    if says_deflate {
        return inflated(decompress_to_vec_with_limit(&body, limit), body);
    }
    Ok(body)
}

fn inflated(
    result: Result<Vec<u8>, DecompressError>,
    body: Zeroizing<Vec<u8>>,
) -> Result<Zeroizing<Vec<u8>>, TooLarge> {
    match result {
        Ok(plain) => Ok(Zeroizing::new(plain)),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(TooLarge),
        // Its end is missing.
        Err(error) if error.status == TINFLStatus::FailedCannotMakeProgress => {
            Ok(Zeroizing::new(error.output))
        }
        Err(_) => Ok(body),
    }
}

/// RFC 1952 §2.3; `None` for what is no gzip.
fn behind_gzip_header(bytes: &[u8]) -> Option<&[u8]> {
    const HEADER: usize = 10;
    let (header, mut rest) = bytes.split_at_checked(HEADER)?;
    if header[..3] != [0x1f, 0x8b, 8] {
        return None;
    }
    let flags = header[3];
    let has = |flag: u8| flags & flag != 0;
    if has(4) {
        let (length, behind) = rest.split_first_chunk::<2>()?;
        rest = behind.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    // A name and a comment, each with a NUL behind it.
    for _ in [8, 16].into_iter().filter(|flag| has(*flag)) {
        let end = rest.iter().position(|byte| *byte == 0)?;
        rest = &rest[end + 1..];
    }
    if has(2) {
        rest = rest.get(2..)?;
    }
    Some(rest)
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
    fn a_bomb_is_too_large_and_nonsense_stays_as_it_is() {
        assert_eq!(decode("gzip", gzip(0, b""), 5).unwrap_err(), TooLarge);
        for nonsense in [&b""[..], b"\x1f\x8b\x08", b"\x78\x9c\xff\xff", b"\xff\xff"] {
            let decoded = decode("deflate", nonsense.to_vec(), 1000).unwrap();
            assert_eq!(*decoded, nonsense);
        }
    }
}
