//! The table is made, or the SQL for it shown.

use crate::database::{Connection, Database, Deadline, Failure};
use crate::table::Code;

/// Each statement by itself; all may be carried out again.
pub(crate) fn run<D: Database>(database: &D, deadline: Deadline) -> Result<Code, Failure> {
    let mut connection = database.connect(deadline)?;
    for statement in statements(D::DIALECT.migration) {
        connection.ask(statement, deadline)?;
    }
    Ok(Code::Done)
}

fn statements(sql: &str) -> impl Iterator<Item = &str> {
    let statements = sql.split(";\n").map(str::trim);
    statements.filter(|statement| !statement.is_empty())
}
