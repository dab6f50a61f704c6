//! A request on its way to a page.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse as _, Response};

use super::context::Portal;
use super::page::{Page, Trouble};
use super::session::{self, Session};
use crate::digest::Digest;
use crate::parameters::Parameters;
use crate::service::Service;
use crate::site;
use crate::state::name;
use crate::worker;

/// The name of the field that every form carries.
pub(super) const FORM_TOKEN: &str = "form_token";

/// A request.
pub(super) struct PageRequest {
    pub portal: Arc<Portal>,
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub query: Parameters,
    pub form: Parameters,
}

impl FromRequest<Arc<Portal>> for PageRequest {
    type Rejection = Infallible;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Infallible> {
        let (parts, body): (Parts, Body) = request.into_parts();
        // The whole body has been taken in already, within its bounds.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        Ok(Self {
            portal: Arc::clone(portal),
            query: Parameters::of_query(parts.uri.query()),
            form: Parameters::of_form_body(&parts.headers, &body),
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
        })
    }
}

impl PageRequest {
    pub(super) fn service(&self) -> &Arc<Service> {
        &self.portal.service
    }

    /// Makes a page for whoever is there, where blocking is allowed.
    pub(super) async fn anyone(
        self,
        work: impl FnOnce(&Self) -> Page + Send + 'static,
    ) -> Response {
        worker::answer(move || work(&self).unwrap_or_else(Trouble::into_response)).await
    }

    /// Makes a page for somebody who is logged in; others are sent to log in first.
    pub(super) async fn logged_in(
        self,
        work: impl FnOnce(&Self, &Session) -> Page + Send + 'static,
    ) -> Response {
        self.anyone(|request| {
            let session = request.session()?;
            work(request, &session)
        })
        .await
    }

    /// Makes a page for an administrator of a merchant.
    pub(super) async fn administrator(
        self,
        work: impl FnOnce(&Self, &Session) -> Page + Send + 'static,
    ) -> Response {
        self.logged_in(|request, session| match session.user.administrator {
            true => work(request, session),
            false => Err(Trouble::NotAllowed),
        })
        .await
    }

    /// Who is logged in; a form must be one of this session's own.
    pub(super) fn session(&self) -> Result<Session, Trouble> {
        let changes = self.method == Method::POST;
        if changes && site::is_of_another(&self.headers) {
            return Err(Trouble::OtherSite);
        }
        let session = session::find(self.service(), &self.headers)?;
        match session {
            Some(session) if changes && !self.carries(&session.form_token) => {
                Err(Trouble::StaleForm)
            }
            Some(session) => Ok(session),
            None if changes => Err(Trouble::StaleForm),
            None => Err(Trouble::NotLoggedIn(self.path_and_query())),
        }
    }

    /// Whether the form carries this token, compared in constant time.
    pub(super) fn carries(&self, form_token: &str) -> bool {
        let carried = self.form.get(FORM_TOKEN).unwrap_or_default();
        Digest::of(carried).matches(&Digest::of(form_token))
    }

    /// Path and query, to come back to.
    fn path_and_query(&self) -> String {
        self.uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string)
    }
}

/// A text that a person typed in one line: without blanks around it, and not too long.
pub(super) fn line(request: &PageRequest, field: &str, most: usize) -> Result<String, String> {
    let text = request.form.get(field).unwrap_or_default().trim();
    if text.chars().count() > most {
        return Err(format!("The {field} is longer than {most} characters."));
    }
    name::check(text).map_err(|wrong| format!("The {field} {wrong}."))?;
    Ok(text.to_owned())
}
