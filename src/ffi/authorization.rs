//! `omnifund_authorization`

use std::ffi::c_char;
use std::ptr;

use super::client::omnifund_client;
use super::guard::{ended, fallible, field, immediate};
use super::handle::{Boxed, Handle, Out, borrow};
use super::kinds::SecretChar;
use super::raised::omnifund_error;
use super::text::{self, Text};
use super::token::{self, omnifund_token};
use crate::authorization::Authorization;
use crate::secret::Secret;

/// A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at
/// hand OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user
/// logs in at OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the
/// user came back with to omnifund_session_sign_in_with_code. Immutable: any thread may use it.
pub struct omnifund_authorization {
    pub(super) authorization: Authorization,
    url: Text,
    state: Text,
}

impl Handle for omnifund_authorization {
    type Ownership = Boxed;
}

impl omnifund_authorization {
    fn new(authorization: Authorization) -> Self {
        Self {
            url: Text::new(authorization.url()),
            state: Text::new(authorization.state()),
            authorization,
        }
    }
}

/// Makes one, with a random state. `redirect_uri` is where the user comes back to; the OAuth client has
/// to have it under Profile, API Access, to the letter. Sends nothing.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no redirect URI: not absolute, with a fragment, or
/// over 2000 bytes. End it with omnifund_authorization_free. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_authorization(
    client: *const omnifund_client,
    redirect_uri: *const c_char,
    authorization: *mut *mut omnifund_authorization,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(authorization, "authorization")?;
            let client = &borrow(client, "client")?.client;
            let redirect_uri = text::read(redirect_uri, "redirect_uri")?;
            out.give(omnifund_authorization::new(
                client.authorization(redirect_uri)?,
            ));
            Ok(())
        })
    }
}

/// Makes one that was made before, where the user comes back to another process or request than the one
/// that asked, as in a web application: keep omnifund_authorization_state in the user's web session, and
/// nowhere else. Sends nothing.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
/// omnifund_client_authorization. End it with omnifund_authorization_free. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_authorization_with_state(
    client: *const omnifund_client,
    redirect_uri: *const c_char,
    state: *const SecretChar,
    authorization: *mut *mut omnifund_authorization,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(authorization, "authorization")?;
            let client = &borrow(client, "client")?.client;
            let redirect_uri = text::read(redirect_uri, "redirect_uri")?;
            let state = Secret::from(text::read(state, "state")?);
            out.give(omnifund_authorization::new(
                client.authorization_with_state(redirect_uri, &state)?,
            ));
            Ok(())
        })
    }
}

/// Where the user's browser is to go. NULL for NULL. Borrowed from the authorization. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_authorization_url(
    authorization: *const omnifund_authorization,
) -> *const SecretChar {
    unsafe { field(authorization, ptr::null(), |asked| asked.url.as_ptr()) }
}

/// What the answer is known by, random: for omnifund_client_authorization_with_state, and for nobody's
/// eyes but the user's. NULL for NULL. Borrowed from the authorization. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_authorization_state(
    authorization: *const omnifund_authorization,
) -> *const SecretChar {
    unsafe { field(authorization, ptr::null(), |asked| asked.state.as_ptr()) }
}

/// A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep
/// their tokens; with a session, see omnifund_session_sign_in_with_code. `redirect_url` is the URL that
/// the user came back with, whole or path and query as a web server sees it. A code is good once, for 30
/// seconds: where an error's outcome is OMNIFUND_OUTCOME_UNKNOWN, try again at once, or send the user once
/// more. Gives a token, to be ended with omnifund_token_free.
/// Returns OMNIFUND_CODE_FOREIGN_REDIRECT where the URL is no answer to this authorization,
/// OMNIFUND_CODE_AUTHORIZATION_DENIED where the user denied it, OMNIFUND_CODE_CODE_REFUSED,
/// OMNIFUND_CODE_REDIRECT_URI_REFUSED or another code of the 300s where the server refused, a code of the
/// 200s or 400s where it could not be asked or did not answer as it should. Blocks, see omnifund_client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_authorization_code_grant(
    client: *const omnifund_client,
    authorization: *const omnifund_authorization,
    redirect_url: *const SecretChar,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(token, "token")?;
            let client = &borrow(client, "client")?.client;
            let authorization = &borrow(authorization, "authorization")?.authorization;
            let redirect_url = text::read(redirect_url, "redirect_url")?;
            let token = client.authorization_code_grant(authorization, redirect_url)?;
            out.hand_over(token::of(&token));
            Ok(())
        })
    }
}

/// Ends an authorization, and wipes its state. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_authorization_free(authorization: *mut omnifund_authorization) {
    unsafe { ended(authorization) };
}
