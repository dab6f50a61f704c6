//! The way through a browser: a user allows an OAuth client to act for it, and comes back with a code
//! (RFC 6749 §4.1).

use std::fmt;

use form_urlencoded::Serializer;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::answer::Said;
use crate::error::{Error, ErrorKind, Result};
use crate::grant::Grant;
use crate::hex::hex;
use crate::secret::Secret;

/// Where the user is asked, behind the base URL.
pub(crate) const AUTHORIZATION_ENDPOINT: &str = "/oauth/v2/auth";
/// What messages call all of this.
const TRIED: &str = "authorization";
/// The longest redirect URI and the longest state, in bytes.
const LONGEST: usize = 2000;
/// The longest URL that comes back, in bytes.
const LONGEST_REDIRECT: usize = 16 * 1024;

/// One question to a user, and what its answer is known by. The state in it is a secret until the user
/// has come back: whoever knows it could slip a code of its own in.
///
/// ```
/// # use omnifund::{Client, Config, Secret, Session, Store};
/// # let mut config = Config::new();
/// # config.set_base_url("http://127.0.0.1:9")?;
/// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
/// # let client = Client::new(&config)?;
/// let authorization = client.authorization("https://till.example/back")?;
/// assert!(authorization.url().starts_with("http://127.0.0.1:9/"));
/// assert!(authorization.url().contains(authorization.state()));
/// # Ok::<(), omnifund::Error>(())
/// ```
pub struct Authorization {
    url: Secret,
    state: Secret,
    redirect_uri: String,
}

impl Authorization {
    /// With a state of 128 random bits.
    pub(crate) fn new(endpoint: &str, client_id: &str, redirect_uri: &str) -> Result<Self> {
        let mut bytes = [0; 16];
        SystemRandom::new().fill(&mut bytes).map_err(|_| {
            Error::new(ErrorKind::Internal, "the system gave no random bytes").trying(TRIED)
        })?;
        let state = Secret::from(hex(&bytes));
        Self::with_state(endpoint, client_id, redirect_uri, state)
    }

    pub(crate) fn with_state(
        endpoint: &str,
        client_id: &str,
        redirect_uri: &str,
        state: Secret,
    ) -> Result<Self> {
        if let Some(problem) = problem_of(redirect_uri) {
            let problem = format!("the redirect URI {problem}");
            return Err(Error::new(ErrorKind::InvalidArgument, problem).trying(TRIED));
        }
        if state.expose().is_empty() || state.expose().len() > LONGEST {
            let problem = format!("the state is empty or over {LONGEST} bytes");
            return Err(Error::new(ErrorKind::InvalidArgument, problem).trying(TRIED));
        }
        let query = Serializer::new(String::new())
            .append_pair("client_id", client_id)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("state", state.expose())
            .finish();
        Ok(Self {
            url: Secret::from(format!("{endpoint}?{query}")),
            state,
            redirect_uri: redirect_uri.to_owned(),
        })
    }

    /// Where the user's browser is to go.
    pub fn url(&self) -> &str {
        self.url.expose()
    }

    /// What the answer is known by. A web application keeps it in the user's web session, where the
    /// user comes back to another process.
    pub fn state(&self) -> &str {
        self.state.expose()
    }

    /// What is exchanged for the code.
    pub(crate) fn grant<'a>(&'a self, code: &'a Secret) -> Grant<'a> {
        Grant::Code {
            code,
            redirect_uri: &self.redirect_uri,
        }
    }

    /// Takes the URL apart that the user came back with (RFC 6749 §4.1.2): whole, or path and query as
    /// a web server sees it.
    pub(crate) fn code_in(&self, redirect_url: &str) -> Result<Secret> {
        let wrong = |kind, problem: &str| Err(Error::new(kind, problem).trying(TRIED));
        if redirect_url.len() > LONGEST_REDIRECT {
            return wrong(
                ErrorKind::ForeignRedirect,
                "the URL that the user came back with is over 16 KiB",
            );
        }
        let query = redirect_url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let mut found = [const { None::<Secret> }; 4];
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let names = ["state", "code", "error", "error_description"];
            let Some(at) = names.iter().position(|known| *known == name) else {
                continue;
            };
            if found[at]
                .replace(Secret::from(value.into_owned()))
                .is_some()
            {
                return wrong(
                    ErrorKind::ForeignRedirect,
                    "the URL that the user came back with says something twice",
                );
            }
        }
        let [state, code, error, description] = found;
        // By their hashes: how long that takes says nothing of how much was right.
        let hash = |secret: &Secret| digest(&SHA256, secret.expose().as_bytes());
        let hashes = |state: &Secret| hash(state).as_ref() == hash(&self.state).as_ref();
        if !state.as_ref().is_some_and(hashes) {
            return wrong(
                ErrorKind::ForeignRedirect,
                "the user came back with no state or another one: not from this question",
            );
        }
        if let Some(error) = error.filter(|error| !error.expose().is_empty()) {
            return Err(refused(error.expose(), description.as_ref(), &self.state));
        }
        match code.filter(|code| !code.expose().is_empty()) {
            Some(code) => Ok(code),
            None => wrong(
                ErrorKind::ForeignRedirect,
                "the user came back with neither code nor error",
            ),
        }
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorization")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// What the authorization page refused (RFC 6749 §4.1.2.1).
fn refused(error: &str, description: Option<&Secret>, state: &Secret) -> Error {
    let (kind, came_back) = match error {
        "access_denied" => (ErrorKind::AuthorizationDenied, "the user denied it"),
        "invalid_request" => (
            ErrorKind::InvalidRequest,
            "the server did not understand the request",
        ),
        "unauthorized_client" => (
            ErrorKind::UnauthorizedClient,
            "the OAuth client may not use authorization_code",
        ),
        "invalid_scope" => (ErrorKind::InvalidScope, "the server refused the scope"),
        _ => (ErrorKind::OtherOauthError, "the server refused"),
    };
    let said = Said {
        error: Some(error.to_owned()),
        description: description.map(|description| description.expose().to_owned()),
    };
    // A browser brought it, without a status.
    Error::new(kind, came_back)
        .answered(said.shown(0, &[state]))
        .trying(TRIED)
}

/// Why a redirect URI can't be one (RFC 6749 §3.1.2). Which ones OmniFund allows, OmniFund decides.
fn problem_of(redirect_uri: &str) -> Option<&'static str> {
    let graphic = redirect_uri.bytes().all(|byte| byte.is_ascii_graphic());
    let scheme = redirect_uri
        .split_once(':')
        .map_or("", |(scheme, _)| scheme);
    if redirect_uri.is_empty() || redirect_uri.len() > LONGEST {
        Some("is empty or over 2000 bytes")
    } else if !graphic {
        Some("has a blank or a character in it that a URI writes with %")
    } else if scheme.is_empty() || scheme.contains(['/', '?', '#']) {
        Some("is not absolute, such as https://pos.example.com/callback")
    } else if redirect_uri.contains('#') {
        Some("has a fragment")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLBACK: &str = "https://pos.example.com/callback";

    fn asked() -> Authorization {
        let state = Secret::from("st&te");
        let endpoint = "https://sandbox.example.com/oauth/v2/auth";
        Authorization::with_state(endpoint, "1_a", CALLBACK, state).unwrap()
    }

    fn kind(redirect_url: &str) -> ErrorKind {
        asked().code_in(redirect_url).unwrap_err().kind()
    }

    #[test]
    fn the_url_asks_for_a_code_and_quotes_what_it_must() {
        assert_eq!(
            asked().url(),
            "https://sandbox.example.com/oauth/v2/auth?client_id=1_a&response_type=code\
             &redirect_uri=https%3A%2F%2Fpos.example.com%2Fcallback&state=st%26te"
        );
    }

    #[test]
    fn each_state_is_new() {
        let new = || Authorization::new("https://h/a", "1_a", CALLBACK).unwrap();
        let (one, other) = (new(), new());
        assert_eq!(one.state().len(), 32);
        assert_ne!(one.state(), other.state());
        assert!(!format!("{one:?}").contains(one.state()));
    }

    #[test]
    fn the_code_is_read_from_the_whole_url_and_from_path_and_query() {
        for url in [
            "https://pos.example.com/callback?code=a%2Bb&state=st%26te",
            "/callback?till=1&state=st%26te&code=a%2Bb#fragment",
            "?state=st%26te&code=a%2Bb&iss=x",
        ] {
            assert_eq!(asked().code_in(url).unwrap().expose(), "a+b", "{url}");
        }
    }

    #[test]
    fn what_is_not_from_this_question_is_refused_whatever_else_it_says() {
        for url in [
            "",
            "/callback",
            "/callback?code=a",
            "/callback?code=a&state=other",
            "/callback?error=access_denied&state=other",
            "/callback?code=a&state=st%26te&state=st%26te",
            "/callback?code=a&code=b&state=st%26te",
            "/callback?state=st%26te",
            "/callback?code=&state=st%26te",
            "/callback#code=a&state=st%26te",
        ] {
            assert_eq!(kind(url), ErrorKind::ForeignRedirect, "{url}");
        }
        let enormous = format!(
            "/callback?state=st%26te&code={}",
            "a".repeat(LONGEST_REDIRECT)
        );
        assert_eq!(kind(&enormous), ErrorKind::ForeignRedirect);
    }

    #[test]
    fn an_error_is_told_by_its_own_kind_without_the_state() {
        for (error, expected) in [
            ("access_denied", ErrorKind::AuthorizationDenied),
            ("invalid_request", ErrorKind::InvalidRequest),
            ("unauthorized_client", ErrorKind::UnauthorizedClient),
            ("invalid_scope", ErrorKind::InvalidScope),
            ("server_error", ErrorKind::OtherOauthError),
        ] {
            let url = format!("/c?error={error}&error_description=No+st%26te+today&state=st%26te");
            let told = asked().code_in(&url).unwrap_err();
            assert_eq!(told.kind(), expected);
            assert_eq!(told.oauth_error(), Some(error));
            assert_eq!(told.http_status(), None);
            assert!(told.to_string().contains(&format!(": {error}: ")), "{told}");
            assert!(!told.to_string().contains("st&te"), "{told}");
        }
    }

    #[test]
    fn what_is_no_redirect_uri_is_refused() {
        for uri in [
            "",
            "/callback",
            "pos.example.com",
            "https://h/#f",
            "https://h/ b",
            "?a:b",
        ] {
            let refused = Authorization::new("https://h/a", "1_a", uri).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::InvalidArgument, "{uri}");
        }
        let empty = Secret::from("");
        assert!(Authorization::with_state("https://h/a", "1_a", CALLBACK, empty).is_err());
    }
}
