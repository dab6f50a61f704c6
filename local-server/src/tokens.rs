//! Access and refresh tokens, kept as their digests.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;

use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::random;
use crate::scope::Scope;

/// How long tokens live.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    /// An access token's, the `expires_in` of an answer.
    pub access: Duration,
    /// A refresh token's; it is never on the wire.
    pub refresh: Duration,
}

/// A token as it is kept.
#[derive(Debug, Clone)]
pub struct Token {
    /// The client it was issued to.
    pub client_id: String,
    /// The user it acts for.
    pub user: String,
    /// What it may be used for.
    pub scope: Scope,
    expires_at: Moment,
}

impl Token {
    /// Whether its life is over.
    #[must_use]
    pub fn has_expired(&self, now: Moment) -> bool {
        now >= self.expires_at
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            client_id: row.get("client_id")?,
            user: row.get("user")?,
            scope: Scope::new(&row.get::<_, String>("scope")?),
            expires_at: Moment::from_millis(row.get("expires_at")?),
        })
    }
}

/// Whom and what new tokens are for.
#[derive(Debug)]
pub struct Issue<'a> {
    /// The client they are issued to.
    pub client_id: &'a str,
    /// The user they act for.
    pub user: &'a str,
    /// What they may be used for.
    pub scope: &'a Scope,
    /// Whether a refresh token comes with the access token.
    pub refreshable: bool,
    /// When their lives begin.
    pub now: Moment,
    /// How long they live.
    pub lifetimes: Lifetimes,
}

/// New tokens, as the body of a successful answer (RFC 6749 §5.1).
#[derive(Serialize)]
pub struct Issued {
    /// The access token.
    pub access_token: String,
    expires_in: u64,
    token_type: &'static str,
    scope: Option<String>,
    /// The refresh token, unless the client may not use one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// Makes and keeps new tokens.
///
/// # Errors
/// When the state cannot be written or there is no randomness.
pub fn issue(connection: &Connection, issue: &Issue<'_>) -> Result<Issued> {
    let keep = |statement: &str, lifetime| -> Result<String> {
        let token = random::token()?;
        connection.execute(
            statement,
            params![
                Digest::of(&token),
                issue.client_id,
                issue.user,
                issue.scope.text().unwrap_or_default(),
                issue.now.after(lifetime).as_millis(),
            ],
        )?;
        Ok(token)
    };
    let access_token = keep(
        "INSERT INTO access_tokens (token, client_id, user, scope, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        issue.lifetimes.access,
    )?;
    let refresh_token = issue
        .refreshable
        .then(|| {
            keep(
                "INSERT INTO refresh_tokens (token, client_id, user, scope, expires_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                issue.lifetimes.refresh,
            )
        })
        .transpose()?;
    Ok(Issued {
        access_token,
        expires_in: issue.lifetimes.access.as_secs(),
        token_type: "bearer",
        scope: issue.scope.text().map(str::to_owned),
        refresh_token,
    })
}

/// The access token with this digest.
///
/// # Errors
/// When the state cannot be read.
pub fn find_access(connection: &Connection, token: &Digest) -> Result<Option<Token>> {
    find(
        connection,
        "SELECT * FROM access_tokens WHERE token = ?1",
        token,
    )
}

/// The refresh token with this digest, unless it is spent.
///
/// # Errors
/// When the state cannot be read.
pub fn find_refresh(connection: &Connection, token: &Digest) -> Result<Option<Token>> {
    find(
        connection,
        "SELECT * FROM refresh_tokens WHERE token = ?1",
        token,
    )
}

/// Forgets a refresh token: it has been used.
///
/// # Errors
/// When the state cannot be written.
pub fn spend_refresh(connection: &Connection, token: &Digest) -> Result<()> {
    connection.execute("DELETE FROM refresh_tokens WHERE token = ?1", [token])?;
    Ok(())
}

fn find(connection: &Connection, statement: &str, token: &Digest) -> Result<Option<Token>> {
    connection
        .query_row(statement, [token], Token::from_row)
        .optional()
        .map_err(Failure::from)
}
