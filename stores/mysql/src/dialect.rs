//! What MariaDB and MySQL call things.

use omnifund_sql::Dialect;

pub(crate) const DIALECT: Dialect = Dialect {
    // By UTC, whatever the session's time zone, and without its hour that comes twice a year. It is when the statement
    // began, which may have waited for a row since; by owner and fence nobody is harmed by that.
    now: "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000)",
    bytes: ("X'", "'"),
    hex: ("HEX(", ")"),
    insert_if_absent: ("INSERT IGNORE", ""),
    migration: include_str!("../migration.sql"),
};

/// For each new session: every statement commits by itself, and no value is cut to fit. A statement that waits for a
/// row gives up soon where the server knows nothing shorter.
pub(crate) const SETTLE: &str = "SET SESSION autocommit = 1, sql_mode = 'STRICT_ALL_TABLES', \
                                 innodb_lock_wait_timeout = 5";

/// Whether the server takes changes, and which it is.
pub(crate) const WHO: &str = "SELECT @@global.read_only, VERSION()";

/// MariaDB ends a statement when nobody waits for it any more. MySQL can do that for questions alone.
pub(crate) fn within(statement: &str, remaining_ms: i32, is_mariadb: bool) -> String {
    let kind = statement.split_whitespace().next().unwrap_or_default();
    if is_mariadb && matches!(kind, "SELECT" | "UPDATE" | "INSERT" | "DELETE") {
        let (seconds, rest) = (remaining_ms / 1000, remaining_ms % 1000);
        return format!("SET STATEMENT max_statement_time = {seconds}.{rest:03} FOR {statement}");
    }
    statement.to_owned()
}
