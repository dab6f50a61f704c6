//! Profile: who is logged in.

use askama::Template;
use axum::response::Response;

use super::next::HOME;
use super::page::{Frame, go_to, page};
use super::page_request::PageRequest;

/// `GET /`: on to the page that people come for.
pub(super) async fn home(request: PageRequest) -> Response {
    request
        .logged_in(|_, session| {
            go_to(if session.user.administrator {
                HOME
            } else {
                "/profile"
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "profile.html")]
struct Profile {
    frame: Frame,
}

/// `GET /profile`.
pub(super) async fn show(request: PageRequest) -> Response {
    request
        .logged_in(|_, session| {
            page(&Profile {
                frame: Frame::of(session, "profile"),
            })
        })
        .await
}
