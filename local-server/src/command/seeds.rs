//! Who is there from the start: OAuth clients and users of the command line and of seed files.

use std::fs;
use std::path::Path;

use rusqlite::Transaction;
use serde::Deserialize;

use crate::clock::Moment;
use crate::command::cli::ServeOptions;
use crate::failure::{Failure, Result};
use crate::state::clients::{self, Description};
use crate::state::database::Database;
use crate::state::grant_type::GrantType;
use crate::state::passwords::Passwords;
use crate::state::redirect_uri::RedirectUri;
use crate::state::scope::Scope;
use crate::state::users::{self, MERCHANT, Position};

/// The client of the vendor's specification.
const EXAMPLE_CLIENT: (&str, &str) = (
    "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4",
    "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k",
);
/// Where that client may have users sent: to a program on the user's own machine.
const EXAMPLE_REDIRECT_URI: &str = "http://127.0.0.1:8400/callback";
/// The user of the vendor's specification.
const EXAMPLE_USER: (&str, &str) = ("omnifund_user", "omnifund_password");

/// What is made sure to be there.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeds {
    /// OAuth clients.
    #[serde(default)]
    pub clients: Vec<ClientSeed>,
    /// Users.
    #[serde(default)]
    pub users: Vec<UserSeed>,
}

/// An OAuth client. What is not said stays as it is where there is such a client already.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientSeed {
    /// The client id.
    pub client_id: String,
    /// The client secret.
    pub client_secret: String,
    name: Option<String>,
    merchant: Option<String>,
    grants: Option<Vec<String>>,
    scopes: Option<Vec<String>>,
    redirect_uris: Option<Vec<String>>,
}

/// A user.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserSeed {
    /// The user's name.
    pub name: String,
    /// The user's password.
    pub password: String,
    merchant: Option<String>,
    position: Option<PositionName>,
    disabled: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PositionName {
    Administrator,
    Employee,
}

impl std::fmt::Debug for ClientSeed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "ClientSeed({:?})", self.client_id)
    }
}

impl std::fmt::Debug for UserSeed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "UserSeed({:?})", self.name)
    }
}

impl ClientSeed {
    fn new(id: &str, secret: &str, name: Option<&str>) -> Self {
        Self {
            client_id: id.to_owned(),
            client_secret: secret.to_owned(),
            name: name.map(str::to_owned),
            merchant: None,
            grants: None,
            scopes: None,
            redirect_uris: None,
        }
    }

    fn description(&self) -> std::result::Result<Description, String> {
        let mut description = Description {
            name: self.name.clone().unwrap_or_default(),
            ..Description::default()
        };
        if let Some(merchant) = &self.merchant {
            description.merchant.clone_from(merchant);
        }
        if let Some(grants) = &self.grants {
            let grants = grants.iter().map(|grant| grant.parse());
            description.grants = grants.collect::<std::result::Result<Vec<GrantType>, _>>()?;
        }
        if let Some(scopes) = &self.scopes {
            let scopes = scopes.iter().map(|scope| scope.parse());
            description.scopes = Scope::of(&scopes.collect::<std::result::Result<Vec<_>, _>>()?);
        }
        if let Some(uris) = &self.redirect_uris {
            let uris = uris.iter().map(|uri| uri.parse());
            description.redirect_uris =
                uris.collect::<std::result::Result<Vec<RedirectUri>, _>>()?;
        }
        Ok(description)
    }
}

impl UserSeed {
    fn new(name: &str, password: &str) -> Self {
        Self {
            name: name.to_owned(),
            password: password.to_owned(),
            merchant: None,
            position: None,
            disabled: None,
        }
    }
}

impl Seeds {
    /// Those of the options, the example's first.
    ///
    /// # Errors
    /// When a seed file can't be read or makes no sense.
    pub fn of(options: &ServeOptions) -> Result<Self> {
        let mut seeds = Self::default();
        if options.example {
            let (id, secret) = EXAMPLE_CLIENT;
            let mut client = ClientSeed::new(id, secret, Some("Example"));
            client.redirect_uris = Some(vec![EXAMPLE_REDIRECT_URI.to_owned()]);
            seeds.clients.push(client);
            let (name, password) = EXAMPLE_USER;
            seeds.users.push(UserSeed::new(name, password));
        }
        for client in &options.client {
            let name = client.name.as_deref();
            seeds
                .clients
                .push(ClientSeed::new(&client.id, &client.secret, name));
        }
        for user in &options.user {
            seeds.users.push(UserSeed::new(&user.name, &user.password));
        }
        for file in &options.seed {
            let read = Self::read(file)?;
            seeds.clients.extend(read.clients);
            seeds.users.extend(read.users);
        }
        Ok(seeds)
    }

    fn read(file: &Path) -> Result<Self> {
        let refuse = |why: String| Failure::Refused(format!("seeds {}: {why}", file.display()));
        let text = fs::read_to_string(file).map_err(Failure::file("could not read seeds", file))?;
        let seeds: Self = match file.extension().and_then(|ending| ending.to_str()) {
            Some("json") => serde_json::from_str(&text).map_err(|error| refuse(error.to_string())),
            // Its own words quote the line, in which a password may stand.
            Some("toml") => toml::from_str(&text).map_err(|error: toml::de::Error| {
                let before = error.span().map_or(0, |span| span.start);
                let line = text[..before.min(text.len())].matches('\n').count() + 1;
                refuse(format!("line {line}: {}", error.message()))
            }),
            _ => Err(refuse("its name has to end with .toml or .json".to_owned())),
        }?;
        for (index, client) in seeds.clients.iter().enumerate() {
            let problem = match client.description() {
                _ if client.client_id.is_empty() || client.client_secret.is_empty() => {
                    Some("client_id or client_secret is empty".to_owned())
                }
                Err(problem) => Some(problem),
                Ok(_) => None,
            };
            if let Some(problem) = problem {
                return Err(refuse(format!("client {}: {problem}", index + 1)));
            }
        }
        for (index, user) in seeds.users.iter().enumerate() {
            if user.name.is_empty() || user.password.is_empty() {
                let problem = format!("user {}: name or password is empty", index + 1);
                return Err(refuse(problem));
            }
        }
        Ok(seeds)
    }

    /// Makes sure that all of them are there, or none.
    ///
    /// # Errors
    /// When the state can't be written.
    pub fn plant(&self, database: &Database, passwords: &Passwords, now: Moment) -> Result<()> {
        // Hashed before the transaction: other processes may be waiting to write.
        let hashes = self.users.iter().map(|user| passwords.hash(&user.password));
        let hashes = hashes.collect::<Result<Vec<_>>>()?;
        database.transact(|transaction| {
            for client in &self.clients {
                plant_client(transaction, client, now)?;
            }
            for (user, hash) in self.users.iter().zip(&hashes) {
                plant_user(transaction, user, hash)?;
            }
            Ok(())
        })
    }
}

fn plant_client(transaction: &Transaction<'_>, seed: &ClientSeed, now: Moment) -> Result<()> {
    let description = seed.description().map_err(Failure::Refused)?;
    let (id, secret) = (&seed.client_id, &seed.client_secret);
    if clients::set_secret(transaction, id, secret)? {
        let known = clients::find(transaction, id)?;
        let name = known.map_or_else(String::new, |client| client.name);
        clients::rename(transaction, id, seed.name.as_ref().unwrap_or(&name))?;
    } else {
        clients::insert(transaction, (id, secret), &description, now)?;
    }
    for uri in &description.redirect_uris {
        clients::allow(transaction, id, uri)?;
    }
    Ok(())
}

fn plant_user(transaction: &Transaction<'_>, seed: &UserSeed, hash: &str) -> Result<()> {
    let position = Position {
        merchant: seed.merchant.clone().unwrap_or_else(|| MERCHANT.to_owned()),
        administrator: seed.position != Some(PositionName::Employee),
    };
    if !users::add(transaction, &seed.name, hash, &position)? {
        users::set_password(transaction, &seed.name, hash)?;
    }
    if let Some(disabled) = seed.disabled {
        users::set_disabled(transaction, &seed.name, disabled)?;
    }
    Ok(())
}
