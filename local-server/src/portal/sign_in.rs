//! Log in and log out.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::page::{Page, Trouble, go_to, page, with_status};
use super::page_request::PageRequest;
use super::throttle::Attempt;
use super::{next, session};
use crate::random;
use crate::site;
use crate::state::users::{self, User};

/// The cookie that ties the log-in form to a browser that is not logged in yet.
const COOKIE: &str = "omnifund_form";
/// The cookie that a browser is known by: who has to wait after wrong passwords.
const BROWSER: &str = "omnifund_browser";

#[derive(Template)]
#[template(path = "login.html")]
struct LogIn<'a> {
    form_token: &'a str,
    next: &'a str,
    username: &'a str,
    wrong: bool,
}

/// `GET /login`: the form.
pub(super) async fn form(request: PageRequest) -> Response {
    request
        .anyone(|request| {
            let next = next::path(request.query.get("next"));
            if session::find(request.service(), &request.headers)?.is_some() {
                return go_to(next);
            }
            blank(request, next)
        })
        .await
}

fn blank(request: &PageRequest, next: &str) -> Page {
    let form_token = random::cookie()?;
    let mut answer = page(&LogIn {
        form_token: &form_token,
        next,
        username: "",
        wrong: false,
    })?;
    let cookie = session::named(request.service(), COOKIE, &form_token, "Strict")?;
    answer.headers_mut().append(SET_COOKIE, cookie);
    if browser(request).is_none() {
        let lasting = format!("{}; Max-Age=31536000", random::cookie()?);
        let cookie = session::named(request.service(), BROWSER, &lasting, "Strict")?;
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}

fn browser(request: &PageRequest) -> Option<&str> {
    session::cookie(&request.headers, BROWSER).filter(|cookie| !cookie.is_empty())
}

/// `POST /login_check`: user name and password.
pub(super) async fn check(request: PageRequest) -> Response {
    request
        .anyone(|request| {
            if site::is_of_another(&request.headers) {
                return Err(Trouble::OtherSite);
            }
            let form_token = session::cookie(&request.headers, COOKIE);
            let form_token = form_token
                .filter(|token| !token.is_empty() && request.carries(token))
                .ok_or(Trouble::StaleForm)?;
            let next = next::path(request.form.get("next"));
            let username = request.form.get("username").unwrap_or_default();
            match right(request, username)? {
                Some(user) => begin(request, &user, next),
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
fn right(request: &PageRequest, username: &str) -> Result<Option<User>, Trouble> {
    let service = request.service();
    let password = request.form.get("password").unwrap_or_default();
    let throttle = &request.portal.throttle;
    let attempt = Attempt {
        name: username,
        browser: browser(request).unwrap_or_default(),
    };
    if let Some(seconds) = throttle.wait(attempt, service.clock.now()) {
        return Err(Trouble::TooMany(seconds));
    }
    // Before it is known: attempts that come all at once count, too.
    throttle.failed(attempt, service.clock.now());
    let user = users::find(&service.database.connection(), username)?;
    let hash = user.as_ref().map(|user| user.password.as_str());
    let right = service.passwords.check(password, hash)?;
    let user = user.filter(|user| right && !user.disabled);
    if user.is_some() {
        throttle.succeeded(attempt);
    }
    Ok(user)
}

fn begin(request: &PageRequest, user: &User, next: &str) -> Page {
    let service = request.service();
    let before = session::find(service, &request.headers)?;
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
pub(super) async fn leave(request: PageRequest) -> Response {
    request
        .logged_in(|request, session| {
            session::end(&request.service().database.connection(), &session.cookie)?;
            let mut answer = go_to("/login")?;
            let gone = session::unset(request.service())?;
            answer.headers_mut().append(SET_COOKIE, gone);
            Ok(answer)
        })
        .await
}
