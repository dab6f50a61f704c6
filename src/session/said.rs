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
    log.line(LogLevel::Debug, &about("opened"), || {
        format!(
            "session of {username} in {}: sealed with the key {}",
            store.identity(),
            store.describe_key()
        )
    });
    if store.is_to_warn_of_clones() {
        log.line(LogLevel::Warn, &about("clone"), || {
            format!(
                "{}: this machine has no name (OMNIFUND_MACHINE or /etc/machine-id), and a clone of the \
                 store elsewhere can't be noticed",
                store.identity()
            )
        });
    }
}

impl Session {
    /// A line of the log.
    pub(super) fn say(
        &self,
        level: LogLevel,
        event: &'static str,
        error: Option<&Error>,
        what: impl FnOnce() -> String,
    ) {
        let client = self.client();
        let about = self.about(&client, event, error);
        client.log().line(level, &about, || {
            format!("session of {}: {}", self.username, what())
        });
    }

    /// A line of what is about to be asked of the server, while no lock is taken.
    pub(super) fn announce(&self, event: &'static str, what: &str) {
        let client = self.client();
        let about = self.about(&client, event, None);
        client.log().announce(&about, || {
            format!("session of {}: {what} {}", self.username, client.base_url())
        });
    }

    fn about<'a>(
        &'a self,
        client: &'a Client,
        event: &'static str,
        error: Option<&Error>,
    ) -> About<'a> {
        About {
            user: Some(&self.username),
            client_id: Some(client.client_id()),
            code: error.map_or(0, |error| error.kind().code()),
            ..About::event(event)
        }
    }

    /// Leaves an audit line of an act, however it ended.
    pub(super) fn audited<T>(&self, act: Act, result: Result<T>) -> Result<T> {
        self.audit(act, None, result.as_ref().err());
        result
    }

    /// The same of a sign-in, and how it was tried.
    pub(super) fn audited_sign_in<T>(&self, how: &str, result: Result<T>) -> Result<T> {
        self.audit(Act::SignIn, Some(how), result.as_ref().err());
        result
    }

    pub(super) fn audit(&self, act: Act, detail: Option<&str>, error: Option<&Error>) {
        let client = self.client();
        let concerned = Concerned {
            detail,
            user: Some(&self.username),
            client_id: Some(client.client_id()),
            client: self.client_name.as_deref(),
            base_url: Some(client.base_url()),
            store: Some(&self.store.name()),
        };
        let audit = client.audit().if_given_or(self.store.audit());
        audit.line(client.log(), act, &concerned, error);
    }
}
