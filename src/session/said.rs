//! What a session says: in the log, and in the audit.

use super::Session;
use crate::audit::{Act, Concerned};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::log::{About, LogLevel};
use crate::store::Store;

/// That a session was opened, and what is to be known of its store.
pub(super) fn opened(client: &Client, store: &Store, username: &str) {
    let log = client.log();
    let about = |event| About {
        user: Some(username),
        client_id: Some(client.client_id()),
        ..About::event(event)
    };
    let store_name = store.identity();
    // To describe the key is not for nothing.
    if log.takes(LogLevel::Debug) {
        let key = store.describe_key();
        log.line(
            LogLevel::Debug,
            &about("opened"),
            format_args!("session of {username} in {store_name}: sealed with the key {key}"),
        );
    }
    if store.is_to_warn_of_clones() {
        log.line(
            LogLevel::Warn,
            &about("clone"),
            format_args!(
                "{store_name}: this machine has no name (OMNIFUND_MACHINE or /etc/machine-id), and a clone \
                 of the store elsewhere can't be noticed"
            ),
        );
    }
}

impl Session {
    /// A line of the log: what went wrong.
    pub(super) fn say(&self, level: LogLevel, event: &'static str, what: &str, error: &Error) {
        let client = self.client();
        let about = About {
            code: error.kind().code(),
            ..self.about(&client, event)
        };
        client.log().line(
            level,
            &about,
            format_args!("session of {}: {what}: {error}", self.username),
        );
    }

    /// A line of what is about to be asked of the server, while no lock is taken.
    pub(super) fn announce(&self, event: &'static str, what: &str) {
        let client = self.client();
        let (username, server) = (&self.username, client.base_url());
        client.log().announce(
            &self.about(&client, event),
            format_args!("session of {username}: {what} {server}"),
        );
    }

    fn about<'a>(&'a self, client: &'a Client, event: &'static str) -> About<'a> {
        About {
            user: Some(&self.username),
            client_id: Some(client.client_id()),
            ..About::event(event)
        }
    }

    /// Leaves an audit line of an act, however it ended.
    pub(super) fn audited<T>(&self, act: Act, result: Result<T>) -> Result<T> {
        self.audit(act, None, result.as_ref().err());
        result
    }

    /// Leaves an audit line of a sign-in and of how it was tried, however it ended.
    pub(super) fn audited_sign_in<T>(&self, how: &str, result: Result<T>) -> Result<T> {
        self.audit(Act::SignIn, Some(how), result.as_ref().err());
        result
    }

    pub(super) fn audit(&self, act: Act, detail: Option<&str>, error: Option<&Error>) {
        let client = self.client();
        let store = self.store.name();
        let concerned = Concerned {
            detail,
            user: Some(&self.username),
            client_id: Some(client.client_id()),
            client: self.client_name.as_deref(),
            base_url: Some(client.base_url()),
            store: Some(&store),
        };
        let audit = client.audit().if_given_or(self.store.audit());
        audit.line(client.log(), act, &concerned, error);
    }
}
