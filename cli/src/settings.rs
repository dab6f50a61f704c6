//! What the help and the manual say of settings, of how to begin, and of exit statuses.

mod names;

pub use self::names::SETTINGS;

/// What stands before the settings.
pub const WHERE_FROM: &str = "\
Settings come from the file that --config names, or else from the environment; nothing is read that was not asked \
for. Both say the same:";

/// How to begin.
pub const EXAMPLES: [(&str, &str); 4] = [
    (
        "omnifund client add \"Till 7\" 1_3bcb...",
        "asks for the secret, and seals it",
    ),
    ("omnifund sign-in alice", "asks for the password"),
    ("omnifund token alice", "prints a valid access token"),
    ("omnifund doctor", "says what is wrong, and what to do"),
];

/// By what it ends.
pub const STATUSES: [(&str, &str); 9] = [
    ("0", "done"),
    ("1", "standard output can't be written"),
    ("2", "wrong arguments"),
    ("11", "wait and try again"),
    ("12", "sign in"),
    ("13", "mend the configuration"),
    ("14", "mend the store"),
    ("15", "OmniFund does not allow it"),
    ("16", "report a bug"),
];

/// What stands below the help.
pub fn help() -> String {
    let columns = |rows: &[(&str, &str)]| -> String {
        let width = rows.iter().map(|(left, _)| left.len()).max().unwrap_or(0);
        rows.iter()
            .map(|(left, right)| format!("  {left:width$}  {right}\n"))
            .collect()
    };
    format!(
        "{WHERE_FROM}\n\n{}\nTo begin:\n\n{}\nExit status, which says what to do:\n\n{}",
        columns(SETTINGS),
        columns(&EXAMPLES),
        columns(&STATUSES)
    )
}
