//! What a successful exchange brings: the token set, and when it ends.

use std::fmt;
use std::time::SystemTime;

use crate::clock;
use crate::secret::Secret;

/// The longest life that is believed, ten years: beyond it a number is a mistake, and sums of it
/// would overflow in somebody's 32-bit program.
const LONGEST_LIFE: i64 = 315_360_000;

/// The five fields of a successful answer (RFC 6749 §5.1), and the absolute end of the access token.
///
/// ```no_run
/// # use omnifund::{Client, Config, Secret, Session, Store};
/// # let mut config = Config::new();
/// # config.set_base_url("http://127.0.0.1:9")?;
/// # config.set_credentials("1_3bcb", Secret::from("a secret"))?;
/// # let client = Client::new(&config)?;
/// let token = client.password_grant("alice", &Secret::from("her password"))?;
/// println!("Authorization: Bearer {}", token.access_token().expose());
/// println!("{token:?}"); // prints no token
/// # Ok::<(), omnifund::Error>(())
/// ```
#[derive(Clone)]
pub struct TokenSet {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) token_type: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) life: Life,
}

/// How long an access token lives, as far as the server said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life {
    /// Seconds; `None` where the server gave nothing that is a number.
    expires_in: Option<i64>,
    /// Unix time at which the request left, rounded down.
    sent_at: i64,
}

impl Life {
    /// `expires_in` counts from the moment the request left: the server can't have begun to count
    /// before it, so the token is never believed to live longer than it does.
    pub(crate) fn new(expires_in: Option<i64>, sent_at: SystemTime) -> Self {
        Self {
            expires_in: expires_in.map(|seconds| seconds.clamp(0, LONGEST_LIFE)),
            sent_at: clock::unix_seconds(sent_at),
        }
    }

    fn expires_at(self) -> Option<i64> {
        Some(self.sent_at.saturating_add(self.expires_in?))
    }
}

impl TokenSet {
    /// Of a session, which never gives its refresh token away.
    pub(crate) fn of_session(
        access_token: Secret,
        token_type: Option<String>,
        scope: Option<String>,
        expires_in: Option<i64>,
        sent_at: SystemTime,
    ) -> Self {
        Self {
            access_token,
            refresh_token: None,
            token_type,
            scope,
            life: Life::new(expires_in, sent_at),
        }
    }

    /// The access token, for the header `Authorization: Bearer …`.
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// The refresh token. `None` where the server gave none: after a refresh, the one that was sent
    /// stays good (RFC 6749 §6).
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// `token_type` as the server wrote it, `bearer` mostly. In a request the scheme is `Bearer`,
    /// with its capital, whatever stands here.
    pub fn token_type(&self) -> Option<&str> {
        self.token_type.as_deref()
    }

    /// The scope, space-separated. `None` where it was null or absent.
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// `expires_in`, in seconds, between 0 and ten years: less is read as 0, more as ten years, and
    /// digits in a string as a number. `None` where it was absent or nothing of the kind.
    pub fn expires_in(&self) -> Option<i64> {
        self.life.expires_in
    }

    /// The end of the access token as a Unix time in seconds by this machine's clock: the moment
    /// the request left, and `expires_in` more. `None` where `expires_in` is.
    pub fn expires_at(&self) -> Option<i64> {
        self.life.expires_at()
    }
}

impl fmt::Debug for TokenSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSet")
            .field("access_token", &self.access_token)
            .field("refresh_token", &self.refresh_token)
            .field("token_type", &self.token_type)
            .field("scope", &self.scope)
            .field("expires_in", &self.expires_in())
            .field("expires_at", &self.expires_at())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn the_end_is_counted_from_the_moment_the_request_left() {
        let sent_at = UNIX_EPOCH + Duration::from_millis(1_000_999);
        let life = Life::new(Some(3600), sent_at);
        assert_eq!(life.expires_at(), Some(1000 + 3600));
    }

    #[test]
    fn a_life_is_clamped_to_zero_and_to_ten_years() {
        for (said, believed) in [
            (i64::MIN, 0),
            (-1, 0),
            (0, 0),
            (3600, 3600),
            (i64::MAX, LONGEST_LIFE),
        ] {
            assert_eq!(Life::new(Some(said), UNIX_EPOCH).expires_in, Some(believed));
        }
    }

    #[test]
    fn an_unknown_life_has_no_end() {
        assert_eq!(Life::new(None, UNIX_EPOCH).expires_at(), None);
    }
}
