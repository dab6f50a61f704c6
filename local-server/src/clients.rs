//! OAuth clients: a client id, a client secret (as its digest), a descriptive name, the grants
//! the client may use and the scopes it may ask for.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::grant_type::GrantType;
use crate::random;
use crate::scope::Scope;

/// An OAuth client as it is kept.
#[derive(Debug, Clone)]
pub struct Client {
    /// The client id, `<n>_<base36>` unless it was chosen on the command line.
    pub id: String,
    /// The digest of the client secret.
    pub secret: Digest,
    /// The descriptive name; may be empty.
    pub name: String,
    /// The scopes it may ask for.
    pub scopes: Scope,
    grants: String,
}

impl Client {
    /// Whether this client may use the grant.
    #[must_use]
    pub fn may_use(&self, grant: &GrantType) -> bool {
        self.grants.split(' ').any(|own| own == grant.name())
    }

    /// The grants it may use, separated by spaces.
    #[must_use]
    pub fn grants(&self) -> &str {
        &self.grants
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("client_id")?,
            secret: row.get("secret")?,
            name: row.get("name")?,
            grants: row.get("grants")?,
            scopes: Scope::new(&row.get::<_, String>("scopes")?),
        })
    }
}

/// The credentials of a client that was just made: the only time its secret can be seen.
#[derive(Debug)]
pub struct NewClient {
    /// The client id.
    pub id: String,
    /// The client secret.
    pub secret: String,
}

/// Makes a client with a new id and secret. Call it inside a transaction.
///
/// # Errors
/// When the state cannot be written or there is no randomness.
pub fn add(
    connection: &Connection,
    name: &str,
    grants: &[GrantType],
    scopes: &Scope,
) -> Result<NewClient> {
    let number: i64 = connection.query_row(
        "SELECT coalesce(max(number), 0) + 1 FROM clients",
        [],
        |row| row.get(0),
    )?;
    let id = format!("{number}_{}", random::base36()?);
    let secret = random::base36()?;
    insert(connection, &id, &secret, name, grants, scopes)?;
    Ok(NewClient { id, secret })
}

/// Makes sure that a client with this id and secret exists. One that is there already keeps its
/// grants and scopes, and its name unless `name` gives another.
///
/// # Errors
/// When the state cannot be written.
pub fn ensure(connection: &Connection, id: &str, secret: &str, name: Option<&str>) -> Result<()> {
    let updated = connection.execute(
        "UPDATE clients SET secret = ?2, name = coalesce(?3, name) WHERE client_id = ?1",
        params![id, Digest::of(secret), name],
    )?;
    if updated == 0 {
        let name = name.unwrap_or_default();
        insert(
            connection,
            id,
            secret,
            name,
            &GrantType::DEFAULT,
            &Scope::default(),
        )?;
    }
    Ok(())
}

/// Gives a client another secret; false where there is no such client.
///
/// # Errors
/// When the state cannot be written.
pub fn set_secret(connection: &Connection, id: &str, secret: &str) -> Result<bool> {
    let found = connection.execute(
        "UPDATE clients SET secret = ?2 WHERE client_id = ?1",
        params![id, Digest::of(secret)],
    )?;
    Ok(found == 1)
}

/// Removes a client and its tokens; false where there is no such client. Call it inside a
/// transaction.
///
/// # Errors
/// When the state cannot be written.
pub fn remove(connection: &Connection, id: &str) -> Result<bool> {
    for table in ["access_tokens", "refresh_tokens"] {
        let statement = format!("DELETE FROM {table} WHERE client_id = ?1");
        connection.execute(&statement, [id])?;
    }
    let found = connection.execute("DELETE FROM clients WHERE client_id = ?1", [id])?;
    Ok(found == 1)
}

/// The client with this id.
///
/// # Errors
/// When the state cannot be read.
pub fn find(connection: &Connection, id: &str) -> Result<Option<Client>> {
    connection
        .query_row(
            "SELECT * FROM clients WHERE client_id = ?1",
            [id],
            Client::from_row,
        )
        .optional()
        .map_err(Failure::from)
}

/// All clients, in the order in which they were made.
///
/// # Errors
/// When the state cannot be read.
pub fn list(connection: &Connection) -> Result<Vec<Client>> {
    let mut statement = connection.prepare("SELECT * FROM clients ORDER BY number")?;
    let clients = statement.query_map([], Client::from_row)?;
    Ok(clients.collect::<rusqlite::Result<_>>()?)
}

fn insert(
    connection: &Connection,
    id: &str,
    secret: &str,
    name: &str,
    grants: &[GrantType],
    scopes: &Scope,
) -> Result<()> {
    let grants: Vec<&str> = grants.iter().map(GrantType::name).collect();
    connection.execute(
        "INSERT INTO clients (client_id, secret, name, grants, scopes) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id,
            Digest::of(secret),
            name,
            grants.join(" "),
            scopes.text().unwrap_or_default()
        ],
    )?;
    Ok(())
}
