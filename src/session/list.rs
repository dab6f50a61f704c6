//! The sessions of a store, page by page, and keeping them alive.

use std::time::Duration;

use super::Session;
use super::record::Record;
use crate::client::Client;
use crate::clock::{Deadline, Moment, jitter};
use crate::error::Result;
use crate::log::LogLevel;
use crate::secret::Secret;
use crate::store::{Kind, RecordKey, Store};

/// Where a list goes on.
#[derive(Debug, Clone, Default)]
pub struct Cursor(Option<RecordKey>);

/// A session of a store.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SessionEntry {
    /// Whose it is.
    pub username: String,
    /// At which OmniFund.
    pub base_url: String,
    /// The client id under which its OAuth client was first used.
    pub client_id: String,
    /// There is a pair, whatever its state.
    pub signed_in: bool,
    /// When the pair last changed, as a Unix time.
    pub last_rotation: Option<i64>,
}

/// How keeping one session alive went.
#[derive(Debug)]
#[non_exhaustive]
pub struct KeptAlive {
    /// Whose session it is.
    pub username: String,
    /// Refreshed, or why not.
    pub outcome: Result<()>,
}

impl Store {
    /// A page of sessions behind `cursor`, which then stands behind the page; empty at the end. With
    /// `client`, only those of its OAuth client and OmniFund. A session that begins or ends meanwhile
    /// may be in it or not.
    ///
    /// # Errors
    /// Those of the store. A damaged record ends the list with its name.
    pub fn sessions(
        &self,
        cursor: &mut Cursor,
        client: Option<&Client>,
    ) -> Result<Vec<SessionEntry>> {
        Ok(self
            .records(cursor, client)?
            .into_iter()
            .map(|record| SessionEntry {
                signed_in: record.is_signed_in(),
                last_rotation: record.rotated.as_ref().map(Moment::unix_seconds),
                username: record.username,
                base_url: record.base_url,
                client_id: record.client,
            })
            .collect())
    }

    /// Puts a new client id and secret in the place of lost ones, and tells how many signed-in sessions
    /// that concerns. A refresh token of the old id is never sent under the new one: each session's
    /// live access token serves to its end, then a left password, and then a human must sign in.
    /// Running processes notice by themselves.
    ///
    /// # Errors
    /// As [`Store::rename_client`].
    pub fn replace_client(
        &self,
        name: &str,
        client_id: &str,
        client_secret: &Secret,
    ) -> Result<u64> {
        let bound = self.put_in_place(name, client_id, client_secret)?;
        let (mut cursor, mut count) = (Cursor::default(), 0);
        loop {
            let page = self.records(&mut cursor, None)?;
            if page.is_empty() {
                return Ok(count);
            }
            let concerned = |record: &&Record| record.client == bound && record.is_signed_in();
            count += page.iter().filter(concerned).count() as u64;
        }
    }

    fn records(&self, cursor: &mut Cursor, client: Option<&Client>) -> Result<Vec<Record>> {
        let of = match client {
            Some(client) => Some((self.bound_id(client.client_id())?, client.base_url())),
            None => None,
        };
        loop {
            let keys = self.list(Kind::Session, cursor.0.as_ref())?;
            let Some(last) = keys.last() else {
                return Ok(Vec::new());
            };
            cursor.0 = Some(*last);
            let mut page = Vec::new();
            for key in &keys {
                page.extend(self.load::<Record>(key)?.map(|loaded| loaded.record));
            }
            if let Some((bound, base_url)) = &of {
                page.retain(|record| record.client == *bound && record.base_url == *base_url);
            }
            // A page of which nothing is left is not the end.
            if !page.is_empty() {
                return Ok(page);
            }
        }
    }
}

impl Session {
    /// Refreshes every session of `client` in `store` whose pair is older than `age`, within `budget`:
    /// an unused refresh token dies after 14 days. Between two of them lies a short pause that differs,
    /// so that a fleet of tills does not knock together. Each outcome goes to `report`; what no longer
    /// fits into the budget is left for the next run.
    ///
    /// # Errors
    /// Those of listing the store; a session that can't be refreshed is only reported.
    pub fn keep_alive(
        client: &Client,
        store: &Store,
        age: Duration,
        budget: Duration,
        mut report: impl FnMut(KeptAlive),
    ) -> Result<()> {
        let deadline = Deadline::after(budget);
        let mut cursor = Cursor::default();
        loop {
            let page = store.records(&mut cursor, Some(client))?;
            if page.is_empty() {
                return Ok(());
            }
            for record in page.into_iter().filter(|record| record.is_older_than(age)) {
                if deadline.left().is_zero() {
                    client.log().line(LogLevel::Warn, || {
                        "keep alive: the budget is used up before all sessions were refreshed"
                            .into()
                    });
                    return Ok(());
                }
                std::thread::sleep(Duration::from_millis(u64::from(jitter() % 50)));
                let outcome = Self::open(client, store, &record.username)
                    .and_then(|session| session.refresh());
                report(KeptAlive {
                    username: record.username,
                    outcome,
                });
            }
        }
    }
}

impl Record {
    pub(super) fn is_signed_in(&self) -> bool {
        let pair = self.refresh.as_ref().filter(|refresh| !refresh.dead);
        pair.is_some() && !self.signed_out
    }

    /// A pair whose age can't be told is old.
    fn is_older_than(&self, age: Duration) -> bool {
        let now = Moment::now();
        let rotated = self.rotated.as_ref();
        self.is_signed_in()
            && rotated.is_none_or(|at| at.elapsed(&now).is_none_or(|elapsed| elapsed >= age))
    }
}
