//! Grant types (RFC 6749 §1.3 and §4.5): the ways to ask for a token.

use std::fmt;
use std::str::FromStr;

/// A grant type that the token endpoint recognises, which is not to say that a client may use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantType {
    /// A user's code from the authorization page (§4.1).
    AuthorizationCode,
    /// A user's name and password (§4.3).
    Password,
    /// A refresh token (§6).
    RefreshToken,
    /// A name that is known but that no client of this server can be given.
    Unavailable(Unavailable),
    /// An extension grant, named by a URN or URL (§4.5). Nobody has registered any.
    Extension(String),
}

/// Grant types that OmniFund's kind of server recognises and this one never enables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unavailable {
    /// The client's own credentials (§4.4).
    ClientCredentials,
    /// The implicit grant's name (§4.2).
    Token,
}

impl GrantType {
    /// What a client may use unless it is told otherwise.
    pub const DEFAULT: [Self; 3] = [Self::Password, Self::RefreshToken, Self::AuthorizationCode];

    /// The grant type that a request names, if there is one of this name.
    #[must_use]
    pub fn recognise(name: &str) -> Option<Self> {
        Some(match name {
            "authorization_code" => Self::AuthorizationCode,
            "password" => Self::Password,
            "refresh_token" => Self::RefreshToken,
            "client_credentials" => Self::Unavailable(Unavailable::ClientCredentials),
            "token" => Self::Unavailable(Unavailable::Token),
            _ => {
                let named_by = |prefix| name.len() > str::len(prefix) && name.starts_with(prefix);
                if !["urn:", "http://", "https://"].into_iter().any(named_by) {
                    return None;
                }
                Self::Extension(name.to_owned())
            }
        })
    }

    /// The name on the wire.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::Password => "password",
            Self::RefreshToken => "refresh_token",
            Self::Unavailable(Unavailable::ClientCredentials) => "client_credentials",
            Self::Unavailable(Unavailable::Token) => "token",
            Self::Extension(name) => name,
        }
    }
}

impl fmt::Display for GrantType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Reads a grant type that a client is to be given.
impl FromStr for GrantType {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match Self::recognise(name) {
            Some(Self::Unavailable(_)) => Err("this server does not offer this grant".to_owned()),
            Some(grant) if !name.contains(char::is_whitespace) => Ok(grant),
            _ => Err(
                "expected password, refresh_token, authorization_code, or a URN or URL \
                 of an extension grant"
                    .to_owned(),
            ),
        }
    }
}
