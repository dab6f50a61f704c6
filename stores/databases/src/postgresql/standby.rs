//! A streaming replica of a cluster.

use super::{PostgreSql, program};
use crate::process::{free_port, output};
use crate::{scratch, until};

impl PostgreSql {
    /// A replica that follows this one, begun. It knows the same roles and databases.
    pub fn standby(&self) -> Self {
        let directory = scratch::directory("standby");
        let mut copy = scratch::unprivileged(program("pg_basebackup"));
        copy.args(["--username=postgres", "--no-sync", "--checkpoint=fast"]);
        copy.args(["--wal-method=stream", "--write-recovery-conf"]);
        copy.arg("--host").arg(&self.directory);
        copy.args(["--port", &self.port.to_string()]);
        copy.arg("--pgdata").arg(directory.join("data"));
        output(&mut copy);
        let mut standby = Self {
            process: None,
            directory,
            port: free_port(),
            settings: self.settings.clone(),
            small_disk: None,
        };
        standby.begin();
        standby
    }

    /// Commits wait from here on until a replica has them on its disk.
    pub fn wait_for_replicas(&self) {
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.sql("SELECT pg_reload_conf()");
        until("a replica is synchronous", || {
            let states = self.sql("SELECT sync_state FROM pg_stat_replication");
            (states.trim() == "sync").then_some(())
        });
    }

    /// Makes this replica the one that is written to.
    pub fn promote(&self) {
        assert_eq!(self.sql("SELECT pg_promote()").trim(), "t");
    }
}
