//! `omnifund-databases [postgresql] [pgbouncer] [mariadb] -- COMMAND...` runs a command beside databases whose addresses
//! stand in its environment: `POSTGRESQL_URL`, `PGBOUNCER_URL` and `MARIADB_URL` for who owns the database, and the same
//! names with `_PORT`. They end with it.

use std::env;
use std::process::{Command, ExitCode};

use omnifund_databases::{MariaDb, PgBouncer, PostgreSql};

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let wanted: Vec<_> = arguments.by_ref().take_while(|word| word != "--").collect();
    let Some(program) = arguments.next() else {
        eprintln!("omnifund-databases [postgresql] [pgbouncer] [mariadb] -- COMMAND...");
        return ExitCode::from(2);
    };
    let is_wanted = |name: &str| wanted.iter().any(|word| word == name);
    let mut command = Command::new(program);
    command.args(arguments);

    let is_pooled = is_wanted("pgbouncer");
    let postgresql = (is_pooled || is_wanted("postgresql")).then(|| PostgreSql::start(&[]));
    let pgbouncer = postgresql.as_ref().filter(|_| is_pooled);
    let pgbouncer = pgbouncer.map(|cluster| PgBouncer::start(cluster, 5));
    let mariadb = is_wanted("mariadb").then(MariaDb::start);
    if let Some(server) = &postgresql {
        command.env("POSTGRESQL_URL", server.url("owner"));
        command.env("POSTGRESQL_PORT", server.port().to_string());
    }
    if let Some(server) = &pgbouncer {
        command.env("PGBOUNCER_URL", server.url("owner"));
        command.env("PGBOUNCER_PORT", server.port().to_string());
    }
    if let Some(server) = &mariadb {
        command.env("MARIADB_URL", server.url("owner"));
        command.env("MARIADB_PORT", server.port().to_string());
    }
    match command.status() {
        Ok(status) => ExitCode::from(
            status
                .code()
                .and_then(|code| code.try_into().ok())
                .unwrap_or(1),
        ),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(127)
        }
    }
}
