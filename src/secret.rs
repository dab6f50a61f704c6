//! Client secrets, passwords and tokens: wiped when dropped, never printed.

use std::fmt;

use zeroize::Zeroizing;

/// A client secret, a password or a token.
///
/// It is wiped from memory when dropped and prints as `[redacted]`. It has no `PartialEq`: code
/// that compares secrets should have to say so, with [`Secret::expose`].
///
/// ```
/// let password = omnifund::Secret::from("omnifund_password");
/// assert_eq!(format!("{password:?}"), "[redacted]");
/// assert_eq!(password.expose(), "omnifund_password");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The secret itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// How a secret is written out where it is going to be sealed, and nowhere else.
pub(crate) mod sealed {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Secret;

    pub(crate) fn serialize<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(secret.expose())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
        String::deserialize(from).map(Secret::from)
    }
}

/// What stands where a secret stood.
pub(crate) const REDACTED: &str = "[redacted]";

/// A shorter secret is not searched for: it would be found by chance, and the gaps would spell it.
const SHORTEST_SEARCHED: usize = 4;

/// Takes `secrets` out of words that came from outside: a hostile or careless server can echo what
/// it was sent, and its words end up in errors and logs.
pub(crate) fn redact(words: &str, secrets: &[&Secret]) -> String {
    let mut clean = words.to_owned();
    for secret in secrets.iter().map(|secret| secret.expose()) {
        if secret.len() < SHORTEST_SEARCHED {
            continue;
        }
        let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let lower: String = lower_case_escapes(&encoded);
        for form in [secret, &encoded, &lower] {
            clean = clean.replace(form, REDACTED);
        }
    }
    clean
}

/// `%2D` as `%2d`, which means the same.
fn lower_case_escapes(encoded: &str) -> String {
    let mut digits = 0;
    encoded
        .chars()
        .map(|one| {
            let is_digit = digits > 0;
            digits = if one == '%' {
                2
            } else {
                digits - i32::from(is_digit)
            };
            if is_digit {
                one.to_ascii_lowercase()
            } else {
                one
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echoed_secret_is_taken_out_plain_and_form_encoded() {
        let password = Secret::from("a&b=c%d");
        let words = "you sent a&b=c%d, that is a%26b%3Dc%25d or a%26b%3dc%25d";
        assert_eq!(
            redact(words, &[&password]),
            "you sent [redacted], that is [redacted] or [redacted]"
        );
    }

    #[test]
    fn a_secret_too_short_to_search_for_does_not_eat_the_words() {
        assert_eq!(redact("invalid", &[&Secret::from("i")]), "invalid");
    }
}
