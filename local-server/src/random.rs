//! Everything that must be unguessable is made here, from the operating system's randomness.

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest as _, Sha256};

use crate::failure::Result;

const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE36_LENGTH: usize = 50;

/// A token as OmniFund writes them: base64 of the lower-case hex of a SHA-256, 86 characters.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn token() -> Result<String> {
    let hex = HEXLOWER.encode(&Sha256::digest(bytes::<32>()?));
    Ok(BASE64_NOPAD.encode(hex.as_bytes()))
}

/// A client secret, or the second half of a client id: 50 characters of base 36.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn base36() -> Result<String> {
    // Bytes from 252 on are thrown away: 256 is no multiple of 36, and taking the remainder of
    // all of them would favour the first four characters.
    let mut text = String::with_capacity(BASE36_LENGTH);
    while text.len() < BASE36_LENGTH {
        text.extend(
            bytes::<64>()?
                .into_iter()
                .filter(|byte| *byte < 252)
                .take(BASE36_LENGTH - text.len())
                .map(|byte| char::from(BASE36[usize::from(byte % 36)])),
        );
    }
    Ok(text)
}

/// The value of a session cookie: 256 bits, safe in a cookie (RFC 6265 §4.1.1).
///
/// # Errors
/// When the operating system gives no randomness.
pub fn cookie() -> Result<String> {
    Ok(BASE64URL_NOPAD.encode(&bytes::<32>()?))
}

/// `N` random bytes.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_86_characters_and_holds_the_hex_of_a_sha256() {
        let token = token().unwrap();
        assert_eq!(token.len(), 86);
        let hex = BASE64_NOPAD.decode(token.as_bytes()).unwrap();
        assert_eq!(HEXLOWER.decode(&hex).unwrap().len(), 32);
    }

    #[test]
    fn a_secret_is_50_characters_of_base_36() {
        let secret = base36().unwrap();
        assert_eq!(secret.len(), 50);
        assert!(secret.bytes().all(|byte| BASE36.contains(&byte)));
    }
}
