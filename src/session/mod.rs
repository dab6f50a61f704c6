//! Sessions: always a valid access token, and never a lost refresh token.

mod attempt;
mod client_pause;
#[cfg(test)]
#[path = "../../tests/common/mod.rs"]
mod common;
mod failing;
mod kept_answer;
mod life;
mod list;
mod outcome;
mod record;
mod refresh;
mod rejection;
mod said;
mod sign_in;
mod standing;
mod state;
mod status;
mod table;
#[cfg(test)]
mod tests;
mod transfer;
mod unsaved;

pub use self::kept_answer::KeptAnswer;
pub use self::list::{Cursor, KeptAlive, SessionEntry};
pub use self::record::Counters;
pub use self::sign_in::LeavePassword;
pub use self::standing::Standing;
pub use self::status::SessionStatus;
pub use self::transfer::Exported;
#[cfg(feature = "capi")]
pub(crate) use self::unsaved::{save_all as save_held_pairs, try_again as try_held_pairs_again};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use ring::digest;

use self::record::Record;
use self::refresh::Want;
use self::state::{Fresh, State};
use self::table::Door;
use crate::audit::Act;
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::log;
use crate::login::Login;
use crate::platform;
use crate::secret::Secret;
use crate::store::{Kind, Leased, Loaded, RecordKey, Store, Version};
use crate::token::TokenSet;
use crate::words;

/// One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and
/// any number of processes the same store: each refresh token is presented by one of them.
pub struct Session {
    /// Replaced where the store turns out to have newer credentials.
    client: ArcSwap<Client>,
    /// The client id under which the OAuth client was first saved or used.
    bound: String,
    /// The name that the store kept it under when the session was opened.
    client_name: Option<String>,
    store: Store,
    username: String,
    key: RecordKey,
    /// What this process knew of it when it was opened; a forked child's own is behind it.
    state: Door,
}

impl Session {
    /// The session of `username` under the OAuth client of `client`, in `store`. Asks the store
    /// whether it keeps that OAuth client, and never the network.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where the user name is empty or has a control in
    /// it (a line end, an escape, a mark of direction); those of the store.
    pub fn open(client: &Client, store: &Store, username: &str) -> Result<Self> {
        if username.is_empty() {
            let problem = "a session's user name is empty";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        if let Some(problem) = words::problem_with("user name", username) {
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        let (bound, client_name) = store.bound_id_and_name(client.client_id())?;
        let key = key(client.base_url(), &bound, username);
        unsaved::try_again();
        said::opened(client, store, username);
        Ok(Self {
            state: Door::open(&(store.identity().to_owned(), key.hash)),
            client: ArcSwap::from_pointee(client.clone()),
            bound,
            client_name,
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

    /// The session of `username` in the store, and under the OAuth client, that a configuration names
    /// ([`Config::from_file`]).
    ///
    /// # Errors
    /// As [`Store::open_configured`], [`Client::configured`] and [`Session::open`].
    #[cfg(unix)]
    pub fn open_configured(config: &Config, username: &str) -> Result<Self> {
        let store = Store::open_configured(config)?;
        Self::open(&Client::configured(config, &store)?, &store, username)
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
        self.with_token(None, |token, _| token.clone())
    }

    /// The same, within `budget`. An exchange may take all of it, unless
    /// [`Config::set_exchange_timeout`] says otherwise.
    ///
    /// # Errors
    /// As [`Session::token`].
    pub fn token_within(&self, budget: Duration) -> Result<TokenSet> {
        self.with_token(Some(budget), |token, _| token.clone())
    }

    /// Lets `read` look at the token where it lies, and tells it for how many milliseconds that needs
    /// nothing. On the hot path nothing is written that threads
    /// share, not even the count of who uses it.
    #[inline(always)]
    pub(crate) fn with_token<T>(
        &self,
        budget: Option<Duration>,
        read: impl FnOnce(&TokenSet, i64) -> T,
    ) -> Result<T> {
        let (published, obtained);
        let (token, milliseconds) = match self.state.newest().fresh() {
            Some(fresh) => {
                published = fresh;
                (&published.token, published.milliseconds)
            }
            None => {
                obtained = self.obtain_valid(budget)?;
                (&obtained.0, obtained.1)
            }
        };
        Ok(read(token, milliseconds))
    }

    fn token_by(&self, deadline: Deadline) -> Result<TokenSet> {
        match self.state.newest().fresh() {
            Some(fresh) => Ok(fresh.token.clone()),
            None => self.obtain(Want::Valid, deadline),
        }
    }

    /// For how many milliseconds this token, just obtained, needs nothing.
    pub(crate) fn fresh_for(&self, token: &TokenSet) -> i64 {
        let fresh = self.state().fresh();
        let same =
            |fresh: &Fresh| fresh.token.access_token().expose() == token.access_token().expose();
        fresh.filter(same).map_or(0, |fresh| fresh.milliseconds)
    }

    #[cold]
    #[inline(never)]
    fn obtain_valid(&self, budget: Option<Duration>) -> Result<(TokenSet, i64)> {
        let deadline = budget.map_or_else(|| self.client().deadline(), Deadline::asked_for);
        let token = self.obtain(Want::Valid, deadline)?;
        let milliseconds = self.fresh_for(&token);
        Ok((token, milliseconds))
    }

    /// A live token or nothing: asks neither the server nor the store, and waits for nobody.
    pub fn peek(&self) -> Option<TokenSet> {
        self.state.newest().live().map(|live| live.token.clone())
    }

    /// Refreshes whether it must or not. One that another thread or process ended after this call
    /// began counts: many callers make one exchange.
    ///
    /// # Errors
    /// As [`Session::token`], and where the refresh failed although a live token is left.
    pub fn refresh(&self) -> Result<()> {
        let generation = self.load()?.map_or(0, |record| record.generation);
        self.refresh_unless_newer(generation)
    }

    /// Refreshes, unless somebody else has done so since this generation.
    fn refresh_unless_newer(&self, generation: u64) -> Result<()> {
        let deadline = self.client().deadline();
        self.obtain(Want::Newer(generation), deadline).map(drop)
    }

    /// Signs out here: the store forgets the pair. OmniFund has no call to revoke tokens, so they stay
    /// good at the server until they end.
    ///
    /// # Errors
    /// [`SessionNotFound`](ErrorKind::SessionNotFound) where the store has none; those of the store.
    pub fn sign_out(&self) -> Result<()> {
        let out = self.change(|session, state, lease, loaded, _| match loaded.version {
            Version::MIN => Err(session.not_found()),
            _ => session.end_here(state, lease, loaded),
        });
        self.audited(Act::SignOut, out)
    }

    /// Signs out here and takes the session out of the store, with its counters and all that is kept of it,
    /// for a user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they
    /// end.
    ///
    /// # Errors
    /// As [`Session::sign_out`].
    pub fn forget(&self) -> Result<()> {
        let forgotten = self.alone(|session, state, mut lease, _| {
            if !lease.remove()? {
                return Err(session.not_found());
            }
            state.forget();
            state.leave_password(None);
            Ok(())
        });
        self.audited(Act::Forget, forgotten)
    }

    /// The application saw a 401 with this access token, and hands back what it used. Where it is still
    /// the newest, and the rejection is believed, no process takes it any more. Not believed is one of a token
    /// that has just taken the place of another rejected one: that endpoint refuses everything, and the token
    /// stays in use. A 403 is no rejection.
    ///
    /// # Errors
    /// Those of the store; this process does not hand the token out all the same.
    pub fn reject(&self, access_token: &Secret) -> Result<()> {
        let rejected = self.change(|session, state, mut lease, mut loaded, _| {
            let record = &mut loaded.record;
            let newest = record.access.as_ref().filter(|access| !access.rejected);
            let is_newest =
                newest.is_some_and(|access| access.token.expose() == access_token.expose());
            if !is_newest {
                state.forget_token(access_token);
            } else if record.reject(&Moment::now()) {
                state.remember_rejected(access_token, record.generation);
                session.audited(Act::Reject, lease.save(loaded.version, &loaded.record))?;
            }
            Ok(())
        });
        rejected.inspect_err(|_| {
            let state = self.state();
            state.remember_rejected(access_token, state.generation_published());
        })
    }

    /// Token login with a valid access token; once more with a new one where the server refuses it.
    ///
    /// # Errors
    /// As [`Session::token`] and [`Client::token_login`].
    pub fn token_login(&self) -> Result<Login> {
        let deadline = self.client().deadline();
        let token = self.token_by(deadline)?;
        let login =
            self.client()
                .token_login_by(token.access_token(), Some(&self.username), deadline);
        match login {
            Err(refused) if refused.kind() == ErrorKind::AccessTokenRefused => {
                self.reject(token.access_token())?;
                let token = self.token_by(deadline)?;
                self.client()
                    .token_login_by(token.access_token(), Some(&self.username), deadline)
            }
            other => other,
        }
    }

    /// Leaves a record that says so, so that a late writer can't raise the dead.
    fn end_here(
        &self,
        state: &Arc<State>,
        mut lease: Leased,
        loaded: Loaded<Record>,
    ) -> Result<()> {
        let gone = Record {
            generation: loaded.record.generation + 1,
            counters: loaded.record.counters,
            signed_out: true,
            ..self.empty_record()
        };
        lease.save(loaded.version, &gone)?;
        state.forget();
        state.leave_password(None);
        Ok(())
    }

    /// Changes the record under the lease, alone in this process.
    fn change<T>(
        &self,
        change: impl FnOnce(&Self, &Arc<State>, Leased, Loaded<Record>, Deadline) -> Result<T>,
    ) -> Result<T> {
        self.alone(|session, state, lease, deadline| {
            let loaded = lease.load()?.unwrap_or_else(|| Loaded {
                record: session.empty_record(),
                version: Version::MIN,
            });
            change(session, state, lease, loaded, deadline)
        })
    }

    /// Does something under the lease, alone in this process.
    fn alone<T>(
        &self,
        act: impl FnOnce(&Self, &Arc<State>, Leased, Deadline) -> Result<T>,
    ) -> Result<T> {
        let _lines_wait = log::hold();
        let _undisturbed = platform::undisturbed();
        unsaved::try_again();
        let state = self.state();
        let deadline = self.client().deadline();
        let Some(_turn) = state.turn(deadline) else {
            let problem = format!("session of {}: another thread is at it", self.username);
            return Err(Error::new(ErrorKind::StoreBusy, problem));
        };
        unsaved::save_held_pair(&state)?;
        let lease = self.store.lease(&self.key, deadline)?;
        act(self, &state, lease, deadline)
    }

    fn not_found(&self) -> Error {
        let problem = format!("the store has no session of {}", self.username);
        Error::new(ErrorKind::SessionNotFound, problem)
    }

    fn empty_record(&self) -> Record {
        Record {
            base_url: self.client().base_url().to_owned(),
            client: self.bound.clone(),
            username: self.username.clone(),
            ..Record::default()
        }
    }

    fn store(&self) -> &Store {
        &self.store
    }

    #[inline(never)]
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
        self.state.own()
    }
}

/// Where a handle is freed, its program may be about to end: what stores would not take is tried again.
impl Drop for Session {
    fn drop(&mut self) {
        unsaved::save_all();
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
