//! Which machine this is: a cloned disk puts one refresh token in two hands.

use ring::digest::{SHA256, digest};

use crate::hex::hex;
use crate::platform::machine;

/// A hash of the name that was given, or of the system's own id, which is not to be shown as it is.
/// `None` where there is neither, as in most containers.
pub(super) fn machine(name: Option<&str>) -> Option<String> {
    match name {
        Some(name) => Some(hashed(&format!("libomnifund name {name}"))),
        None => machine::id().map(|id| hashed(&format!("libomnifund {id}"))),
    }
}

fn hashed(text: &str) -> String {
    hex(&digest(&SHA256, text.as_bytes()).as_ref()[..16])
}
