//! The key that seals records.

use std::fmt;

use ring::digest;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result};
use crate::hex::{self, hex};
use crate::platform::random;

const KEY: usize = 32;
/// Bytes of a key's id.
pub(super) const KEY_ID: usize = 8;

/// A key of 32 bytes that seals records. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct SealingKey(Zeroizing<[u8; KEY]>);

impl SealingKey {
    /// A new one, from the operating system's generator.
    ///
    /// # Errors
    /// [`Internal`](ErrorKind::Internal) where that fails.
    pub fn generate() -> Result<Self> {
        random_array().map(Zeroizing::new).map(Self)
    }

    /// Takes over the bytes of one.
    ///
    /// ```
    /// use omnifund::{ErrorKind, SealingKey};
    ///
    /// assert!(SealingKey::from_bytes(&[7; 32]).is_ok());
    /// let error = SealingKey::from_bytes(b"too short").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    /// ```
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where they are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes: [u8; KEY] = bytes.try_into().map_err(|_| {
            let problem = format!("a sealing key has {KEY} bytes, and not {}", bytes.len());
            Error::new(ErrorKind::InvalidArgument, problem)
        })?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    /// Names the key in envelopes, and tells nothing of it.
    pub(super) fn id(&self) -> [u8; KEY_ID] {
        let mut named = digest::Context::new(&digest::SHA256);
        named.update(b"omnifund key id");
        named.update(self.bytes());
        let mut id = [0; KEY_ID];
        id.copy_from_slice(&named.finish().as_ref()[..KEY_ID]);
        id
    }

    /// In hexadecimal, for a key file.
    pub(super) fn digits(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(self.bytes()))
    }

    pub(super) fn from_digits(digits: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; KEY]);
        hex::parse(digits, &mut *bytes)?;
        Some(Self(bytes))
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", hex(&self.id()))
    }
}

/// From the operating system.
pub(crate) fn random_array<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    random::fill(&mut bytes).map_err(|_| {
        Error::new(
            ErrorKind::Internal,
            "the operating system gives no random numbers",
        )
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_digits_and_does_not_print() {
        let key = SealingKey::from_bytes(&[0xab; 32]).unwrap();
        let digits = key.digits();
        assert_eq!(
            SealingKey::from_digits(&digits).unwrap().bytes(),
            key.bytes()
        );
        assert!(!format!("{key:?}").contains("abab"));
        for bad in [
            "",
            "zz",
            &"zz".repeat(32),
            &digits[1..],
            &digits.replacen("ab", "+f", 1),
            &"\u{e9}".repeat(32),
        ] {
            assert!(SealingKey::from_digits(bad).is_none(), "{bad:?}");
        }
        assert!(SealingKey::from_bytes(&[0; 31]).is_err());
    }
}
