//! Authorization codes (RFC 6749 §4.1.2), kept as their digests. A code is good once, for a short time,
//! for one OAuth client and one redirect URI.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::random;
use crate::state::scope::Scope;

/// How long a code is good.
pub const LIFETIME: Duration = Duration::from_secs(30);

/// What a user has allowed.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// The client that may exchange the code.
    pub client_id: String,
    /// The user that the tokens will act for.
    pub user: String,
    /// Where the user was sent with it.
    pub redirect_uri: String,
    /// What the tokens may be used for.
    pub scope: Scope,
}

/// A code as it is kept.
#[derive(Debug)]
pub struct Code {
    /// What it is for.
    pub allowed: Allowed,
    /// When its life ends.
    pub expires_at: Moment,
}

impl Code {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            allowed: Allowed {
                client_id: row.get("client_id")?,
                user: row.get("user")?,
                redirect_uri: row.get("redirect_uri")?,
                scope: Scope::new(&row.get::<_, String>("scope")?),
            },
            expires_at: Moment::from_millis(row.get("expires_at")?),
        })
    }
}

/// Makes and keeps a code.
///
/// # Errors
/// When the state cannot be written or there is no randomness.
pub fn issue(connection: &Connection, allowed: &Allowed, now: Moment) -> Result<String> {
    let code = random::token()?;
    connection.execute(
        "INSERT INTO codes (code, client_id, user, redirect_uri, scope, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            Digest::of(&code),
            allowed.client_id,
            allowed.user,
            allowed.redirect_uri,
            allowed.scope.text().unwrap_or_default(),
            now.after(LIFETIME).as_millis(),
        ],
    )?;
    Ok(code)
}

/// The code with this digest, unless it is spent.
///
/// # Errors
/// When the state cannot be read.
pub fn find(connection: &Connection, code: &Digest) -> Result<Option<Code>> {
    connection
        .query_row(
            "SELECT * FROM codes WHERE code = ?1",
            [code],
            Code::from_row,
        )
        .optional()
        .map_err(Failure::from)
}

/// Forgets a code: it has been used.
///
/// # Errors
/// When the state cannot be written.
pub fn spend(connection: &Connection, code: &Digest) -> Result<()> {
    connection.execute("DELETE FROM codes WHERE code = ?1", [code])?;
    Ok(())
}

/// Forgets codes that ended before that moment.
///
/// # Errors
/// When the state cannot be written.
pub fn purge(connection: &Connection, ended: Moment) -> Result<()> {
    connection.execute(
        "DELETE FROM codes WHERE expires_at < ?1",
        [ended.as_millis()],
    )?;
    Ok(())
}
