//! Everything that the two endpoints refuse: one table each, with the vendor's words.

use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::failure::Failure;
use crate::state::scope::Scope;
use crate::worker::json_answer;

/// What the token endpoint refuses (RFC 6749 §5.2). The status is 400 for all of them, for
/// `invalid_client` too, where the RFC would rather see 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The table below says what each of them is.
pub enum TokenRefusal {
    GrantTypeMissing,
    ClientIdMissing,
    ClientCredentialsWrong,
    GrantNotAllowed,
    GrantNotRegistered,
    PasswordParametersMissing,
    PasswordWrong,
    RefreshTokenMissing,
    RefreshTokenInvalid,
    RefreshTokenExpired,
    ScopeUnsupported,
    CodeMissing,
    RedirectUriMissing,
    CodeInvalid,
    RedirectUriMismatch,
    CodeExpired,
}

impl TokenRefusal {
    /// `error` and `error_description`.
    #[must_use]
    #[rustfmt::skip]
    pub fn row(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::GrantTypeMissing          => ("invalid_request",        Some("Invalid grant_type parameter or parameter missing")),
            Self::ClientIdMissing           => ("invalid_client",         Some("Client id was not found in the headers or body")),
            Self::ClientCredentialsWrong    => ("invalid_client",         Some("The client credentials are invalid")),
            Self::GrantNotAllowed           => ("unauthorized_client",    Some("The grant type is unauthorized for this client_id")),
            Self::GrantNotRegistered        => ("unsupported_grant_type", None),
            Self::PasswordParametersMissing => ("invalid_request",        Some("Missing parameters. \"username\" and \"password\" required")),
            Self::PasswordWrong             => ("invalid_grant",          Some("Invalid username and password combination")),
            Self::RefreshTokenMissing       => ("invalid_request",        Some("No \"refresh_token\" parameter found")),
            Self::RefreshTokenInvalid       => ("invalid_grant",          Some("Invalid refresh token")),
            Self::RefreshTokenExpired       => ("invalid_grant",          Some("Refresh token has expired")),
            Self::ScopeUnsupported          => ("invalid_scope",          Some("An unsupported scope was requested.")),
            Self::CodeMissing               => ("invalid_request",        Some("Missing parameter. \"code\" is required")),
            Self::RedirectUriMissing        => ("invalid_request",        Some("The redirect URI parameter is required.")),
            Self::CodeInvalid               => ("invalid_grant",          Some("Code doesn't exist or is invalid for the client")),
            Self::RedirectUriMismatch       => ("redirect_uri_mismatch",  Some("The redirect URI is missing or do not match")),
            Self::CodeExpired               => ("invalid_grant",          Some("The authorization code has expired")),
        }
    }
}

impl IntoResponse for TokenRefusal {
    fn into_response(self) -> Response {
        let (error, error_description) = self.row();
        let body = Body {
            error,
            error_description,
        };
        json_answer(StatusCode::BAD_REQUEST, &body)
    }
}

/// What a resource that wants a bearer token refuses (RFC 6750 §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The table below says what each of them is.
pub enum BearerRefusal {
    TokenInvalid,
    TokenExpired,
    TokenMissing,
    MoreThanOneMethod,
    ScopeTooSmall,
    UserDisabled,
}

impl BearerRefusal {
    /// Status, `error` and `error_description`. A bad token is `invalid_grant`, where RFC 6750
    /// §3.1 says `invalid_token`, and a small scope `invalid_scope`, where it says
    /// `insufficient_scope`: the vendor's words.
    #[must_use]
    #[rustfmt::skip]
    pub fn row(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::TokenInvalid      => (StatusCode::UNAUTHORIZED, "invalid_grant",   "The access token provided is invalid."),
            Self::TokenExpired      => (StatusCode::UNAUTHORIZED, "invalid_grant",   "The access token provided has expired."),
            Self::TokenMissing      => (StatusCode::UNAUTHORIZED, "access_denied",   "OAuth2 authentication required"),
            Self::MoreThanOneMethod => (StatusCode::BAD_REQUEST,  "invalid_request", "Only one method may be used to authenticate at a time (Auth header, GET or POST)."),
            Self::ScopeTooSmall     => (StatusCode::FORBIDDEN,    "invalid_scope",   "The request requires higher privileges than provided by the access token."),
            Self::UserDisabled      => (StatusCode::UNAUTHORIZED, "access_denied",   "User account is disabled."),
        }
    }
}

impl BearerRefusal {
    /// The refusal as an answer of a resource that wants this scope, which it names where it is about the token.
    #[must_use]
    pub fn answer(self, wanted: &Scope) -> Response {
        let (status, error, description) = self.row();
        let scope = match self {
            Self::MoreThanOneMethod => None,
            _ => wanted.text(),
        };
        let body = BearerBody {
            error,
            error_description: description,
            scope,
        };
        let mut challenge = format!(
            "Bearer realm=\"Service\", error=\"{error}\", error_description=\"{description}\""
        );
        if let Some(scope) = scope {
            challenge.push_str(&format!(", scope=\"{scope}\""));
        }
        let mut response = json_answer(status, &body);
        if let Ok(challenge) = HeaderValue::try_from(challenge) {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// A refusal, or a failure of this server itself, with what only the log may know.
#[derive(Debug)]
pub enum Refused<R> {
    /// The request is refused; the reason says more than the answer does.
    Because(R, &'static str),
    /// This server failed.
    Failed(Failure),
}

impl<R> From<Failure> for Refused<R> {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

#[derive(Serialize)]
struct BearerBody<'a> {
    error: &'static str,
    error_description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

#[derive(Serialize)]
struct Body {
    error: &'static str,
    error_description: Option<&'static str>,
}
