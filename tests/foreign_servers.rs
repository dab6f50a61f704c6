//! What other OAuth servers, and what stands before them, say to a refresh and to an access token, and what is
//! told of it. Each row was once told wrongly, or could be.

#![allow(missing_docs)]

mod common;

use std::time::Duration;

use common::config_for;
use common::peer::Peer;
use omnifund::ErrorKind::{self, *};
use omnifund::{Advice, Client, Error, Outcome, Secret};

/// An answer: status line and what stands behind it.
struct Row {
    whose: &'static str,
    answer: &'static str,
    headers: &'static str,
    body: &'static str,
    told: Told,
}

struct Told(ErrorKind, Advice, Outcome);

const DEAD: Told = Told(RefreshTokenRefused, Advice::SignIn, Outcome::Refused);
const CLIENT: Told = Told(InvalidClient, Advice::FixConfiguration, Outcome::Refused);
const WAIT_FOR_SERVER: Told = Told(ServerError, Advice::Wait, Outcome::Unknown);
const SLOWER: Told = Told(RateLimited, Advice::Wait, Outcome::Refused);
const AWAY: Told = Told(Unavailable, Advice::Wait, Outcome::Unknown);
const GATEWAY: Told = Told(UnexpectedAnswer, Advice::Wait, Outcome::Unknown);
const NO_ENDPOINT: Told = Told(NoTokenEndpoint, Advice::FixConfiguration, Outcome::Unknown);

fn row(
    whose: &'static str,
    answer: &'static str,
    headers: &'static str,
    body: &'static str,
    told: Told,
) -> Row {
    Row {
        whose,
        answer,
        headers,
        body,
        told,
    }
}

impl Row {
    fn client(&self) -> Client {
        let Self {
            answer,
            headers,
            body,
            ..
        } = self;
        let length = body.len();
        let peer = Peer::answering(format!(
            "HTTP/1.1 {answer}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ));
        Client::new(&config_for(&peer.base_url())).unwrap()
    }

    fn must_be(&self, error: &Error) {
        let Told(kind, advice, outcome) = self.told;
        let whose = self.whose;
        assert_eq!(error.kind(), kind, "{whose}: {error}");
        assert_eq!(error.advice(), advice, "{whose}: {error}");
        assert_eq!(error.outcome(), outcome, "{whose}: {error}");
        let status = self.answer.split(' ').next().unwrap();
        assert_eq!(error.http_status(), status.parse().ok(), "{whose}: {error}");
        assert!(
            error.to_string().contains(&format!("HTTP {status}")),
            "{whose}: {error}"
        );
    }
}

#[test]
fn what_other_servers_say_to_a_refresh_is_told_as_it_was_meant() {
    for row in [
        row(
            "Keycloak, a session that ended",
            "400 Bad Request",
            "",
            r#"{"error":"invalid_grant","error_description":"Token is not active"}"#,
            DEAD,
        ),
        row(
            "Keycloak, a wrong secret",
            "401 Unauthorized",
            "",
            r#"{"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"}"#,
            Told(
                UnauthorizedClient,
                Advice::FixConfiguration,
                Outcome::Refused,
            ),
        ),
        row(
            "Auth0, a refresh token that was used",
            "403 Forbidden",
            "",
            r#"{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}"#,
            DEAD,
        ),
        row(
            "Auth0, too many requests by another name",
            "400 Bad Request",
            "Retry-After: 30\r\n",
            r#"{"error":"too_many_requests","error_description":"Too many attempts"}"#,
            SLOWER,
        ),
        row(
            "Hydra, whose database is away",
            "500 Internal Server Error",
            "",
            r#"{"error":"server_error","error_description":"The authorization server encountered an unexpected condition"}"#,
            WAIT_FOR_SERVER,
        ),
        row(
            "Hydra, the same behind a 400",
            "400 Bad Request",
            "",
            r#"{"error":"server_error"}"#,
            WAIT_FOR_SERVER,
        ),
        row(
            "Doorkeeper, with a challenge",
            "401 Unauthorized",
            "WWW-Authenticate: Bearer realm=\"Doorkeeper\", error=\"invalid_client\"\r\n",
            r#"{"error":"invalid_client","error_description":"Client authentication failed"}"#,
            CLIENT,
        ),
        row(
            "Spring, which challenges for Basic",
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"oauth2/client\"\r\n",
            r#"{"error":"invalid_client"}"#,
            CLIENT,
        ),
        row(
            "Azure, which is busy",
            "400 Bad Request",
            "Retry-After: 120\r\n",
            r#"{"error":"temporarily_unavailable","error_description":"AADSTS90033"}"#,
            AWAY,
        ),
        row(
            "Okta, that polls too fast",
            "400 Bad Request",
            "",
            r#"{"error":"slow_down"}"#,
            SLOWER,
        ),
        row(
            "a limit without words",
            "429 Too Many Requests",
            "Retry-After: 5\r\n",
            "",
            SLOWER,
        ),
        row(
            "maintenance that says until when",
            "503 Service Unavailable",
            "Retry-After: 120\r\n",
            "<html>Back soon</html>",
            AWAY,
        ),
        row(
            "a balancer's own page",
            "502 Bad Gateway",
            "",
            "<html>nginx</html>",
            WAIT_FOR_SERVER,
        ),
        row(
            "a firewall's page",
            "403 Forbidden",
            "",
            "<html>Blocked</html>",
            GATEWAY,
        ),
        row(
            "a firewall with JSON of its own",
            "403 Forbidden",
            "",
            r#"{"error":"forbidden","message":"WAF"}"#,
            GATEWAY,
        ),
        row(
            "no such page, at a wrong base URL",
            "404 Not Found",
            "",
            "<html>",
            NO_ENDPOINT,
        ),
        row(
            "a page that takes no POST",
            "405 Method Not Allowed",
            "Allow: GET\r\n",
            "",
            NO_ENDPOINT,
        ),
        row(
            "a host that moved for good",
            "301 Moved Permanently",
            "Location: https://elsewhere.example/oauth/v2/token\r\n",
            "",
            NO_ENDPOINT,
        ),
        row(
            "a hotel's log-in page",
            "302 Found",
            "Location: http://hotel.example/\r\n",
            "",
            Told(UnexpectedRedirect, Advice::Wait, Outcome::Unknown),
        ),
    ] {
        let error = row
            .client()
            .refresh_grant(&Secret::from("refresh"))
            .unwrap_err();
        row.must_be(&error);
        let said = error.to_string();
        if let Some((_, location)) = row.headers.split_once("Location: ") {
            assert!(said.contains(location.trim()), "{}: {said}", row.whose);
        }
        if let Some((_, seconds)) = row.headers.split_once("Retry-After: ") {
            let asked = Duration::from_secs(seconds.trim().parse().unwrap());
            assert_eq!(error.retry_after(), asked, "{}", row.whose);
        }
    }
}

#[test]
fn what_is_said_to_an_access_token_is_told_as_it_was_meant() {
    const REFUSED: Told = Told(AccessTokenRefused, Advice::SignIn, Outcome::Refused);
    for row in [
        row(
            "Doorkeeper, revoked",
            "401 Unauthorized",
            "WWW-Authenticate: Bearer realm=\"Doorkeeper\", error=\"invalid_token\", error_description=\"revoked\"\r\n",
            "",
            REFUSED,
        ),
        row("a 401 without a word", "401 Unauthorized", "", "", REFUSED),
        row(
            "a gateway that wants a password of its own",
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"staging\"\r\n",
            "<html>",
            Told(TokenNotSeen, Advice::FixConfiguration, Outcome::Refused),
        ),
        row(
            "both challenges: the token was looked at",
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"a\"\r\nWWW-Authenticate: Bearer error=\"invalid_token\"\r\n",
            "",
            REFUSED,
        ),
        row(
            "a scope that does not reach",
            "403 Forbidden",
            "WWW-Authenticate: Bearer error=\"insufficient_scope\"\r\n",
            "",
            Told(InsufficientScope, Advice::Refused, Outcome::Refused),
        ),
        row(
            "a firewall's page",
            "403 Forbidden",
            "",
            "<html>Blocked</html>",
            GATEWAY,
        ),
        row(
            "a balancer's own page",
            "502 Bad Gateway",
            "",
            "",
            WAIT_FOR_SERVER,
        ),
    ] {
        let error = row
            .client()
            .token_login(&Secret::from("access"))
            .unwrap_err();
        row.must_be(&error);
    }
}
