//! The password grant (RFC 6749 §4.3): tokens for a user's name and password.

use crate::oauth::exchange::{Exchange, Outcome};
use crate::oauth::refusal::{Refused, TokenRefusal};
use crate::parameters::Parameters;
use crate::service::Service;
use crate::state::clients::Client;
use crate::state::database;
use crate::state::scope::Scope;
use crate::state::tokens::{self, Issue};
use crate::state::users;

/// Issues tokens for the user whom the request names.
///
/// # Errors
/// When a parameter is missing, name and password are not those of an enabled user, or the
/// client does not have the scope.
pub fn grant(
    service: &Service,
    client: &Client,
    parameters: &Parameters,
    exchange: &mut Exchange,
) -> Outcome {
    let name = parameters.given("username");
    exchange.logged.user = name.map(str::to_owned);
    let (Some(name), Some(password)) = (name, parameters.given("password")) else {
        return Err(Refused::Because(
            TokenRefusal::PasswordParametersMissing,
            "username or password is missing",
        ));
    };
    let user = users::find(&service.database.connection(), name)?;
    let hash = user.as_ref().map(|user| user.password.as_str());
    // The state is not locked here: this takes a while.
    let right = service.passwords.check(password, hash)?;
    let wrong = |reason| Err(Refused::Because(TokenRefusal::PasswordWrong, reason));
    match user {
        None => return wrong("there is no such user"),
        Some(_) if !right => return wrong("the password is wrong"),
        Some(user) if user.disabled => return wrong("the user is disabled"),
        Some(_) => {}
    }
    let scope = scope(&client.scopes, parameters)?;
    let mut connection = service.database.connection();
    let outcome = database::transact(&mut connection, |transaction| {
        let issue = Issue {
            client_id: &client.id,
            user: name,
            scope: &scope,
            now: service.clock.now(),
            lifetimes: service.live.lifetimes(),
        };
        Ok(tokens::issue(transaction, &issue)?)
    });
    // Still holding the state: the record has the order of the commits.
    exchange.decided(service, &outcome);
    outcome
}

/// The scope that new tokens get: the one that was asked for, else all that is to be had
/// (RFC 6749 §3.3).
///
/// # Errors
/// When the request asks for more than there is.
pub fn scope(held: &Scope, parameters: &Parameters) -> Result<Scope, Refused<TokenRefusal>> {
    match parameters.given("scope").map(Scope::asked) {
        None => Ok(held.clone()),
        Some(Some(wanted)) if held.covers(&wanted) => Ok(wanted),
        Some(_) => Err(Refused::Because(
            TokenRefusal::ScopeUnsupported,
            "the scope that was asked for is not to be had",
        )),
    }
}
