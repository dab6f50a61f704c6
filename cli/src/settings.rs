//! What the help and the manual say of settings, of how to begin, and of exit statuses.

/// What stands before the settings.
pub const WHERE_FROM: &str = "\
Settings come from the file that --config names, or else from the environment; nothing is read that was not asked \
for. Both say the same:";

/// Each setting as it may stand there, and what it means.
pub const SETTINGS: [(&str, &str); 27] = [
    ("OMNIFUND_ENVIRONMENT=sandbox", "or production"),
    ("OMNIFUND_BASE_URL=https://...", "any other OmniFund"),
    (
        "OMNIFUND_CLIENT=Till 7",
        "an OAuth client that the store keeps under this name",
    ),
    (
        "OMNIFUND_CLIENT_ID=...",
        "an OAuth client that it does not keep",
    ),
    ("OMNIFUND_CLIENT_SECRET=...", "the secret of that one"),
    ("OMNIFUND_CLIENT_SECRET_FILE=...", "or a file that holds it"),
    (
        "OMNIFUND_CA_FILE=...",
        "certificates to trust beside the system's",
    ),
    ("OMNIFUND_CA_ONLY=yes", "trusts that file alone"),
    ("OMNIFUND_PROXY=...", "a proxy, or none"),
    ("OMNIFUND_STORE=/var/lib/pos/omnifund", "the store"),
    (
        "OMNIFUND_STORE_MODE=group",
        "where two users share the store",
    ),
    (
        "OMNIFUND_STORE_KEY_FILE=...",
        "another key file than <store>.key",
    ),
    (
        "OMNIFUND_STORE_KEY=...",
        "the key itself, 64 hexadecimal digits",
    ),
    (
        "OMNIFUND_STORE_OLDER_KEY=...",
        "beside it, a key that opens records and seals none",
    ),
    (
        "OMNIFUND_STORE_ALLOW_NETWORK=yes",
        "where others can be at the file system",
    ),
    (
        "OMNIFUND_STORE_MUST_EXIST=yes",
        "programs make no store; this command does",
    ),
    (
        "OMNIFUND_MACHINE=...",
        "this machine's name, where it has no /etc/machine-id",
    ),
    (
        "OMNIFUND_LOG=info:stderr",
        "level and sink: stderr, syslog, file:PATH",
    ),
    ("OMNIFUND_AUDIT=syslog", "who did what: syslog, file:PATH"),
    (
        "OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key",
        "the header that tells the server a POST that it has seen before",
    ),
    ("OMNIFUND_CALL_BUDGET=25", "seconds that one call may take"),
    (
        "OMNIFUND_EXCHANGE_TIMEOUT=15",
        "seconds that one request may take",
    ),
    (
        "OMNIFUND_CONNECT_TIMEOUT=5",
        "seconds that a connection may take",
    ),
    ("OMNIFUND_BODY=json", "how requests are written"),
    (
        "OMNIFUND_REPLAY=never",
        "or once: of a refresh token whose answer was lost",
    ),
    (
        "OMNIFUND_REFRESH_LIFETIME=1209600",
        "seconds that a refresh token presumably lives",
    ),
    (
        "OMNIFUND_ALLOW_PLAIN_HTTP=yes",
        "secrets then cross the network readable",
    ),
];

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
        columns(&SETTINGS),
        columns(&EXAMPLES),
        columns(&STATUSES)
    )
}
