//! Nobody ends a program here for writing where nobody reads.

/// While it lives, writes only fail.
#[must_use]
pub(crate) struct WritesHeld;

pub(crate) fn hold() -> WritesHeld {
    WritesHeld
}
