//! The token endpoint: `POST /oauth/v2/token` (RFC 6749 §3.2), and GET with the parameters in the query, which the
//! RFC forbids and the vendor's route takes.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;

use crate::digest::Digest;
use crate::faults::Subject;
use crate::faults::misbehave::{self, Case};
use crate::faults::rule::Action;
use crate::oauth::client_authentication::{self, authenticate};
use crate::oauth::code_grant;
use crate::oauth::exchange::{Exchange, Outcome};
use crate::oauth::password_grant;
use crate::oauth::refresh_grant;
use crate::oauth::refusal::{Refused, TokenRefusal};
use crate::parameters::Parameters;
use crate::service::Service;
use crate::state::grant_type::{GrantType, Unavailable};
use crate::state::purge;
use crate::traffic::log::{LogFields, say};
use crate::traffic::reply::Reply;

/// Answers one request.
pub async fn answer(
    State(service): State<Arc<Service>>,
    Extension(reply): Extension<Arc<Reply>>,
    (method, uri): (Method, Uri),
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let arrived = service.clock.real_now();
    let parameters = match method {
        Method::POST => Parameters::of_body(&headers, &body, service.config.bodies),
        _ => Parameters::of_query(uri.query()),
    };
    let grant = parameters.get("grant_type");
    let fault = service.faults.take(Subject::Token(grant));
    let logged = LogFields {
        grant: grant.map(str::to_owned),
        fault: fault.as_ref().map(Action::name),
        ..LogFields::default()
    };
    if service.purge.is_due() {
        purge_beside(Arc::clone(&service));
    }
    let request = Request {
        exchange: Exchange::new(arrived, Arc::clone(&reply), logged),
        service,
        headers,
        parameters,
    };
    misbehave::answer(fault, &reply, request).await
}

/// Beside the requests that are answered meanwhile.
fn purge_beside(service: Arc<Service>) {
    tokio::task::spawn_blocking(move || {
        if let Err(failure) = purge::now(&service.database, &service.clock) {
            say(&failure.to_string());
        }
    });
}

/// One request that has been read.
struct Request {
    service: Arc<Service>,
    headers: HeaderMap,
    parameters: Parameters,
    exchange: Exchange,
}

impl Case for Request {
    fn stopped(mut self) -> LogFields {
        let logged = &mut self.exchange.logged;
        logged.client =
            client_authentication::named(&self.service.database, &self.headers, &self.parameters);
        logged.user = self.parameters.given("username").map(str::to_owned);
        logged.token = self.parameters.given("refresh_token").map(Digest::of);
        self.exchange.stopped(&self.service);
        self.exchange.logged
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
    let client = authenticate(&service.database, headers, parameters, &mut exchange.logged)?;
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
