//! PgBouncer in front of a cluster, in transaction mode.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{Process, free_port, output};
use crate::{PASSWORD, PostgreSql, postgresql, scratch, until};

/// A pooler that gives each transaction to any of its few sessions.
pub struct PgBouncer {
    _process: Process,
    port: u16,
}

impl PgBouncer {
    /// In front of a cluster, with so many sessions of it.
    pub fn start(of: &PostgreSql, sessions: u32) -> Self {
        let directory = scratch::directory("pgbouncer");
        let port = free_port();
        let users = ["owner", "omnifund"].map(|role| format!("\"{role}\" \"{PASSWORD}\"\n"));
        scratch::write(&directory.join("users"), &users.concat());
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {users}\n\
             pool_mode = transaction\ndefault_pool_size = {sessions}\nmax_client_conn = 1000\n",
            server = of.port(),
            users = directory.join("users").display()
        );
        let file = directory.join("pgbouncer.ini");
        scratch::write(&file, &settings);
        let program = PathBuf::from("/usr/sbin/pgbouncer");
        let mut server = Command::new(if program.exists() {
            program
        } else {
            "pgbouncer".into()
        });
        server.arg("-q").arg(&file);
        let process = Process::start(&server, &directory, "KILL");
        until("PgBouncer listens", || {
            TcpStream::connect(("127.0.0.1", port)).ok()
        });
        Self {
            _process: process,
            port,
        }
    }

    /// What SQL gives as the owner of the database through the pooler at `port`.
    #[track_caller]
    pub fn psql(port: u16, sql: &str) -> String {
        let mut psql = Command::new("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        psql.args([
            "--command",
            sql,
            &postgresql::url("owner", port, "omnifund"),
        ]);
        output(&mut psql)
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// An address of the cluster's database `omnifund` through it.
    pub fn url(&self, role: &str) -> String {
        postgresql::url(role, self.port, "omnifund")
    }
}
