//! Hosts that share a session, the server that they ask, and the database between them.

use std::iter::repeat_n;
use std::net::Ipv4Addr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use omnifund_databases::{Player, installed};
use serde_json::Value;

use crate::cluster::{Cluster, Database, migration};
use crate::common::{CLIENT_ID, CLIENT_SECRET, LocalServer, Scratch, USERNAME, root, within};
use crate::history::{self, Asked, Exchange, Handed, History};
use crate::host::Host;
use crate::part::{PART, THREADS, now_ms};
use crate::process::Process;

/// Failures are followed by a minute and a quarter at most.
const LONGER_THAN_A_PAUSE: Duration = Duration::from_secs(180);

pub struct Fleet {
    pub server: LocalServer,
    pub scratch: Scratch,
    pub database: Database,
    pub hosts: Vec<Host>,
    /// Children that took a token, of processes that said so at their end.
    pub forked: u64,
    handed: Vec<Vec<Handed>>,
    troubles: Vec<Range<i64>>,
}

/// Compiles what stands before a store's library, and puts it where the library is looked for.
pub fn record(libraries: &Path, kind: &str, library: &Path) {
    std::fs::create_dir_all(libraries).unwrap();
    std::fs::copy(library, libraries.join("recorded.so")).unwrap();
    compile(
        &["tests/c/recording_store.c"],
        &libraries.join(format!("libomnifund_{kind}.so.1")),
    );
}

/// A library in C.
pub fn compile(sources: &[&str], library: &Path) {
    let mut cc = Command::new("cc");
    cc.args([
        "-std=c99",
        "-pedantic",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-fPIC",
        "-shared",
    ]);
    cc.arg("-I").arg(root().join("include"));
    cc.arg("-o").arg(library);
    cc.args(sources.iter().map(|source| root().join(source)));
    let status = cc.args(["-ldl", "-lpthread"]).status().unwrap();
    assert!(status.success(), "{sources:?}");
}

/// Where a process looks for the store's library, and what it finds there.
pub fn recorded(command: &mut Command, libraries: &Path, record: &Path) {
    command
        .env("OMNIFUND_STORE_LIBRARIES", libraries)
        .env("OMNIFUND_TEST_LIBRARY", libraries.join("recorded.so"))
        .env("OMNIFUND_TEST_RECORD", record);
}

/// What this program is told that is to play a part.
pub fn as_part<'a>(command: &'a mut Command, part: &str) -> &'a mut Command {
    command
        .args([
            "plays_its_part",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(PART, part)
}

impl Fleet {
    /// So many hosts, which reach the database by the port of loopback that `through` is; tokens live for so many
    /// seconds.
    pub fn start(name: &str, cluster: &dyn Cluster, through: u16, hosts: u8, life: i64) -> Self {
        let server = LocalServer::controlled(&["--access-lifetime", &life.to_string()]);
        let scratch = Scratch::new(&format!("fleet-{name}"));
        let database = cluster.make_database(&name.replace('-', "_"));
        let kind = database.kind;
        let built = installed(kind);
        let library = built.join(format!("libomnifund_{kind}.so.1"));
        let url = database.url(Ipv4Addr::LOCALHOST, cluster.port());
        Player::migrate(migration(&library), &url).unwrap();
        record(&scratch.path("libraries"), kind, &library);
        std::fs::remove_dir_all(built).unwrap();
        let port = server.base_url.rsplit(':').next().unwrap();
        let port = port.trim_end_matches('/').parse().unwrap();
        Self {
            hosts: (1..=hosts)
                .map(|number| Host::new(number, through, port))
                .collect(),
            server,
            scratch,
            database,
            forked: 0,
            handed: Vec::new(),
            troubles: Vec::new(),
        }
    }

    fn path(&self, host: &Host, what: &str) -> PathBuf {
        self.scratch.path(&format!("{}-{what}", host.name))
    }

    /// Gives a program on a host the settings of that host, and no other.
    pub fn command(&self, host: usize, program: &Path) -> Command {
        let host = &self.hosts[host];
        let mut command = host.command(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OMNIFUND_") {
                command.env_remove(name);
            }
        }
        command
            .env("OMNIFUND_BASE_URL", &self.server.base_url)
            .env("OMNIFUND_CA_FILE", self.server.ca_file.as_ref().unwrap())
            .env("OMNIFUND_PROXY", "none")
            .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
            .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET)
            .env("OMNIFUND_USERNAME", USERNAME)
            .env("OMNIFUND_STORE", host.url(&self.database))
            .env("OMNIFUND_STORE_JOURNAL", self.path(host, "journal"))
            .env("OMNIFUND_STORE_KEY_FILE", self.scratch.path("fleet.key"))
            .env("OMNIFUND_MACHINE", &host.name)
            .env(
                "OMNIFUND_LOG",
                format!("info:file:{}", self.path(host, "log").display()),
            );
        recorded(
            &mut command,
            &self.scratch.path("libraries"),
            &self.record(),
        );
        command
    }

    /// This program on a host, which is to play a part.
    pub fn part(&self, host: usize, part: &str) -> Command {
        let mut command = self.command(host, &std::env::current_exe().unwrap());
        as_part(&mut command, part);
        command
    }

    pub fn obeying(&self, host: usize) -> Process {
        Process::obeying(self.part(host, "obey"))
    }

    /// Processes on each host, whose threads ask for the token until they are told to stop.
    pub fn herd(&self, processes: usize, threads: usize) -> Vec<Process> {
        let hosts = (0..self.hosts.len()).flat_map(|host| repeat_n(host, processes));
        hosts
            .map(|host| {
                let mut command = self.part(host, "herd");
                command.env(THREADS, threads.to_string());
                Process::start(command)
            })
            .collect()
    }

    /// Waits for so many refreshes more; for each longer than a pause after failures lasts.
    #[track_caller]
    pub fn wait_for_refreshes(&self, number: usize) {
        for _ in 0..number {
            let seen = self.server.refreshes().len();
            let another = || (self.server.refreshes().len() > seen).then_some(());
            let met = within(LONGER_THAN_A_PAUSE, another);
            assert!(
                met.is_some(),
                "none behind {:?}",
                self.server.exchanges().last()
            );
        }
    }

    /// Ends a herd, and hears what it was handed; what failed must be right by `may_fail`. Gives how much did.
    #[track_caller]
    pub fn end(&mut self, herd: &mut [Process], may_fail: impl Fn(&Value) -> bool) -> usize {
        herd.iter_mut().for_each(Process::stop);
        let mut failed = 0;
        for process in herd {
            let mut heard = 0;
            while let Some(said) = process.next() {
                if said["failed"].is_null() {
                    self.heard(&said);
                    heard += 1;
                } else {
                    assert!(may_fail(&said), "{said}");
                    failed += 1;
                }
            }
            assert!(heard > 0 && process.wait().success());
        }
        failed
    }

    fn record(&self) -> PathBuf {
        self.scratch.path("record")
    }

    /// What all hosts have asked of their store.
    pub fn asked(&self) -> Vec<Asked> {
        history::read(&self.record())
    }

    /// What was under way since then may be lost.
    pub fn trouble_since(&mut self, then: i64) {
        self.troubles.push(then..now_ms());
    }

    /// Takes down what a process was handed.
    fn heard(&mut self, said: &Value) {
        let handed = |one: &Value| Handed {
            access: one[0].as_str().unwrap().to_owned(),
            asked: one[1].as_i64().unwrap(),
        };
        assert_eq!(said["hung"].as_u64().unwrap_or_default(), 0, "{said}");
        self.forked += said["forked"].as_u64().unwrap_or_default();
        let thread = said["handed"].as_array().unwrap();
        self.handed.push(thread.iter().map(handed).collect());
    }

    /// How often the server refused the session's refresh token, as its hosts tell.
    pub fn lost(&self) -> u64 {
        self.obeying(0).must("status")["lost"].as_u64().unwrap()
    }

    /// All that is told so far.
    pub fn history(&self) -> History {
        let exchanges = self.server.settled_exchanges();
        History {
            exchanges: exchanges.iter().map(Exchange::of).collect(),
            handed: self.handed.clone(),
            asked: self.asked(),
            troubles: self.troubles.clone(),
        }
    }
}
