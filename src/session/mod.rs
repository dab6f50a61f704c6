//! Sessions: always a valid access token, and never a lost refresh token.

mod attempt;
mod budget;
mod change;
mod client_pause;
#[cfg(test)]
#[path = "../../tests/common/mod.rs"]
mod common;
mod expiry;
mod failing;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzed;
mod handed_out;
mod held_pair;
mod intent;
mod kept;
mod kept_answer;
mod list;
mod moving;
mod outcome;
mod record;
mod refresh;
mod refresh_lock;
mod rejection;
#[cfg(feature = "capi")]
mod reopened;
mod request;
mod said;
mod sign_in;
#[cfg(any(test, feature = "simulation"))]
mod simulated;
mod standing;
mod state;
mod status;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod transfer;
mod unsaved;

pub use self::kept_answer::KeptAnswer;
pub use self::list::{Cursor, KeptAlive, SessionEntry};
pub use self::moving::Moved;
pub use self::record::Counters;
pub use self::sign_in::SavePassword;
pub use self::standing::Standing;
pub use self::status::SessionStatus;
pub use self::transfer::Exported;
#[cfg(feature = "capi")]
pub(crate) use self::unsaved::{save_all as save_held_pairs, try_again as try_held_pairs_again};

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwap;
use ring::digest;

use self::record::Record;
#[cfg(feature = "capi")]
pub(crate) use self::reopened::Held;
use self::state::State;
use self::table::Door;
use crate::audit::Act;
use crate::client::Client;
use crate::clock::{Deadline, Moment};
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::response::Response;
use crate::secret::Secret;
use crate::store::{Kind, RecordId, Store};
use crate::words;

/// One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and
/// any number of processes the same store: each refresh token is presented by one of them.
///
/// ```
/// # use omnifund::{Client, Config, Secret, Session, Store};
/// # let mut config = Config::new();
/// # config.set_base_url("http://127.0.0.1:9")?;
/// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
/// # let client = Client::new(&config)?;
/// # let store = Store::in_memory()?;
/// let session = Session::open(&client, &store, "alice")?;
/// match session.token() {
///     Ok(token) => println!("Authorization: Bearer {}", token.access_token().expose()),
///     Err(error) if error.advice() == omnifund::Advice::SignIn => {
///         println!("Your password, please: it goes to Session::sign_in, once.");
///     }
///     Err(error) => eprintln!("{error}"),
/// }
/// # Ok::<(), omnifund::Error>(())
/// ```
pub struct Session {
    /// Replaced where the store turns out to have newer credentials.
    client: ArcSwap<Client>,
    /// The client id under which the OAuth client was first saved or used.
    first_client_id: String,
    /// The name that the store kept it under when the session was opened.
    client_name: Option<String>,
    store: Store,
    username: String,
    key: RecordId,
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
        let (first_client_id, client_name) = store.first_client_id_and_name(client.client_id())?;
        let key = key(client.base_url(), &first_client_id, username);
        unsaved::try_again();
        said::opened(client, store, username);
        Ok(Self {
            state: Door::open(&(store.identity().to_owned(), key.hash)),
            client: ArcSwap::from_pointee(client.clone()),
            first_client_id,
            client_name,
            store: store.clone(),
            username: username.to_owned(),
            key,
        })
    }

    /// The session of a user, under an OAuth client that the store keeps under a name, with the other settings of
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
    pub fn open_configured(config: &Config, username: &str) -> Result<Self> {
        let store = Store::open_configured(config)?;
        Self::open(&Client::configured(config, &store)?, &store, username)
    }

    /// The application saw a 401 with this access token, and hands back what it used. Where it is still
    /// the newest, and the rejection is believed, no process takes it any more. Not believed is one of a token
    /// that has just taken the place of another rejected one: that endpoint refuses everything, and the token
    /// stays in use. A 403 is no rejection.
    ///
    /// ```no_run
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// let token = session.token()?;
    /// let status = 401; // of a request with this token
    /// if status == 401 {
    ///     session.reject(token.access_token())?;
    ///     let another = session.token()?; // for one more try
    /// }
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the store; this process does not hand the token out all the same.
    pub fn reject(&self, access_token: &Secret) -> Result<()> {
        self.reject_by(access_token, self.client().deadline())
    }

    /// By then, for a call that goes on with another token.
    fn reject_by(&self, access_token: &Secret, deadline: Deadline) -> Result<()> {
        let rejected = self.change_by(deadline, |session, state, mut lease, mut loaded, _| {
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
    pub fn token_login(&self) -> Result<Response> {
        let deadline = self.client().deadline();
        let token = self.token_by(deadline)?;
        let login =
            self.client()
                .token_login_by(token.access_token(), Some(&self.username), deadline);
        match login {
            Err(refused) if refused.kind() == ErrorKind::AccessTokenRefused => {
                self.reject_by(token.access_token(), deadline)?;
                let token = self.token_by(deadline)?;
                if deadline.remaining().is_zero() {
                    return Err(refused);
                }
                self.client()
                    .token_login_by(token.access_token(), Some(&self.username), deadline)
            }
            other => other,
        }
    }

    fn empty_record(&self) -> Record {
        Record {
            base_url: self.client().base_url().to_owned(),
            client: self.first_client_id.clone(),
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
    fn renew_client(&self, deadline: Deadline) -> Result<Option<Arc<Client>>> {
        let client = self.client();
        match self.store.credentials_of(&self.first_client_id, deadline)? {
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
fn key(base_url: &str, first_client_id: &str, username: &str) -> RecordId {
    let mut named = digest::Context::new(&digest::SHA256);
    for part in [base_url, first_client_id, username] {
        named.update(&(part.len() as u64).to_be_bytes());
        named.update(part.as_bytes());
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(named.finish().as_ref());
    RecordId {
        kind: Kind::Session,
        hash,
    }
}
