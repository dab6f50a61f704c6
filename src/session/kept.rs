//! An answer that nothing could be made of, as it lies in a record.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::Moment;
use crate::grant;
use crate::http::Unread;
use crate::secret::{Secret, sealed};
use crate::token::TokenSet;

/// As it lies in a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// A character for each byte: what came need not be text.
    #[serde(with = "sealed")]
    answer: Secret,
    /// When its request left.
    pub(super) sent_at: Moment,
    /// The client id that asked: a refresh token in it is bound to that one.
    pub(super) client_id: String,
    /// It was asked for by a refresh, and not by a sign-in.
    pub(super) refresh: bool,
}

impl Kept {
    pub(super) fn new(unread: &Unread, client_id: &str, sent_at: Moment, refresh: bool) -> Self {
        let bytes = unread.bytes();
        // Of full size at once: two bytes a character at most.
        let mut answer = String::with_capacity(2 * bytes.len());
        answer.extend(bytes.iter().map(|byte| char::from(*byte)));
        Self {
            answer: answer.into(),
            sent_at,
            client_id: client_id.to_owned(),
            refresh,
        }
    }

    pub(super) fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(self.answer.expose().len()));
        let characters = self.answer.expose().chars();
        bytes.extend(characters.filter_map(|one| u8::try_from(u32::from(one)).ok()));
        bytes
    }

    /// Compressed ones do not say so.
    pub(super) fn names_a_token(&self) -> bool {
        self.answer.expose().contains("_token")
    }

    pub(super) fn understood(&self) -> Option<TokenSet> {
        grant::understand(&Unread::from_bytes(&self.bytes()), self.sent_at.wall_time())
    }

    pub(super) fn unix_seconds(&self) -> i64 {
        self.sent_at.unix_seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_an_answer_is_kept_and_none_is_shown() {
        let bytes: Vec<u8> = (0..=255).collect();
        let kept = Kept::new(&Unread::from_bytes(&bytes), "1_a", Moment::now(), true);
        let written = serde_json::to_string(&kept).unwrap();
        let read: Kept = serde_json::from_str(&written).unwrap();
        assert_eq!(*read.bytes(), bytes);
        assert!(format!("{read:?}").contains("[redacted]"));
    }
}
