//! Profile » API Access: a merchant's OAuth clients, as the vendor's page has them.

use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::page::{Frame, Page, Trouble, go_to, page, with_status};
use super::page_request::{PageRequest, line};
use super::session::Session;
use crate::state::clients::{self, Client, Description};
use crate::state::redirect_uri::RedirectUri;

/// The longest descriptive name, in characters.
const NAME: usize = 100;
/// How many redirect URIs a client may have.
const REDIRECT_URIS: usize = 20;

/// A client as the list shows it.
struct Shown {
    id: String,
    name: String,
    created: String,
    last_used: String,
}

impl Shown {
    fn of(client: &Client) -> Self {
        let time = |moment: Option<crate::clock::Moment>, never: &str| {
            moment.map_or_else(|| never.to_owned(), |moment| moment.minute())
        };
        Self {
            id: client.id.clone(),
            name: match client.name.as_str() {
                "" => "Without a name".to_owned(),
                name => name.to_owned(),
            },
            created: time(client.created_at, "Unknown"),
            last_used: time(client.last_used_at, "Never"),
        }
    }
}

#[derive(Template)]
#[template(path = "clients.html")]
struct List {
    frame: Frame,
    clients: Vec<Shown>,
    removed: bool,
    wrong: Option<String>,
}

/// `GET /profile/api-access`: the list.
pub(super) async fn list(request: PageRequest) -> Response {
    request
        .administrator(|request, session| page(&the_list(request, session, None)?))
        .await
}

fn the_list(
    request: &PageRequest,
    session: &Session,
    wrong: Option<String>,
) -> Result<List, Trouble> {
    let merchant = &session.user.merchant;
    let clients = clients::of_merchant(&request.service().database.connection(), merchant)?;
    Ok(List {
        frame: Frame::of(session, "api-access"),
        clients: clients.iter().map(Shown::of).collect(),
        removed: request.query.get("said") == Some("removed"),
        wrong,
    })
}

/// `POST /profile/api-access`: the button "New OAuth Client".
pub(super) async fn make(request: PageRequest) -> Response {
    request
        .administrator(|request, session| {
            let name = match line(request, "name", NAME) {
                Ok(name) => name,
                Err(wrong) => {
                    let list = the_list(request, session, Some(wrong))?;
                    return with_status(StatusCode::UNPROCESSABLE_ENTITY, &list);
                }
            };
            let service = request.service();
            let description = Description {
                name,
                merchant: session.user.merchant.clone(),
                ..Description::default()
            };
            let made = service.database.transact(|transaction| {
                clients::add(transaction, &description, service.clock.now())
            })?;
            request
                .portal
                .secrets
                .put(session.cookie, &made.id, made.secret);
            go_to(&format!("/profile/api-access/{}", made.id))
        })
        .await
}

#[derive(Template)]
#[template(path = "client.html")]
struct Edit {
    frame: Frame,
    client: Shown,
    name: String,
    redirect_uris: String,
    grants: String,
    /// Shown now and never again.
    secret: Option<String>,
    saved: bool,
    wrong: Option<String>,
}

impl Edit {
    fn of(session: &Session, client: &Client) -> Self {
        let redirect_uris: Vec<&str> = client.redirect_uris().collect();
        Self {
            frame: Frame::of(session, "api-access"),
            client: Shown::of(client),
            name: client.name.clone(),
            redirect_uris: redirect_uris.join("\n"),
            grants: client.grants().replace(' ', ", "),
            secret: None,
            saved: false,
            wrong: None,
        }
    }
}

/// `GET /profile/api-access/ID`: one client, with its secret if it was just made.
pub(super) async fn show(Path(id): Path<String>, request: PageRequest) -> Response {
    request
        .administrator(move |request, session| {
            let client = own(request, session, &id)?;
            let mut edit = Edit::of(session, &client);
            edit.saved = request.query.get("said") == Some("saved");
            // A request for the headers alone must not use the one look up.
            if request.method == Method::GET {
                edit.secret = request.portal.secrets.take(&session.cookie, &client.id);
            }
            page(&edit)
        })
        .await
}

/// `POST /profile/api-access/ID`: another name, other redirect URIs.
pub(super) async fn edit(Path(id): Path<String>, request: PageRequest) -> Response {
    request
        .administrator(move |request, session| {
            let client = own(request, session, &id)?;
            match wanted(request) {
                Ok((name, redirect_uris)) => {
                    let connection = request.service().database.connection();
                    clients::edit(&connection, &client.id, &name, &redirect_uris)?;
                    go_to(&format!("/profile/api-access/{}?said=saved", client.id))
                }
                Err(wrong) => refused(request, session, &client, wrong),
            }
        })
        .await
}

fn wanted(request: &PageRequest) -> Result<(String, Vec<RedirectUri>), String> {
    let name = line(request, "name", NAME)?;
    let redirect_uris = RedirectUri::list(request.form.get("redirect_uris").unwrap_or_default())?;
    match redirect_uris.len() > REDIRECT_URIS {
        true => Err(format!(
            "There are more than {REDIRECT_URIS} redirect URIs."
        )),
        false => Ok((name, redirect_uris)),
    }
}

/// The form once more, as it was filled in.
fn refused(request: &PageRequest, session: &Session, client: &Client, wrong: String) -> Page {
    let typed = |field| request.form.get(field).unwrap_or_default().to_owned();
    let edit = Edit {
        name: typed("name"),
        redirect_uris: typed("redirect_uris"),
        wrong: Some(wrong),
        ..Edit::of(session, client)
    };
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &edit)
}

#[derive(Template)]
#[template(path = "remove.html")]
struct Remove {
    frame: Frame,
    client: Shown,
}

/// `GET /profile/api-access/ID/remove`: asks whether it is meant.
pub(super) async fn confirm(Path(id): Path<String>, request: PageRequest) -> Response {
    request
        .administrator(move |request, session| {
            page(&Remove {
                frame: Frame::of(session, "api-access"),
                client: Shown::of(&own(request, session, &id)?),
            })
        })
        .await
}

/// `POST /profile/api-access/ID/remove`: removes it, its tokens and codes.
pub(super) async fn remove(Path(id): Path<String>, request: PageRequest) -> Response {
    request
        .administrator(move |request, session| {
            let client = own(request, session, &id)?;
            let database = &request.service().database;
            database.transact(|transaction| clients::remove(transaction, &client.id))?;
            go_to("/profile/api-access?said=removed")
        })
        .await
}

/// The client of this id, if it is the merchant's.
fn own(request: &PageRequest, session: &Session, id: &str) -> Result<Client, Trouble> {
    clients::find(&request.service().database.connection(), id)?
        .filter(|client| client.merchant == session.user.merchant)
        .ok_or(Trouble::NotFound)
}
