//! Bytes as text, and back.

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // It can be a key, and a string that grows leaves copies behind.
    let mut text = vec![0; 2 * bytes.len()];
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 0xf)];
    }
    String::from_utf8(text).unwrap_or_default()
}

/// Reads exactly as many bytes as `bytes` has places for, into them and nowhere else: it can be a key.
/// `None` where `digits` has anything but digits, of either case, or another number of them.
pub(crate) fn parse(digits: &str, bytes: &mut [u8]) -> Option<()> {
    let digits = digits.as_bytes();
    if digits.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = half(pair[0])? << 4 | half(pair[1])?;
    }
    Some(())
}

fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_two_digits_the_greater_first() {
        assert_eq!(hex(&[0x00, 0x0a, 0xf1, 0xff]), "000af1ff");
        assert_eq!(hex(&[]), "");
    }

    #[test]
    fn digits_are_read_back_and_nothing_else_is_taken_for_one() {
        let mut bytes = [0; 4];
        assert!(parse("000AF1ff", &mut bytes).is_some());
        assert_eq!(bytes, [0x00, 0x0a, 0xf1, 0xff]);
        for bad in [
            "+f+f+f+f",
            "-1000000",
            "0x000000",
            " 0000000",
            "0000000g",
            "0000000",
            "000000000",
            "",
            "\u{e9}\u{e9}\u{e9}\u{e9}",
        ] {
            assert!(parse(bad, &mut bytes).is_none(), "{bad:?}");
        }
    }
}
