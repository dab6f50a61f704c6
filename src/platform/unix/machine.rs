//! Which machine this is.

/// systemd's machine id, which is not to be shown as it is; `None` where there is none, as in most containers.
pub(crate) fn id() -> Option<String> {
    let id = std::fs::read_to_string("/etc/machine-id").ok()?;
    let id = id.trim();
    (id.len() >= 32).then(|| id.to_owned())
}
