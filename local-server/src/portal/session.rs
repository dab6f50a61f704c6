//! The portal's sessions: who is logged in in which browser. A cookie names one, of which the state keeps
//! the digest; every form carries a token that only this session's pages know.

use std::time::Duration;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::random;
use crate::service::Service;
use crate::state::users::{self, User};

/// The name of the session cookie.
const NAME: &str = "omnifund_session";
/// How long one lasts: a working day.
const LIFETIME: Duration = Duration::from_secs(10 * 60 * 60);

/// Who is logged in.
pub struct Session {
    /// The user.
    pub user: User,
    /// What a form must carry.
    pub form_token: String,
    /// The digest of the cookie.
    pub cookie: Digest,
}

/// Logs a user in; gives the cookie. It is always a new one: a session that somebody knew before is never
/// logged in.
///
/// # Errors
/// When the state cannot be written or there is no randomness.
pub fn begin(connection: &Connection, user: &str, now: Moment) -> Result<String> {
    let cookie = random::cookie()?;
    connection.execute(
        "DELETE FROM portal_sessions WHERE expires_at < ?1",
        [now.as_millis()],
    )?;
    connection.execute(
        "INSERT INTO portal_sessions (cookie, user, form_token, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![
            Digest::of(&cookie),
            user,
            random::cookie()?,
            now.after(LIFETIME).as_millis()
        ],
    )?;
    Ok(cookie)
}

/// The session of a request; none where nobody is logged in, its life is over or its user is disabled.
///
/// # Errors
/// When the state cannot be read.
pub fn find(service: &Service, headers: &HeaderMap) -> Result<Option<Session>> {
    let Some(cookie) = cookie(headers, NAME).map(Digest::of) else {
        return Ok(None);
    };
    let connection = service.database.connection();
    let row: Option<(String, String)> = connection
        .query_row(
            "SELECT user, form_token FROM portal_sessions WHERE cookie = ?1 AND expires_at > ?2",
            params![cookie, service.clock.now().as_millis()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()
        .map_err(Failure::from)?;
    let Some((name, form_token)) = row else {
        return Ok(None);
    };
    let user = users::find(&connection, &name)?.filter(|user| !user.disabled);
    Ok(user.map(|user| Session {
        user,
        form_token,
        cookie,
    }))
}

/// Ends a session.
///
/// # Errors
/// When the state cannot be written.
pub fn end(connection: &Connection, cookie: &Digest) -> Result<()> {
    connection.execute("DELETE FROM portal_sessions WHERE cookie = ?1", [cookie])?;
    Ok(())
}

/// The header that gives the browser a session's cookie.
///
/// # Errors
/// Never in practice.
pub fn set(service: &Service, value: &str) -> Result<HeaderValue> {
    // Lax, and not Strict: an application sends its user here to allow it something.
    named(service, NAME, value, "Lax")
}

/// The header that takes it away.
///
/// # Errors
/// Never in practice.
pub fn unset(service: &Service) -> Result<HeaderValue> {
    named(service, NAME, "; Max-Age=0", "Lax")
}

/// The header that gives the browser a cookie of this name, which no script sees.
///
/// # Errors
/// Never in practice.
pub fn named(service: &Service, name: &str, value: &str, same_site: &str) -> Result<HeaderValue> {
    let secure = if service.config.secure {
        "; Secure"
    } else {
        ""
    };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}");
    HeaderValue::try_from(text).map_err(|error| Failure::Refused(error.to_string()))
}

/// The cookie of this name that a request carries.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter();
    let mut pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(own, value)| (own == name).then_some(value))
}
