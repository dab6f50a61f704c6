//! Users: a name, a password (as an Argon2id hash, see [`crate::state::passwords`]), enabled or not.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::failure::{Failure, Result};

/// A user as it is kept.
#[derive(Debug, Clone)]
pub struct User {
    /// The user name, compared to the letter.
    pub name: String,
    /// The hash of the password, in PHC form.
    pub password: String,
    /// Whether the user is shut out.
    pub disabled: bool,
    /// The merchant that the user works for.
    pub merchant: String,
    /// Whether the user may manage the merchant's OAuth clients and users; else it is an employee.
    pub administrator: bool,
}

/// Whom a user is made as.
#[derive(Debug, Clone)]
pub struct Position {
    /// The merchant that the user works for.
    pub merchant: String,
    /// Whether the user may manage the merchant's OAuth clients and users.
    pub administrator: bool,
}

/// The merchant where none is named.
pub const MERCHANT: &str = "Example merchant";

impl Default for Position {
    fn default() -> Self {
        Self {
            merchant: MERCHANT.to_owned(),
            administrator: true,
        }
    }
}

impl User {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            password: row.get("password")?,
            disabled: row.get("disabled")?,
            merchant: row.get("merchant")?,
            administrator: row.get("administrator")?,
        })
    }
}

/// Makes a user; false where there is one of this name already.
///
/// # Errors
/// When the state cannot be written.
pub fn add(
    connection: &Connection,
    name: &str,
    password: &str,
    position: &Position,
) -> Result<bool> {
    let added = connection.execute(
        "INSERT INTO users (name, password, merchant, administrator) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
        params![name, password, position.merchant, position.administrator],
    )?;
    Ok(added == 1)
}

/// Gives a user another password; false where there is no such user.
///
/// # Errors
/// When the state cannot be written.
pub fn set_password(connection: &Connection, name: &str, password: &str) -> Result<bool> {
    let found = connection.execute(
        "UPDATE users SET password = ?2 WHERE name = ?1",
        params![name, password],
    )?;
    Ok(found == 1)
}

/// Shuts a user out or lets it in again; false where there is no such user.
///
/// # Errors
/// When the state cannot be written.
pub fn set_disabled(connection: &Connection, name: &str, disabled: bool) -> Result<bool> {
    let found = connection.execute(
        "UPDATE users SET disabled = ?2 WHERE name = ?1",
        params![name, disabled],
    )?;
    Ok(found == 1)
}

/// The user of this name.
///
/// # Errors
/// When the state cannot be read.
pub fn find(connection: &Connection, name: &str) -> Result<Option<User>> {
    connection
        .query_row(
            "SELECT * FROM users WHERE name = ?1",
            [name],
            User::from_row,
        )
        .optional()
        .map_err(Failure::from)
}

/// Whether there is such a user and it is not shut out.
///
/// # Errors
/// When the state cannot be read.
pub fn is_enabled(connection: &Connection, name: &str) -> Result<bool> {
    Ok(find(connection, name)?.is_some_and(|user| !user.disabled))
}

/// The users of a merchant, by name.
///
/// # Errors
/// When the state cannot be read.
pub fn of_merchant(connection: &Connection, merchant: &str) -> Result<Vec<User>> {
    let mut statement =
        connection.prepare("SELECT * FROM users WHERE merchant = ?1 ORDER BY name")?;
    let users = statement.query_map([merchant], User::from_row)?;
    Ok(users.collect::<rusqlite::Result<_>>()?)
}

/// All users, by name.
///
/// # Errors
/// When the state cannot be read.
pub fn list(connection: &Connection) -> Result<Vec<User>> {
    let mut statement = connection.prepare("SELECT * FROM users ORDER BY name")?;
    let users = statement.query_map([], User::from_row)?;
    Ok(users.collect::<rusqlite::Result<_>>()?)
}
