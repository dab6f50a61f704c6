//! A server of MariaDB.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{Process, free_port, output};
use crate::{Authority, PASSWORD, scratch, until};

/// A MariaDB server. It has the database `omnifund` and the users `owner`, whose it is, and `omnifund`, who may do
/// nothing yet.
pub struct MariaDb {
    process: Option<Process>,
    directory: PathBuf,
    port: u16,
    settings: Vec<String>,
}

impl MariaDb {
    /// One for all tests of a program.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<MariaDb> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// One of a test's own.
    pub fn start() -> Self {
        Self::made(scratch::directory("mariadb"), Vec::new())
    }

    /// One that shows a certificate of the authority's for `name`.
    pub fn start_with_tls(authority: &Authority, name: &str) -> Self {
        let directory = scratch::directory("mariadb");
        let (certificate, key) = authority.files_for(name, &directory);
        let settings = vec![
            format!("--ssl-ca={}", authority.file().display()),
            format!("--ssl-cert={}", certificate.display()),
            format!("--ssl-key={}", key.display()),
        ];
        Self::made(directory, settings)
    }

    fn made(directory: PathBuf, settings: Vec<String>) -> Self {
        let mut install = scratch::unprivileged("mariadb-install-db");
        install.arg("--no-defaults");
        install.arg(format!("--datadir={}", directory.join("data").display()));
        install.arg(format!("--tmpdir={}", directory.display()));
        install.args([
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            // Small, since it is written in full.
            "--innodb-log-file-size=4M",
        ]);
        output(&mut install);
        let mut server = Self {
            process: None,
            directory,
            port: free_port(),
            settings,
        };
        server.begin();
        server.sql(&format!(
            "CREATE DATABASE omnifund; \
             CREATE USER owner@'%' IDENTIFIED BY '{PASSWORD}'; \
             CREATE USER omnifund@'%' IDENTIFIED BY '{PASSWORD}'; \
             GRANT ALL ON omnifund.* TO owner@'%'"
        ));
        server
    }

    /// Starts it, if it does not run.
    pub fn begin(&mut self) {
        let program = PathBuf::from("/usr/sbin/mariadbd");
        let mut server = Command::new(if program.exists() {
            program
        } else {
            "mariadbd".into()
        });
        let at = |name: &str| self.directory.join(name).display().to_string();
        server.arg("--no-defaults");
        server.arg(format!("--datadir={}", at("data")));
        server.arg(format!("--tmpdir={}", self.directory.display()));
        server.arg(format!("--socket={}", at("socket")));
        server.arg(format!("--pid-file={}", at("server.pid")));
        server.arg(format!("--port={}", self.port));
        server.args([
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--innodb-log-file-size=4M",
            // A power cut is no matter here, and the machine is busy.
            "--innodb-flush-log-at-trx-commit=2",
            // As on hosts that old programs run on: libomnifund must not depend on it.
            "--character-set-server=latin1",
        ]);
        server.args(&self.settings);
        self.process = Some(Process::start(&server, &self.directory, "KILL"));
        until("MariaDB answers", || {
            let mut client = self.client("SELECT 1");
            client.output().ok()?.status.success().then_some(())
        });
    }

    /// Ends it at once, as a crash would.
    pub fn crash(&mut self) {
        if let Some(process) = self.process.take() {
            process.end();
        }
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// An address of it for one of its users.
    pub fn url(&self, user: &str) -> String {
        format!("mysql://{user}:{PASSWORD}@127.0.0.1:{}/omnifund", self.port)
    }

    /// A database of a test's own, owned by `owner`: its name.
    pub fn new_database(&self, name: &str) -> String {
        self.sql(&format!(
            "CREATE DATABASE {name}; GRANT ALL ON {name}.* TO owner@'%'"
        ));
        name.to_owned()
    }

    /// What SQL gives as root: a line for a row.
    #[track_caller]
    pub fn sql(&self, sql: &str) -> String {
        output(&mut self.client(sql))
    }

    fn client(&self, sql: &str) -> Command {
        let mut client = Command::new("mariadb");
        client.arg("--no-defaults");
        client.arg(format!(
            "--socket={}",
            self.directory.join("socket").display()
        ));
        client.args(["--user=root", "--batch", "--raw", "--skip-column-names"]);
        client.arg(format!("--execute={sql}"));
        client
    }
}
