//! Log in and log out.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::page::{Page, Trouble, go_to, page, with_status};
use super::visit::Visit;
use super::{next, origin, session};
use crate::random;
use crate::users::{self, User};

/// The cookie that ties the log-in form to a browser that is not logged in yet.
const COOKIE: &str = "omnifund_form";

#[derive(Template)]
#[template(path = "login.html")]
struct LogIn<'a> {
    form_token: &'a str,
    next: &'a str,
    username: &'a str,
    wrong: bool,
}

/// `GET /login`: the form.
pub(super) async fn form(visit: Visit) -> Response {
    visit
        .anyone(|visit| {
            let next = next::place(visit.query.get("next"));
            if session::find(&visit.service, &visit.headers)?.is_some() {
                return go_to(next);
            }
            blank(visit, next)
        })
        .await
}

fn blank(visit: &Visit, next: &str) -> Page {
    let form_token = random::cookie()?;
    let mut answer = page(&LogIn {
        form_token: &form_token,
        next,
        username: "",
        wrong: false,
    })?;
    let cookie = session::named(&visit.service, COOKIE, &form_token, "Strict")?;
    answer.headers_mut().insert(SET_COOKIE, cookie);
    Ok(answer)
}

/// `POST /login_check`: user name and password.
pub(super) async fn check(visit: Visit) -> Response {
    visit
        .anyone(|visit| {
            if origin::is_other_site(&visit.headers) {
                return Err(Trouble::OtherSite);
            }
            let form_token = session::cookie(&visit.headers, COOKIE);
            let form_token = form_token
                .filter(|token| !token.is_empty() && visit.carries(token))
                .ok_or(Trouble::StaleForm)?;
            let next = next::place(visit.form.get("next"));
            let username = visit.form.get("username").unwrap_or_default();
            match right(visit, username)? {
                Some(user) => begin(visit, &user, next),
                None => with_status(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &LogIn {
                        form_token,
                        next,
                        username,
                        wrong: true,
                    },
                ),
            }
        })
        .await
}

/// The user whose name and password these are.
fn right(visit: &Visit, username: &str) -> Result<Option<User>, Trouble> {
    let service = &visit.service;
    let password = visit.form.get("password").unwrap_or_default();
    if let Some(seconds) = service.throttle.wait(username, service.clock.now()) {
        return Err(Trouble::TooMany(seconds));
    }
    // Before it is known: attempts that come all at once count, too.
    service.throttle.failed(username, service.clock.now());
    let user = users::find(&service.database.connection(), username)?;
    let hash = user.as_ref().map(|user| user.password.as_str());
    let right = service.passwords.check(password, hash)?;
    let user = user.filter(|user| right && !user.disabled);
    if user.is_some() {
        service.throttle.succeeded(username);
    }
    Ok(user)
}

fn begin(visit: &Visit, user: &User, next: &str) -> Page {
    let service = &visit.service;
    let before = session::find(service, &visit.headers)?;
    let cookie = service.database.transact(|transaction| {
        if let Some(before) = &before {
            session::end(transaction, &before.cookie)?;
        }
        session::begin(transaction, &user.name, service.clock.now())
    })?;
    let mut answer = go_to(next)?;
    let cookie = session::set(service, &cookie)?;
    answer.headers_mut().append(SET_COOKIE, cookie);
    Ok(answer)
}

/// `POST /logout`.
pub(super) async fn leave(visit: Visit) -> Response {
    visit
        .logged_in(|visit, session| {
            session::end(&visit.service.database.connection(), &session.cookie)?;
            let mut answer = go_to("/login")?;
            let gone = session::unset(&visit.service)?;
            answer.headers_mut().append(SET_COOKIE, gone);
            Ok(answer)
        })
        .await
}
