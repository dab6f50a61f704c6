//! What goes to the token endpoint and what comes back (RFC 6749).

use std::time::SystemTime;

use form_urlencoded::Serializer;
use zeroize::Zeroizing;

use crate::answer::{self, Said};
use crate::config::{BodyFormat, Credentials};
use crate::error::{Error, ErrorKind, Result, ServerAnswer};
use crate::http::{Answer, Unread};
use crate::object::{Fields, text};
use crate::page::Page;
use crate::secret::Secret;
use crate::token::{Life, TokenSet};

/// Where grants are exchanged, behind the base URL.
pub(crate) const TOKEN_ENDPOINT: &str = "/oauth/v2/token";

/// What is exchanged for a token set.
pub(crate) enum Grant<'a> {
    /// RFC 6749 §4.3.2; the specification's "Obtaining an Access Token".
    Password {
        username: &'a str,
        password: &'a Secret,
    },
    /// RFC 6749 §6; the specification's "Refreshing an Access Token".
    Refresh { refresh_token: &'a Secret },
    /// RFC 6749 §4.1.3.
    Code {
        code: &'a Secret,
        redirect_uri: &'a str,
    },
}

impl Grant<'_> {
    /// How messages call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Password { .. } => "password grant",
            Self::Refresh { .. } => "refresh grant",
            Self::Code { .. } => "authorization_code grant",
        }
    }

    /// Content type and body of the request. The client's credentials go in the body.
    pub(crate) fn encode(
        &self,
        credentials: &Credentials,
        format: BodyFormat,
    ) -> (&'static str, Zeroizing<String>) {
        let client = [
            ("client_id", credentials.client_id.as_str()),
            ("client_secret", credentials.client_secret.expose()),
        ];
        let fields = match self {
            Self::Password { username, password } => vec![
                ("grant_type", "password"),
                ("username", username),
                ("password", password.expose()),
            ],
            Self::Refresh { refresh_token } => vec![
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh_token.expose()),
            ],
            Self::Code { code, redirect_uri } => vec![
                ("grant_type", "authorization_code"),
                ("code", code.expose()),
                ("redirect_uri", redirect_uri),
            ],
        };
        let fields = fields.into_iter().chain(client);
        match format {
            BodyFormat::Form => {
                // A byte becomes three at most, so the buffer never grows and leaves copies behind.
                let length = fields
                    .clone()
                    .map(|(name, value)| name.len() + 3 * value.len() + 2);
                let body = String::with_capacity(length.sum());
                let mut form = Serializer::new(body);
                form.extend_pairs(fields);
                (
                    "application/x-www-form-urlencoded",
                    Zeroizing::new(form.finish()),
                )
            }
            BodyFormat::Json => {
                let mut body = Zeroizing::new(String::from("{"));
                for (at, (name, value)) in fields.enumerate() {
                    let comma = if at == 0 { "" } else { "," };
                    let value = Zeroizing::new(serde_json::to_string(value).unwrap_or_default());
                    body.push_str(&Zeroizing::new(format!("{comma}\"{name}\":{}", *value)));
                }
                body.push('}');
                ("application/json", body)
            }
        }
    }

    /// Reads the answer to this grant.
    pub(crate) fn read(&self, answer: &mut Answer, credentials: &Credentials) -> Result<TokenSet> {
        let secrets = self.secrets(credentials);
        let read = match answer.status {
            // Whatever the success is called: 201 and 203 are seen in the field.
            200..=299 => token_set(answer),
            // Refusals of the OAuth server: the vendor's are all 400, RFC 6749 §5.2 has 401 too, and some say
            // 403. That is a firewall's as well, which has other words. A gateway's 408 is none, whatever its
            // body says.
            400 | 401 | 403 => match Said::in_body(answer)
                .filter(|said| answer.status != 403 || said.is_refusal_of_a_grant())
            {
                Some(said) => {
                    let refused = self.refused(&said, said.shown(answer.status, &secrets));
                    return Err(refused.after(answer.retry_after()));
                }
                None => Err(answer::by_status(answer, &secrets)),
            },
            _ => Err(answer::by_status(answer, &secrets)),
        };
        // What was not understood was perhaps only cut; other answers are whole with their heads.
        let may_be_cut = matches!(answer.status, 200..=299 | 400 | 401);
        read.map_err(|error| match answer.cut.take() {
            Some(cut) if may_be_cut => cut,
            _ => error,
        })
    }

    fn secrets<'s>(&'s self, credentials: &'s Credentials) -> [&'s Secret; 2] {
        let own = match self {
            Self::Password { password, .. } => password,
            Self::Refresh { refresh_token } => refresh_token,
            Self::Code { code, .. } => code,
        };
        [own, &credentials.client_secret]
    }

    /// Decided by what the server said to the letter: shown is what is left without secrets, and a
    /// password can be a piece of an error's name.
    fn refused(&self, said: &Said, shown: ServerAnswer) -> Error {
        let (kind, came_back) = match (said.error.as_deref().unwrap_or_default(), self) {
            ("invalid_grant", Self::Password { .. }) => (
                ErrorKind::WrongPassword,
                "the server refused user name and password",
            ),
            ("invalid_grant", Self::Refresh { .. }) => (
                ErrorKind::RefreshTokenRefused,
                "the server refused the refresh token",
            ),
            ("invalid_grant", Self::Code { .. }) => (
                ErrorKind::CodeRefused,
                "the server refused the authorization code",
            ),
            ("redirect_uri_mismatch", Self::Code { .. }) => (
                ErrorKind::RedirectUriRefused,
                "the server refused the redirect URI",
            ),
            ("invalid_client", _) => (
                ErrorKind::InvalidClient,
                "the server refused the OAuth client",
            ),
            ("invalid_request", _) => (
                ErrorKind::InvalidRequest,
                "the server did not understand the request",
            ),
            ("unauthorized_client", _) => (
                ErrorKind::UnauthorizedClient,
                "the OAuth client may not use this grant",
            ),
            ("unsupported_grant_type", _) => (
                ErrorKind::UnsupportedGrantType,
                "the server does not support this grant",
            ),
            ("invalid_scope", _) => (ErrorKind::InvalidScope, "the server refused the scope"),
            // Names that OAuth has elsewhere (RFC 6749 §4.1.2.1, RFC 8628 §3.5), and servers use here.
            ("temporarily_unavailable", _) => {
                (ErrorKind::Unavailable, "the server is not available")
            }
            ("server_error", _) => (ErrorKind::ServerError, "the server failed"),
            ("slow_down" | "too_many_requests" | "rate_limit_exceeded", _) => {
                (ErrorKind::RateLimited, "too many requests")
            }
            _ => (ErrorKind::OtherOauthError, "the server refused"),
        };
        Error::new(kind, came_back).answered(shown)
    }
}

/// Whether an answer to a grant says all that it can: a token, or a refusal.
pub(crate) fn is_whole(answer: &Answer) -> bool {
    let page = Page::new(&answer.body);
    let wanted = if answer.is_success() {
        has_token
    } else {
        has_error
    };
    page.object(wanted).is_some()
}

/// Looks at an answer once more that could not be understood when it came.
pub(crate) fn understand(unread: &Unread, sent_at: SystemTime) -> Option<TokenSet> {
    let answer = unread.answer(sent_at).filter(Answer::is_success)?;
    token_set(&answer).ok()
}

/// Whether the answer names a refresh token that could not be read: what it holds may be needed.
pub(crate) fn hides_refresh_token(answer: &Answer, token: &TokenSet) -> bool {
    let page = Page::new(&answer.body);
    let fields = page.object(has_token);
    let named = fields.is_some_and(|fields| {
        let raw = fields.raw("refresh_token");
        raw.is_some_and(|raw| !matches!(raw, b"null" | b"\"\""))
    });
    token.refresh_token.is_none() && named
}

fn has_token(fields: &Fields<'_>) -> bool {
    let token = fields.string("access_token").map(Secret::from);
    token.is_some_and(|token| is_access_token(token.expose())) && !has_error(fields)
}

fn has_error(fields: &Fields<'_>) -> bool {
    let error = fields.string("error");
    error.is_some_and(|error| !error.is_empty())
}

/// A successful answer (RFC 6749 §5.1). Nothing in it is a reason to throw it away, as long as its
/// tokens can be read: the server has spent the refresh token by now.
fn token_set(answer: &Answer) -> Result<TokenSet> {
    let page = Page::new(&answer.body);
    if let Some(fields) = page.object(has_token) {
        let expires_in = fields.raw("expires_in").and_then(expires_in);
        // A number that should have been a string. It is sent once, so nothing of it may be lost.
        let number = |name: &str| {
            let raw = std::str::from_utf8(fields.raw(name)?).ok()?;
            let is_number = raw.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && name == "refresh_token").then(|| raw.to_owned())
        };
        let field = |name: &str| fields.string(name).or_else(|| number(name));
        return of_fields(answer, field, expires_in);
    }
    // Old servers answer as a form, and say so. It does not tell where it ends.
    let content_type = answer.header("content-type").unwrap_or_default();
    let content_type = content_type.to_ascii_lowercase();
    if answer.cut.is_none() && content_type.contains("form-urlencoded") {
        let field = |name: &str| {
            let mut fields = form_urlencoded::parse(answer.body.trim_ascii());
            fields.find_map(|(known, value)| (known == name).then(|| value.into_owned()))
        };
        let expires_in = field("expires_in").and_then(|number| seconds(&number));
        return of_fields(answer, field, expires_in);
    }
    Err(unreadable(
        answer,
        match page.object(|fields| fields.raw("access_token").is_some()) {
            Some(_) => "its access_token can't stand in a header",
            None if page.object(|_| true).is_some() => "its answer has no access_token",
            None => "its answer is no JSON object",
        },
    ))
}

fn of_fields(
    answer: &Answer,
    field: impl Fn(&str) -> Option<String>,
    expires_in: Option<i64>,
) -> Result<TokenSet> {
    let access_token = field("access_token").map(Secret::from);
    let Some(access_token) = access_token.filter(|token| is_access_token(token.expose())) else {
        return Err(unreadable(answer, "its answer has no access_token"));
    };
    // One that can't be used is none: the access token beside it is good all the same.
    let refresh_token = field("refresh_token").map(Secret::from);
    let refresh_token = refresh_token.filter(|token| is_refresh_token(token.expose()));
    // A C program would not see what stands behind a NUL.
    let text = |name: &str| field(name).map(|text| text.replace('\0', ""));
    Ok(TokenSet {
        access_token,
        refresh_token,
        token_type: text("token_type"),
        scope: text("scope"),
        life: Life::new(expires_in, answer.sent_at),
    })
}

fn unreadable(answer: &Answer, what: &str) -> Error {
    let answered = ServerAnswer {
        http_status: answer.status,
        ..ServerAnswer::default()
    };
    Error::new(
        ErrorKind::UnreadableToken,
        format!("the server said success, but {what}"),
    )
    .answered(answered)
}

/// What can stand in a header behind `Bearer` (RFC 6749 §A.12, without the space that would end it).
pub(crate) fn is_access_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What can stand in a body: RFC 6749 §A.17 has visible ASCII and spaces, and nothing is lost by more.
pub(crate) fn is_refresh_token(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}

/// A number, or one written as a string.
fn expires_in(raw: &[u8]) -> Option<i64> {
    match text(raw) {
        Some(text) => seconds(&text),
        None => seconds(std::str::from_utf8(raw).ok()?),
    }
}

/// A fraction is cut off; what no `i64` holds becomes the nearest; an exponent is nothing that anybody writes
/// seconds with.
fn seconds(number: &str) -> Option<i64> {
    let number = number.trim();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    if !all_digits(digits) || !all_digits(fraction) {
        return None;
    }
    let beyond = if digits == whole { i64::MAX } else { i64::MIN };
    Some(whole.parse().unwrap_or(beyond))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expires_in_is_read_in_every_spelling_that_means_a_number() {
        for (raw, seconds) in [
            ("3600", Some(3600)),
            ("\"3600\"", Some(3600)),
            ("3600.9", Some(3600)),
            ("0", Some(0)),
            ("-1", Some(-1)),
            ("99999999999999999999999", Some(i64::MAX)),
            ("-99999999999999999999999", Some(i64::MIN)),
            ("1e3", None),
            ("1e999", None),
            ("\"3600.\"", None),
            ("\"-\"", None),
            ("null", None),
            ("true", None),
            ("\"soon\"", None),
            ("\"infinity\"", None),
            ("\"nan\"", None),
            ("\"\"", None),
            ("{}", None),
            ("[3600]", None),
        ] {
            assert_eq!(expires_in(raw.as_bytes()), seconds, "{raw}");
        }
    }

    #[test]
    fn a_form_body_never_outgrows_its_first_buffer() {
        let password = Secret::from("ü".repeat(1000));
        let grant = Grant::Password {
            username: "user",
            password: &password,
        };
        let credentials = Credentials {
            client_id: "1_a".into(),
            client_secret: Secret::from("s"),
        };
        let (_, body) = grant.encode(&credentials, BodyFormat::Form);
        let parsed: Vec<_> = form_urlencoded::parse(body.as_bytes()).collect();
        assert_eq!(parsed[0], ("grant_type".into(), "password".into()));
        assert_eq!(parsed[2].1, password.expose());
        assert!(body.len() <= body.capacity());
    }
}
