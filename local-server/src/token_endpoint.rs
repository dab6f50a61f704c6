//! The token endpoint: `POST /oauth/v2/token` (RFC 6749 §3.2).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::client_authentication::authenticate;
use crate::digest::Digest;
use crate::grant_type::{GrantType, Unavailable};
use crate::parameters::Parameters;
use crate::refusal::{self, Refused, TokenRefusal};
use crate::request_log::Notes;
use crate::service::{self, Service};
use crate::tokens::Issued;
use crate::{password_grant, refresh_grant};

/// Answers one request.
pub async fn post(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    service::answer(move || {
        let parameters = Parameters::of_body(&headers, &body, service.rules.bodies);
        let mut notes = Notes::default();
        let answer = match exchange(&service, &headers, &parameters, &mut notes) {
            Ok(issued) => {
                notes.access = Some(Digest::of(&issued.access_token));
                notes.refresh = issued.refresh_token.as_deref().map(Digest::of);
                refusal::json(StatusCode::OK, &issued)
            }
            Err(Refused::Because(refusal, reason)) => {
                notes.error = Some(refusal.row().0);
                notes.reason = Some(reason.to_owned());
                refusal.into_response()
            }
            Err(Refused::Failed(failure)) => {
                notes.error = Some("server_error");
                notes.reason = Some(failure.to_string());
                refusal::server_error()
            }
        };
        notes.attach(answer)
    })
    .await
}

/// One exchange. The order of the checks is the vendor's: grant type, client id, client secret,
/// grant allowed; then the grant's own.
fn exchange(
    service: &Service,
    headers: &HeaderMap,
    parameters: &Parameters,
    notes: &mut Notes,
) -> Result<Issued, Refused<TokenRefusal>> {
    let name = parameters.get("grant_type");
    notes.grant = name.map(str::to_owned);
    let grant = name.and_then(GrantType::recognise).ok_or(Refused::Because(
        TokenRefusal::GrantTypeMissing,
        "no grant type that this server recognises, or no body that it can read",
    ))?;
    let client = authenticate(&service.database, headers, parameters, notes)?;
    if !client.may_use(&grant) {
        return Err(Refused::Because(
            TokenRefusal::GrantNotAllowed,
            "the client may not use this grant",
        ));
    }
    match grant {
        GrantType::Password => password_grant::grant(service, &client, parameters, notes),
        GrantType::RefreshToken => refresh_grant::grant(service, &client, parameters, notes),
        GrantType::AuthorizationCode => Err(code(parameters)),
        GrantType::Extension(_)
        | GrantType::Unavailable(Unavailable::ClientCredentials | Unavailable::Token) => {
            Err(Refused::Because(
                TokenRefusal::GrantNotRegistered,
                "nobody has registered this grant",
            ))
        }
    }
}

/// Refuses an authorization code (RFC 6749 §4.1.3): this server has no authorization page yet,
/// so no code can be a good one.
fn code(parameters: &Parameters) -> Refused<TokenRefusal> {
    if parameters.get("code").is_none() {
        Refused::Because(TokenRefusal::CodeMissing, "code is missing")
    } else if parameters.get("redirect_uri").is_none() {
        Refused::Because(TokenRefusal::RedirectUriMissing, "redirect_uri is missing")
    } else {
        Refused::Because(
            TokenRefusal::CodeInvalid,
            "this server issues no authorization codes",
        )
    }
}
