//! The sessions of a store, page by page, and keeping them alive.

use std::time::Duration;

use super::Session;
use super::failing::chance;
use super::record::Record;
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::error::{Error, Result};
use crate::log::{About, LogLevel};
use crate::secret::Secret;
use crate::store::{Kind, RecordId, Store};

/// Where a list goes on.
#[derive(Debug, Clone, Default)]
pub struct Cursor(pub(super) Option<RecordId>);

/// A session of a store.
#[derive(Debug)]
#[non_exhaustive]
pub struct SessionEntry {
    /// Why its record can't be read; all else is empty then. The message names the record.
    pub problem: Option<Error>,
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
    /// Whose session it is; empty where its record can't be read.
    pub username: String,
    /// Refreshed, by this run or meanwhile by somebody else; or why not.
    pub outcome: Result<()>,
}

impl Store {
    /// A page of sessions behind `cursor`, which then stands behind the page; empty at the end. With
    /// `client`, only those of its OAuth client and OmniFund. A session that begins or ends meanwhile
    /// may be in it or not. A record that can't be read is in it with its problem, since it may be one
    /// of these.
    ///
    /// # Errors
    /// Those of listing the store.
    pub fn sessions(
        &self,
        cursor: &mut Cursor,
        client: Option<&Client>,
    ) -> Result<Vec<SessionEntry>> {
        let records = self.records(cursor, client)?;
        Ok(records.into_iter().map(SessionEntry::from).collect())
    }

    /// Puts a new client id and secret in the place of lost ones, and tells how many signed-in sessions
    /// that concerns, as far as their records can be read. A refresh token of the old id is never sent
    /// under the new one: each session's live access token serves to its end, then a saved password, and
    /// then a human must sign in. Running processes notice by themselves.
    ///
    /// # Errors
    /// As [`Store::rename_client`].
    pub fn replace_client(
        &self,
        name: &str,
        client_id: &str,
        client_secret: &Secret,
    ) -> Result<u64> {
        let first_client_id = self.put_in_place(name, client_id, client_secret)?;
        let concerned =
            |record: &&Record| record.client == first_client_id && record.is_signed_in();
        let (mut cursor, mut count) = (Cursor::default(), 0);
        // What was put in place stays so, whether they can be counted or not.
        while let Ok(page) = self.records(&mut cursor, None) {
            if page.is_empty() {
                break;
            }
            count += page.iter().flatten().filter(concerned).count() as u64;
        }
        Ok(count)
    }

    /// A page of records; and those that can't be read, whosever they are.
    pub(super) fn records(
        &self,
        cursor: &mut Cursor,
        client: Option<&Client>,
    ) -> Result<Vec<Result<Record>>> {
        let of = match client {
            Some(client) => Some((
                self.first_client_id_of(client.client_id())?,
                client.base_url(),
            )),
            None => None,
        };
        let is_wanted = |record: &Record| {
            let of = of.as_ref();
            of.is_none_or(|(first_client_id, base_url)| {
                record.client == *first_client_id && record.base_url == *base_url
            })
        };
        loop {
            let keys = self.list(Kind::Session, cursor.0.as_ref())?;
            let Some(last) = keys.last() else {
                return Ok(Vec::new());
            };
            cursor.0 = Some(*last);
            let records = self.load_each::<Record>(&keys).filter_map(|loaded| {
                let loaded = loaded.transpose()?;
                Some(loaded.map(|loaded| loaded.record))
            });
            let page: Vec<_> = records
                .filter(|record| record.as_ref().map_or(true, is_wanted))
                .collect();
            // A page of which nothing is left is not the end.
            if !page.is_empty() {
                return Ok(page);
            }
        }
    }
}

impl From<Result<Record>> for SessionEntry {
    fn from(record: Result<Record>) -> Self {
        let (record, problem) = match record {
            Ok(record) => (record, None),
            Err(problem) => (Record::default(), Some(problem)),
        };
        Self {
            problem,
            signed_in: record.is_signed_in(),
            last_rotation: record.rotated.as_ref().map(Moment::unix_seconds),
            username: record.username,
            base_url: record.base_url,
            client_id: record.client,
        }
    }
}

impl Session {
    /// Refreshes every session of `client` in `store` whose pair is older than `age`, within `budget`:
    /// an unused refresh token dies after 14 days. The first half of the budget is shared out, and each
    /// session has its turn at a random moment of its share: a fleet of tills whose clocks strike together
    /// must not knock together. One that was refreshed meanwhile is not refreshed again. Each outcome goes to
    /// `report`, also of records that can't be read; what no longer fits into the budget is left for the next
    /// run.
    ///
    /// ```
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// use std::time::Duration;
    ///
    /// let (three_days, minute) = (Duration::from_secs(3 * 24 * 3600), Duration::from_secs(60));
    /// Session::keep_alive(&client, &store, three_days, minute, |kept| {
    ///     if let Err(error) = &kept.outcome {
    ///         eprintln!("{}: {error}", kept.username);
    ///     }
    /// })?;
    /// # Ok::<(), omnifund::Error>(())
    /// ```
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
        store.settle_what_was_left();
        let mut old = Vec::new();
        let mut cursor = Cursor::default();
        loop {
            let page = store.records(&mut cursor, Some(client))?;
            if page.is_empty() {
                break;
            }
            for record in page {
                match record {
                    Ok(record) if record.is_older_than(age) => {
                        old.push((record.username, record.generation));
                    }
                    Ok(_) => {}
                    Err(problem) => report(KeptAlive {
                        username: String::new(),
                        outcome: Err(problem),
                    }),
                }
            }
        }
        let left_alone = || {
            let about = About::event("keep-alive");
            let words = "keep alive: the budget is used up before all sessions were refreshed";
            client
                .log()
                .line(LogLevel::Warn, &about, format_args!("{words}"));
        };
        let shares = u32::try_from(old.len()).unwrap_or(u32::MAX).max(1);
        let share = budget / 2 / shares;
        for (number, (username, generation)) in (0_u32..).zip(old) {
            // Of the moment itself, and not from the one before: who is late does not stay late.
            let turn = share.saturating_mul(number) + share.mul_f64(chance());
            let passed = budget.saturating_sub(deadline.remaining());
            crate::clock::sleep(turn.saturating_sub(passed));
            if deadline.remaining().is_zero() {
                left_alone();
                return Ok(());
            }
            let outcome = Self::open(client, store, &username)
                .and_then(|session| session.refresh_unless_newer(generation));
            report(KeptAlive { username, outcome });
        }
        Ok(())
    }
}

impl Record {
    pub(super) fn is_signed_in(&self) -> bool {
        let pair = self.refresh.as_ref().filter(|refresh| !refresh.refused);
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
