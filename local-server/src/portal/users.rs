//! The users of a merchant: added, disabled, let in again.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Frame, Page, Trouble, go_to, page, with_status};
use super::page_request::{PageRequest, line};
use super::session::Session;
use crate::state::users::{self, Position, User};

/// The longest user name, in characters.
const NAME: usize = 180;
/// The longest password, in bytes: hashing takes time with its length.
const PASSWORD: usize = 4096;

#[derive(Template)]
#[template(path = "users.html")]
struct List {
    frame: Frame,
    users: Vec<User>,
    /// The name that was typed, where the form comes once more.
    name: String,
    said: Option<&'static str>,
    wrong: Option<String>,
}

/// `GET /users`.
pub(super) async fn list(request: PageRequest) -> Response {
    request
        .administrator(|request, session| page(&the_list(request, session)?))
        .await
}

fn the_list(request: &PageRequest, session: &Session) -> Result<List, Trouble> {
    let merchant = &session.user.merchant;
    Ok(List {
        frame: Frame::of(session, "users"),
        users: users::of_merchant(&request.service().database.connection(), merchant)?,
        name: String::new(),
        said: match request.query.get("said") {
            Some("added") => Some("The user was added."),
            Some("disabled") => {
                Some("The user is disabled: its tokens and its password are refused.")
            }
            Some("enabled") => Some("The user is enabled."),
            _ => None,
        },
        wrong: None,
    })
}

/// `POST /users`: adds one.
pub(super) async fn add(request: PageRequest) -> Response {
    request
        .administrator(|request, session| {
            let name = match line(request, "name", NAME) {
                Ok(name) if name.is_empty() => {
                    return refused(request, session, "A user needs a name.".to_owned());
                }
                Ok(name) => name,
                Err(wrong) => return refused(request, session, wrong),
            };
            let password = request.form.get("password").unwrap_or_default();
            if password.is_empty() || password.len() > PASSWORD {
                let wrong = "A user needs a password, of 4096 bytes at most.".to_owned();
                return refused(request, session, wrong);
            }
            let position = Position {
                merchant: session.user.merchant.clone(),
                administrator: request.form.get("position") == Some("administrator"),
            };
            let hash = request.service().passwords.hash(password)?;
            let connection = request.service().database.connection();
            let added = users::add(&connection, &name, &hash, &position)?;
            drop(connection);
            match added {
                true => go_to("/users?said=added"),
                false => refused(
                    request,
                    session,
                    // Names are one for all merchants; whose this one is, is told to nobody.
                    format!("The name {name:?} is taken. Choose another."),
                ),
            }
        })
        .await
}

fn refused(request: &PageRequest, session: &Session, wrong: String) -> Page {
    let list = List {
        name: request.form.get("name").unwrap_or_default().to_owned(),
        wrong: Some(wrong),
        ..the_list(request, session)?
    };
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &list)
}

/// `POST /users/disable`.
pub(super) async fn disable(request: PageRequest) -> Response {
    request
        .administrator(|request, session| set_disabled(request, session, true))
        .await
}

/// `POST /users/enable`.
pub(super) async fn enable(request: PageRequest) -> Response {
    request
        .administrator(|request, session| set_disabled(request, session, false))
        .await
}

fn set_disabled(request: &PageRequest, session: &Session, disabled: bool) -> Page {
    let name = request.form.get("name").unwrap_or_default();
    let connection = request.service().database.connection();
    let user = users::find(&connection, name)?
        .filter(|user| user.merchant == session.user.merchant)
        .ok_or(Trouble::NotFound)?;
    if user.name == session.user.name {
        let wrong = "You can't disable yourself: nobody might be left to let you in again.";
        return Err(Trouble::Wrong(wrong.to_owned()));
    }
    users::set_disabled(&connection, &user.name, disabled)?;
    go_to(match disabled {
        true => "/users?said=disabled",
        false => "/users?said=enabled",
    })
}
