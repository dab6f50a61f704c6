//! Signing in: by password, or through the user's browser.

use super::Session;
use super::client_pause::ClientPause;
use super::intent::fingerprint;
use super::kept::Kept;
use super::record::SavedPassword;
use super::unsaved::keep;
use crate::audit::{BY_CODE, BY_PASSWORD};
use crate::authorization::Authorization;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::grant::Grant;
use crate::http::NotAnswered;
use crate::inflight;
use crate::log;
use crate::secret::Secret;

/// Whether a password is saved with the session, so that it can sign in anew where the server's reply
/// to a refresh was lost.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SavePassword {
    /// It is forgotten.
    #[default]
    No = 0,
    /// In this process's memory.
    InMemory = 1,
    /// Sealed in the store, for all processes.
    Sealed = 2,
}

/// What becomes of the passwords that were saved before.
enum Passwords<'a> {
    /// This one is saved, and no other.
    Save(&'a Secret, SavePassword),
    /// They stay: they are the same user's.
    Stay,
}

impl Session {
    /// Signs the user in by password (RFC 6749 §4.3). A failed one leaves the pair as it was.
    ///
    /// ```no_run
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// session.sign_in(&Secret::from("her password"))?;
    /// let token = session.token()?;
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`WrongPassword`](ErrorKind::WrongPassword) and what else a password grant or the store gives.
    pub fn sign_in(&self, password: &Secret) -> Result<()> {
        self.sign_in_saving(password, SavePassword::No)
    }

    /// Signs the user in by password (RFC 6749 §4.3), and saves the password with the session: where the
    /// server's reply to a refresh is lost, the session signs in anew by itself. A failed one leaves the pair
    /// and the passwords that were saved before as they were.
    ///
    /// ```no_run
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// use omnifund::SavePassword;
    ///
    /// session.sign_in_saving(&Secret::from("her password"), SavePassword::Sealed)?;
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Session::sign_in`].
    pub fn sign_in_saving(&self, password: &Secret, save: SavePassword) -> Result<()> {
        if password.expose().is_empty() {
            let problem = format!("session of {}: the password is empty", self.username);
            return Err(Error::new(ErrorKind::MissingCredentials, problem));
        }
        let grant = Grant::Password {
            username: &self.username,
            password,
        };
        let signed_in = self.sign_in_by(&grant, Passwords::Save(password, save));
        self.audited_sign_in(BY_PASSWORD, signed_in)
    }

    /// Signs the user in with the code that it came back with from the authorization page (RFC 6749
    /// §4.1.3). A failed one leaves the pair as it was; a code is good once, for 30 seconds. The server
    /// does not say who logged in there: that it is this session's user, the program has to know.
    ///
    /// # Errors
    /// As [`Client::authorization_code_grant`](crate::Client::authorization_code_grant), and those of the
    /// store.
    pub fn sign_in_with_code(
        &self,
        authorization: &Authorization,
        redirect_url: &str,
    ) -> Result<()> {
        let code = authorization.code_in(redirect_url);
        let signed_in =
            code.and_then(|code| self.sign_in_by(&authorization.grant(&code), Passwords::Stay));
        self.audited_sign_in(BY_CODE, signed_in)
    }

    fn sign_in_by(&self, grant: &Grant<'_>, passwords: Passwords<'_>) -> Result<()> {
        self.announce("signing-in", "signing in: asking");
        self.change(|session, state, mut lease, mut loaded, deadline| {
            let _in_flight = inflight::begin(deadline)?;
            loaded.record.counters.exchanges += 1;
            loaded.version = lease.save_before_exchange(loaded.version, &loaded.record)?;
            if loaded.record.generation > 0 {
                session.client().note_that_it_answers();
            }
            let sent_at = Moment::now();
            let _lines_wait = log::hold_all();
            let mut client = session.client();
            let user = Some(session.username.as_str());
            let mut answered = client.exchange(grant, user, lease.within(deadline));
            if matches!(&answered, Err(not) if not.error.kind() == ErrorKind::InvalidClient) {
                // Somebody may have replaced the OAuth client's id and secret since this process read them. A
                // password is not spent by asking once more.
                // Where the store does not say, the server's words are told.
                if let Ok(Some(renewed)) = session.renew_client(deadline) {
                    client = renewed;
                    answered = client.exchange(grant, user, lease.within(deadline));
                }
            }
            let exchanged = match answered {
                Ok(exchanged) => exchanged,
                Err(NotAnswered { error, unread }) => {
                    if let Some(unread) = &unread {
                        let kept = Kept::new(unread, client.client_id(), sent_at, false);
                        loaded.record.keep(kept);
                    }
                    loaded.record.counters.failures += 1;
                    // Nothing is written of who never signed in: strangers could fill the disk.
                    if unread.is_some() || loaded.version > 0 {
                        let written = lease.save_after_exchange(loaded.version, &loaded.record);
                        written.and_then(|_| lease.settle()).ok();
                    }
                    return Err(error);
                }
            };
            let record = &mut loaded.record;
            record.signed_in(&exchanged.token, client.client_id(), sent_at);
            let in_memory = match passwords {
                Passwords::Stay => state.password_of(record.sign_in.as_deref()),
                Passwords::Save(password, save) => {
                    record.password = (save == SavePassword::Sealed).then(|| SavedPassword {
                        password: password.clone(),
                        refused: false,
                    });
                    // No two are named alike.
                    let named = fingerprint(exchanged.token.access_token());
                    record.sign_in = Some(format!("{} {named}", record.generation));
                    (save == SavePassword::InMemory).then(|| password.clone())
                }
            };
            let in_memory = in_memory.zip(record.sign_in.clone());
            keep(session, state, lease, loaded)?;
            state.save_password(in_memory);
            ClientPause::of(&client, session.store(), deadline).taken();
            Ok(())
        })
    }
}
