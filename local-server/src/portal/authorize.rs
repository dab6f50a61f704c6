//! The authorization page (RFC 6749 §4.1.1): a user allows an OAuth client to act for it, and is sent back
//! with a code; or denies it.

use askama::Template;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::page::{Frame, Page, Trouble, go_to, page};
use super::page_request::PageRequest;
use crate::parameters::Parameters;
use crate::state::clients::{self, Client};
use crate::state::codes::{self, Allowed};
use crate::state::grant_type::GrantType;
use crate::state::redirect_uri::RedirectUri;
use crate::state::scope::Scope;

/// The longest state that is carried, in bytes.
const STATE: usize = 2000;

/// What an application asks of a user.
struct Asked {
    client: Client,
    redirect_uri: RedirectUri,
    state: Option<String>,
    scope: Scope,
    /// Why the user is not even asked; goes back to the application (§4.1.2.1).
    refused: Option<(&'static str, &'static str)>,
}

impl Asked {
    /// Reads a request. Where client or redirect URI are not certain, nobody is sent anywhere: else this
    /// server would lead its users wherever an address says.
    fn read(request: &PageRequest, parameters: &Parameters) -> Result<Self, Trouble> {
        let wrong = |text: &str| Trouble::Wrong(text.to_owned());
        let id = parameters
            .given("client_id")
            .ok_or(Trouble::Refused("invalid_request", "No client id supplied"))?;
        let client = clients::find(&request.service().database.connection(), id)?
            .ok_or(Trouble::Refused("invalid_client", "Unknown client"))?;
        let mismatch = |text| Trouble::Refused("redirect_uri_mismatch", text);
        let named = parameters.given("redirect_uri").ok_or(mismatch(
            "The redirect URI is mandatory and was not supplied.",
        ))?;
        let redirect_uri = client.redirect_uri(named).ok_or(mismatch(
            "The redirect URI provided does not match registered URI(s).",
        ))?;
        let state = parameters.get("state").map(str::to_owned);
        if state.as_ref().is_some_and(|state| state.len() > STATE) {
            return Err(wrong(
                "The application that sent you here gave a state of more than 2000 bytes.",
            ));
        }
        let asked_for = parameters.given("scope").map(Scope::asked);
        let too_much = asked_for.as_ref().is_some_and(|scope| {
            let scope = scope.as_ref();
            scope.is_none_or(|scope| !client.scopes.covers(scope))
        });
        let asked_for = asked_for.flatten();
        let response_type = parameters.given("response_type");
        let refused = if response_type.is_none() {
            Some(("invalid_request", "Invalid response type."))
        } else if response_type != Some("code") {
            Some((
                "unsupported_response_type",
                "The response type has to be code.",
            ))
        } else if !client.may_use(&GrantType::AuthorizationCode) {
            Some((
                "unauthorized_client",
                "The grant type is unauthorized for this client_id",
            ))
        } else if too_much {
            Some(("invalid_scope", "An unsupported scope was requested."))
        } else {
            None
        };
        Ok(Self {
            scope: asked_for.unwrap_or_else(|| client.scopes.clone()),
            client,
            redirect_uri,
            state,
            refused,
        })
    }

    /// Sends the user back to the application.
    fn back(&self, parameters: &[(&str, &str)]) -> Page {
        let state = self.state.as_deref().map(|state| ("state", state));
        let parameters: Vec<_> = parameters.iter().copied().chain(state).collect();
        let mut answer = go_to(&self.redirect_uri.with(&parameters))?;
        // As the vendor's page: it is a GET that follows, whatever sent the user here.
        *answer.status_mut() = StatusCode::FOUND;
        Ok(answer)
    }

    fn back_with_error(&self, error: &str, description: &str) -> Page {
        self.back(&[("error", error), ("error_description", description)])
    }
}

#[derive(Template)]
#[template(path = "authorize.html")]
struct Ask<'a> {
    frame: Frame,
    name: &'a str,
    merchant: &'a str,
    client_id: &'a str,
    redirect_uri: &'a str,
    state: &'a str,
    scope: &'a str,
}

/// `GET /oauth/v2/auth`: asks the user.
pub(super) async fn ask(request: PageRequest) -> Response {
    request
        .anyone(|request| {
            let asked = Asked::read(request, &request.query)?;
            if let Some((error, description)) = asked.refused {
                return asked.back_with_error(error, description);
            }
            let session = request.session()?;
            let mut answer = page(&Ask {
                frame: Frame::of(&session, "authorize"),
                name: match asked.client.name.as_str() {
                    "" => &asked.client.id,
                    name => name,
                },
                merchant: &asked.client.merchant,
                client_id: &asked.client.id,
                redirect_uri: asked.redirect_uri.as_str(),
                state: asked.state.as_deref().unwrap_or_default(),
                scope: asked.scope.text().unwrap_or_default(),
            })?;
            answer
                .headers_mut()
                .insert(CONTENT_SECURITY_POLICY, policy(&asked.redirect_uri)?);
            Ok(answer)
        })
        .await
}

/// Browsers hold a form's whole way against `form-action`, the redirect to the application too.
fn policy(redirect_uri: &RedirectUri) -> Result<HeaderValue, Trouble> {
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
         form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
        redirect_uri.source()
    );
    HeaderValue::try_from(policy).map_err(|_| Trouble::NotFound)
}

/// `POST /oauth/v2/auth`: what the user decided.
pub(super) async fn decide(request: PageRequest) -> Response {
    request
        .logged_in(|request, session| {
            let asked = Asked::read(request, &request.form)?;
            if let Some((error, description)) = asked.refused {
                return asked.back_with_error(error, description);
            }
            if request.form.get("decision") != Some("allow") {
                let denied = "The user denied access to your application";
                return asked.back_with_error("access_denied", denied);
            }
            let allowed = Allowed {
                client_id: asked.client.id.clone(),
                user: session.user.name.clone(),
                redirect_uri: asked.redirect_uri.as_str().to_owned(),
                scope: asked.scope.clone(),
            };
            let service = request.service();
            let code = service
                .database
                .transact(|transaction| codes::issue(transaction, &allowed, service.clock.now()))?;
            asked.back(&[("code", &code)])
        })
        .await
}
