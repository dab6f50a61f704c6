//! A way in and out: pairs that were got elsewhere, and pairs that leave.

use super::Session;
use super::record::{Refresh, StoredAccessToken, sign_in_required};
use crate::audit::Act;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::grant::{is_access_token, is_refresh_token};
use crate::secret::Secret;
use crate::token::TokenSet;

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
    /// Takes over a pair that was got elsewhere. Nobody else may refresh with it from here on.
    /// `expires_at` is a Unix time, believed to be an hour away at most; where it is unknown the access
    /// token is not used.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for what is no token;
    /// [`AlreadySignedIn`](ErrorKind::AlreadySignedIn) where somebody is signed in and `replace` is
    /// false; those of the store.
    pub fn adopt(
        &self,
        access_token: Option<&Secret>,
        refresh_token: &Secret,
        expires_at: Option<i64>,
        replace: bool,
    ) -> Result<()> {
        if !is_refresh_token(refresh_token.expose()) {
            let problem = "the refresh token to adopt is no token";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        if access_token.is_some_and(|token| !is_access_token(token.expose())) {
            let problem = "the access token to adopt is no token";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        let adopted = self.change(|session, state, mut lease, mut loaded, _| {
            let before = loaded.clone();
            let record = &mut loaded.record;
            if record.is_signed_in() && !replace {
                let problem = format!("session of {}: somebody is signed in", session.username);
                return Err(Error::new(ErrorKind::AlreadySignedIn, problem));
            }
            let now = Moment::now();
            record.generation += 1;
            record.signed_out = false;
            record.moving = None;
            record.access = access_token
                .zip(expires_at)
                .map(|(token, end)| StoredAccessToken::adopted(token.clone(), end, &now));
            record.refresh = Some(Refresh {
                token: refresh_token.clone(),
                client_id: session.client().client_id().to_owned(),
                refused: false,
                refusal: None,
            });
            record.rotated = Some(now.clone());
            record.intent = None;
            record.failing = None;
            record.kept_answer = None;
            record.young_rejections = None;
            lease
                .save(loaded.version, &loaded.record)
                .inspect_err(|_| session.take_back_change(&mut lease, &before))?;
            state.publish(&loaded.record, &now);
            Ok(())
        });
        self.audited(Act::Adopt, adopted)
    }

    /// Gives the newest pair away, and signs out here in the same step: it is never in two hands.
    ///
    /// ```no_run
    /// # use omnifund::{Client, Config, Secret, Session, Store};
    /// # let mut config = Config::new();
    /// # config.set_base_url("http://127.0.0.1:9")?;
    /// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// # let client = Client::new(&config)?;
    /// # let store = Store::in_memory()?;
    /// # let session = Session::open(&client, &store, "alice")?;
    /// let pair = session.export()?; // the session is signed out here from now on
    /// println!("{:?} ends at {:?}", pair.refresh_token, pair.expires_at); // prints no token
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`SignInRequired`](ErrorKind::SignInRequired) where there is none;
    /// [`StillUnreadable`](ErrorKind::StillUnreadable) where an answer is kept that may hold the newest; those of the
    /// store.
    pub fn export(&self) -> Result<Exported> {
        let exported = self.change(|session, state, mut lease, mut loaded, _| {
            // What is handed on otherwise may be spent, and the newest would be forgotten.
            loaded.record.recover();
            let record = &loaded.record;
            if let Some(kept) = &record.kept_answer {
                return Err(session.still_unreadable(kept));
            }
            let pair = record.refresh.as_ref().filter(|refresh| !refresh.refused);
            let Some(refresh) = pair.filter(|_| !record.signed_out) else {
                return Err(sign_in_required(
                    &session.username,
                    "there is no pair to export",
                ));
            };
            let access = record.access.as_ref().map(StoredAccessToken::token_set);
            let exported = Exported {
                refresh_token: refresh.token.clone(),
                expires_at: access.as_ref().and_then(TokenSet::expires_at),
                access_token: access.map(|access| access.access_token().clone()),
            };
            session
                .end_here(state, &mut lease, &loaded)
                .inspect_err(|_| session.take_back_change(&mut lease, &loaded))?;
            Ok(exported)
        });
        self.audited(Act::Export, exported)
    }
}
