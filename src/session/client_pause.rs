//! The pause of an OAuth client that the server refused. It is shared by all sessions of that client and by all
//! processes, grows to an hour, and ends at once where the credentials are others.

use std::sync::Arc;

use ring::digest;
use serde::{Deserialize, Serialize};

use super::failing::{AN_HOUR, Failing, back_off, one_more, rounded_up};
use super::intent::fingerprint;
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Content, Kind, RecordId, Store, Version};

/// As it lies in a store.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Refused {
    /// Names the credentials that were refused, and tells nothing of them.
    credentials: String,
    /// `None` where they were taken since.
    failing: Option<Failing>,
}

impl Content for Refused {}

/// An OAuth client at one OmniFund, and what a store knows of its refusals.
pub(super) struct ClientPause {
    store: Store,
    key: RecordId,
    credentials: String,
    /// As it was found.
    failing: Option<Failing>,
}

impl ClientPause {
    pub(super) fn of(client: &Arc<Client>, store: &Store, deadline: Deadline) -> Self {
        let mut named = digest::Context::new(&digest::SHA256);
        for part in [client.base_url(), client.client_id()] {
            named.update(&(part.len() as u64).to_be_bytes());
            named.update(part.as_bytes());
        }
        let mut hash = [0; 32];
        hash.copy_from_slice(named.finish().as_ref());
        let key = RecordId {
            kind: Kind::Client,
            hash,
        };
        let credentials = fingerprint(client.client_secret());
        // What can't be read is no reason not to ask.
        let found = store.load_by::<Refused>(&key, deadline).ok().flatten();
        let found = found.map(|found| found.record);
        Self {
            failing: found
                .filter(|found| found.credentials == credentials)
                .and_then(|found| found.failing),
            store: store.clone(),
            key,
            credentials,
        }
    }

    /// Why nothing is to be asked of the server now.
    pub(super) fn blocked(&self, now: &Moment) -> Result<()> {
        let Some((failing, remaining)) = self
            .failing
            .as_ref()
            .and_then(|failing| failing.remaining(now).map(|remaining| (failing, remaining)))
        else {
            return Ok(());
        };
        let words = format!(
            "the OAuth client was refused {} times, the last time: {}",
            failing.in_a_row, failing.what
        );
        Err(Error::new(ErrorKind::StillRefused, words).after(Some(rounded_up(remaining))))
    }

    /// The server refused it. Whoever writes that down at the same moment does it for all.
    pub(super) fn refused(&self, error: &Error, now: &Moment) {
        self.write(|before| {
            let pause = back_off(one_more(before), AN_HOUR);
            Some(Failing::again(before, pause, error.to_string(), true, now))
        });
    }

    /// The server took it.
    pub(super) fn taken(&self) {
        if self.failing.is_some() {
            self.write(|_| None);
        }
    }

    fn write(&self, change: impl FnOnce(Option<&Failing>) -> Option<Failing>) {
        let written = || -> Result<()> {
            let mut lease = self.store.lease(&self.key, Deadline::now())?;
            let loaded = lease.load::<Refused>()?;
            let version = loaded
                .as_ref()
                .map_or(Version::MIN, |loaded| loaded.version);
            let before = loaded.map(|loaded| loaded.record);
            let before = before.filter(|before| before.credentials == self.credentials);
            let refused = Refused {
                failing: change(before.as_ref().and_then(|before| before.failing.as_ref())),
                credentials: self.credentials.clone(),
            };
            lease.save(version, &refused).map(drop)
        };
        // It is a pause, and no pair.
        let _ = written();
    }
}
