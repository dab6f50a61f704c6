//! Each setting as it may stand in a file or in the environment, and what it means.
//!
//! Made by tools/interface from omnifund-api.json; edits here are lost.

/// In the order in which they take effect.
#[rustfmt::skip]
pub const SETTINGS: &[(&str, &str)] = &[
    ("OMNIFUND_ENVIRONMENT=sandbox", "or production: one of the vendor's hosts"),
    ("OMNIFUND_BASE_URL=https://...", "any other OmniFund; it replaces the environment's"),
    ("OMNIFUND_ALLOW_PLAIN_HTTP=yes", "takes plain http:// beyond loopback; secrets then cross the network readable; no unless set"),
    ("OMNIFUND_CLIENT=Till 7", "an OAuth client that the store keeps under this name"),
    ("OMNIFUND_CLIENT_SECRET=...", "the secret of OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_CLIENT_SECRET_FILE=...", "a file that holds that secret, instead"),
    ("OMNIFUND_CLIENT_ID=...", "an OAuth client that the store does not keep"),
    ("OMNIFUND_BODY=json", "or form: how bodies to the token endpoint are written; form unless set"),
    ("OMNIFUND_CA_FILE=...", "certificates to trust beside the system's"),
    ("OMNIFUND_CA_ONLY=yes", "trusts that file alone; no unless set"),
    ("OMNIFUND_PROXY=http://...", "a proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy decide"),
    ("OMNIFUND_CONNECT_TIMEOUT=2.5", "seconds that a connection may take, TLS handshake included; 5 unless set"),
    ("OMNIFUND_EXCHANGE_TIMEOUT=60", "seconds that one request may take; 15 unless set"),
    ("OMNIFUND_CALL_BUDGET=60", "seconds that one call may take, all that it does included; 25 unless set"),
    ("OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key", "the header by which the server knows a POST that it has seen before"),
    ("OMNIFUND_REPLAY=never", "or once, until_answered: of a refresh token whose answer was lost; until_answered unless set"),
    ("OMNIFUND_REFRESH_LIFETIME=2592000", "seconds that a refresh token presumably lives, for its status alone; 1209600 unless set"),
    ("OMNIFUND_STORE=/var/lib/pos/omnifund", "the store's directory, or the url of a database that several hosts share"),
    ("OMNIFUND_STORE_MODE=group", "or private: group where two users share the store; private unless set"),
    ("OMNIFUND_STORE_ALLOW_NETWORK=yes", "takes a file system that other machines can be at; no unless set"),
    ("OMNIFUND_STORE_MUST_EXIST=yes", "programs make no store where the path is wrong or the disk away; the omnifund command does; no unless set"),
    ("OMNIFUND_STORE_KEY=...", "the sealing key itself, 64 hexadecimal digits"),
    ("OMNIFUND_STORE_OLDER_KEY=...", "beside it, a key that opens records and seals none"),
    ("OMNIFUND_STORE_KEY_FILE=...", "another key file than that beside the store, whose name ends in .key"),
    ("OMNIFUND_STORE_KEY_PROTECTION=user", "or machine, none: whom Windows (DPAPI) lets open the key file"),
    ("OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal", "beside a database, this host's own directory; in its state directory unless set"),
    ("OMNIFUND_MACHINE=...", "this machine's name, where it has no /etc/machine-id"),
    ("OMNIFUND_LOG=info:stderr", "level and sink: stderr, syslog, file:PATH"),
    ("OMNIFUND_AUDIT=syslog", "or file:PATH: a line for each act that changes who may act"),
];
