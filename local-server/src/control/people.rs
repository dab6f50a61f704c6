//! What happens to users, OAuth clients and their tokens.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::{Answer, NoBody, Wrong, blocking};
use crate::fields::{Fields, needed};
use crate::service::Service;
use crate::state::clients;
use crate::state::codes::{self, Allowed};
use crate::state::redirect_uri::RedirectUri;
use crate::state::scope::Scope;
use crate::state::tokens::{self, Kind};
use crate::state::users;

/// `POST /expire`: ends the lives of tokens.
pub(super) async fn expire(State(service): State<Arc<Service>>, body: Bytes) -> Answer<Value> {
    each_kind(service, body, |service, connection, kind, user| {
        tokens::expire(connection, kind, user, service.clock.now())
    })
    .await
}

/// `POST /revoke`: forgets tokens.
pub(super) async fn revoke(State(service): State<Arc<Service>>, body: Bytes) -> Answer<Value> {
    each_kind(service, body, |_, connection, kind, user| {
        tokens::revoke(connection, kind, user)
    })
    .await
}

/// `POST /codes`: an authorization code, as if the user had allowed it in the browser.
pub(super) async fn issue_code(State(service): State<Arc<Service>>, body: Bytes) -> Answer<Value> {
    let mut fields = Fields::of_json(&body)?;
    let client = filled("client", fields.text("client")?)?;
    let user = filled("user", fields.text("user")?)?;
    let redirect_uri = filled("redirect_uri", fields.text("redirect_uri")?)?;
    let redirect_uri: RedirectUri = redirect_uri.parse()?;
    let scope = fields.text("scope")?;
    fields.end()?;
    blocking(move || {
        service.database.transact(|transaction| {
            let found = clients::find(transaction, &client)?;
            the_client(found.is_some(), &client)?;
            the_user(users::find(transaction, &user)?.is_some(), &user)?;
            let allowed = Allowed {
                client_id: client,
                user,
                redirect_uri: redirect_uri.as_str().to_owned(),
                scope: scope.as_deref().map_or_else(Scope::default, Scope::new),
            };
            let code = codes::issue(transaction, &allowed, service.clock.now())?;
            Ok(json!({ "code": code }))
        })
    })
    .await
}

/// `POST /users/NAME/disable`: shuts a user out.
pub(super) async fn disable(
    State(service): State<Arc<Service>>,
    Path(name): Path<String>,
    _: NoBody,
) -> Answer<Value> {
    set_disabled(service, name, true).await
}

/// `POST /users/NAME/enable`: lets a user in again.
pub(super) async fn enable(
    State(service): State<Arc<Service>>,
    Path(name): Path<String>,
    _: NoBody,
) -> Answer<Value> {
    set_disabled(service, name, false).await
}

/// `PUT /users/NAME/password`: gives a user another password. Tokens stay as they are.
pub(super) async fn set_password(
    State(service): State<Arc<Service>>,
    Path(name): Path<String>,
    body: Bytes,
) -> Answer<Value> {
    let mut fields = Fields::of_json(&body)?;
    let password = filled("password", fields.text("password")?)?;
    fields.end()?;
    blocking(move || {
        let hash = service.passwords.hash(&password)?;
        let found = users::set_password(&service.database.connection(), &name, &hash)?;
        the_user(found, &name)?;
        Ok(json!({ "user": name }))
    })
    .await
}

/// `PUT /clients/ID/secret`: gives a client another secret. Tokens stay as they are.
pub(super) async fn set_secret(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer<Value> {
    let mut fields = Fields::of_json(&body)?;
    let secret = filled("secret", fields.text("secret")?)?;
    fields.end()?;
    blocking(move || {
        let found = clients::set_secret(&service.database.connection(), &id, &secret)?;
        the_client(found, &id)?;
        Ok(json!({ "client": id }))
    })
    .await
}

/// `DELETE /clients/ID`: removes a client and its tokens.
pub(super) async fn remove_client(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    _: NoBody,
) -> Answer<Value> {
    blocking(move || {
        let found = service
            .database
            .transact(|transaction| clients::remove(transaction, &id))?;
        the_client(found, &id)?;
        Ok(json!({ "client": id }))
    })
    .await
}

async fn set_disabled(service: Arc<Service>, name: String, disabled: bool) -> Answer<Value> {
    blocking(move || {
        let found = users::set_disabled(&service.database.connection(), &name, disabled)?;
        the_user(found, &name)?;
        Ok(json!({ "user": name, "disabled": disabled }))
    })
    .await
}

/// Does something to the kinds of tokens that the body names, all at once; answers to how many.
async fn each_kind<W>(service: Arc<Service>, body: Bytes, work: W) -> Answer<Value>
where
    W: Fn(&Service, &rusqlite::Connection, Kind, Option<&str>) -> crate::failure::Result<usize>
        + Send
        + 'static,
{
    let mut fields = Fields::of_json(&body)?;
    let words: [(&str, &[Kind]); 3] = [
        ("access", &[Kind::Access]),
        ("refresh", &[Kind::Refresh]),
        ("all", &[Kind::Access, Kind::Refresh]),
    ];
    let kinds = needed("tokens", fields.one_of("tokens", &words)?)?;
    let user = fields.text("user")?;
    fields.end()?;
    blocking(move || {
        service.database.transact(|transaction| {
            if let Some(name) = &user {
                the_user(users::find(transaction, name)?.is_some(), name)?;
            }
            let changed = |kind| match kinds.contains(&kind) {
                true => work(&service, transaction, kind, user.as_deref()),
                false => Ok(0),
            };
            Ok(json!({
                "access": changed(Kind::Access)?,
                "refresh": changed(Kind::Refresh)?,
            }))
        })
    })
    .await
}

fn the_user(found: bool, name: &str) -> Result<(), Wrong> {
    match found {
        true => Ok(()),
        false => Err(Wrong::Missing(format!("there is no user {name:?}"))),
    }
}

fn the_client(found: bool, id: &str) -> Result<(), Wrong> {
    match found {
        true => Ok(()),
        false => Err(Wrong::Missing(format!("there is no OAuth client {id:?}"))),
    }
}

/// A text that has to be there and not empty: an empty parameter is as good as none, so nobody
/// could ever present it.
fn filled(name: &str, text: Option<String>) -> Result<String, String> {
    let text = needed(name, text)?;
    match text.is_empty() {
        true => Err(format!("{name:?} is empty")),
        false => Ok(text),
    }
}
