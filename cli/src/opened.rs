//! What the settings name, opened.

use omnifund::{Client, Config, Session, Store};

use crate::arguments::Settings;
use crate::failure::Failure;

/// The settings and their store.
pub struct Opened {
    /// The settings.
    pub config: Config,
    /// The store that they name.
    pub store: Store,
}

impl Opened {
    /// Reads the settings, and opens the store, which must be there.
    pub fn at(settings: &Settings) -> Result<Self, Failure> {
        let mut config = load(settings)?;
        config.set_store_must_exist(true);
        Self::of(config)
    }

    /// Reads the settings, and opens the store, or makes it where there is none: for what writes the first record.
    pub fn or_made(settings: &Settings) -> Result<Self, Failure> {
        let mut config = load(settings)?;
        config.set_store_must_exist(false);
        Self::of(config)
    }

    fn of(config: Config) -> Result<Self, Failure> {
        let store = Store::open_configured(&config)?;
        Ok(Self { config, store })
    }

    /// The OAuth client that they name.
    pub fn client(&self) -> Result<Client, Failure> {
        Ok(Client::configured(&self.config, &self.store)?)
    }

    /// A user's session.
    pub fn session(&self, user: &str) -> Result<Session, Failure> {
        Ok(Session::open(&self.client()?, &self.store, user)?)
    }
}

/// Reads the settings.
pub fn load(settings: &Settings) -> Result<Config, Failure> {
    let mut config = match &settings.config {
        Some(path) => Config::from_file(path)?,
        None => Config::from_environment()?,
    };
    if settings.take_over {
        config.take_over_store();
    }
    Ok(config)
}
