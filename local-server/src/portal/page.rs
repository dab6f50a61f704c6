//! What comes back: a page, a way to another one, or what went wrong; all of it with strict headers.

use askama::Template;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, PRAGMA, REFERRER_POLICY,
    RETRY_AFTER, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::session::Session;
use crate::failure::Failure;
use crate::traffic::log::LogFields;
use crate::worker;

/// What a page comes to.
pub(super) type Page = Result<Response, Trouble>;

/// What stands around every page of somebody who is logged in.
pub(super) struct Frame {
    pub user: String,
    pub merchant: String,
    pub administrator: bool,
    /// Goes into every form.
    pub form_token: String,
    /// Which entry of the navigation this is.
    pub here: &'static str,
}

impl Frame {
    pub(super) fn of(session: &Session, here: &'static str) -> Self {
        Self {
            user: session.user.name.clone(),
            merchant: session.user.merchant.clone(),
            administrator: session.user.administrator,
            form_token: session.form_token.clone(),
            here,
        }
    }
}

/// A page.
pub(super) fn page(template: &impl Template) -> Page {
    with_status(StatusCode::OK, template)
}

/// A page with another status.
pub(super) fn with_status(status: StatusCode, template: &impl Template) -> Page {
    let html = template
        .render()
        .map_err(|error| Failure::Refused(format!("a page could not be made: {error}")))?;
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((status, headers, html).into_response())
}

/// The way to another page, which is then asked for by GET: a reload repeats nothing.
pub(super) fn go_to(path: &str) -> Page {
    let path = HeaderValue::try_from(path)
        .map_err(|_| Failure::Refused("a redirect to a path with odd characters".to_owned()))?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response())
}

/// The body of a token login: a page that says who is logged in.
///
/// # Errors
/// When the page cannot be made.
pub fn welcome(user: &str) -> Result<String, Failure> {
    Welcome { user }
        .render()
        .map_err(|error| Failure::Refused(format!("a page could not be made: {error}")))
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome<'a> {
    user: &'a str,
}

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nobody is logged in; behind the log-in lies this path.
    NotLoggedIn(String),
    /// The form is not one that this server gave to this session.
    StaleForm,
    /// The form came from another site.
    OtherSite,
    /// The request names another host than this machine.
    OtherHost,
    /// Only a merchant's administrators may see this.
    NotAllowed,
    /// It is not there, or another merchant's, which looks the same.
    NotFound,
    /// The request makes no sense, for the reason that is told.
    Wrong(String),
    /// An application's request makes no sense, and there is nowhere to send its user: error and description, as JSON.
    Refused(&'static str, &'static str),
    /// Too many failures; wait for so many seconds.
    TooMany(u64),
    /// This server failed.
    Failed(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem<'a> {
    title: &'a str,
    text: &'a str,
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let wait;
        let (status, title, text) = match &self {
            Self::NotLoggedIn(next) => {
                let query = form_urlencoded::Serializer::new(String::new())
                    .append_pair("next", next)
                    .finish();
                return go_to(&format!("/login?{query}")).into_response();
            }
            Self::Refused(error, description) => {
                let body = json!({ "error": error, "error_description": description });
                let logged = LogFields {
                    error: Some(error),
                    reason: Some((*description).to_owned()),
                    ..LogFields::default()
                };
                return logged.attach(worker::json_answer(StatusCode::BAD_REQUEST, &body));
            }
            Self::StaleForm => (
                StatusCode::FORBIDDEN,
                "This form is out of date",
                "You were logged out, or logged in anew, since it was opened. Nothing was changed. Go \
                 back, reload the page and try again.",
            ),
            Self::OtherSite => (
                StatusCode::FORBIDDEN,
                "This form came from another site",
                "Nothing was changed. Another site's page tried to send a form to the portal in your \
                 name.",
            ),
            Self::OtherHost => (
                StatusCode::FORBIDDEN,
                "This is no address of the portal",
                "Open the address that the server printed at its start: a loopback address, or localhost. \
                 Another site's name was made to mean this machine, or the server is behind a proxy that \
                 names another host.",
            ),
            Self::NotAllowed => (
                StatusCode::FORBIDDEN,
                "For administrators",
                "This page is for the administrators of your merchant. Ask one of them.",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "Nothing is here",
                "It may have been removed meanwhile, or the address is mistyped.",
            ),
            Self::Wrong(text) => (StatusCode::BAD_REQUEST, "That did not work", text.as_str()),
            Self::TooMany(seconds) => {
                wait = format!(
                    "Too many wrong passwords for this user name. Try again in {seconds} s."
                );
                (
                    StatusCode::TOO_MANY_REQUESTS,
                    "Wait a moment",
                    wait.as_str(),
                )
            }
            Self::Failed(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The local server failed",
                "Its log says why.",
            ),
        };
        let mut answer = with_status(status, &Problem { title, text })
            .unwrap_or_else(|_| (status, title.to_owned()).into_response());
        if let Self::TooMany(seconds) = self {
            answer.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        let logged = LogFields {
            reason: Some(match &self {
                Self::Failed(failure) => failure.to_string(),
                _ => title.to_owned(),
            }),
            ..LogFields::default()
        };
        logged.attach(answer)
    }
}

/// Gives every answer of the portal its strict headers. A page may have a policy of its own.
#[must_use]
pub fn harden(mut answer: Response) -> Response {
    const POLICY: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    let headers = answer.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(POLICY);
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (CACHE_CONTROL, "no-store, private"),
        (PRAGMA, "no-cache"),
        // With "no-referrer" browsers send "Origin: null" with the portal's own forms.
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
