//! New client secrets on their way to the one page that shows them. They are in memory only, for one
//! look by the session that made them; the state has their digest.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::digest::Digest;

/// How many wait at most: a browser follows at once.
const MOST: usize = 100;

/// The secrets that nobody has seen yet.
#[derive(Default)]
pub struct SecretsOnce(Mutex<Vec<Waiting>>);

struct Waiting {
    session: Digest,
    client_id: String,
    secret: String,
}

impl SecretsOnce {
    /// Keeps a secret for one look.
    pub fn put(&self, session: Digest, client_id: &str, secret: String) {
        let mut waiting = self.waiting();
        if waiting.len() >= MOST {
            waiting.remove(0);
        }
        waiting.push(Waiting {
            session,
            client_id: client_id.to_owned(),
            secret,
        });
    }

    /// The secret of a client that this session has made and not seen yet.
    #[must_use]
    pub fn take(&self, session: &Digest, client_id: &str) -> Option<String> {
        let mut waiting = self.waiting();
        let at = waiting
            .iter()
            .position(|one| one.session.matches(session) && one.client_id == client_id)?;
        Some(waiting.remove(at).secret)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for SecretsOnce {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SecretsOnce({})", self.waiting().len())
    }
}
