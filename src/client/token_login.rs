//! Token login: the specification's third call.

use super::logged::Tried;
use super::{Client, must_be};
use crate::clock::Deadline;
use crate::error::Result;
use crate::grant::is_access_token;
use crate::http::{Post, Whole};
use crate::login;
use crate::response::Response;
use crate::secret::Secret;

impl Client {
    /// Logs the access token's user in (the specification's "Token Login", RFC 6750 §2.1).
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for what is no token;
    /// [`AccessTokenRefused`](ErrorKind::AccessTokenRefused) and
    /// [`AccessDenied`](ErrorKind::AccessDenied) for 401,
    /// [`InsufficientScope`](ErrorKind::InsufficientScope) for 403, with the words of
    /// `WWW-Authenticate`; any error of the way there.
    pub fn token_login(&self, access_token: &Secret) -> Result<Response> {
        self.token_login_by(access_token, None, self.deadline())
    }

    /// Logs the user of a session in, until `deadline`.
    pub(crate) fn token_login_by(
        &self,
        access_token: &Secret,
        user: Option<&str>,
        deadline: Deadline,
    ) -> Result<Response> {
        must_be(
            is_access_token,
            "token login: the access token",
            access_token,
        )?;
        let post = Post {
            url: &self.0.login_endpoint,
            accept: "*/*",
            bearer: Some(access_token),
            content_type: None,
            body: &[],
            time: self.0.timeouts.exchange_within(deadline),
            not_after: deadline.lease_end(),
        };
        let secrets = [access_token, &self.0.credentials.client_secret];
        let tried = Tried {
            name: "token login",
            event: "login",
            user,
        };
        let login = self.logged(&tried, &post, &Whole::ByFrame, |answer| {
            login::read(answer, &secrets)
        });
        login.map(|(login, _)| login).map_err(|not| not.error)
    }
}
