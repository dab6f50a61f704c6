//! A MariaDB server in a scratch directory, on a socket of its own and on no network.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::samples::own_id;
use crate::till::common::until;
use crate::till::run;

pub struct MariaDb {
    process: Child,
    login: PathBuf,
}

impl MariaDb {
    /// In `directory`, with an empty database `pos` and an option file for its client.
    pub fn start(directory: &Path) -> Self {
        let data = directory.join("data");
        let own = |program: &str| {
            let mut command = Command::new("setpriv");
            // However this test ends, the server ends too.
            command.args(["--pdeathsig", "KILL", program, "--no-defaults"]);
            command.arg(format!("--datadir={}", data.display()));
            // Where it starts it deletes other servers' temporary tables, if they lie with its own.
            command.arg(format!("--tmpdir={}", directory.display()));
            if own_id("-u") == 0 {
                // It refuses to be root unless told so.
                command.arg("--user=root");
            }
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{path}:/usr/sbin"));
            command
        };
        let mut install = own("mariadb-install-db");
        install.args([
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            // Small, since it is written in full.
            "--innodb-log-file-size=4M",
        ]);
        let installed = run(&mut install, "");
        assert_eq!(
            installed.status, 0,
            "mariadb-install-db, see scripts/setup: {installed:?}"
        );

        let socket = directory.join("socket");
        let mut server = own("mariadbd");
        server
            .arg(format!("--socket={}", socket.display()))
            .arg(format!("--pid-file={}", directory.join("pid").display()))
            .args(["--skip-networking", "--innodb-log-file-size=4M"])
            // As it was on the machines that old programs run on.
            .arg("--character-set-server=latin1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(directory.join("log")).unwrap());
        let process = server.spawn().expect("mariadbd starts");
        let login = directory.join("login.cnf");
        let options = format!("[client]\nsocket={}\nuser=root\n", socket.display());
        std::fs::write(&login, options).unwrap();
        let database = Self { process, login };
        until(|| {
            let made = database.client(&[], "CREATE DATABASE IF NOT EXISTS pos");
            (made.status == 0).then_some(())
        });
        database
    }

    pub fn login(&self) -> &Path {
        &self.login
    }

    fn client(&self, database: &[&str], sql: &str) -> crate::till::Ran {
        let mut client = Command::new("mariadb");
        client
            .arg(format!("--defaults-extra-file={}", self.login.display()))
            .args(["--batch", "--raw", "--skip-column-names"])
            .arg("--default-character-set=utf8mb4")
            .args(database);
        run(&mut client, sql)
    }

    /// Runs SQL in the database `pos`, and gives its rows.
    #[track_caller]
    pub fn sql(&self, sql: &str) -> String {
        let ran = self.client(&["pos"], sql);
        assert_eq!(ran.status, 0, "{sql}: {ran:?}");
        ran.stdout
    }
}

impl Drop for MariaDb {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
