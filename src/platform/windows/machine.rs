//! Which machine this is.

use super::registry;

/// The id that the installation of Windows was given, which is not to be shown as it is.
pub(crate) fn id() -> Option<String> {
    let id = registry::text(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid")?;
    let id = id.trim().to_ascii_lowercase();
    (id.len() >= 32).then_some(id)
}
