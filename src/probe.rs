//! What the way to OmniFund looks like, for whoever has to mend it.

use std::net::SocketAddr;

use crate::client::Client;
use crate::clock;
use crate::config::Credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// What was found on the way to OmniFund. It holds no secret.
#[derive(Debug)]
#[non_exhaustive]
pub struct Probe {
    /// Where it is, as the settings say.
    pub base_url: String,
    /// What its name, or that of the proxy, stands for.
    pub addresses: Result<Vec<SocketAddr>>,
    /// The proxy, without its user name and password.
    pub proxy: Option<String>,
    /// Who is trusted, in words: `this machine's authorities and the CA file /etc/pos/ca.pem`.
    pub trusted: String,
    /// The certificates that the server showed, its own first, in DER; also where they were refused.
    pub certificates: Vec<Vec<u8>>,
    /// How the token endpoint answered to an OAuth client that does not exist. A sound one says
    /// [`InvalidClient`](ErrorKind::InvalidClient).
    pub stranger: Error,
    /// How it answered to this OAuth client and a refresh token that does not exist. A sound one says
    /// [`RefreshTokenRefused`](ErrorKind::RefreshTokenRefused); `None` where the first question did not
    /// come through.
    pub own: Option<Error>,
    /// The answer's `Date`, as a Unix time.
    pub server_time: Option<i64>,
    /// This machine's time when it came.
    pub own_time: i64,
}

impl Client {
    /// Asks the token endpoint two questions that change nothing there, and tells what was on the way.
    /// Blocks for the connect timeout and twice the exchange timeout at most, beside what the system's
    /// resolver takes longer.
    pub fn probe(&self) -> Probe {
        let stranger = self.with_credentials(Credentials {
            client_id: "0_omnifund_doctor".into(),
            client_secret: Secret::from("omnifund_doctor"),
        });
        let asked = stranger.ask_in_vain();
        let came_through = asked.error.http_status().is_some();
        Probe {
            base_url: self.base_url().to_owned(),
            addresses: self.http().addresses(self.base_url()),
            proxy: self.http().proxy().map(str::to_owned),
            trusted: self.http().trusted(),
            own: came_through.then(|| self.ask_in_vain().error),
            certificates: asked.certificates,
            stranger: asked.error,
            server_time: asked.server_time,
            own_time: asked.own_time,
        }
    }

    /// A refresh with a token that no server ever gave.
    fn ask_in_vain(&self) -> Asked {
        let refresh_token = Secret::from("omnifund-doctor");
        let (answer, certificates) = self.refresh_recorded(&refresh_token);
        let own_time = clock::unix_seconds(clock::wall());
        let date = answer.as_ref().ok().and_then(|(date, _)| date.clone());
        let server_time = date
            .and_then(|date| httpdate::parse_http_date(&date).ok())
            .map(clock::unix_seconds);
        let error = match answer {
            Ok((_, Err(error))) | Err(error) => error,
            Ok((_, Ok(_))) => Error::new(
                ErrorKind::UnexpectedAnswer,
                "the server gave a token for a refresh token that does not exist",
            ),
        };
        Asked {
            error,
            certificates,
            server_time,
            own_time,
        }
    }
}

struct Asked {
    error: Error,
    certificates: Vec<Vec<u8>>,
    server_time: Option<i64>,
    own_time: i64,
}
