//! The token endpoint: `POST /oauth/v2/token` (RFC 6749 §3.2).

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::client_authentication::{self, authenticate};
use crate::digest::Digest;
use crate::exchange::{Exchange, Outcome};
use crate::fault::Action;
use crate::faults::Subject;
use crate::grant_type::{GrantType, Unavailable};
use crate::misbehave::{self, Case};
use crate::parameters::Parameters;
use crate::refusal::{Refused, TokenRefusal};
use crate::reply::Reply;
use crate::request_log::Notes;
use crate::service::Service;
use crate::{code_grant, password_grant, purge, refresh_grant};

/// Answers one request.
pub async fn post(
    State(service): State<Arc<Service>>,
    Extension(reply): Extension<Arc<Reply>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let arrived = service.clock.real_now();
    let parameters = Parameters::of_body(&headers, &body, service.rules.bodies);
    let grant = parameters.get("grant_type");
    let fault = service.faults.take(Subject::Token(grant));
    let notes = Notes {
        grant: grant.map(str::to_owned),
        fault: fault.as_ref().map(Action::name),
        ..Notes::default()
    };
    if service.purge.is_due() {
        purge::start(Arc::clone(&service));
    }
    let request = Request {
        exchange: Exchange::new(arrived, Arc::clone(&reply), notes),
        service,
        headers,
        parameters,
    };
    misbehave::answer(fault, &reply, request).await
}

/// One request that has been read.
struct Request {
    service: Arc<Service>,
    headers: HeaderMap,
    parameters: Parameters,
    exchange: Exchange,
}

impl Case for Request {
    fn stopped(mut self) -> Notes {
        let notes = &mut self.exchange.notes;
        notes.client = client_authentication::named(&self.headers, &self.parameters);
        notes.user = self.parameters.get("username").map(str::to_owned);
        notes.token = self.parameters.get("refresh_token").map(Digest::of);
        self.exchange.stopped(&self.service);
        self.exchange.notes
    }

    fn process(mut self) -> Response {
        let outcome = decide(
            &self.service,
            &self.headers,
            &self.parameters,
            &mut self.exchange,
        );
        self.exchange.decided(&self.service, &outcome);
        self.exchange.answer(outcome)
    }
}

/// What a request comes to. The order of the checks is the vendor's: grant type, client id, client
/// secret, grant allowed; then the grant's own.
fn decide(
    service: &Service,
    headers: &HeaderMap,
    parameters: &Parameters,
    exchange: &mut Exchange,
) -> Outcome {
    let name = parameters.get("grant_type");
    let grant = name.and_then(GrantType::recognise).ok_or(Refused::Because(
        TokenRefusal::GrantTypeMissing,
        "no grant type that this server recognises, or no body that it can read",
    ))?;
    let client = authenticate(&service.database, headers, parameters, &mut exchange.notes)?;
    if !client.may_use(&grant) {
        return Err(Refused::Because(
            TokenRefusal::GrantNotAllowed,
            "the client may not use this grant",
        ));
    }
    match grant {
        GrantType::Password => password_grant::grant(service, &client, parameters, exchange),
        GrantType::RefreshToken => refresh_grant::grant(service, &client, parameters, exchange),
        GrantType::AuthorizationCode => code_grant::grant(service, &client, parameters, exchange),
        GrantType::Extension(_)
        | GrantType::Unavailable(Unavailable::ClientCredentials | Unavailable::Token) => {
            Err(Refused::Because(
                TokenRefusal::GrantNotRegistered,
                "nobody has registered this grant",
            ))
        }
    }
}
