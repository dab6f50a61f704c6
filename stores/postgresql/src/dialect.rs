//! What PostgreSQL calls things. Nothing here is younger than version 13, and nothing is its own that databases
//! which speak as it does have not.

use omnifund_sql::Dialect;

pub(crate) const DIALECT: Dialect = Dialect {
    // Not now(): that is when the transaction began, which may have waited for a lock since.
    now: "CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)",
    bytes: ("decode('", "', 'hex')"),
    hex: ("encode(", ", 'hex')"),
    insert_if_absent: ("INSERT", " ON CONFLICT (record_key) DO NOTHING"),
    migration: include_str!("../migration.sql"),
};

/// What goes ahead of a statement, in the same message and so in the same transaction. It ends with that: a pooler
/// may give the next one to another session. The statement ends at the server when nobody waits for it any more,
/// and what is committed is on the disk of a server, too, that otherwise takes its time.
pub(crate) fn ahead(remaining_ms: i32) -> String {
    format!(
        "SELECT set_config('statement_timeout', '{remaining_ms}', true), set_config('lock_timeout', \
         '{remaining_ms}', true), set_config('synchronous_commit', CASE \
         current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE \
         current_setting('synchronous_commit') END, true);\n"
    )
}
