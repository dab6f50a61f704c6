//! How all sessions of a store stand, whatever their OAuth client: from the records alone, without anybody's
//! client secret.

use std::mem::take;

use super::Session;
use super::list::Cursor;
use super::status::SessionStatus;
use crate::config::{Config, SessionSettings};
use crate::error::Result;
use crate::registry::Registry;
use crate::store::Store;

/// A session of a store, and how it stands.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Standing {
    /// Whose it is.
    pub username: String,
    /// At which OmniFund.
    pub base_url: String,
    /// The client id under which its OAuth client was first used. It stays, whatever name, id and secret
    /// become.
    pub client_id: String,
    /// The descriptive name of its OAuth client, where the store keeps it under one.
    pub client_name: Option<String>,
    /// How it stands.
    pub status: SessionStatus,
}

impl Standing {
    /// How people call its OAuth client: by its name where it has one, else by its id.
    pub fn client(&self) -> &str {
        self.client_name.as_deref().unwrap_or(&self.client_id)
    }
}

impl Session {
    /// How the session stands, and whose it is.
    ///
    /// # Errors
    /// Those of the store.
    pub fn standing(&self) -> Result<Standing> {
        Ok(Standing {
            username: self.username.clone(),
            base_url: self.client().base_url().to_owned(),
            client_id: self.first_client_id.clone(),
            client_name: self.store.registry()?.name_of(&self.first_client_id),
            status: self.status()?,
        })
    }
}

impl Store {
    /// Tells of every session of the store, one after the other, and of each record that can't be read, why.
    /// How long a refresh token lives, and whether it may be presented again, is what `config` says, or what
    /// [`Config::new`] does. Of a pair that a process could not save only that process knows. Blocks on the
    /// file system only; what is in memory at a time is a page of them.
    ///
    /// # Errors
    /// Those of listing the store.
    pub fn standings(
        &self,
        config: Option<&Config>,
        mut tell: impl FnMut(Result<Standing>),
    ) -> Result<()> {
        let settings = config.map_or_else(SessionSettings::default, |config| config.sessions);
        // Without their names they have their ids.
        let names = self.registry().unwrap_or_else(|problem| {
            tell(Err(problem));
            Registry::default()
        });
        let mut cursor = Cursor::default();
        loop {
            let page = self.records(&mut cursor, None)?;
            if page.is_empty() {
                return Ok(());
            }
            for record in page {
                // Taken out, and the rest of the record ends in one piece.
                tell(record.map(|mut record| Standing {
                    status: SessionStatus::of(&record, &settings),
                    client_name: names.name_of(&record.client),
                    username: take(&mut record.username),
                    base_url: take(&mut record.base_url),
                    client_id: take(&mut record.client),
                }));
            }
        }
    }
}
