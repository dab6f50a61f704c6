//! Exchanges that fail, and what is said of them.

use std::time::Duration;

use omnifund::{Advice, Client, Config, Error, ErrorKind, Outcome, Secret};

use super::{PASSWORD, USERNAME};

/// How a password grant fails.
pub fn error_of(config: &Config) -> Error {
    Client::new(config)
        .unwrap()
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap_err()
}

/// It says this of itself, and that it mends itself.
#[track_caller]
pub fn assert_failed(error: &Error, kind: ErrorKind, outcome: Outcome) {
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.outcome(), outcome, "{error}");
    assert_eq!(error.advice(), Advice::Wait, "{error}");
    assert_eq!(error.retry_after(), Duration::from_secs(5));
    assert!(
        error.to_string().starts_with("password grant at http"),
        "{error}"
    );
}
