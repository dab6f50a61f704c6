//! Bytes as text.

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    // It can be a key, and a string that grows leaves copies behind.
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xf));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_two_digits_the_greater_first() {
        assert_eq!(hex(&[0x00, 0x0a, 0xf1, 0xff]), "000af1ff");
        assert_eq!(hex(&[]), "");
    }
}
