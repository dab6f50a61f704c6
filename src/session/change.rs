//! Changing a session's record under its lease, and ending the session.

use std::sync::Arc;

use super::Session;
use super::record::Record;
use super::state::State;
use super::unsaved;
use crate::audit::Act;
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};
use crate::log::{self, LogLevel};
use crate::platform;
use crate::store::{Leased, Loaded, Version};

impl Session {
    /// Signs out here: the store forgets the pair. OmniFund has no call to revoke tokens, so they stay
    /// good at the server until they end.
    ///
    /// # Errors
    /// [`SessionNotFound`](ErrorKind::SessionNotFound) where the store has none; those of the store.
    pub fn sign_out(&self) -> Result<()> {
        let out = self.change(
            |session, state, mut lease, loaded, _| match loaded.version {
                Version::MIN => Err(session.not_found()),
                _ => session.end_here(state, &mut lease, &loaded),
            },
        );
        self.audited(Act::SignOut, out)
    }

    /// Signs out here and takes the session out of the store, with its counters and all that is kept of it,
    /// for a user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they
    /// end.
    ///
    /// # Errors
    /// As [`Session::sign_out`].
    pub fn forget(&self) -> Result<()> {
        let forgotten = self.alone(self.client().deadline(), |session, state, mut lease| {
            if !lease.remove()? {
                return Err(session.not_found());
            }
            state.forget();
            state.save_password(None);
            Ok(())
        });
        self.audited(Act::Forget, forgotten)
    }

    /// Leaves a record that says so, so that a late writer can't raise the dead.
    pub(super) fn end_here(
        &self,
        state: &Arc<State>,
        lease: &mut Leased,
        loaded: &Loaded<Record>,
    ) -> Result<()> {
        let gone = Record {
            generation: loaded.record.generation + 1,
            counters: loaded.record.counters,
            signed_out: true,
            // A move that was broken off knows by it that the session arrived here, and does not raise it.
            came_by: loaded.record.came_by.clone(),
            ..self.empty_record()
        };
        lease.save(loaded.version, &gone)?;
        state.forget();
        state.save_password(None);
        Ok(())
    }

    /// Puts the record back as it was, where the pair in it was to go, and that failed: it may come to light all the same.
    pub(super) fn take_back_change(&self, lease: &mut Leased, before: &Loaded<Record>) {
        if let Err(error) = lease.take_back(before.version, &before.record) {
            let what = "whether that was done all the same is unknown";
            self.say(LogLevel::Error, "unwritten", what, &error);
        }
    }

    /// Changes the record under the lease, alone in this process.
    pub(super) fn change<T>(
        &self,
        change: impl FnOnce(&Self, &Arc<State>, Leased, Loaded<Record>, Deadline) -> Result<T>,
    ) -> Result<T> {
        self.change_by(self.client().deadline(), change)
    }

    /// By then, for a call that goes on with it.
    pub(super) fn change_by<T>(
        &self,
        deadline: Deadline,
        change: impl FnOnce(&Self, &Arc<State>, Leased, Loaded<Record>, Deadline) -> Result<T>,
    ) -> Result<T> {
        self.alone(deadline, |session, state, mut lease| {
            let loaded = lease.load()?.unwrap_or_else(|| Loaded {
                record: session.empty_record(),
                version: Version::MIN,
            });
            change(session, state, lease, loaded, deadline)
        })
    }

    /// Does something under the lease, alone in this process.
    pub(super) fn alone<T>(
        &self,
        deadline: Deadline,
        act: impl FnOnce(&Self, &Arc<State>, Leased) -> Result<T>,
    ) -> Result<T> {
        let _lines_wait = log::hold();
        let _undisturbed = platform::undisturbed();
        unsaved::try_again();
        let _attended = self.store.attend();
        let state = self.state();
        let Some(_guard) = state.refresh_lock(deadline) else {
            let problem = format!("session of {}: another thread is at it", self.username);
            return Err(Error::new(ErrorKind::StoreBusy, problem));
        };
        unsaved::save_held_pair(&state)?;
        let lease = self.store.lease(&self.key, deadline)?;
        act(self, &state, lease)
    }

    fn not_found(&self) -> Error {
        let problem = format!("the store has no session of {}", self.username);
        Error::new(ErrorKind::SessionNotFound, problem)
    }
}
