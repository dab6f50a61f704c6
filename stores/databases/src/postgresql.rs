//! A cluster of PostgreSQL.

mod standby;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use crate::process::{Process, free_port, output};
use crate::{Authority, PASSWORD, scratch, until};

/// A PostgreSQL server. It has the roles `owner`, whose is the database `omnifund`, and `omnifund`, which may do
/// nothing yet.
pub struct PostgreSql {
    process: Option<Process>,
    directory: PathBuf,
    port: u16,
    settings: Vec<String>,
    /// Has a small file system of its own, as long as the server runs.
    small_disk: Option<PathBuf>,
}

/// Mounts it where nobody but the server sees it, which then is nobody in particular again.
const ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o size=1m,mode=700 small "$0" && exec unshare --user --map-user=65534 --map-group=65534 "$@"
"#;

impl PostgreSql {
    /// One for all tests of a program.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<PostgreSql> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&[]))
    }

    /// One of a test's own, with settings of its own as `name=value`.
    pub fn start(settings: &[&str]) -> Self {
        Self::made(settings, scratch::directory("postgresql"), None)
    }

    /// One that shows a certificate of the authority's for `name`.
    pub fn start_with_tls(authority: &Authority, name: &str) -> Self {
        let directory = scratch::directory("postgresql");
        let (certificate, key) = authority.files_for(name, &directory);
        let settings = [
            "ssl=on".to_owned(),
            format!("ssl_cert_file={}", certificate.display()),
            format!("ssl_key_file={}", key.display()),
        ];
        Self::made(&settings.each_ref().map(String::as_str), directory, None)
    }

    /// One whose database `omnifund` has its tables on a disk of a megabyte. `None`, with a printed reason, where
    /// nothing may be mounted.
    pub fn start_on_a_small_disk() -> Option<Self> {
        let mut probe = scratch::unprivileged("unshare");
        probe.args(["--user", "--map-root-user", "--mount", "true"]);
        if !probe.status().is_ok_and(|status| status.success()) {
            println!("skipped: no file system may be mounted here");
            return None;
        }
        let directory = scratch::directory("postgresql");
        let disk = directory.join("small");
        scratch::own_directory(&disk);
        let cluster = Self::made(&[], directory, Some(disk.clone()));
        cluster.sql_in(
            "postgres",
            &format!("CREATE TABLESPACE small LOCATION '{}'", disk.display()),
        );
        cluster.sql_in("postgres", "GRANT CREATE ON TABLESPACE small TO owner");
        cluster.sql_in(
            "postgres",
            "ALTER ROLE owner SET default_tablespace = small",
        );
        Some(cluster)
    }

    fn made(settings: &[&str], directory: PathBuf, small_disk: Option<PathBuf>) -> Self {
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
            small_disk,
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
        let mut server = match &self.small_disk {
            None => Command::new(program("postgres")),
            Some(disk) => {
                let mut server = Command::new("unshare");
                server.args([
                    "--user",
                    "--map-root-user",
                    "--mount",
                    "sh",
                    "-c",
                    ON_A_SMALL_DISK,
                ]);
                server.arg(disk).arg(program("postgres"));
                server
            }
        };
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

    /// Has each row of `omnifund_store` locked until the value is dropped.
    pub fn with_locked_rows(&self) -> LockedRows<'_> {
        let mut psql = self.psql(
            "omnifund",
            "BEGIN; SELECT count(*) FROM (SELECT 1 FROM omnifund_store FOR UPDATE) AS row; SELECT pg_sleep(600)",
        );
        let running = psql.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let running = running.expect("psql");
        let sleeping = "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)' AND wait_event = 'PgSleep'";
        let pid = until("the rows are locked", || {
            Some(self.sql(sleeping).trim().to_owned()).filter(|pid| !pid.is_empty())
        });
        LockedRows {
            of: self,
            pid,
            running,
        }
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

impl Drop for PostgreSql {
    fn drop(&mut self) {
        // Else who keeps its process removes it.
        if self.process.is_none() {
            let _ = std::fs::remove_dir_all(&self.directory);
        }
    }
}

/// See [`PostgreSql::with_locked_rows`].
pub struct LockedRows<'cluster> {
    of: &'cluster PostgreSql,
    pid: String,
    running: Child,
}

impl Drop for LockedRows<'_> {
    fn drop(&mut self) {
        let end = format!("SELECT pg_terminate_backend({})", self.pid);
        self.of.try_sql_in("postgres", &end);
        let _ = self.running.wait();
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
