//! What an error's number says about what was asked.

use omnifund_sql::{Failure, unmigrated};

/// The certificate, or a server that has none.
pub(crate) const TLS: u32 = 2026;

/// Of the client and not of the server: the talk broke.
fn is_clients(number: u32) -> bool {
    (2000..3000).contains(&number)
}

/// Of a connection that could not be made.
pub(crate) fn of_connecting(number: u32, message: &str) -> Failure {
    let said = said(number, message);
    match number {
        TLS => Failure::Refused(said),
        _ if is_clients(number) || is_passing(number) => Failure::Unreachable(said),
        _ => Failure::Refused(said),
    }
}

/// Of a statement. The server has taken back what was asked, unless the talk broke.
pub(crate) fn of_statement(number: u32, message: &str) -> Failure {
    let said = said(number, message);
    match number {
        // A deadlock; a cluster says so where two nodes changed a row.
        1213 => Failure::Collided(said),
        1146 => Failure::Refused(unmigrated(&said)),
        _ if ends_the_talk(number) => Failure::Unknown(said),
        _ if is_passing(number) => Failure::Unreachable(said),
        _ => Failure::Refused(said),
    }
}

/// Whether nothing more can be asked on the connection: it broke, or the server ends.
pub(crate) fn ends_the_talk(number: u32) -> bool {
    is_clients(number) || matches!(number, 1053 | 1077 | 1079 | 1152..=1161 | 1184 | 1927)
}

/// Whether the connection has come to a server that can't be written to.
pub(crate) fn is_demoted(number: u32) -> bool {
    matches!(number, 1290 | 1792 | 1836)
}

/// Whether the same may go later, or at another host: a row or a statement that took too long, too many connections, a
/// node of a cluster that is not ready.
fn is_passing(number: u32) -> bool {
    is_demoted(number)
        || matches!(
            number,
            1040 | 1047 | 1203 | 1205 | 1226 | 1317 | 1969 | 3024
        )
}

fn said(number: u32, message: &str) -> String {
    format!("{message} (error {number})")
}
