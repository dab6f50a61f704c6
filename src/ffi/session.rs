//! `omnifund_session`

use std::ffi::c_char;
use std::path::Path;
use std::ptr;
use std::time::Duration;

use super::authorization::omnifund_authorization;
use super::client::omnifund_client;
use super::config::{self, omnifund_config};
use super::guard::{ended, fallible, fallible_unheld, infallible};
use super::handle::{Boxed, Handle, Out, Owned, borrow, optional};
use super::kinds::{Flag, Milliseconds, SavePasswordNumber, SecretChar, UnixTime};
use super::login::omnifund_login;
use super::numbers::numbered;
use super::raised::omnifund_error;
use super::store::omnifund_store;
use super::text::{self, Text};
use super::token::{self, omnifund_token};
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;
use crate::session::{self, Held, SavePassword, Session};

/// One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and
/// any number of processes the same store: each refresh token is presented by one of them. Calls that
/// block do so for the call budget at most (omnifund_config_set_call_budget), beside what the
/// system's resolver takes longer. After a fork a child goes on with its parent's handles.
pub struct omnifund_session {
    pub(super) session: Held,
    pub(super) base_url: Text,
}

impl Handle for omnifund_session {
    type Ownership = Boxed;
}

/// Does something with a session.
unsafe fn with(
    session: *const omnifund_session,
    err: *mut *mut omnifund_error,
    call: impl FnOnce(&Session) -> Result<()>,
) -> i32 {
    // SAFETY: the header's manual.
    unsafe { fallible(err, || call(&borrow(session, "session")?.session)) }
}

/// The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed
/// in. Gives a session, to be ended with omnifund_session_free; client and store may be freed before.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for a user name that is empty or has a control in it (a line end,
/// an escape, a mark of direction), codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_open(
    client: *const omnifund_client,
    store: *const omnifund_store,
    username: *const c_char,
    session: *mut *mut omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(session, "session")?;
            let client = &borrow(client, "client")?.client;
            let store = &borrow(store, "store")?.store;
            let session = Session::open(client, store, text::read(username, "username")?)?;
            out.give(Held::from(session).into());
            Ok(())
        })
    }
}

/// The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with
/// the other settings of `cfg`. Gives a session, to be ended with omnifund_session_free.
/// Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_client_new and omnifund_session_open. Blocks
/// on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_open_named(
    cfg: *const omnifund_config,
    store: *const omnifund_store,
    client_name: *const c_char,
    username: *const c_char,
    session: *mut *mut omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(session, "session")?;
            let config = &borrow(cfg, "cfg")?.config;
            let store = &borrow(store, "store")?.store;
            let client_name = text::read(client_name, "client_name")?;
            let username = text::read(username, "username")?;
            let session = Session::open_named(config, store, client_name, username)?;
            out.give(Held::from(session).into());
            Ok(())
        })
    }
}

/// The session of `username` in the store, and under the OAuth client, that a configuration names: the
/// file `path`, or the environment variables where `path` is NULL, as for omnifund_config_load; `path`
/// may be NULL.
/// Gives a session, to be ended with omnifund_session_free. Of a file with an absolute path the process keeps the
/// session for the next such call, of 256 users at most: where since then neither the file, nor the session's
/// record, nor the store's OAuth clients have changed, that is a look at three files, and the environment and
/// the CA file count as they were.
/// Returns as omnifund_config_load, omnifund_store_open, omnifund_client_from_store,
/// omnifund_client_new and omnifund_session_open. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_open_configured(
    path: *const c_char,
    username: *const c_char,
    session: *mut *mut omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(session, "session")?;
            let username = text::read(username, "username")?;
            let session = if path.is_null() {
                Session::open_configured(&config::load(path)?, username)?.into()
            } else {
                Held::open(Path::new(text::read(path, "path")?), username)?
            };
            out.give(session.into());
            Ok(())
        })
    }
}

/// Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten.
/// Returns OMNIFUND_CODE_WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_sign_in(
    session: *const omnifund_session,
    password: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { omnifund_session_sign_in_saving(session, password, SavePassword::No as i32, err) }
}

/// Signs the user in by password, and saves the password with the session as `save` says, an
/// omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was lost.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for another number, and as omnifund_session_sign_in. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_sign_in_saving(
    session: *const omnifund_session,
    password: *const SecretChar,
    save: SavePasswordNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(session, err, |session| {
            let password = Secret::from(text::read(password, "password")?);
            session.sign_in_saving(&password, numbered(save, "save")?)
        })
    }
}

/// Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749
/// section 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web
/// server sees it. A failed one leaves the pair as it was, and so are saved passwords. A code is good
/// once, for 30 seconds. OmniFund does not say who logged in there: that it is this session's user, the
/// program has to know.
/// Returns what omnifund_client_authorization_code_grant or the store gives. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_sign_in_with_code(
    session: *const omnifund_session,
    authorization: *const omnifund_authorization,
    redirect_url: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(session, err, |session| {
            let authorization = &borrow(authorization, "authorization")?.authorization;
            let redirect_url = text::read(redirect_url, "redirect_url")?;
            session.sign_in_with_code(authorization, redirect_url)
        })
    }
}

/// A valid access token, whatever it takes; its refresh token is NULL. One that needs nothing is handed
/// out at once, without a lock; one near its end is refreshed by one caller while all others get it as
/// it is. Gives a token, to be ended with omnifund_token_free.
/// Fails only where no live token is left: OMNIFUND_CODE_SIGN_IN_REQUIRED, OMNIFUND_CODE_BACKING_OFF
/// after failures (with the seconds to wait), else what the exchange or the store said. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_token(
    session: *const omnifund_session,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible_unheld(err, || {
            session::try_held_pairs_again();
            let out = Out::new(token, "token")?;
            let session = &borrow(session, "session")?.session;
            out.hand_over(session.with_token(None, token::of_session)?);
            Ok(())
        })
    }
}

/// A valid access token, within `budget_ms` milliseconds, 0 to 3600000. Within 0 a live token is handed out, and nothing
/// else is tried. One request may take all of it, unless omnifund_config_set_exchange_timeout says otherwise.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range, and where there is no live token and an exchange
/// would never fit into the budget; else as omnifund_session_token. Blocks for the budget at most.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_token_within(
    session: *const omnifund_session,
    budget_ms: Milliseconds,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible_unheld(err, || {
            let out = Out::new(token, "token")?;
            let session = &borrow(session, "session")?.session;
            let budget = milliseconds(budget_ms)?;
            if !budget.is_zero() {
                session::try_held_pairs_again();
            }
            out.hand_over(session.with_token(Some(budget), token::of_session)?);
            Ok(())
        })
    }
}

/// A live token, to be ended with omnifund_token_free, or NULL: asks neither the server nor the store,
/// and waits for nobody. NULL for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_peek(
    session: *const omnifund_session,
) -> *mut omnifund_token {
    infallible(ptr::null_mut(), || {
        // SAFETY: the header's manual.
        let session = unsafe { optional(session) };
        let live = session.and_then(|it| it.session.with_live(token::of_session));
        live.map_or(ptr::null_mut(), Owned::into_c)
    })
}

/// Refreshes whether it must or not. One that another thread or process ended after this call began
/// counts: many callers make one exchange.
/// Returns as omnifund_session_token, and an error also where a live token is left. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_refresh(
    session: *const omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { with(session, err, Session::refresh) }
}

/// Hands back an access token with which you saw a 401. Where it is still the newest, no process takes
/// it any more, and the next omnifund_session_token refreshes; else nothing happens, so that sixteen
/// workers with one stale token make one refresh. Nor does anything happen where a token is rejected that
/// has just taken the place of another rejected one: that endpoint, or a gateway, refuses everything, and the
/// token stays in use; after a pause that grows to a minute it is replaced once more. A 403 is no rejection.
/// Returns codes of the 500s; this process does not hand the token out all the same. Blocks on the
/// store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_reject(
    session: *const omnifund_session,
    access_token: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(session, err, |session| {
            let token = text::read(access_token, "access_token")?;
            if token.is_empty() {
                return Err(Error::new(
                    ErrorKind::InvalidArgument,
                    "access_token is empty",
                ));
            }
            session.reject(&Secret::from(token))
        })
    }
}

/// Token login with a valid access token; once more with a new one where the server refuses it. Gives
/// what the server answered, to be ended with omnifund_login_free.
/// Returns as omnifund_session_token and omnifund_client_token_login. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_token_login(
    session: *const omnifund_session,
    login: *mut *mut omnifund_login,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(login, "login")?;
            out.give(borrow(session, "session")?.session.token_login()?.into());
            Ok(())
        })
    }
}

/// Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke
/// tokens, so they stay good at the server until they end.
/// Returns OMNIFUND_CODE_SESSION_NOT_FOUND where nobody of that name ever signed in, codes of the 500s.
/// Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_sign_out(
    session: *const omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { with(session, err, Session::sign_out) }
}

/// Signs out here and takes the session out of the store, with its counters and all that is kept of it, for
/// a user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end.
/// The handle stays good: a sign-in begins anew.
/// Returns OMNIFUND_CODE_SESSION_NOT_FOUND where there is none, codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_forget(
    session: *const omnifund_session,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { with(session, err, Session::forget) }
}

/// Takes over a pair that was got elsewhere; nobody else may refresh with it from here on.
/// `access_token` may be NULL. `expires_at` is its end as a Unix time in seconds, believed
/// to be an hour away at most, or 0 where it is unknown: then the access token is not used. `replace`
/// is 1 to replace a pair that is there, else 0.
/// Returns OMNIFUND_CODE_ALREADY_SIGNED_IN where somebody is signed in and `replace` is 0,
/// OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_adopt(
    session: *const omnifund_session,
    access_token: *const SecretChar,
    refresh_token: *const SecretChar,
    expires_at: UnixTime,
    replace: Flag,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(session, err, |session| {
            let access_token = if access_token.is_null() {
                None
            } else {
                Some(Secret::from(text::read(access_token, "access_token")?))
            };
            let refresh_token = Secret::from(text::read(refresh_token, "refresh_token")?);
            let expires_at = (expires_at > 0).then_some(expires_at);
            session.adopt(
                access_token.as_ref(),
                &refresh_token,
                expires_at,
                replace != 0,
            )
        })
    }
}

/// Gives the newest pair away, and signs out here in the same step, so that it is never in two hands.
/// Gives a token with its refresh token, to be ended with omnifund_token_free.
/// Returns OMNIFUND_CODE_SIGN_IN_REQUIRED where there is none, OMNIFUND_CODE_STILL_UNREADABLE where an answer is
/// kept that may hold the newest (omnifund_session_recover), codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_export(
    session: *const omnifund_session,
    token: *mut *mut omnifund_token,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(token, "token")?;
            let pair = borrow(session, "session")?.session.export()?;
            out.hand_over(token::of_exported(&pair));
            Ok(())
        })
    }
}

/// Gives up a session; its record in the store stays, and so does what is needed in this process: a pair
/// that the store would not take, a password that was saved in memory. All else that the process knows of it
/// goes with its last handle, unless omnifund_session_open_configured keeps it. NULL does nothing. Blocks on
/// the store only where a store would not take a new pair: that is tried again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_free(session: *mut omnifund_session) {
    unsafe { ended(session) };
}

/// A budget. Each language has a name of its own for the parameter.
pub(super) fn milliseconds(number: i64) -> Result<Duration> {
    let given = number;
    let number = u64::try_from(number).ok();
    let in_range = number.filter(|number| (0..=3_600_000).contains(number));
    in_range.map(Duration::from_millis).ok_or_else(|| {
        let problem = format!("a budget of {given} ms is not between 0 and 3600000 ms");
        Error::new(ErrorKind::InvalidArgument, problem)
    })
}

pub(super) fn borrowed<'a>(session: *const omnifund_session) -> Result<&'a Session> {
    // SAFETY: the header's manual.
    unsafe { borrow(session, "session") }.map(|session| &*session.session)
}
