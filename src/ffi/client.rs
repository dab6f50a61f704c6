//! `omnifund_client`

use std::ffi::c_char;

use super::config::omnifund_config;
use super::guard::{ended, fallible, immediate};
use super::handle::{Boxed, Handle, Out, borrow};
use super::kinds::SecretChar;
use super::login::omnifund_login;
use super::raised::omnifund_error;
use super::text;
use super::token::{self, omnifund_token};
use crate::client::Client;
use crate::secret::Secret;

/// An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its
/// calls makes one request over a connection of its own, on the calling thread, and blocks for the
/// exchange timeout at most, beside what the system's resolver takes longer.
pub struct omnifund_client {
    pub(super) client: Client,
}

impl Handle for omnifund_client {
    type Ownership = Boxed;
}

/// Makes a client from a copy of `cfg`. Touches neither the network nor certificates.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the name of the setting in the message, where
/// one is missing or does not go with the others. End it with omnifund_client_free. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_new(
    cfg: *const omnifund_config,
    client: *mut *mut omnifund_client,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(client, "client")?;
            let client = Client::new(&borrow(cfg, "cfg")?.config)?;
            out.give(omnifund_client { client });
            Ok(())
        })
    }
}

/// An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining
/// an Access Token"). Gives a token, to be ended with omnifund_token_free.
/// Returns OMNIFUND_CODE_MISSING_CREDENTIALS where one of the two is empty,
/// OMNIFUND_CODE_WRONG_PASSWORD or another code of the 300s where the server refused, a code of the
/// 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
/// omnifund_client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_password_grant(
    client: *const omnifund_client,
    username: *const c_char,
    password: *const SecretChar,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(token, "token")?;
            let client = &borrow(client, "client")?.client;
            let username = text::read(username, "username")?;
            let password = Secret::from(text::read(password, "password")?);
            out.hand_over(token::of(&client.password_grant(username, &password)?));
            Ok(())
        })
    }
}

/// A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's
/// "Refreshing an Access Token"). OmniFund takes each refresh token once: save the new one before
/// you do anything else. Where an error's outcome is OMNIFUND_OUTCOME_UNKNOWN, the old one may be
/// spent or not. Gives a token, to be ended with omnifund_token_free.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
/// OMNIFUND_CODE_REFRESH_TOKEN_REFUSED or another code of the 300s where the server refused, a code
/// of the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
/// omnifund_client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_refresh_grant(
    client: *const omnifund_client,
    refresh_token: *const SecretChar,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(token, "token")?;
            let client = &borrow(client, "client")?.client;
            let refresh_token = Secret::from(text::read(refresh_token, "refresh_token")?);
            out.hand_over(token::of(&client.refresh_grant(&refresh_token)?));
            Ok(())
        })
    }
}

/// Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Gives
/// what the server answered, status 200 to 399, to be ended with omnifund_login_free; no redirect is
/// followed.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
/// OMNIFUND_CODE_ACCESS_TOKEN_REFUSED or OMNIFUND_CODE_ACCESS_DENIED for 401,
/// OMNIFUND_CODE_INSUFFICIENT_SCOPE for 403, with the words of WWW-Authenticate, another code of the
/// 200s to 400s where the server could not be asked or did not answer as it should. Blocks, see
/// omnifund_client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_token_login(
    client: *const omnifund_client,
    access_token: *const SecretChar,
    login: *mut *mut omnifund_login,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(login, "login")?;
            let client = &borrow(client, "client")?.client;
            let access_token = Secret::from(text::read(access_token, "access_token")?);
            out.give(client.token_login(&access_token)?.into());
            Ok(())
        })
    }
}

/// Ends a client, once no thread uses it any more. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_free(client: *mut omnifund_client) {
    unsafe { ended(client) };
}
