//! An OAuth client ready to talk: password grant, refresh grant, token login.

mod called;
mod logged;
mod token_login;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use self::logged::Tried;
use crate::audit::{Act, Audit, BY_CODE, BY_PASSWORD, Concerned};
use crate::authorization::{AUTHORIZATION_ENDPOINT, Authorization};
use crate::clock::Deadline;
use crate::config::{BodyFormat, Config, Credentials, SessionSettings, Timeouts};
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::grant::{self, Grant, TOKEN_ENDPOINT, is_refresh_token};
use crate::http::{Connection, Http, NotAnswered, Post, Unread, Whole};
use crate::inflight;
use crate::log::Log;
use crate::login::LOGIN_ENDPOINT;
use crate::secret::Secret;
use crate::token::TokenSet;

/// An OAuth client ready to talk to one OmniFund. Cheap to clone; any thread may use it at any time.
///
/// These are the three calls of OmniFund's page "Managing OAuth Clients", as they stand there. Each
/// call makes one request, over a connection of its own, and blocks for the exchange timeout at
/// most, beside what the system's resolver takes longer.
#[derive(Debug, Clone)]
pub struct Client(Arc<Inner>);

/// An answer's `Date`, and what else it says; or why there was none.
pub(crate) type WithDate = Result<(Option<String>, Result<TokenSet>)>;

#[derive(Debug, Clone)]
struct Inner {
    credentials: Credentials,
    body_format: BodyFormat,
    base_url: String,
    timeouts: Timeouts,
    sessions: SessionSettings,
    token_endpoint: String,
    authorization_endpoint: String,
    login_endpoint: String,
    idempotency_header: Option<String>,
    /// Whether there is a token endpoint: it has answered as one, to whom it may be.
    answers: Arc<AtomicBool>,
    http: Http,
    log: Log,
    audit: Audit,
}

impl Client {
    /// Takes over a copy of `config`. Touches neither network nor certificates.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration), with the name of the setting that
    /// is missing or does not go with the others.
    pub fn new(config: &Config) -> Result<Self> {
        let target = config.target()?;
        Ok(Self(Arc::new(Inner {
            http: Http::new(config, target.proxy),
            credentials: target.credentials,
            body_format: config.body_format,
            base_url: target.base_url.endpoint(""),
            timeouts: config.timeouts,
            sessions: config.sessions,
            token_endpoint: target.base_url.endpoint(TOKEN_ENDPOINT),
            authorization_endpoint: target.base_url.endpoint(AUTHORIZATION_ENDPOINT),
            login_endpoint: target.base_url.endpoint(LOGIN_ENDPOINT),
            idempotency_header: config.idempotency_header.clone(),
            answers: Arc::default(),
            log: config.log.clone(),
            audit: Audit::into_sink(config.audit.as_ref())?,
        })))
    }

    /// An access token by user name and password (RFC 6749 §4.3).
    ///
    /// # Errors
    /// [`MissingCredentials`](ErrorKind::MissingCredentials) where one is empty;
    /// [`WrongPassword`](ErrorKind::WrongPassword), or another refusal of the token endpoint; any
    /// error of the way to it.
    pub fn password_grant(&self, username: &str, password: &Secret) -> Result<TokenSet> {
        if username.is_empty() || password.expose().is_empty() {
            let problem = "password grant: the user name or the password is empty";
            return Err(Error::new(ErrorKind::MissingCredentials, problem));
        }
        let granted = self.grant(&Grant::Password { username, password }, Some(username));
        self.audited(BY_PASSWORD, Some(username), granted)
    }

    /// A question to a user: may this OAuth client act for you? Its [`url`](Authorization::url) is for the
    /// user's browser, which comes back to `redirect_uri`; the OAuth client has to have that one, to the
    /// letter. Sends nothing.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for what is no redirect URI (RFC 6749 §3.1.2).
    pub fn authorization(&self, redirect_uri: &str) -> Result<Authorization> {
        Authorization::new(
            &self.0.authorization_endpoint,
            self.client_id(),
            redirect_uri,
        )
    }

    /// An authorization that was asked for before, once more, where the user came back to another process than the one that asked:
    /// that one kept the state in the user's web session.
    ///
    /// # Errors
    /// As [`Client::authorization`], and [`InvalidArgument`](ErrorKind::InvalidArgument) for an empty
    /// state or one over 2000 bytes.
    pub fn authorization_with_state(
        &self,
        redirect_uri: &str,
        state: &Secret,
    ) -> Result<Authorization> {
        Authorization::with_state(
            &self.0.authorization_endpoint,
            self.client_id(),
            redirect_uri,
            state.clone(),
        )
    }

    /// An access token for the code that the user came back with (RFC 6749 §4.1.3). A code is good
    /// once, for 30 seconds: where the [`Outcome`](crate::Outcome) of an error is unknown, try again at
    /// once or send the user once more.
    ///
    /// # Errors
    /// [`ForeignRedirect`](ErrorKind::ForeignRedirect) where `redirect_url` is no answer to
    /// `authorization`; [`AuthorizationDenied`](ErrorKind::AuthorizationDenied) where the user denied
    /// it; [`CodeRefused`](ErrorKind::CodeRefused),
    /// [`RedirectUriRefused`](ErrorKind::RedirectUriRefused) or another refusal of the server; any
    /// error of the way to it.
    pub fn authorization_code_grant(
        &self,
        authorization: &Authorization,
        redirect_url: &str,
    ) -> Result<TokenSet> {
        let code = authorization.code_in(redirect_url);
        let granted = code.and_then(|code| self.grant(&authorization.grant(&code), None));
        self.audited(BY_CODE, None, granted)
    }

    /// A sign-in whose tokens the program keeps itself.
    fn audited<T>(&self, how: &str, user: Option<&str>, granted: Result<T>) -> Result<T> {
        let concerned = Concerned {
            detail: Some(how),
            user,
            client_id: Some(self.client_id()),
            base_url: Some(self.base_url()),
            ..Concerned::default()
        };
        let error = granted.as_ref().err();
        self.audit()
            .line(self.log(), Act::SignIn, &concerned, error);
        granted
    }

    /// How long a call may take unless it says otherwise.
    pub(crate) fn budget(&self) -> Duration {
        self.0.timeouts.call_budget()
    }

    /// The end of a call that begins now, unless it says otherwise.
    pub(crate) fn deadline(&self) -> Deadline {
        self.0.timeouts.deadline()
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.0.credentials.client_id
    }

    pub(crate) fn client_secret(&self) -> &Secret {
        &self.0.credentials.client_secret
    }

    pub(crate) fn has_credentials(&self, credentials: &Credentials) -> bool {
        let own = &self.0.credentials;
        own.client_id == credentials.client_id
            && own.client_secret.expose() == credentials.client_secret.expose()
    }

    /// By this way to this OmniFund, as another OAuth client.
    pub(crate) fn with_credentials(&self, credentials: Credentials) -> Self {
        Self(Arc::new(Inner {
            credentials,
            ..Inner::clone(&self.0)
        }))
    }

    /// What concerns sessions alone.
    pub(crate) fn sessions(&self) -> &SessionSettings {
        &self.0.sessions
    }

    /// Tells OmniFunds apart.
    pub(crate) fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub(crate) fn http(&self) -> &Http {
        &self.0.http
    }

    pub(crate) fn log(&self) -> &Log {
        &self.0.log
    }

    pub(crate) fn audit(&self) -> &Audit {
        &self.0.audit
    }

    /// A new token set by refresh token (RFC 6749 §6). OmniFund takes each refresh token once:
    /// where the [`Outcome`](crate::Outcome) of an error is unknown, this one may be spent or not.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for what is no token;
    /// [`RefreshTokenRefused`](ErrorKind::RefreshTokenRefused), or another refusal of the token
    /// endpoint; any error of the way to it.
    pub fn refresh_grant(&self, refresh_token: &Secret) -> Result<TokenSet> {
        must_be(
            is_refresh_token,
            "refresh grant: the refresh token",
            refresh_token,
        )?;
        self.grant(&Grant::Refresh { refresh_token }, None)
    }

    /// One exchange, for a user where it is known for whom, ended by `deadline`. Behind the answer's last byte
    /// nothing is asked of the
    /// operating system: the connection stays open until the caller has saved what the server gave.
    pub(crate) fn exchange(
        &self,
        grant: &Grant<'_>,
        user: Option<&str>,
        deadline: Deadline,
    ) -> std::result::Result<Exchanged, NotAnswered> {
        let _in_flight = inflight::begin(deadline)?;
        let credentials = &self.0.credentials;
        let (content_type, body) = grant.encode(credentials, self.0.body_format);
        let post = self.to_token_endpoint(content_type, &body, deadline);
        let tried = Tried {
            name: grant.name(),
            event: "exchange",
            user,
        };
        let ((token, unread), connection) = self.logged(&tried, &post, &WHOLE, |mut answer| {
            let read = grant.read(&mut answer, credentials);
            self.note_answer(&read);
            let hidden = |token: &TokenSet| grant::hides_refresh_token(&answer, token);
            let unread = read.as_ref().is_ok_and(hidden).then(|| answer.unread());
            read.map(|token| (token, unread))
                .map_err(|error| NotAnswered {
                    error: self.endpoint_missing(error),
                    // What was understood holds no pair.
                    unread: answer.is_success().then(|| answer.unread()),
                })
        })?;
        Ok(Exchanged {
            token,
            unread,
            _connection: connection,
        })
    }

    /// From here on it is known that there is a token endpoint.
    pub(crate) fn note_that_it_answers(&self) {
        self.0.answers.store(true, Ordering::Relaxed);
    }

    fn note_answer<T>(&self, read: &Result<T>) {
        let refused = |error: &Error| error.outcome() == Outcome::Refused;
        if read.as_ref().map_or_else(refused, |_| true) {
            self.note_that_it_answers();
        }
    }

    /// What is not found, or has moved for good, where nobody ever answered, is no matter of waiting.
    fn endpoint_missing(&self, error: Error) -> Error {
        let is_missing = matches!(error.http_status(), Some(301 | 308 | 404 | 405))
            && error.outcome() == Outcome::Unknown
            && error.oauth_error().is_none();
        if is_missing && !self.0.answers.load(Ordering::Relaxed) {
            error.of_kind(ErrorKind::NoTokenEndpoint)
        } else {
            error
        }
    }

    /// An exchange of a program's own.
    fn grant(&self, grant: &Grant<'_>, user: Option<&str>) -> Result<TokenSet> {
        let exchanged = self.exchange(grant, user, self.deadline());
        exchanged.map(|it| it.token).map_err(|not| not.error)
    }

    /// A refresh of which the answer's `Date` and the server's certificates are wanted too.
    pub(crate) fn refresh_recorded(&self, refresh_token: &Secret) -> (WithDate, Vec<Vec<u8>>) {
        let credentials = &self.0.credentials;
        let grant = Grant::Refresh { refresh_token };
        let (content_type, body) = grant.encode(credentials, self.0.body_format);
        let post = self.to_token_endpoint(content_type, &body, self.deadline());
        let (answer, certificates) = self.0.http.post_recorded(&post, &WHOLE);
        let read = answer.map(|mut answer| {
            let date = answer.header("date").map(str::to_owned);
            (date, grant.read(&mut answer, credentials))
        });
        (read, certificates)
    }

    fn to_token_endpoint<'a>(
        &'a self,
        content_type: &'static str,
        body: &'a str,
        deadline: Deadline,
    ) -> Post<'a> {
        Post {
            url: &self.0.token_endpoint,
            accept: "application/json",
            bearer: None,
            content_type: Some(content_type),
            body: body.as_bytes(),
            time: self.0.timeouts.exchange_within(deadline),
            not_after: deadline.lease_end(),
        }
    }
}

/// What an exchange brought.
pub(crate) struct Exchanged {
    pub(crate) token: TokenSet,
    /// The answer, where it names a refresh token that could not be read.
    pub(crate) unread: Option<Unread>,
    /// To close it takes its time, and is for when the pair is on disk.
    _connection: Connection,
}

/// When an answer to a grant is.
const WHOLE: Whole = Whole::ByMeaning(grant::is_whole);

fn must_be(is_token: fn(&str) -> bool, what: &str, token: &Secret) -> Result<()> {
    if is_token(token.expose()) {
        return Ok(());
    }
    let problem = if token.expose().is_empty() {
        "is empty"
    } else {
        "has characters that no token has"
    };
    Err(Error::new(
        ErrorKind::InvalidArgument,
        format!("{what} {problem}"),
    ))
}
