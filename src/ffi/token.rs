//! `omnifund_token`

use std::ffi::c_char;
use std::ptr;

use super::guard::{field, infallible};
use super::handle;
use super::text::{Text, lend};
#[cfg(feature = "sessions")]
use crate::session::Exported;
use crate::token::TokenSet;

/// What a grant brought. Immutable: any thread may read it. Its strings live as long as it does, and
/// are wiped when it is freed.
pub struct omnifund_token {
    access_token: Option<Text>,
    refresh_token: Option<Text>,
    token_type: Option<Text>,
    scope: Option<Text>,
    expires_in: i64,
    expires_at: i64,
}

impl From<TokenSet> for omnifund_token {
    fn from(token: TokenSet) -> Self {
        Self {
            access_token: Some(Text::new(token.access_token().expose())),
            refresh_token: token.refresh_token().map(|token| Text::new(token.expose())),
            token_type: token.token_type().map(Text::new),
            scope: token.scope().map(Text::new),
            expires_in: token.expires_in().unwrap_or(0),
            expires_at: token.expires_at().unwrap_or(0),
        }
    }
}

#[cfg(feature = "sessions")]
impl From<Exported> for omnifund_token {
    fn from(pair: Exported) -> Self {
        Self {
            access_token: pair.access_token.map(|token| Text::new(token.expose())),
            refresh_token: Some(Text::new(pair.refresh_token.expose())),
            token_type: None,
            scope: None,
            expires_in: 0,
            expires_at: pair.expires_at.unwrap_or(0),
        }
    }
}

/// The access token, for the header "Authorization: Bearer ...", with a capital B. NULL for an exported
/// pair without one, and for NULL. Borrowed from the token. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_access_token(
    token: *const omnifund_token,
) -> *const c_char {
    unsafe {
        field(token, ptr::null(), |token| {
            lend(token.access_token.as_ref())
        })
    }
}

/// The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the
/// one that was sent stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_refresh_token(
    token: *const omnifund_token,
) -> *const c_char {
    unsafe {
        field(token, ptr::null(), |token| {
            lend(token.refresh_token.as_ref())
        })
    }
}

/// The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
/// whatever stands here. NULL where the server gave none, and for NULL. Borrowed from the token.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_token_type(token: *const omnifund_token) -> *const c_char {
    unsafe { field(token, ptr::null(), |token| lend(token.token_type.as_ref())) }
}

/// The scope, space-separated. NULL where it was null or absent, and for NULL. Borrowed from the
/// token. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_scope(token: *const omnifund_token) -> *const c_char {
    unsafe { field(token, ptr::null(), |token| lend(token.scope.as_ref())) }
}

/// How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten
/// years): less is read as 0, more as ten years, digits in a string as a number. 0 also where the
/// server gave nothing of the kind, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_expires_in(token: *const omnifund_token) -> i64 {
    unsafe { field(token, 0, |token| token.expires_in) }
}

/// The end of the access token as a Unix time in seconds by this machine's clock: the moment the
/// request left, and expires_in more. 0 where the server gave no expires_in, and for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_expires_at(token: *const omnifund_token) -> i64 {
    unsafe { field(token, 0, |token| token.expires_at) }
}

/// Ends a token, and wipes its strings. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_free(token: *mut omnifund_token) {
    infallible((), || unsafe { handle::free(token) });
}
