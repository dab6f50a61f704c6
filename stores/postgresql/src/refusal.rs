//! What an error of the server says about what was asked.

use omnifund_sql::{Failure, unmigrated};

/// By its SQLSTATE; <https://www.postgresql.org/docs/current/errcodes-appendix.html>. The server has taken back what
/// was asked, but for the one code that says it does not know.
pub(crate) fn of_statement(state: &str, message: &str) -> Failure {
    let said = format!("{message} (SQLSTATE {state})");
    match state {
        // A deadlock or a serialization failure, as databases have them that are always serializable.
        "40001" | "40P01" => Failure::Collided(said),
        "40003" => Failure::Unknown(said),
        "42P01" | "3F000" => Failure::Refused(unmigrated(&said)),
        _ if is_passing(state) => Failure::Unreachable(said),
        _ => Failure::Refused(said),
    }
}

/// Whether the same may go later, or at another host: a lock or a statement that took too long, a server that ends,
/// starts or may not write, and too many connections.
pub(crate) fn is_passing(state: &str) -> bool {
    matches!(state, "55P03" | "57014" | "25006" | "53300" | "58000")
        || state.starts_with("08")
        || state.starts_with("57P")
}

/// Whether the connection has come to a server that can't be written to any more.
pub(crate) fn is_demoted(state: &str) -> bool {
    state == "25006"
}
