//! OAuth clients: a client id, a client secret (as its digest), a descriptive name, the grants
//! the client may use, the scopes it may ask for and its redirect URIs.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::clock::Moment;
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::random;
use crate::state::grant_type::GrantType;
use crate::state::redirect_uri::RedirectUri;
use crate::state::scope::Scope;
use crate::state::users::MERCHANT;

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
    /// The merchant whose administrators manage it.
    pub merchant: String,
    /// When it was made, unless that was before this was noted.
    pub created_at: Option<Moment>,
    /// When tokens were last issued to it.
    pub last_used_at: Option<Moment>,
    grants: String,
    redirect_uris: String,
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

    /// Where it may have users sent with a code.
    pub fn redirect_uris(&self) -> impl Iterator<Item = &str> {
        self.redirect_uris.split_ascii_whitespace()
    }

    /// The one of its redirect URIs that a request names, to the letter.
    #[must_use]
    pub fn redirect_uri(&self, named: &str) -> Option<RedirectUri> {
        let mut own = self.redirect_uris();
        own.find(|own| *own == named)?.parse().ok()
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let moment = |name: &str| -> rusqlite::Result<Option<Moment>> {
            Ok(row.get::<_, Option<i64>>(name)?.map(Moment::from_millis))
        };
        Ok(Self {
            id: row.get("client_id")?,
            secret: row.get("secret")?,
            name: row.get("name")?,
            grants: row.get("grants")?,
            scopes: Scope::new(&row.get::<_, String>("scopes")?),
            merchant: row.get("merchant")?,
            created_at: moment("created_at")?,
            last_used_at: moment("last_used_at")?,
            redirect_uris: row.get("redirect_uris")?,
        })
    }
}

/// What a client is made as.
#[derive(Debug, Clone)]
pub struct Description {
    /// The descriptive name; may be empty.
    pub name: String,
    /// The merchant whose administrators manage it.
    pub merchant: String,
    /// The grants it may use.
    pub grants: Vec<GrantType>,
    /// The scopes it may ask for.
    pub scopes: Scope,
    /// Where it may have users sent with a code.
    pub redirect_uris: Vec<RedirectUri>,
}

impl Default for Description {
    fn default() -> Self {
        Self {
            name: String::new(),
            merchant: MERCHANT.to_owned(),
            grants: GrantType::DEFAULT.into(),
            scopes: Scope::default(),
            redirect_uris: Vec::new(),
        }
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
pub fn add(connection: &Connection, description: &Description, now: Moment) -> Result<NewClient> {
    let number: i64 = connection.query_row(
        "SELECT coalesce(max(number), 0) + 1 FROM clients",
        [],
        |row| row.get(0),
    )?;
    let id = format!("{number}_{}", random::base36()?);
    let secret = random::base36()?;
    insert(connection, (&id, &secret), description, now)?;
    Ok(NewClient { id, secret })
}

/// Gives a client another name.
///
/// # Errors
/// When the state cannot be written.
pub fn rename(connection: &Connection, id: &str, name: &str) -> Result<()> {
    connection.execute(
        "UPDATE clients SET name = ?2 WHERE client_id = ?1",
        [id, name],
    )?;
    Ok(())
}

/// Gives a client another name and other redirect URIs; false where there is no such client.
///
/// # Errors
/// When the state cannot be written.
pub fn edit(
    connection: &Connection,
    id: &str,
    name: &str,
    redirect_uris: &[RedirectUri],
) -> Result<bool> {
    let found = connection.execute(
        "UPDATE clients SET name = ?2, redirect_uris = ?3 WHERE client_id = ?1",
        params![id, name, RedirectUri::joined(redirect_uris)],
    )?;
    Ok(found == 1)
}

/// Makes sure that a client may have users sent to this URI.
///
/// # Errors
/// When the state cannot be read or written.
pub fn allow(connection: &Connection, id: &str, redirect_uri: &RedirectUri) -> Result<()> {
    if find(connection, id)?
        .is_some_and(|client| client.redirect_uri(redirect_uri.as_str()).is_none())
    {
        connection.execute(
            "UPDATE clients SET redirect_uris = trim(redirect_uris || ' ' || ?2) WHERE client_id = ?1",
            params![id, redirect_uri.as_str()],
        )?;
    }
    Ok(())
}

/// LogFields that tokens were issued to a client.
///
/// # Errors
/// When the state cannot be written.
pub fn used(connection: &Connection, id: &str, now: Moment) -> Result<()> {
    connection.execute(
        "UPDATE clients SET last_used_at = ?2 WHERE client_id = ?1",
        params![id, now.as_millis()],
    )?;
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

/// Removes a client, its tokens and codes; false where there is no such client. Call it inside a
/// transaction.
///
/// # Errors
/// When the state cannot be written.
pub fn remove(connection: &Connection, id: &str) -> Result<bool> {
    for table in ["access_tokens", "refresh_tokens", "codes"] {
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

/// Whether a text is the secret of some client.
///
/// # Errors
/// When the state cannot be read.
pub fn is_a_secret(connection: &Connection, text: &str) -> Result<bool> {
    let statement = "SELECT EXISTS (SELECT 1 FROM clients WHERE secret = ?1)";
    Ok(connection.query_row(statement, [Digest::of(text)], |row| row.get(0))?)
}

/// The clients of a merchant, in the order in which they were made.
///
/// # Errors
/// When the state cannot be read.
pub fn of_merchant(connection: &Connection, merchant: &str) -> Result<Vec<Client>> {
    let mut statement =
        connection.prepare("SELECT * FROM clients WHERE merchant = ?1 ORDER BY number")?;
    let clients = statement.query_map([merchant], Client::from_row)?;
    Ok(clients.collect::<rusqlite::Result<_>>()?)
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

/// Keeps a client under an id and a secret that somebody chose.
///
/// # Errors
/// When there is one already, or the state cannot be written.
pub fn insert(
    connection: &Connection,
    (id, secret): (&str, &str),
    description: &Description,
    now: Moment,
) -> Result<()> {
    let grants: Vec<&str> = description.grants.iter().map(GrantType::name).collect();
    connection.execute(
        "INSERT INTO clients
         (client_id, secret, name, grants, scopes, merchant, redirect_uris, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            Digest::of(secret),
            description.name,
            grants.join(" "),
            description.scopes.text().unwrap_or_default(),
            description.merchant,
            RedirectUri::joined(&description.redirect_uris),
            now.as_millis(),
        ],
    )?;
    Ok(())
}
