//! Sessions: always a valid access token, and never a lost refresh token.

#[cfg(test)]
#[path = "../../tests/common/mod.rs"]
mod common;
mod life;
mod list;
mod outcome;
mod record;
mod refresh;
mod state;
#[cfg(test)]
mod tests;

pub use self::list::{Cursor, KeptAlive, SessionEntry};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use ring::digest;

use self::record::{Access, LeftPassword, Record, Refresh, sign_in_required};
use self::refresh::{Want, keep};
use self::state::State;
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::grant::Grant;
use crate::login::Login;
use crate::platform::fork;
use crate::secret::Secret;
use crate::store::{Kind, Leased, Loaded, RecordKey, Store, Version};
use crate::token::TokenSet;

/// The refresh lifetime of the vendor's server, which is never on the wire.
const REFRESH_LIFE: Duration = Duration::from_secs(14 * 24 * 3600);

/// One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and
/// any number of processes the same store: each refresh token is presented by one of them.
pub struct Session {
    /// Replaced where the store turns out to have newer credentials.
    client: ArcSwap<Client>,
    /// The client id under which the OAuth client was first saved or used.
    bound: String,
    store: Store,
    username: String,
    key: RecordKey,
    state: ArcSwap<State>,
}

/// Whether a password is left with the session, so that it can sign in anew where the server's reply
/// to a refresh was lost.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum LeavePassword {
    /// It is forgotten.
    #[default]
    No = 0,
    /// In this process's memory.
    InMemory = 1,
    /// Sealed in the store, for all processes.
    Sealed = 2,
}

/// How a session stands, without asking the server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionStatus {
    /// There is a pair, and the server has not refused it.
    pub signed_in: bool,
    /// How many seconds the access token counts as good; 0 where there is none.
    pub seconds_left: i64,
    /// How many times the pair has changed.
    pub generation: u64,
    /// When the pair last changed, as a Unix time.
    pub last_rotation: Option<i64>,
    /// When the refresh token presumably ends: 14 days after it was given.
    pub refresh_token_ends: Option<i64>,
    /// Since when tries fail.
    pub failing_since: Option<i64>,
    /// How many failed in a row.
    pub failures_in_a_row: u32,
    /// The store would not take the newest pair; this process holds it, and tries again with each call.
    pub unsaved: bool,
    /// How often a refresh token was presented again after an unknown outcome.
    pub replays: u64,
}

/// A pair as it leaves the library.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The newest access token.
    pub access_token: Option<Secret>,
    /// The newest refresh token: good for one refresh.
    pub refresh_token: Secret,
    /// The end of the access token as a Unix time, where it is known.
    pub expires_at: Option<i64>,
}

impl Session {
    /// The session of `username` under the OAuth client of `client`, in `store`. Asks the store
    /// whether it keeps that OAuth client, and never the network.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where the user name is empty; those of the
    /// store.
    pub fn open(client: &Client, store: &Store, username: &str) -> Result<Self> {
        if username.is_empty() {
            let problem = "a session's user name is empty";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        let bound = store.bound_id(client.client_id())?;
        let key = key(client.base_url(), &bound, username);
        Ok(Self {
            state: ArcSwap::new(State::of(store.identity(), &key.hash)),
            client: ArcSwap::from_pointee(client.clone()),
            bound,
            store: store.clone(),
            username: username.to_owned(),
            key,
        })
    }

    /// The same, under an OAuth client that the store keeps under a name, with the other settings of
    /// `config`.
    ///
    /// # Errors
    /// As [`Client::from_store`] and [`Session::open`].
    pub fn open_named(
        config: &Config,
        store: &Store,
        client_name: &str,
        username: &str,
    ) -> Result<Self> {
        Self::open(
            &Client::from_store(config, store, client_name)?,
            store,
            username,
        )
    }

    /// A valid access token; its refresh token is `None`. One that needs nothing is handed out without
    /// a lock; else the call blocks for the call budget at most, beside what the system's resolver
    /// takes longer.
    ///
    /// # Errors
    /// Only where no live token is left: [`SignInRequired`](ErrorKind::SignInRequired) where a human
    /// must sign in, [`BackingOff`](ErrorKind::BackingOff) after failures, else what the exchange or
    /// the store said.
    pub fn token(&self) -> Result<TokenSet> {
        self.token_within(self.client().budget())
    }

    /// The same, within `budget`.
    ///
    /// # Errors
    /// As [`Session::token`].
    pub fn token_within(&self, budget: Duration) -> Result<TokenSet> {
        match self.state.load().fresh() {
            Some(token) => Ok(token),
            None => self.obtain(Want::Valid, Deadline::after(budget)),
        }
    }

    /// A live token or nothing: asks neither the server nor the store, and waits for nobody.
    pub fn peek(&self) -> Option<TokenSet> {
        self.state.load().live().map(|live| live.token.clone())
    }

    /// Refreshes whether it must or not. One that another thread or process ended after this call
    /// began counts: many callers make one exchange.
    ///
    /// # Errors
    /// As [`Session::token`], and where the refresh failed although a live token is left.
    pub fn refresh(&self) -> Result<()> {
        let generation = self.load()?.map_or(0, |record| record.generation);
        let deadline = Deadline::after(self.client().budget());
        self.obtain(Want::Newer(generation), deadline).map(drop)
    }

    /// Signs the user in by password (RFC 6749 §4.3). A failed one leaves the pair as it was.
    ///
    /// # Errors
    /// [`WrongPassword`](ErrorKind::WrongPassword) and what else a password grant or the store gives.
    pub fn sign_in(&self, password: &Secret) -> Result<()> {
        self.sign_in_leaving(password, LeavePassword::No)
    }

    /// The same, and leaves the password with the session.
    ///
    /// # Errors
    /// As [`Session::sign_in`].
    pub fn sign_in_leaving(&self, password: &Secret, leave: LeavePassword) -> Result<()> {
        if password.expose().is_empty() {
            let problem = format!("session of {}: the password is empty", self.username);
            return Err(Error::new(ErrorKind::MissingCredentials, problem));
        }
        self.change(|session, state, mut lease, mut loaded, deadline| {
            loaded.version = lease.save_before_exchange(loaded.version, &loaded.record)?;
            let left = Moment::now();
            let grant = Grant::Password {
                username: &session.username,
                password,
            };
            let token = session.client().exchange(&grant, deadline.left())?;
            loaded
                .record
                .rotate(&token, session.client().client_id(), left);
            loaded.record.password = (leave == LeavePassword::Sealed).then(|| LeftPassword {
                password: password.clone(),
                dead: false,
            });
            *state.password() = (leave == LeavePassword::InMemory).then(|| password.clone());
            keep(session, state, lease, loaded).map(drop)
        })
    }

    /// Signs out here: the store forgets the pair. OmniFund has no call to revoke tokens, so they stay
    /// good at the server until they end.
    ///
    /// # Errors
    /// Those of the store.
    pub fn sign_out(&self) -> Result<()> {
        self.change(|session, state, lease, loaded, _| session.forget(state, lease, loaded))
    }

    /// The application saw a 401 with this access token, and hands back what it used. Where it is still
    /// the newest, no process takes it any more; else nothing happens. A 403 is no rejection.
    ///
    /// # Errors
    /// Those of the store; this process does not hand the token out all the same.
    pub fn reject(&self, access_token: &Secret) -> Result<()> {
        self.state().remember_rejected(access_token);
        self.change(|_, _, mut lease, mut loaded, _| {
            let newest = loaded
                .record
                .access
                .as_ref()
                .filter(|access| !access.rejected);
            if newest.is_some_and(|access| access.token.expose() == access_token.expose()) {
                loaded.record.reject(&Moment::now());
                lease.save(loaded.version, &loaded.record)?;
            }
            Ok(())
        })
    }

    /// Token login with a valid access token; once more with a new one where the server refuses it.
    ///
    /// # Errors
    /// As [`Session::token`] and [`Client::token_login`].
    pub fn token_login(&self) -> Result<Login> {
        let deadline = Deadline::after(self.client().budget());
        let token = self.token_within(deadline.left())?;
        let login = self
            .client()
            .token_login_within(token.access_token(), deadline.left());
        match login {
            Err(refused) if refused.kind() == ErrorKind::AccessTokenRefused => {
                self.reject(token.access_token())?;
                let token = self.token_within(deadline.left())?;
                self.client()
                    .token_login_within(token.access_token(), deadline.left())
            }
            other => other,
        }
    }

    /// How the session stands, from the store: no network.
    ///
    /// # Errors
    /// Those of the store.
    pub fn status(&self) -> Result<SessionStatus> {
        let unsaved = self.state().unsaved().is_some();
        let record = self.load()?.unwrap_or_default();
        let now = Moment::now();
        let access = record.access.as_ref().filter(|access| !access.rejected);
        let rotated = record.rotated.as_ref().map(Moment::unix_seconds);
        let refresh_life = i64::try_from(REFRESH_LIFE.as_secs()).unwrap_or(i64::MAX);
        Ok(SessionStatus {
            signed_in: record.is_signed_in(),
            seconds_left: access
                .map_or(0, |access| access.thresholds(&now).seconds_left(now.boot())),
            generation: record.generation,
            last_rotation: rotated,
            refresh_token_ends: rotated.map(|at| at + refresh_life),
            failing_since: record
                .failing
                .as_ref()
                .map(|failing| failing.since.unix_seconds()),
            failures_in_a_row: record.failing.map_or(0, |failing| failing.in_a_row),
            unsaved,
            replays: record.replays,
        })
    }

    /// Takes over a pair that was got elsewhere. Nobody else may refresh with it from here on.
    /// `expires_at` is a Unix time; where it is unknown the access token is not used.
    ///
    /// # Errors
    /// [`AlreadySignedIn`](ErrorKind::AlreadySignedIn) where somebody is signed in and `replace` is
    /// false; those of the store.
    pub fn adopt(
        &self,
        access_token: Option<&Secret>,
        refresh_token: &Secret,
        expires_at: Option<i64>,
        replace: bool,
    ) -> Result<()> {
        if !crate::grant::is_refresh_token(refresh_token.expose()) {
            let problem = "the refresh token to adopt is no token";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        self.change(|session, state, mut lease, mut loaded, _| {
            let record = &mut loaded.record;
            if record.refresh.is_some() && !record.signed_out && !replace {
                let problem = format!("session of {}: somebody is signed in", session.username);
                return Err(Error::new(ErrorKind::AlreadySignedIn, problem));
            }
            let now = Moment::now();
            record.generation += 1;
            record.signed_out = false;
            record.access = access_token
                .zip(expires_at)
                .map(|(token, end)| Access::adopted(token.clone(), end, &now));
            record.refresh = Some(Refresh {
                token: refresh_token.clone(),
                client_id: session.client().client_id().to_owned(),
                dead: false,
            });
            record.rotated = Some(now.clone());
            record.intent = None;
            record.failing = None;
            lease.save(loaded.version, &loaded.record)?;
            state.publish(&loaded.record, &now);
            Ok(())
        })
    }

    /// Gives the newest pair away, and signs out here in the same step: it is never in two hands.
    ///
    /// # Errors
    /// [`SignInRequired`](ErrorKind::SignInRequired) where there is none; those of the store.
    pub fn export(&self) -> Result<Exported> {
        self.change(|session, state, lease, loaded, _| {
            let record = &loaded.record;
            let pair = record.refresh.as_ref().filter(|refresh| !refresh.dead);
            let Some(refresh) = pair.filter(|_| !record.signed_out) else {
                return Err(sign_in_required(
                    &session.username,
                    "there is no pair to export",
                ));
            };
            let access = record.access.as_ref().map(Access::token_set);
            let exported = Exported {
                refresh_token: refresh.token.clone(),
                expires_at: access.as_ref().and_then(TokenSet::expires_at),
                access_token: access.map(|access| access.access_token().clone()),
            };
            session.forget(state, lease, loaded)?;
            Ok(exported)
        })
    }

    /// Leaves a record that says so, so that a late writer can't raise the dead.
    fn forget(&self, state: &State, mut lease: Leased, loaded: Loaded<Record>) -> Result<()> {
        let gone = Record {
            generation: loaded.record.generation + 1,
            signed_out: true,
            ..self.empty_record()
        };
        lease.save(loaded.version, &gone)?;
        state.forget();
        state.password().take();
        Ok(())
    }

    /// Changes the record under the lease, alone in this process.
    fn change<T>(
        &self,
        change: impl FnOnce(&Self, &State, Leased, Loaded<Record>, Deadline) -> Result<T>,
    ) -> Result<T> {
        let state = self.state();
        let deadline = Deadline::after(self.client().budget());
        let Some(_turn) = state.turn(deadline) else {
            let problem = format!("session of {}: another thread is at it", self.username);
            return Err(Error::new(ErrorKind::StoreBusy, problem));
        };
        self.save_held_pair(&state)?;
        let lease = self.store.lease(&self.key, deadline)?;
        let loaded = lease.load()?.unwrap_or_else(|| Loaded {
            record: self.empty_record(),
            version: Version::MIN,
        });
        change(self, &state, lease, loaded, deadline)
    }

    fn empty_record(&self) -> Record {
        Record {
            base_url: self.client().base_url().to_owned(),
            client: self.bound.clone(),
            username: self.username.clone(),
            ..Record::default()
        }
    }

    fn client(&self) -> Arc<Client> {
        self.client.load_full()
    }

    /// Takes over newer credentials of this OAuth client, where the store keeps them.
    fn renew_client(&self) -> Result<Option<Arc<Client>>> {
        let client = self.client();
        match self.store.kept_credentials(&self.bound)? {
            Some(kept) if !client.has_credentials(&kept) => {
                let renewed = Arc::new(client.with_credentials(kept));
                self.client.store(Arc::clone(&renewed));
                Ok(Some(renewed))
            }
            _ => Ok(None),
        }
    }

    fn load(&self) -> Result<Option<Record>> {
        let loaded = self.store.load::<Record>(&self.key)?;
        Ok(loaded.map(|loaded| loaded.record))
    }

    /// This process's state: a forked child's handle still has its parent's, which it must not touch.
    fn state(&self) -> Arc<State> {
        let state = self.state.load_full();
        if state.generation == fork::generation() {
            return state;
        }
        let own = State::of(self.store.identity(), &self.key.hash);
        std::mem::forget(self.state.swap(Arc::clone(&own)));
        std::mem::forget(state);
        own
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("username", &self.username)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

/// Base URL, OAuth client and user name, each with its length, so that no two sessions share a key.
fn key(base_url: &str, bound: &str, username: &str) -> RecordKey {
    let mut named = digest::Context::new(&digest::SHA256);
    for part in [base_url, bound, username] {
        named.update(&(part.len() as u64).to_be_bytes());
        named.update(part.as_bytes());
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(named.finish().as_ref());
    RecordKey {
        kind: Kind::Session,
        hash,
    }
}
