//! OAuth clients kept in a store under descriptive names, as the specification asks: their secrets
//! sealed, shown to nobody.
//!
//! The portal shows a client secret once and never again. A lost one means a new OAuth client, with a
//! new id *and* secret; [`Store::replace_client`] puts it in the old one's place, and its sessions
//! stay its sessions.

use serde::{Deserialize, Serialize};

use crate::audit::{Act, Concerned};
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::config::{Config, Credentials};
use crate::error::{Error, ErrorKind, Result};
use crate::platform;
use crate::secret::{Secret, sealed};
use crate::store::{Content, Kind, Leased, Loaded, RecordId, Store};
use crate::words;

/// In characters.
const LONGEST_NAME: usize = 200;
/// All OAuth clients of a store are one record: a rename and a list are each one step.
const KEY: RecordId = RecordId {
    kind: Kind::Registry,
    hash: [0; 32],
};
/// How long a change waits for another one to end.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// An OAuth client of a store; never its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientEntry {
    /// Its descriptive name.
    pub name: String,
    /// Its client id.
    pub client_id: String,
    /// Since when this id and secret are kept, as a Unix time.
    pub since: i64,
}

/// The OAuth clients of a store.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Registry {
    clients: Vec<Kept>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    name: String,
    /// The client id under which it was first saved. Sessions are bound to it for ever.
    first_client_id: String,
    client_id: String,
    #[serde(with = "sealed")]
    client_secret: Secret,
    since: Moment,
}

impl Content for Registry {}

impl Registry {
    /// The descriptive name of the OAuth client that sessions are bound to.
    pub(crate) fn name_of(&self, first_client_id: &str) -> Option<String> {
        let found = self
            .clients
            .iter()
            .find(|kept| kept.first_client_id == first_client_id);
        found.map(|kept| kept.name.clone())
    }

    fn named(&self, name: &str) -> Result<&Kept> {
        let found = self.clients.iter().find(|kept| kept.name == name);
        found.ok_or_else(|| not_found(name))
    }

    fn named_mut(&mut self, name: &str) -> Result<&mut Kept> {
        let found = self.clients.iter_mut().find(|kept| kept.name == name);
        found.ok_or_else(|| not_found(name))
    }

    fn refuse_taken(&self, name: &str) -> Result<()> {
        if self.clients.iter().any(|kept| kept.name == name) {
            let problem = format!("an OAuth client named {name:?} is kept already");
            return Err(Error::new(ErrorKind::ClientNameTaken, problem));
        }
        Ok(())
    }

    /// One OAuth client under two names would be two sets of sessions for one user.
    fn refuse_known_id(&self, client_id: &str) -> Result<()> {
        let known = self
            .clients
            .iter()
            .find(|kept| kept.client_id == client_id || kept.first_client_id == client_id);
        match known {
            Some(kept) => {
                let problem = format!(
                    "the client id {client_id} is kept already, as {:?}",
                    kept.name
                );
                Err(Error::new(ErrorKind::ClientNameTaken, problem))
            }
            None => Ok(()),
        }
    }
}

fn not_found(name: &str) -> Error {
    let problem = format!("no OAuth client named {name:?} is kept in the store");
    Error::new(ErrorKind::ClientNotFound, problem)
}

fn checked_name(name: &str) -> Result<String> {
    let characters = name.chars().count();
    if !(1..=LONGEST_NAME).contains(&characters) {
        let problem =
            format!("the name of an OAuth client has {characters} characters, and not 1 to 200");
        return Err(Error::new(ErrorKind::InvalidArgument, problem));
    }
    if let Some(problem) = words::problem_with("name of an OAuth client", name) {
        return Err(Error::new(ErrorKind::InvalidArgument, problem));
    }
    Ok(name.to_owned())
}

fn checked_credentials(client_id: &str, client_secret: &Secret) -> Result<()> {
    let checked = Credentials::checked(client_id, client_secret.clone());
    checked
        .map(drop)
        .map_err(|problem| Error::new(ErrorKind::InvalidArgument, problem))
}

impl Store {
    /// The file of all OAuth clients, where there is one.
    #[cfg(feature = "capi")]
    pub(crate) fn path_of_clients(&self) -> Option<std::path::PathBuf> {
        self.path_of(&KEY)
    }

    /// Keeps an OAuth client under a descriptive name: 1 to 200 characters, no controls, unlike any other.
    ///
    /// ```
    /// use omnifund::{Secret, Store};
    ///
    /// let store = Store::in_memory()?;
    /// store.save_client("Till 7", "1_3bcb", &Secret::from("a secret"))?;
    /// store.rename_client("Till 7", "Till 8")?;
    /// let names: Vec<String> = store.clients()?.into_iter().map(|client| client.name).collect();
    /// assert_eq!(names, ["Till 8"]);
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for another name, and for credentials that are
    /// empty or have a control character in them, such as the end of a line;
    /// [`ClientNameTaken`](ErrorKind::ClientNameTaken) where name or client id are kept already, those
    /// of the store.
    pub fn save_client(&self, name: &str, client_id: &str, client_secret: &Secret) -> Result<()> {
        let saved = self.change_registry(|registry| {
            let name = checked_name(name)?;
            checked_credentials(client_id, client_secret)?;
            registry.refuse_taken(&name)?;
            registry.refuse_known_id(client_id)?;
            registry.clients.push(Kept {
                name,
                first_client_id: client_id.to_owned(),
                client_id: client_id.to_owned(),
                client_secret: client_secret.clone(),
                since: Moment::now(),
            });
            Ok(())
        });
        let concerned = Concerned {
            client: Some(name),
            client_id: Some(client_id),
            ..Concerned::default()
        };
        self.audited(Act::AddClient, &concerned, saved)
    }

    /// The OAuth clients of the store, in the order in which they were first saved.
    ///
    /// # Errors
    /// Those of the store.
    pub fn clients(&self) -> Result<Vec<ClientEntry>> {
        let registry = self.registry()?;
        Ok(registry
            .clients
            .into_iter()
            .map(|kept| ClientEntry {
                since: kept.since.unix_seconds(),
                name: kept.name,
                client_id: kept.client_id,
            })
            .collect())
    }

    /// Gives an OAuth client another name. Its sessions stay its sessions.
    ///
    /// # Errors
    /// [`ClientNotFound`](ErrorKind::ClientNotFound) and as [`Store::save_client`].
    pub fn rename_client(&self, name: &str, new_name: &str) -> Result<()> {
        let renamed = self.change_registry(|registry| {
            let new_name = checked_name(new_name)?;
            registry.named(name)?;
            if name != new_name {
                registry.refuse_taken(&new_name)?;
            }
            registry.named_mut(name)?.name = new_name;
            Ok(())
        });
        let concerned = Concerned {
            client: Some(name),
            detail: Some(new_name),
            ..Concerned::default()
        };
        self.audited(Act::RenameClient, &concerned, renamed)
    }

    /// Puts a new client id and secret in the place of lost ones. Gives the id that the sessions are
    /// bound to.
    pub(crate) fn put_in_place(
        &self,
        name: &str,
        client_id: &str,
        client_secret: &Secret,
    ) -> Result<String> {
        let put = self.change_registry(|registry| {
            checked_credentials(client_id, client_secret)?;
            if registry.named(name)?.client_id != client_id {
                registry.refuse_known_id(client_id)?;
            }
            let kept = registry.named_mut(name)?;
            client_id.clone_into(&mut kept.client_id);
            kept.client_secret = client_secret.clone();
            kept.since = Moment::now();
            Ok(kept.first_client_id.clone())
        });
        let concerned = Concerned {
            client: Some(name),
            client_id: Some(client_id),
            ..Concerned::default()
        };
        self.audited(Act::ReplaceClient, &concerned, put)
    }

    /// Forgets an OAuth client. Its sessions stay in the store, and can be used with its credentials
    /// only.
    ///
    /// # Errors
    /// [`ClientNotFound`](ErrorKind::ClientNotFound), those of the store.
    pub fn remove_client(&self, name: &str) -> Result<()> {
        let removed = self.change_registry(|registry| {
            registry.named(name)?;
            registry.clients.retain(|kept| kept.name != name);
            Ok(())
        });
        let concerned = Concerned {
            client: Some(name),
            ..Concerned::default()
        };
        self.audited(Act::RemoveClient, &concerned, removed)
    }

    /// Client id and secret kept under a name, and the id that its sessions are bound to.
    fn kept_client(&self, name: &str) -> Result<(String, Credentials)> {
        let registry = self.registry()?;
        let kept = registry.named(name)?;
        Ok((kept.first_client_id.clone(), kept.credentials()))
    }

    /// What is kept of the OAuth client that sessions are bound to, by its first client id, if it is.
    pub(crate) fn credentials_of(&self, first: &str, by: Deadline) -> Result<Option<Credentials>> {
        let found = self.load_by::<Registry>(&KEY, by)?;
        let clients = found.map_or_else(Vec::new, |found| found.record.clients);
        let is_it = |kept: &&Kept| kept.first_client_id == first;
        Ok(clients.iter().find(is_it).map(Kept::credentials))
    }

    /// The id that sessions of a client id are bound to: the one under which it was first saved.
    pub(crate) fn first_client_id_of(&self, client_id: &str) -> Result<String> {
        self.first_client_id_and_name(client_id)
            .map(|(first_client_id, _)| first_client_id)
    }

    /// The id that sessions of a client id are bound to, and the name that the OAuth client is kept under, if it is.
    pub(crate) fn first_client_id_and_name(
        &self,
        client_id: &str,
    ) -> Result<(String, Option<String>)> {
        let registry = self.registry()?;
        let kept = registry
            .clients
            .into_iter()
            .find(|kept| kept.client_id == client_id);
        Ok(kept.map_or_else(
            || (client_id.to_owned(), None),
            |kept| (kept.first_client_id, Some(kept.name)),
        ))
    }

    /// All of them, with their secrets.
    pub(crate) fn registry(&self) -> Result<Registry> {
        let loaded = self.load::<Registry>(&KEY)?;
        Ok(loaded.map(|loaded| loaded.record).unwrap_or_default())
    }

    /// Keeps the OAuth clients of another store here too, each under its name and with the id that its sessions
    /// are bound to. Tells how many were not here.
    pub(crate) fn take_clients_of(&self, other: &Self) -> Result<u64> {
        let clients = other.registry()?.clients;
        if clients.is_empty() {
            return Ok(0);
        }
        self.change_registry(|registry| {
            let mut taken = 0;
            for kept in clients {
                let is_same = |known: &Kept| {
                    known.name == kept.name
                        && known.client_id == kept.client_id
                        && known.first_client_id == kept.first_client_id
                };
                if registry.clients.iter().any(is_same) {
                    continue;
                }
                registry.refuse_taken(&kept.name)?;
                registry.refuse_known_id(&kept.client_id)?;
                registry.refuse_known_id(&kept.first_client_id)?;
                registry.clients.push(kept);
                taken += 1;
            }
            Ok(taken)
        })
    }

    fn change_registry<T>(&self, change: impl FnOnce(&mut Registry) -> Result<T>) -> Result<T> {
        let _undisturbed = platform::undisturbed();
        let mut lease: Leased = self.lease(&KEY, Deadline::after(PATIENCE))?;
        let Loaded {
            mut record,
            version,
        } = lease.load::<Registry>()?.unwrap_or_else(|| Loaded {
            record: Registry::default(),
            version: 0,
        });
        let changed = change(&mut record)?;
        lease.save(version, &record)?;
        Ok(changed)
    }
}

impl Kept {
    fn credentials(&self) -> Credentials {
        Credentials {
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
        }
    }
}

impl Client {
    /// An OAuth client kept in a store under a name, with the other settings of `config`.
    ///
    /// ```
    /// use omnifund::{Client, Config, ErrorKind, Secret, Store};
    ///
    /// let store = Store::in_memory()?;
    /// store.save_client("Till 7", "1_3bcb", &Secret::from("a secret"))?;
    /// let mut config = Config::new();
    /// config.set_environment("sandbox")?;
    /// let client = Client::from_store(&config, &store, "Till 7")?;
    /// let error = Client::from_store(&config, &store, "Till 8").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::ClientNotFound);
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ClientNotFound`](ErrorKind::ClientNotFound), those of the store, and as [`Client::new`].
    pub fn from_store(config: &Config, store: &Store, name: &str) -> Result<Self> {
        let (_, credentials) = store.kept_client(name)?;
        let mut config = config.clone();
        config.set_credentials(&credentials.client_id, credentials.client_secret)?;
        Self::new(&config)
    }

    /// The OAuth client of a configuration: the one that it names in the store, or the one whose id and
    /// secret it has.
    ///
    /// # Errors
    /// As [`Client::from_store`] and [`Client::new`].
    pub fn configured(config: &Config, store: &Store) -> Result<Self> {
        match &config.client_name {
            Some(name) => Self::from_store(config, store, name),
            None => Self::new(config),
        }
    }
}
