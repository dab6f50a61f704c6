//! The refresh grant (RFC 6749 §6): a new pair for a refresh token, which is spent by that.
//!
//! There is no grace: a client that loses the answer has lost both. The old access token stays
//! valid to its end, and presenting a spent refresh token revokes nothing.

use std::thread;

use rusqlite::Connection;

use crate::digest::Digest;
use crate::oauth::exchange::{Exchange, Outcome};
use crate::oauth::password_grant::scope;
use crate::oauth::refusal::{Refused, TokenRefusal};
use crate::parameters::Parameters;
use crate::service::{Rotation, Service};
use crate::state::clients::Client;
use crate::state::database;
use crate::state::races::{DOOR, Place};
use crate::state::scope::Scope;
use crate::state::tokens::{self, Issue, Token};
use crate::state::users;
use crate::traffic::log::LogFields;

/// Replaces the refresh token that the request presents.
///
/// # Errors
/// When it is missing, unknown, spent, another client's, expired, its user disabled, or when
/// the request asks for more scope than it has.
pub fn grant(
    service: &Service,
    client: &Client,
    parameters: &Parameters,
    exchange: &mut Exchange,
) -> Outcome {
    let Some(presented) = parameters.given("refresh_token") else {
        return Err(Refused::Because(
            TokenRefusal::RefreshTokenMissing,
            "refresh_token is missing",
        ));
    };
    let presented = Digest::of(presented);
    exchange.logged.token = Some(presented);
    let refresh = Refresh {
        service,
        client,
        parameters,
        presented,
    };
    match service.config.rotation {
        Rotation::SingleUse => {
            let mut connection = service.database.connection();
            let outcome = database::transact(&mut connection, |transaction| {
                let (token, scope) = refresh.look_up(transaction, &mut exchange.logged)?;
                tokens::spend_refresh(transaction, &presented)?;
                refresh.issue(transaction, &token, &scope)
            });
            // Still holding the state: the record has the order of the commits.
            exchange.decided(service, &outcome);
            outcome
        }
        Rotation::VendorRace => refresh.race(exchange),
    }
}

struct Refresh<'a> {
    service: &'a Service,
    client: &'a Client,
    parameters: &'a Parameters,
    presented: Digest,
}

impl Refresh<'_> {
    /// The token that was presented, if it may be exchanged, and the scope of what replaces it.
    fn look_up(
        &self,
        connection: &Connection,
        logged: &mut LogFields,
    ) -> Result<(Token, Scope), Refused<TokenRefusal>> {
        let invalid = |reason| Refused::Because(TokenRefusal::RefreshTokenInvalid, reason);
        let token = tokens::find_refresh(connection, &self.presented)?
            .ok_or_else(|| invalid("the refresh token is unknown or was used already"))?;
        if token.client_id != self.client.id {
            return Err(invalid("the refresh token is another client's"));
        }
        logged.user = Some(token.user.clone());
        if !users::is_enabled(connection, &token.user)? {
            return Err(invalid("the user is disabled"));
        }
        if token.has_expired(self.service.clock.now()) {
            return Err(Refused::Because(
                TokenRefusal::RefreshTokenExpired,
                "the refresh token has expired",
            ));
        }
        // Before the token is spent: a request for too much must not cost the session.
        let scope = scope(&token.scope, self.parameters)?;
        Ok((token, scope))
    }

    /// Wins as many others do beside it; the first of them takes the token away once the door is closed.
    fn race(&self, exchange: &mut Exchange) -> Outcome {
        let lost = "another request won the race for the refresh token";
        let mut connection = self.service.database.connection();
        let (token, scope) = self.look_up(&connection, &mut exchange.logged)?;
        let Some(place) = self.service.races.enter(&self.presented)? else {
            return Err(Refused::Because(TokenRefusal::RefreshTokenInvalid, lost));
        };
        let outcome = database::transact(&mut connection, |transaction| {
            self.issue(transaction, &token, &scope)
        });
        // Still holding the state: the record has the order of the commits.
        exchange.decided(self.service, &outcome);
        drop(connection);
        if place == Place::First {
            thread::sleep(DOOR);
            let connection = self.service.database.connection();
            let spent = tokens::spend_refresh(&connection, &self.presented);
            self.service.races.over(&self.presented);
            spent?;
        }
        outcome
    }

    fn issue(&self, connection: &Connection, token: &Token, scope: &Scope) -> Outcome {
        let issue = Issue {
            client_id: &token.client_id,
            user: &token.user,
            scope,
            now: self.service.clock.now(),
            lifetimes: self.service.live.lifetimes(),
        };
        Ok(tokens::issue(connection, &issue)?)
    }
}
