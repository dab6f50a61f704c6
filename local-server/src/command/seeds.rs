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
use crate::state::name;
use crate::state::passwords::Passwords;
use crate::state::redirect_uri::RedirectUri;
use crate::state::scope::Scope;
use crate::state::users::{self, MERCHANT, Position};
use crate::traffic::log::say;

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

    /// What is wrong with it by itself.
    fn wrong(&self) -> Option<String> {
        if self.client_id.is_empty() || self.client_secret.is_empty() {
            return Some("client_id or client_secret is empty".to_owned());
        }
        named([
            ("client_id", Some(&self.client_id)),
            ("name", self.name.as_ref()),
            ("merchant", self.merchant.as_ref()),
        ])
        .or_else(|| self.description().err())
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

/// What is wrong with the first of these names that can't be seen as it is.
fn named<const N: usize>(names: [(&str, Option<&String>); N]) -> Option<String> {
    names.into_iter().find_map(|(field, name)| {
        let wrong = name::check(name?).err()?;
        Some(format!("{field} {wrong}"))
    })
}

impl UserSeed {
    /// What is wrong with it by itself.
    fn wrong(&self) -> Option<String> {
        if self.name.is_empty() || self.password.is_empty() {
            return Some("name or password is empty".to_owned());
        }
        named([
            ("name", Some(&self.name)),
            ("merchant", self.merchant.as_ref()),
        ])
    }

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
        seeds.check().map_err(refuse)?;
        Ok(seeds)
    }

    /// Checks what a file says.
    fn check(&self) -> std::result::Result<(), String> {
        if self.clients.is_empty() && self.users.is_empty() {
            return Err("there is nothing in it; it has [[clients]], [[users]] or both".to_owned());
        }
        for (index, client) in self.clients.iter().enumerate() {
            let earlier = &self.clients[..index];
            let problem = match client.wrong() {
                None if earlier.iter().any(|one| one.client_id == client.client_id) => {
                    Some(format!("{:?} stands in it already", client.client_id))
                }
                problem => problem,
            };
            if let Some(problem) = problem {
                return Err(format!("client {}: {problem}", index + 1));
            }
        }
        for (index, user) in self.users.iter().enumerate() {
            let earlier = &self.users[..index];
            let problem = match user.wrong() {
                None if earlier.iter().any(|one| one.name == user.name) => {
                    Some(format!("{:?} stands in it already", user.name))
                }
                problem => problem,
            };
            if let Some(problem) = problem {
                return Err(format!("user {}: {problem}", index + 1));
            }
        }
        Ok(())
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

/// Tells what a seed says and does not change.
fn kept_as_it_is(what: &str, name: &str, fields: Vec<String>) {
    if !fields.is_empty() {
        let fields = fields.join(" and ");
        say(&format!(
            "the {what} {name:?} was there already: its {fields} stay as they are, whatever the seed says"
        ));
    }
}

/// An OAuth client that is there already keeps merchant, grants and scopes; where the seed wants others, that is told.
fn plant_client(transaction: &Transaction<'_>, seed: &ClientSeed, now: Moment) -> Result<()> {
    let description = seed.description().map_err(Failure::Refused)?;
    let (id, secret) = (&seed.client_id, &seed.client_secret);
    if clients::set_secret(transaction, id, secret)? {
        let known = clients::find(transaction, id)?;
        if let Some(client) = &known {
            let grants = description.grants.iter().map(GrantType::name);
            let grants = grants.collect::<Vec<_>>().join(" ");
            let says = |differs: bool, field: &str| differs.then(|| field.to_owned());
            let kept = [
                says(
                    seed.merchant.is_some() && client.merchant != description.merchant,
                    "merchant",
                ),
                says(seed.grants.is_some() && client.grants() != grants, "grants"),
                says(
                    seed.scopes.is_some() && client.scopes != description.scopes,
                    "scopes",
                ),
            ];
            kept_as_it_is("OAuth client", id, kept.into_iter().flatten().collect());
        }
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

/// A user who is there already keeps merchant and position; where the seed wants others, that is told.
fn plant_user(transaction: &Transaction<'_>, seed: &UserSeed, hash: &str) -> Result<()> {
    let position = Position {
        merchant: seed.merchant.clone().unwrap_or_else(|| MERCHANT.to_owned()),
        administrator: seed.position != Some(PositionName::Employee),
    };
    if !users::add(transaction, &seed.name, hash, &position)? {
        if let Some(user) = users::find(transaction, &seed.name)? {
            let says = |differs: bool, field: &str| differs.then(|| field.to_owned());
            let merchant = seed.merchant.is_some() && user.merchant != position.merchant;
            let place = seed.position.is_some() && user.administrator != position.administrator;
            let kept = [says(merchant, "merchant"), says(place, "position")];
            kept_as_it_is("user", &seed.name, kept.into_iter().flatten().collect());
        }
        users::set_password(transaction, &seed.name, hash)?;
    }
    if let Some(disabled) = seed.disabled {
        users::set_disabled(transaction, &seed.name, disabled)?;
    }
    Ok(())
}
