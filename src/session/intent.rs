//! What is on disk before a refresh token is presented.

use ring::digest;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::hex::hex;
use crate::secret::Secret;

/// On disk before the first byte of a refresh leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Intent {
    pub(super) generation: u64,
    hash: String,
    at: Moment,
    /// How often the token was presented without an answer, with the attempt that may be under way.
    pub(super) attempts: u32,
    /// Which of the hosts that share the store presents it.
    #[serde(default)]
    pub(super) host: Option<String>,
}

impl Intent {
    pub(super) fn new(
        before: Option<&Self>,
        generation: u64,
        refresh: &Secret,
        now: &Moment,
    ) -> Self {
        let hash = fingerprint(refresh);
        let before = before.filter(|intent| intent.hash == hash);
        Self {
            generation,
            attempts: before.map_or(1, |intent| intent.attempts.saturating_add(1)),
            at: now.clone(),
            host: None,
            hash,
        }
    }

    /// Presented by this host.
    pub(super) fn on(self, host: Option<&str>) -> Self {
        Self {
            host: host.map(str::to_owned),
            ..self
        }
    }

    /// The server did not look at the token: this attempt is none whose outcome is unknown. The intent
    /// stays, since that is likely and not sure.
    pub(super) fn was_postponed(&mut self) {
        self.attempts = self.attempts.saturating_sub(1);
    }
}

/// Names a token without telling it.
pub(super) fn fingerprint(token: &Secret) -> String {
    let hash = digest::digest(&digest::SHA256, token.expose().as_bytes());
    hex(&hash.as_ref()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intent_counts_its_attempts_with_one_token_and_begins_anew_with_another() {
        let now = Moment::at("boot", 0, 0);
        let token = Secret::from("one");
        let first = Intent::new(None, 0, &token, &now);
        let second = Intent::new(Some(&first), 0, &token, &now);
        assert_eq!(second.attempts, 2);
        let other = Intent::new(Some(&second), 0, &Secret::from("other"), &now);
        assert_eq!(other.attempts, 1);
    }
}
