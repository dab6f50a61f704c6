//! The audit lines of a session.

use super::Session;
use crate::audit::{Act, Concerned};
use crate::error::{Error, Result};

impl Session {
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
