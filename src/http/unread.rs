//! The bytes of an answer that nothing could be made of.

use std::fmt;

use zeroize::Zeroizing;

/// More of an answer is not kept.
const LONGEST: usize = 16 * 1024;

/// Status line, head and body as they came, 16 KiB at most. They may hold tokens.
#[derive(Clone)]
pub(crate) struct Unread(Zeroizing<Vec<u8>>);

impl Unread {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes[..bytes.len().min(LONGEST)].to_vec()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unread({} bytes)", self.0.len())
    }
}
