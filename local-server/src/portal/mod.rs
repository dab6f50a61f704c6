//! The portal: what a person sees in a browser. Log in, Profile » API Access, users, traffic, faults, and
//! the page where a user allows an OAuth client to act for it.
//!
//! Pages are made by the server and work without script; [`page_request`] is a request on its way to one,
//! [`session`] who sends it, [`page`] what comes back. Each of the others is one page and its forms.

mod api_access;
mod assets;
mod authorize;
mod context;
mod faults;
mod next;
mod page;
mod page_request;
mod profile;
mod secret_once;
pub mod session;
mod sign_in;
mod throttle;
pub mod token_login;
mod traffic;
mod users;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};

use self::context::Portal;
use self::page::Trouble;
use crate::service::{Reach, Service};
use crate::site;

/// What an open Traffic page asks for each second.
pub const LIVE: &str = "/traffic/rows";

/// The portal's paths. `POST /login` is no page: an application sends an access token there.
pub fn router(service: Arc<Service>) -> Router {
    let reach = service.config.reach;
    Router::new()
        .route("/", get(profile::home))
        .route("/login", get(sign_in::form))
        .route("/login_check", post(sign_in::check))
        .route("/logout", post(sign_in::leave))
        .route("/profile", get(profile::show))
        .route(
            "/profile/api-access",
            get(api_access::list).post(api_access::make),
        )
        .route(
            "/profile/api-access/{id}",
            get(api_access::show).post(api_access::edit),
        )
        .route(
            "/profile/api-access/{id}/remove",
            get(api_access::confirm).post(api_access::remove),
        )
        .route("/users", get(users::list).post(users::add))
        .route("/users/disable", post(users::disable))
        .route("/users/enable", post(users::enable))
        .route("/traffic", get(traffic::show))
        .route(LIVE, get(traffic::rows))
        .route("/faults", get(faults::show).post(faults::change))
        .route(
            "/oauth/v2/auth",
            get(authorize::ask).post(authorize::decide),
        )
        .route("/assets/portal.css", get(assets::style))
        .route("/assets/portal.js", get(assets::script))
        .route("/assets/icon.svg", get(assets::icon))
        .layer(from_fn_with_state(reach, own_host))
        .layer(map_response(async |answer| page::harden(answer)))
        .with_state(Arc::new(Portal::over(service)))
}

/// Answers under this machine's own names only, where no other machine can reach the server: a page whose name was
/// made to mean this machine (DNS rebinding) would else be one of this portal's own.
async fn own_host(State(reach): State<Reach>, request: Request, next: Next) -> Response {
    let is_own = site::is_for_this_machine(request.uri(), request.headers(), None);
    match reach == Reach::Network || is_own {
        true => next.run(request).await,
        false => Trouble::OtherHost.into_response(),
    }
}
