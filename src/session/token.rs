//! Handing out an access token.

use std::sync::Arc;
use std::time::Duration;

use super::Session;
use super::record::Record;
use super::refresh::Want;
use super::state::Published;
use crate::clock::{Clocks, Deadline};
use crate::error::Result;
use crate::token::TokenSet;

impl Session {
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

    /// A valid access token, within `budget`. An exchange may take all of it, unless
    /// [`Config::set_exchange_timeout`](crate::Config::set_exchange_timeout) says otherwise.
    ///
    /// ```
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// use omnifund::ErrorKind;
    /// use std::time::Duration;
    ///
    /// let error = session.token_within(Duration::from_millis(200)).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::SignInRequired);
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Session::token`].
    pub fn token_within(&self, budget: Duration) -> Result<TokenSet> {
        self.with_token(Some(budget), |token, _| token.clone())
    }

    /// A valid access token that counts as good for `duration` at least, for a batch that must not break off; it is
    /// refreshed where it must be.
    ///
    /// # Errors
    /// As [`Session::token`], also where a live token is left that does not last so long.
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where OmniFund's tokens never do: then nothing is asked of
    /// the server.
    pub fn token_lasting(&self, duration: Duration) -> Result<TokenSet> {
        self.with_token_lasting(duration, |token, _| token.clone())
    }

    /// Lets `read` look at such a token where it lies.
    pub(crate) fn with_token_lasting<T>(
        &self,
        duration: Duration,
        read: impl FnOnce(&TokenSet, i64) -> T,
    ) -> Result<T> {
        let lasting = self.obtain_lasting(duration)?;
        Ok(read(&lasting.token, lasting.fresh_for()))
    }

    fn obtain_lasting(&self, duration: Duration) -> Result<Arc<Published>> {
        let started = i64::from(duration.subsec_nanos() > 0);
        let whole = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        let want = Want::Lasting(whole.saturating_add(started));
        let is_met = |published: &Arc<Published>| want.met_by(published, Clocks::now());
        if let Some(live) = self.state.newest().live().filter(is_met) {
            return Ok(live);
        }
        let obtained = self.obtain(want, self.client().deadline())?;
        if !is_met(&obtained) {
            want.can_be_met(&obtained)?;
        }
        Ok(obtained)
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
                (&obtained.token, obtained.fresh_for())
            }
        };
        Ok(read(token, milliseconds))
    }

    #[cold]
    #[inline(never)]
    fn obtain_valid(&self, budget: Option<Duration>) -> Result<Arc<Published>> {
        let deadline = budget.map_or_else(|| self.client().deadline(), Deadline::asked_for);
        self.obtain(Want::Valid, deadline)
    }

    /// One by then, for a call that goes on with it.
    pub(super) fn token_by(&self, deadline: Deadline) -> Result<TokenSet> {
        match self.state.newest().fresh() {
            Some(fresh) => Ok(fresh.token.clone()),
            None => Ok(self.obtain(Want::Valid, deadline)?.token.clone()),
        }
    }

    /// A live token or nothing: asks neither the server nor the store, and waits for nobody.
    ///
    /// ```
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// assert!(session.peek().is_none()); // nobody is signed in
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    pub fn peek(&self) -> Option<TokenSet> {
        self.with_live(|token, _| token.clone())
    }

    /// Lets `read` look at a live token where it lies, and tells it for how many milliseconds that needs nothing.
    #[inline(always)]
    pub(crate) fn with_live<T>(&self, read: impl FnOnce(&TokenSet, i64) -> T) -> Option<T> {
        let live = self.state.newest().peek()?;
        Some(read(&live.token, live.milliseconds))
    }

    /// Refreshes whether it must or not. One that another thread or process ended after this call
    /// began counts: many callers make one exchange.
    ///
    /// # Errors
    /// As [`Session::token`], and where the refresh failed although a live token is left.
    pub fn refresh(&self) -> Result<()> {
        let deadline = self.client().deadline();
        let seen = self.store.load_by::<Record>(&self.key, deadline)?;
        let generation = seen.map_or(0, |seen| seen.record.generation);
        self.obtain(Want::Newer(generation), deadline).map(drop)
    }

    /// Refreshes, unless somebody else has done so since this generation.
    pub(super) fn refresh_unless_newer(&self, generation: u64) -> Result<()> {
        let deadline = self.client().deadline();
        self.obtain(Want::Newer(generation), deadline).map(drop)
    }
}
