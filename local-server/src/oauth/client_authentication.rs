//! How an OAuth client proves itself at the token endpoint (RFC 6749 §2.3.1).

use axum::http::HeaderMap;
use data_encoding::{BASE64, BASE64_NOPAD};

use crate::digest::Digest;
use crate::oauth::bearer;
use crate::oauth::refusal::{Refused, TokenRefusal};
use crate::parameters::Parameters;
use crate::state::clients::{self, Client};
use crate::state::database::Database;
use crate::traffic::log::LogFields;

/// Unknown ids of so many bytes are told only where they look like one: the vendor's secrets have 50.
const LONG: usize = 32;

/// The client that a request comes from.
///
/// HTTP Basic wins over the body. Unlike RFC 6749 §2.3.1 the vendor does not decode the two parts
/// of Basic credentials as a form; for ids and secrets of the vendor's shape it is all the same.
///
/// # Errors
/// When the request names no client, an unknown one, or not its secret.
pub fn authenticate(
    database: &Database,
    headers: &HeaderMap,
    parameters: &Parameters,
    logged: &mut LogFields,
) -> Result<Client, Refused<TokenRefusal>> {
    let basic = basic(headers);
    let (id, secret) = match &basic {
        Some((id, secret)) => (id.as_str(), secret.as_deref()),
        None => match parameters.given("client_id") {
            Some(id) => (id, parameters.get("client_secret")),
            None => {
                return Err(Refused::Because(
                    TokenRefusal::ClientIdMissing,
                    "no client_id in the body, no usable HTTP Basic credentials",
                ));
            }
        },
    };
    let client = clients::find(&database.connection(), id)?;
    if client.is_some() || !may_be_a_secret(database, parameters, id)? {
        logged.client = Some(id.to_owned());
    }
    let expected = client
        .as_ref()
        .map_or(Digest::NOTHING, |client| client.secret);
    let matches = Digest::of(secret.unwrap_or_default()).matches(&expected);
    let reason = match (&client, secret) {
        (None, _) => "there is no such client",
        (Some(_), None) => "the client secret is missing, or HTTP Basic has no padding",
        (Some(_), Some(_)) => "the client secret is wrong",
    };
    client.filter(|_| matches).ok_or(Refused::Because(
        TokenRefusal::ClientCredentialsWrong,
        reason,
    ))
}

/// The client id that a request names, unless that may be a secret. Nothing else is checked.
#[must_use]
pub fn named(database: &Database, headers: &HeaderMap, parameters: &Parameters) -> Option<String> {
    let id = match basic(headers) {
        Some((id, _)) => id,
        None => parameters.given("client_id")?.to_owned(),
    };
    let is_harmless = may_be_a_secret(database, parameters, &id).is_ok_and(|may_be| !may_be);
    is_harmless.then_some(id)
}

/// The credentials of HTTP Basic (RFC 7617 §2), if there are any that can be read. Without its padding the vendor's
/// server finds the client id and takes the secret for a wrong one.
fn basic(headers: &HeaderMap) -> Option<(String, Option<String>)> {
    let header = bearer::authorization(headers)?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let encoded = encoded.trim().as_bytes();
    let whole = BASE64.decode(encoded);
    let is_whole = whole.is_ok();
    let decoded = whole.or_else(|_| BASE64_NOPAD.decode(encoded)).ok()?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    (!["", "0"].contains(&id)).then(|| (id.to_owned(), is_whole.then(|| secret.to_owned())))
}

/// Whether a text that came in an id's place may be a secret, which must not get into the log: it is one that the
/// server knows or that came with it, or has the length of the vendor's without the shape of an id.
fn may_be_a_secret(
    database: &Database,
    parameters: &Parameters,
    id: &str,
) -> crate::failure::Result<bool> {
    let sent = ["client_secret", "password", "refresh_token", "code"];
    let was_sent = sent.iter().any(|name| parameters.get(name) == Some(id));
    let is_long = id.len() >= LONG && !looks_like_an_id(id);
    Ok(was_sent || is_long || clients::is_a_secret(&database.connection(), id)?)
}

/// Whether an unknown id has the shape `<n>_<base36>`.
fn looks_like_an_id(id: &str) -> bool {
    id.split_once('_').is_some_and(|(number, rest)| {
        let base36 = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && rest.bytes().all(base36)
    })
}
