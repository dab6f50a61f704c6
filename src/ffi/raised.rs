//! An error on its way to C.

use super::handle::{Boxed, Handle};
use super::text::Text;
use crate::error::Error;

/// What went wrong. Immutable: any thread may read it. Its strings live as long as it does. It
/// never holds a client secret, a password or a token.
pub struct omnifund_error {
    pub(super) error: Error,
    pub(super) message: Text,
    pub(super) oauth_error: Option<Text>,
    pub(super) oauth_error_description: Option<Text>,
}

impl Handle for omnifund_error {
    type Ownership = Boxed;
}

impl From<Error> for omnifund_error {
    fn from(error: Error) -> Self {
        Self {
            message: Text::new(error.to_string()),
            oauth_error: error.oauth_error().map(Text::new),
            oauth_error_description: error.oauth_error_description().map(Text::new),
            error,
        }
    }
}
