//! What a simulation does with a session, and no program can.

use std::sync::Arc;

use arc_swap::ArcSwap;
use serde::{Deserialize, Serialize};

use super::Session;
use super::record::Record;
use super::table::Door;
use crate::error::Result;
use crate::store::Content;

/// A record as a later version of the library has it.
#[derive(Serialize, Deserialize)]
struct Later {
    #[serde(flatten)]
    record: Record,
    #[serde(default)]
    of_a_later_version: Option<u64>,
}

impl Content for Later {
    fn pair(&self) -> String {
        self.record.pair()
    }
}

impl Session {
    /// The handle as a forked child has it: a copy, and in it its parent's state.
    pub(crate) fn forked(&self) -> Self {
        Self {
            client: ArcSwap::new(self.client()),
            first_client_id: self.first_client_id.clone(),
            client_name: self.client_name.clone(),
            store: self.store.clone(),
            username: self.username.clone(),
            key: self.key,
            state: Door::of(Arc::new(self.state().forked())),
        }
    }

    /// Changes the record as a later version would, which knows one thing more; tells whether there was one.
    pub(crate) fn write_as_a_later_version(&self) -> Result<bool> {
        self.alone(self.client().deadline(), |_, _, mut lease| {
            let Some(mut loaded) = lease.load::<Later>()? else {
                return Ok(false);
            };
            let known = loaded.record.of_a_later_version.unwrap_or(0);
            loaded.record.of_a_later_version = Some(known + 1);
            lease.save(loaded.version, &loaded.record).map(|_| true)
        })
    }

    /// Whether what a later version wrote is there still.
    pub(crate) fn has_what_a_later_version_wrote(&self) -> Result<bool> {
        let loaded = self.store.load::<Later>(&self.key)?;
        Ok(loaded.is_some_and(|loaded| loaded.record.of_a_later_version.is_some()))
    }
}
