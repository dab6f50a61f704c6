//! A cluster of PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{Process, free_port, output};
use crate::{PASSWORD, scratch, until};

/// A PostgreSQL server. It has the roles `owner`, whose is the database `omnifund`, and `omnifund`, which may do
/// nothing yet.
pub struct PostgreSql {
    process: Option<Process>,
    directory: PathBuf,
    port: u16,
    settings: Vec<String>,
}

impl PostgreSql {
    /// One for all tests of a program.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<PostgreSql> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&[]))
    }

    /// One of a test's own, with settings of its own as `name=value`.
    pub fn start(settings: &[&str]) -> Self {
        let directory = scratch::directory("postgresql");
        let password = directory.join("password");
        scratch::write(&password, PASSWORD);
        let mut initdb = scratch::unprivileged(program("initdb"));
        initdb.args(["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]);
        initdb.args([
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--no-sync",
        ]);
        initdb.arg(format!("--pwfile={}", password.display()));
        initdb.arg("--pgdata").arg(directory.join("data"));
        output(&mut initdb);
        let mut cluster = Self {
            process: None,
            directory,
            port: free_port(),
            settings: settings.iter().map(ToString::to_string).collect(),
        };
        cluster.begin();
        cluster.sql_in(
            "postgres",
            &format!("CREATE ROLE owner LOGIN PASSWORD '{PASSWORD}'"),
        );
        cluster.sql_in(
            "postgres",
            &format!("CREATE ROLE omnifund LOGIN PASSWORD '{PASSWORD}'"),
        );
        cluster.sql_in("postgres", "CREATE DATABASE omnifund OWNER owner");
        cluster
    }

    /// Starts it, if it does not run.
    pub fn begin(&mut self) {
        let mut server = Command::new(program("postgres"));
        server.arg("-D").arg(self.directory.join("data"));
        server.args(["-p", &self.port.to_string()]);
        let own = [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", self.directory.display()),
            // A power cut is no matter here, and the machine is busy.
            "fsync=off".to_owned(),
        ];
        for setting in own.iter().chain(&self.settings) {
            server.args(["-c", setting]);
        }
        self.process = Some(Process::start(&server, &self.directory, "QUIT"));
        until("PostgreSQL answers", || {
            let mut psql = self.psql("postgres", "SELECT 1");
            psql.output().ok()?.status.success().then_some(())
        });
    }

    /// Ends it at once, as a crash would.
    pub fn crash(&mut self) {
        if let Some(process) = self.process.take() {
            process.end();
        }
    }

    /// Kills it and each of its sessions, as a machine does that fails.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn kill(&mut self) {
        let process = self.process.take().expect("it runs");
        process.kill_with_children();
        process.end();
    }

    /// Ends it as an operator does, when each session has ended what it is at, or with `INT` at once.
    pub fn signal(&self, name: &str) {
        let process = self.process.as_ref().expect("it runs");
        process.signal(name);
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The directory that is removed with it.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// An address of it for one of its roles.
    pub fn url(&self, role: &str) -> String {
        url(role, self.port, "omnifund")
    }

    /// A database of a test's own, owned by `owner`: its name.
    pub fn new_database(&self, name: &str) -> String {
        self.sql_in("postgres", &format!("CREATE DATABASE {name} OWNER owner"));
        name.to_owned()
    }

    /// What SQL gives as the superuser in the database `omnifund`: a line for a row.
    #[track_caller]
    pub fn sql(&self, sql: &str) -> String {
        self.sql_in("omnifund", sql)
    }

    /// What SQL gives as the superuser in a database.
    #[track_caller]
    pub fn sql_in(&self, database: &str, sql: &str) -> String {
        output(&mut self.psql(database, sql))
    }

    /// Carries SQL out, whatever becomes of it.
    pub fn try_sql_in(&self, database: &str, sql: &str) {
        let _ = self.psql(database, sql).output();
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut psql = Command::new("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        psql.args(["--set=ON_ERROR_STOP=1", "--username=postgres"]);
        psql.arg("--host").arg(&self.directory);
        psql.args(["--port", &self.port.to_string(), "--dbname", database]);
        psql.args(["--command", sql]);
        psql
    }
}

/// An address with the password of these databases.
pub(crate) fn url(role: &str, port: u16, database: &str) -> String {
    format!("postgresql://{role}:{PASSWORD}@127.0.0.1:{port}/{database}")
}

/// Debian has them outside PATH, a folder for each version; the newest is taken.
fn program(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let newest = versions
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin").join(name)))
        })
        .filter(|(_, path)| path.exists())
        .max();
    newest.map_or_else(|| name.into(), |(_, path)| path)
}
