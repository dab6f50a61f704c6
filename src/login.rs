//! Token login: an access token hands a user over to OmniFund, logged in.

use std::fmt;

use zeroize::Zeroizing;

use crate::answer::{self, Said};
use crate::challenge::Challenge;
use crate::error::{Error, ErrorKind, Result};
use crate::http::Answer;
use crate::secret::Secret;

/// Where a token login goes, behind the base URL.
pub(crate) const LOGIN_ENDPOINT: &str = "/login";

/// How the vendor's server says that no token arrived; it says `access_denied` to a disabled user too.
const NO_TOKEN: Option<&str> = Some("OAuth2 authentication required");

/// The answer to a token login that was not refused. The specification shows only its status; what
/// else comes is handed over as it is, and no redirect is followed.
pub struct Login {
    status: u16,
    headers: Vec<(String, Zeroizing<String>)>,
    cookies: Vec<Cookie>,
    body: Zeroizing<Vec<u8>>,
}

/// A cookie that the answer sets: whoever holds it may be that user.
#[derive(Debug, Clone)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value, as it goes into a `Cookie` header.
    pub value: Secret,
    /// The whole `Set-Cookie` value, attributes included.
    pub header: Secret,
}

impl Cookie {
    /// RFC 6265 §5.2: up to the first semicolon, split at the first equals sign.
    fn parse(header: &str) -> Option<Self> {
        let pair = header.split(';').next()?;
        let (name, value) = pair.split_once('=')?;
        let name = name.trim();
        (!name.is_empty()).then(|| Self {
            name: name.to_owned(),
            value: value.trim().into(),
            header: header.into(),
        })
    }
}

impl Login {
    /// Reads the answer to a token login; `secrets` are kept out of errors.
    pub(crate) fn read(mut answer: Answer, secrets: &[&Secret]) -> Result<Self> {
        if let Some(cut) = answer.cut.take() {
            return Err(cut);
        }
        match answer.status {
            200..=399 => Ok(Self::accepted(answer)),
            status @ (400 | 401 | 403) => {
                let said = said(&answer);
                let (kind, came_back) = match (status, said.error.as_deref()) {
                    (400, None) => return Err(answer::by_status(&answer, secrets)),
                    // A firewall's page; one of OmniFund's has a challenge or an OAuth error.
                    (403, None) if !has_challenge(&answer, "bearer") => {
                        return Err(answer::by_status(&answer, secrets));
                    }
                    (401, None)
                        if has_challenge(&answer, "basic") && !has_challenge(&answer, "bearer") =>
                    {
                        (
                            ErrorKind::TokenNotSeen,
                            "something before OmniFund asks for a user name and a password (Basic)",
                        )
                    }
                    (400, _) => (
                        ErrorKind::LoginInvalidRequest,
                        "the server did not understand the token login",
                    ),
                    (401, Some("access_denied")) if said.description.as_deref() == NO_TOKEN => (
                        ErrorKind::TokenNotSeen,
                        "the server saw no access token, though one was sent",
                    ),
                    (401, Some("access_denied")) => {
                        (ErrorKind::AccessDenied, "the server denied access")
                    }
                    (401, _) => (
                        ErrorKind::AccessTokenRefused,
                        "the server refused the access token",
                    ),
                    _ => (
                        ErrorKind::InsufficientScope,
                        "the access token does not reach that far",
                    ),
                };
                Err(Error::new(kind, came_back).answered(said.shown(status, secrets)))
            }
            _ => Err(answer::by_status(&answer, secrets)),
        }
    }

    fn accepted(answer: Answer) -> Self {
        let headers: Vec<_> = answer
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value).into_owned();
                (name.to_owned(), Zeroizing::new(value))
            })
            .collect();
        let cookies = headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .filter_map(|(_, value)| Cookie::parse(value))
            .collect();
        Self {
            status: answer.status,
            headers,
            cookies,
            body: answer.body,
        }
    }

    /// The HTTP status, 200 to 399.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// All headers, those of one name beside each other, names in lower case. Bytes that are no UTF-8 are replaced.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first header of a name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The cookies that the answer sets, in their order.
    pub fn cookies(&self) -> &[Cookie] {
        &self.cookies
    }

    /// Where the answer sends the browser, as written: it may be relative.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The body, 1 MiB at most.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// A cookie, a `Location` and a body can each let somebody in, so only what can't is shown.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("cookies", &self.cookies.len())
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// Whether the answer asks to log in by this scheme (RFC 9110 §11.6.1).
fn has_challenge(answer: &Answer, scheme: &str) -> bool {
    let mut challenges = answer.headers.all("www-authenticate");
    challenges.any(|challenge| {
        let mut words = challenge.split([',', ' ', '\t']);
        words.any(|word| word.eq_ignore_ascii_case(scheme))
    })
}

/// What the refusal says: in `WWW-Authenticate` (RFC 6750 §3), else in the body's JSON.
fn said(answer: &Answer) -> Said {
    let challenge = answer
        .headers
        .all("www-authenticate")
        .filter_map(Challenge::parse)
        .find(|challenge| challenge.error.is_some());
    match challenge {
        Some(challenge) => Said {
            error: challenge.error,
            description: challenge.description,
        },
        None => Said::in_body(answer).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_its_first_pair() {
        let cookie = Cookie::parse("PHPSESSID = a=b ; Path=/; HttpOnly").unwrap();
        assert_eq!(cookie.name, "PHPSESSID");
        assert_eq!(cookie.value.expose(), "a=b");
        assert!(Cookie::parse("no pair; Path=/").is_none());
        assert!(Cookie::parse("=value").is_none());
    }
}
