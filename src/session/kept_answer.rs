//! An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is,
//! so it is kept, sealed, in the session's record until the next success: a later version of the library
//! may understand it, and so may a human.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::Session;
use super::kept::Kept;
use super::record::Record;
use super::state::State;
use super::unsaved::keep;
use crate::audit::Act;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Leased, Loaded};

impl Record {
    /// Keeps an answer; but not in the place of one that is more likely to hold a pair. The first one is: by
    /// then the refresh token is spent.
    pub(super) fn keep(&mut self, kept: Kept) {
        let is_better = |before: &Kept| kept.names_a_token() && !before.names_a_token();
        if self.kept_answer.as_ref().is_none_or(is_better) {
            self.kept_answer = Some(kept);
        }
    }

    /// Takes the pair out of the answer that is kept, where this version of the library understands it.
    pub(super) fn recover(&mut self) -> bool {
        let Some(kept) = self.kept_answer.clone() else {
            return false;
        };
        let Some(token) = kept.understood() else {
            return false;
        };
        match kept.refresh {
            true => self.refreshed(&token, &kept.client_id, kept.sent_at),
            false => self.signed_in(&token, &kept.client_id, kept.sent_at),
        }
        true
    }
}

/// An answer of the token endpoint that could not be understood.
#[derive(Clone)]
pub struct KeptAnswer {
    asked_at: i64,
    bytes: Zeroizing<Vec<u8>>,
}

impl KeptAnswer {
    /// When it was asked for, as a Unix time in seconds.
    pub fn asked_at(&self) -> i64 {
        self.asked_at
    }

    /// Status line, header and body as they came, cut after 16 KiB. They can hold tokens: whoever calls
    /// this answers for where they go.
    pub fn expose(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for KeptAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptAnswer")
            .field("asked_at", &self.asked_at)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl Session {
    /// The answer that could not be understood, where one is kept. Asks the store, and never the network.
    ///
    /// # Errors
    /// Those of the store.
    pub fn kept_answer(&self) -> Result<Option<KeptAnswer>> {
        let kept = self.load()?.and_then(|record| record.kept_answer);
        Ok(kept.map(|kept| {
            // It can hold the tokens, and leaves the library.
            self.audit(Act::ShowAnswer, None, None);
            KeptAnswer {
                asked_at: kept.unix_seconds(),
                bytes: kept.bytes(),
            }
        }))
    }

    /// Looks at the kept answer once more, and goes on with the pair in it. Where none is kept, and the store is shared
    /// by several hosts, it goes on with the pair that was left on this one: it came when the store could not be
    /// reached, and the record went on without it. A session does so by itself
    /// before each refresh; this is for whoever does not want to wait for it, or wants to know. Asks the
    /// store, and never the network.
    ///
    /// # Errors
    /// [`NothingKept`](ErrorKind::NothingKept) where there is none;
    /// [`AlreadySignedIn`](ErrorKind::AlreadySignedIn) where a pair was left on this host, and somebody has signed
    /// in since;
    /// [`StillUnreadable`](ErrorKind::StillUnreadable) where it can't be understood still; those of the
    /// store.
    pub fn recover(&self) -> Result<()> {
        let recovered = self.change(|session, state, mut lease, mut loaded, _| {
            let Some(kept) = &loaded.record.kept_answer else {
                if let Some(left) = lease.left_behind::<Record>()? {
                    return session.take_back(left, state, lease, loaded);
                }
                let problem = format!("session of {}: no answer is kept", session.username);
                return Err(Error::new(ErrorKind::NothingKept, problem));
            };
            let unreadable = session.still_unreadable(kept);
            if !loaded.record.recover() {
                return Err(unreadable);
            }
            keep(session, state, lease, loaded).map(drop)
        });
        self.audited(Act::Recover, recovered)
    }

    pub(super) fn still_unreadable(&self, kept: &Kept) -> Error {
        let at = crate::clock::rfc3339(kept.unix_seconds());
        let problem = format!(
            "session of {}: the answer to the request of {at} can't be understood still, and is kept: it may hold the \
             newest tokens (omnifund recover)",
            self.username
        );
        Error::new(ErrorKind::StillUnreadable, problem)
    }

    /// Goes on with a pair that was left on this host.
    fn take_back(
        &self,
        left: Record,
        state: &Arc<State>,
        mut lease: Leased,
        loaded: Loaded<Record>,
    ) -> Result<()> {
        if loaded.record.is_signed_in() {
            let problem = format!(
                "session of {}: a pair was left on this host, and somebody has signed in since",
                self.username
            );
            return Err(Error::new(ErrorKind::AlreadySignedIn, problem));
        }
        let record = Record {
            generation: loaded.record.generation.max(left.generation) + 1,
            counters: loaded.record.counters,
            came_by: loaded.record.came_by.or(left.came_by),
            ..left
        };
        lease.save(loaded.version, &record)?;
        state.publish(&record, &Moment::now());
        Ok(())
    }
}
