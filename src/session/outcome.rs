//! What a failed exchange means for the refresh token.

use crate::error::{Error, ErrorKind, Outcome};

/// What to do with the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing was sent: untouched by this attempt. Back off.
    Untouched,
    /// The server refused before it looked: most likely untouched, and not surely.
    Postponed,
    /// Spent or not. The same token is presented again, with back-off, until the server answers.
    Unknown,
    /// The OAuth client was refused, whoever's token it showed: untouched, and waiting does not mend it.
    Client,
    /// The request was refused: untouched, and waiting does not mend it.
    Configuration,
    /// `invalid_grant`: spent or dead.
    Refused,
}

impl Verdict {
    /// Whether this attempt's intent is taken back.
    pub(super) fn leaves_token_untouched(self) -> bool {
        matches!(self, Self::Untouched | Self::Client | Self::Configuration)
    }
}

pub(super) fn verdict(error: &Error) -> Verdict {
    match (error.kind(), error.outcome()) {
        (ErrorKind::RefreshTokenRefused, _) => Verdict::Refused,
        (ErrorKind::InvalidClient | ErrorKind::UnauthorizedClient, _) => Verdict::Client,
        (ErrorKind::RateLimited | ErrorKind::Unavailable, _) => Verdict::Postponed,
        (_, Outcome::NotSent) => Verdict::Untouched,
        (_, Outcome::Refused) => Verdict::Configuration,
        (_, Outcome::Unknown | Outcome::Done) => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_failure_has_its_row() {
        use ErrorKind::*;
        for (kind, expected) in [
            (NameNotResolved, Verdict::Untouched),
            (ConnectFailed, Verdict::Untouched),
            (CertificateDates, Verdict::Untouched),
            (UnreadableCertificates, Verdict::Untouched),
            (RateLimited, Verdict::Postponed),
            (Unavailable, Verdict::Postponed),
            (ServerError, Verdict::Unknown),
            (ResponseTimeout, Verdict::Unknown),
            (ConnectionLost, Verdict::Unknown),
            (UnexpectedRedirect, Verdict::Unknown),
            (UnexpectedAnswer, Verdict::Unknown),
            (UnreadableToken, Verdict::Unknown),
            (AnswerTooLarge, Verdict::Unknown),
            (Panic, Verdict::Unknown),
            (InvalidClient, Verdict::Client),
            (UnauthorizedClient, Verdict::Client),
            (InvalidRequest, Verdict::Configuration),
            (OtherOauthError, Verdict::Configuration),
            (RefreshTokenRefused, Verdict::Refused),
        ] {
            assert_eq!(verdict(&Error::new(kind, "")), expected, "{kind:?}");
        }
    }
}
