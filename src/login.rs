//! Token login: an access token hands a user over to OmniFund, logged in.

use crate::answer::{self, Said};
use crate::challenge::Challenge;
use crate::error::{Error, ErrorKind, Result};
use crate::http::Answer;
use crate::response::Response;
use crate::secret::Secret;

/// Where a token login goes, behind the base URL.
pub(crate) const LOGIN_ENDPOINT: &str = "/login";

/// How the vendor's server says that no token arrived; it says `access_denied` to a disabled user too.
const NO_TOKEN: Option<&str> = Some("OAuth2 authentication required");

/// Reads the answer to a token login; `secrets` are kept out of errors.
pub(crate) fn read(mut answer: Answer, secrets: &[&Secret]) -> Result<Response> {
    if let Some(cut) = answer.cut.take() {
        return Err(cut);
    }
    match answer.status {
        200..=399 => Ok(Response::new(answer)),
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

/// Whether a 401 is about the access token, so that another one may help: it has a Bearer challenge (RFC 6750 §3), or
/// OAuth's error in its body. One without either is somebody else's, such as a proxy's that asks for a password; and
/// `access_denied` is about the user.
pub(crate) fn refuses_token(answer: &Answer) -> bool {
    let mut challenges = answer.headers.all("www-authenticate");
    answer.status == 401
        && match said(answer).error.as_deref() {
            Some("access_denied") => false,
            Some(_) => true,
            None => challenges.any(|header| Challenge::parse(header).is_some()),
        }
}
