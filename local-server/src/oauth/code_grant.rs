//! The authorization_code grant (RFC 6749 §4.1.3): tokens for a code that a user brought back from the
//! authorization page.

use rusqlite::Connection;

use crate::digest::Digest;
use crate::oauth::exchange::{Exchange, Outcome};
use crate::oauth::refusal::{Refused, TokenRefusal};
use crate::parameters::Parameters;
use crate::service::Service;
use crate::state::clients::Client;
use crate::state::codes::{self, Allowed};
use crate::state::database;
use crate::state::tokens::{self, Issue};
use crate::state::users;
use crate::traffic::log::LogFields;

/// Issues tokens for the code that the request presents, which is spent by that.
///
/// # Errors
/// When a parameter is missing, the code is unknown, spent, another client's, for another redirect URI
/// or expired, or its user is disabled.
pub fn grant(
    service: &Service,
    client: &Client,
    parameters: &Parameters,
    exchange: &mut Exchange,
) -> Outcome {
    let missing = |refusal, reason| Err(Refused::Because(refusal, reason));
    let Some(code) = parameters.given("code") else {
        return missing(TokenRefusal::CodeMissing, "code is missing");
    };
    let code = Digest::of(code);
    exchange.logged.token = Some(code);
    let Some(redirect_uri) = parameters.given("redirect_uri") else {
        return missing(TokenRefusal::RedirectUriMissing, "redirect_uri is missing");
    };
    let mut connection = service.database.connection();
    let outcome = database::transact(&mut connection, |transaction| {
        let logged = &mut exchange.logged;
        let allowed = look_up(service, transaction, client, (&code, redirect_uri), logged)?;
        codes::spend(transaction, &code)?;
        let issue = Issue {
            client_id: &client.id,
            user: &allowed.user,
            scope: &allowed.scope,
            now: service.clock.now(),
            lifetimes: service.live.lifetimes(),
        };
        Ok(tokens::issue(transaction, &issue)?)
    });
    // Still holding the state: the record has the order of the commits.
    exchange.decided(service, &outcome);
    outcome
}

/// What the user has allowed with this code, in the order of the vendor's checks.
fn look_up(
    service: &Service,
    connection: &Connection,
    client: &Client,
    (code, redirect_uri): (&Digest, &str),
    logged: &mut LogFields,
) -> Result<Allowed, Refused<TokenRefusal>> {
    let invalid = |reason| Refused::Because(TokenRefusal::CodeInvalid, reason);
    let code = codes::find(connection, code)?
        .ok_or_else(|| invalid("the code is unknown or was used already"))?;
    if code.allowed.client_id != client.id {
        return Err(invalid("the code is another client's"));
    }
    logged.user = Some(code.allowed.user.clone());
    if !users::is_enabled(connection, &code.allowed.user)? {
        return Err(invalid("the user is disabled"));
    }
    if code.allowed.redirect_uri != redirect_uri {
        return Err(Refused::Because(
            TokenRefusal::RedirectUriMismatch,
            "the user was sent to another redirect URI with this code",
        ));
    }
    if service.clock.now() >= code.expires_at {
        return Err(Refused::Because(
            TokenRefusal::CodeExpired,
            "the code has expired",
        ));
    }
    Ok(code.allowed)
}
