//! A process that ends with this one. Between both stands a shell that waits for the end of its standard input, which
//! comes however this process ends, and then ends the other and removes its directory.

use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{scratch, until};

const KEEPER: &str = r#"
"$@" &
child=$!
echo "$child" >"$KEPT/pid.new" && mv "$KEPT/pid.new" "$KEPT/pid"
read -r last
kill -"$SIGNAL" "$child" 2>/dev/null
wait "$child"
[ "$last" = keep ] || rm -rf "$KEPT"
"#;

pub(crate) struct Process {
    keeper: Child,
    directory: PathBuf,
}

impl Process {
    /// Starts it in the directory, where `log` gets what it says. `signal` ends it at once.
    pub(crate) fn start(command: &Command, directory: &Path, signal: &str) -> Self {
        let _ = fs::remove_file(directory.join("pid"));
        let log = File::options()
            .append(true)
            .create(true)
            .open(directory.join("log"))
            .expect("a log");
        let mut keeper = scratch::unprivileged("sh");
        keeper.args(["-c", KEEPER, "keeper"]);
        keeper.arg(command.get_program()).args(command.get_args());
        keeper.current_dir(directory);
        keeper.env("KEPT", directory).env("SIGNAL", signal);
        keeper.stdin(Stdio::piped());
        keeper.stdout(log.try_clone().expect("the same log"));
        keeper.stderr(log);
        let keeper = keeper.spawn().expect("a shell");
        let directory = directory.to_owned();
        until("a process has its pid", || {
            directory.join("pid").exists().then_some(())
        });
        Self { keeper, directory }
    }

    /// Sends it a signal, by its name.
    pub(crate) fn signal(&self, name: &str) {
        let pid = fs::read_to_string(self.directory.join("pid")).expect("its pid");
        let mut kill = Command::new("kill");
        let status = kill.arg(format!("-{name}")).arg(pid.trim()).status();
        assert!(status.expect("kill").success(), "no process {pid}");
    }

    /// Kills it and all that it started, at once.
    pub(crate) fn kill_with_children(&self) {
        let pid = fs::read_to_string(self.directory.join("pid")).expect("its pid");
        let pid = pid.trim();
        // It starts nothing more.
        self.signal("STOP");
        let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
        let children = children.expect("its children");
        let mut kill = Command::new("kill");
        kill.arg("-KILL").arg(pid).args(children.split_whitespace());
        assert!(kill.status().expect("kill").success());
    }

    /// Ends it; its directory stays, and another may be started in it.
    pub(crate) fn end(mut self) {
        if let Some(mut last) = self.keeper.stdin.take() {
            last.write_all(b"keep\n").expect("the keeper reads");
        }
        self.keeper.wait().expect("the keeper ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// A port of loopback that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// Runs it to its end, and gives what it printed.
#[track_caller]
pub(crate) fn output(command: &mut Command) -> String {
    let ran = command.output().unwrap_or_else(|error| {
        panic!("{command:?}: {error}; scripts/setup installs what is needed")
    });
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{command:?}: {said}");
    String::from_utf8_lossy(&ran.stdout).into_owned()
}
