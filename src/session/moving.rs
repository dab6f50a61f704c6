//! Moving the sessions of a store into another one. At no moment two stores have a pair that somebody may refresh
//! with: it is taken out of use in the first one, then put into the second, and then forgotten in the first. What is
//! broken off in between goes on with another call.

use std::time::Duration;

use super::list::Cursor;
use super::record::Record;
use crate::audit::{Act, Concerned};
use crate::clock::Deadline;
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;
use crate::platform;
use crate::store::{Kind, Loaded, RecordId, Store, Version, random_array};

/// How long a session may be waited for that somebody is changing.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a move brought.
#[derive(Debug)]
#[non_exhaustive]
pub struct Moved {
    /// How many sessions.
    pub sessions: u64,
    /// How many OAuth clients, which stay in the first store too.
    pub clients: u64,
    /// What could not be moved, and why: it is where it was.
    pub problems: Vec<Error>,
}

impl Store {
    /// Moves the sessions of this store into another one, and keeps its OAuth clients there too. A session that is
    /// signed out stays. Programs that have this store open serve their live access tokens to the end, and are told
    /// then that the session was moved.
    ///
    /// Blocks while it goes through the sessions, and for 30 s at most for each that somebody is changing.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where both are one store,
    /// [`ClientNameTaken`](ErrorKind::ClientNameTaken) where the other store keeps another OAuth client under a
    /// name or an id of this one's, those of listing this store. What befalls one session is told of that one.
    pub fn move_into(&self, other: &Self) -> Result<Moved> {
        if self.identity() == other.identity() {
            let problem = "a store can't be moved into itself";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        let _undisturbed = platform::undisturbed();
        let _attended = (self.attend(), other.attend());
        self.settle_what_was_left();
        let mut moved = Moved {
            sessions: 0,
            clients: other.take_clients_of(self)?,
            problems: Vec::new(),
        };
        let mut cursor = Cursor::default();
        loop {
            let keys = self.list(Kind::Session, cursor.0.as_ref())?;
            let Some(last) = keys.last() else {
                return Ok(moved);
            };
            cursor.0 = Some(*last);
            for key in &keys {
                match self.move_one(other, key) {
                    Ok(was_moved) => moved.sessions += u64::from(was_moved),
                    Err(problem) => moved.problems.push(problem),
                }
            }
        }
    }

    fn move_one(&self, other: &Self, key: &RecordId) -> Result<bool> {
        let mut from = self.lease(key, Deadline::after(PATIENCE))?;
        let Some(Loaded {
            mut record,
            version,
        }) = from.load::<Record>()?
        else {
            return Ok(false);
        };
        let has_pair = record.access.is_some() || record.refresh.is_some();
        let was_begun = record.moving.is_some() && has_pair;
        if !was_begun && (record.signed_out || !has_pair) {
            return Ok(false);
        }
        let mut into = other.lease(key, Deadline::after(PATIENCE))?;
        let there = into.load::<Record>()?;
        let is_there = |there: &Loaded<Record>| was_begun && there.record.came_by == record.moving;
        let is_there = there.as_ref().is_some_and(is_there);
        let is_taken = |there: &Loaded<Record>| there.record.is_signed_in();
        if !is_there && there.as_ref().is_some_and(is_taken) {
            let problem = format!(
                "session of {}: somebody is signed in in both stores",
                record.username
            );
            return Err(Error::new(ErrorKind::AlreadySignedIn, problem));
        }
        let mut version = version;
        if !was_begun {
            record.moving = Some(hex(&random_array::<16>()?));
            record.signed_out = true;
            version = from.save(version, &record)?;
        }
        if !is_there {
            let (before, generation) = there.map_or((Version::MIN, 0), |there| {
                (there.version, there.record.generation + 1)
            });
            let moved = Record {
                signed_out: false,
                generation: record.generation.max(generation),
                came_by: record.moving.take(),
                ..record.clone()
            };
            record.moving.clone_from(&moved.came_by);
            into.save(before, &moved)?;
        }
        let gone = Record {
            base_url: record.base_url.clone(),
            client: record.client.clone(),
            username: record.username.clone(),
            generation: record.generation + 1,
            counters: record.counters,
            moving: record.moving.clone(),
            came_by: record.came_by.clone(),
            signed_out: true,
            ..Record::default()
        };
        from.save(version, &gone)?;
        for (store, act) in [(self, Act::Export), (other, Act::Adopt)] {
            let concerned = Concerned {
                user: Some(&record.username),
                ..Concerned::default()
            };
            store.audited(act, &concerned, Ok(()))?;
        }
        Ok(true)
    }
}
