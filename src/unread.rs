//! stub
use crate::token::TokenSet;
use std::time::SystemTime;
use zeroize::Zeroizing;
#[derive(Clone)]
pub(crate) struct Unread(Zeroizing<Vec<u8>>);
impl Unread {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
    pub(crate) fn understand(&self, _left: SystemTime) -> Option<TokenSet> {
        None
    }
}
