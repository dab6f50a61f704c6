//! Saving a new pair, and holding one that the store would not take.

use super::Session;
use super::record::Record;
use super::state::{State, Unsaved};
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::log::LogLevel;
use crate::store::{Leased, Loaded};
use crate::token::TokenSet;

impl Session {
    /// A pair that the store would not take is written before anything else.
    pub(super) fn save_held_pair(&self, state: &State) -> Result<()> {
        let mut unsaved = state.unsaved();
        let Some(held) = unsaved.as_mut() else {
            return Ok(());
        };
        let saved = held.lease.save(held.version, &held.record);
        match saved {
            Ok(_) => {
                let held = unsaved.take();
                // The record is published anew, as one that needs nothing; then the lease is given up.
                drop(unsaved);
                if let Some(held) = held {
                    state.publish(&held.record, &Moment::now());
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// Saves a new pair, and only then publishes it. Where the store will not take it, the call succeeds
/// all the same, and the process keeps the lease until the pair is saved.
pub(super) fn keep(
    session: &Session,
    state: &State,
    mut lease: Leased,
    loaded: Loaded<Record>,
) -> Result<TokenSet> {
    let Loaded {
        mut record,
        version,
    } = loaded;
    let saved = lease.save_after_exchange(version, &record);
    let token = record.access.as_ref().map(|access| access.token_set());
    match saved {
        Ok(_) => {
            let generation = record.generation;
            session.say(LogLevel::Debug, || format!("pair {generation} is saved"));
            state.publish(&record, &Moment::now());
            if let Err(error) = lease.settle() {
                session.say(LogLevel::Warn, || {
                    format!("the pair is on disk, and not in its place yet: {error}")
                });
            }
        }
        Err(error) => {
            session.say(LogLevel::Error, || format!("unsaved: {error}"));
            record.counters.unsaved += 1;
            *state.unsaved() = Some(Unsaved {
                lease,
                version,
                record: record.clone(),
            });
            state.publish(&record, &Moment::now());
        }
    }
    token.ok_or_else(|| Error::new(ErrorKind::Internal, "a new pair without an access token"))
}
