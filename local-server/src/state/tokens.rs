//! Access and refresh tokens, kept as their digests.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;

use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::random;
use crate::state::clients;
use crate::state::scope::Scope;

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
    /// When its life ends.
    pub expires_at: Moment,
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
    /// The refresh token; also for a client that may not use one, as the vendor's server has it.
    pub refresh_token: String,
    /// When the life of the access token ends.
    #[serde(skip)]
    pub expires_at: Moment,
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
    let refresh_token = keep(
        "INSERT INTO refresh_tokens (token, client_id, user, scope, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        issue.lifetimes.refresh,
    )?;
    clients::used(connection, issue.client_id, issue.now)?;
    Ok(Issued {
        access_token,
        expires_in: issue.lifetimes.access.as_secs(),
        token_type: "bearer",
        scope: issue.scope.text().map(str::to_owned),
        refresh_token,
        expires_at: issue.now.after(issue.lifetimes.access),
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

/// The two kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Access tokens.
    Access,
    /// Refresh tokens.
    Refresh,
}

impl Kind {
    fn table(self) -> &'static str {
        match self {
            Self::Access => "access_tokens",
            Self::Refresh => "refresh_tokens",
        }
    }
}

/// Ends the lives of all live tokens of a kind, or of those of one user; gives how many.
///
/// # Errors
/// When the state cannot be written.
pub fn expire(
    connection: &Connection,
    kind: Kind,
    user: Option<&str>,
    now: Moment,
) -> Result<usize> {
    let statement = format!(
        "UPDATE {} SET expires_at = ?1 WHERE expires_at > ?1 AND (?2 IS NULL OR user = ?2)",
        kind.table()
    );
    Ok(connection.execute(&statement, params![now.as_millis(), user])?)
}

/// Forgets all tokens of a kind, or those of one user; gives how many.
///
/// # Errors
/// When the state cannot be written.
pub fn revoke(connection: &Connection, kind: Kind, user: Option<&str>) -> Result<usize> {
    let statement = format!("DELETE FROM {} WHERE ?1 IS NULL OR user = ?1", kind.table());
    Ok(connection.execute(&statement, [user])?)
}

/// Forgets all tokens of both kinds that ended before that moment.
///
/// # Errors
/// When the state cannot be written.
pub fn purge(connection: &Connection, ended: Moment) -> Result<()> {
    for kind in [Kind::Access, Kind::Refresh] {
        let statement = format!("DELETE FROM {} WHERE expires_at < ?1", kind.table());
        connection.execute(&statement, [ended.as_millis()])?;
    }
    Ok(())
}

/// How many tokens of a kind live.
///
/// # Errors
/// When the state cannot be read.
pub fn live(connection: &Connection, kind: Kind, now: Moment) -> Result<i64> {
    let statement = format!(
        "SELECT count(*) FROM {} WHERE expires_at > ?1",
        kind.table()
    );
    Ok(connection.query_row(&statement, [now.as_millis()], |row| row.get(0))?)
}

fn find(connection: &Connection, statement: &str, token: &Digest) -> Result<Option<Token>> {
    connection
        .query_row(statement, [token], Token::from_row)
        .optional()
        .map_err(Failure::from)
}
