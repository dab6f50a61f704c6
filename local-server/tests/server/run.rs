//! `omnifund-local run`: a command beside a server of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Output, Stdio};

use crate::support::BINARY;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// `run` with these options and a shell's script, in a temporary directory of its own.
    fn command(&self, options: &[&str], script: &str) -> Command {
        let mut command = Command::new(BINARY);
        command
            .arg("run")
            .args(options)
            .args(["--", "sh", "-c", script])
            .env("TMPDIR", self.0.path())
            .env("OMNIFUND_ENVIRONMENT", "production")
            .env("OMNIFUND_STORE_KEY", "somebody's own")
            .env("OMNIFUND_CONFIG", "/etc/omnifund/pos.conf")
            .env("OMNIFUND_LIBRARY", "/usr/lib/libomnifund.so")
            .env("OMNIFUND_LOG", "info:stderr")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, options: &[&str], script: &str) -> Output {
        self.command(options, script).output().unwrap()
    }

    #[track_caller]
    fn is_clean(&self) {
        let left: Vec<_> = std::fs::read_dir(self.0.path()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_command_finds_all_that_it_needs_and_nothing_of_its_callers() {
    let place = Place::new();
    let ran = place.run(
        &[],
        "env | grep ^OMNIFUND_ | sort; test -r $OMNIFUND_CA_FILE; cat",
    );
    assert!(ran.status.success(), "{ran:?}");
    assert_eq!(
        text(&ran.stderr),
        "",
        "the server's log is not between the command's lines"
    );
    let names: Vec<&str> = text(&ran.stdout)
        .lines()
        .map(|line| line.split('=').next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "OMNIFUND_BASE_URL",
            "OMNIFUND_CA_FILE",
            "OMNIFUND_CLIENT_ID",
            "OMNIFUND_CLIENT_SECRET",
            "OMNIFUND_LIBRARY",
            "OMNIFUND_LOCAL_CONTROL",
            "OMNIFUND_LOG",
            "OMNIFUND_PASSWORD",
            "OMNIFUND_STORE",
            "OMNIFUND_USERNAME",
        ]
    );
    place.is_clean();
}

#[test]
fn the_exit_status_is_the_commands() {
    let place = Place::new();
    for (script, status) in [
        ("exit 0", 0),
        ("exit 7", 7),
        ("kill -9 $$", 137),
        ("kill -TERM $$", 143),
    ] {
        assert_eq!(
            place.run(&[], script).status.code(),
            Some(status),
            "{script}"
        );
    }
    for (program, status) in [("/no/such/program", 127), ("/etc/passwd", 126)] {
        let mut command = Command::new(BINARY);
        let ran = command
            .args(["run", "--", program])
            .env("TMPDIR", place.0.path())
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(status), "{program}");
        assert!(text(&ran.stderr).contains(program), "{ran:?}");
    }
    place.is_clean();
}

#[test]
fn signals_are_passed_on_and_all_is_cleaned_up() {
    for (signal, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        let place = Place::new();
        let script =
            "trap 'echo got it; exit 5' TERM HUP INT; echo begun; while :; do sleep 0.05; done";
        let mut child = place.command(&[], script).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        output.read_line(&mut said).unwrap();
        assert_eq!(said, "begun\n");
        kill(&child, signal);
        output.read_to_string(&mut said).unwrap();
        let status = child.wait().unwrap();
        assert_eq!(
            (said.as_str(), status.code()),
            ("begun\ngot it\n", Some(5)),
            "{number}"
        );
        assert_eq!(status.signal(), None);
        place.is_clean();
    }
}

fn kill(child: &Child, signal: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-s", signal, &id]).status();
    assert!(sent.unwrap().success());
}

#[test]
fn seeds_options_and_log_are_as_with_serve() {
    let place = Place::new();
    let seeds = place.0.path().join("seeds.toml");
    std::fs::write(
        &seeds,
        "[[clients]]\nclient_id = '9_till'\nclient_secret = 'secret'\n\n\
         [[users]]\nname = 'till_1'\npassword = 'word'\n",
    )
    .unwrap();
    let log = place.0.path().join("log");
    let (seeds, log) = (seeds.to_str().unwrap(), log.to_str().unwrap());
    let ran = place.run(
        &["--seed", seeds, "--log", log, "--plain-http"],
        "echo $OMNIFUND_CLIENT_ID $OMNIFUND_USERNAME $OMNIFUND_BASE_URL ${OMNIFUND_CA_FILE-none}",
    );
    let said = text(&ran.stdout);
    assert!(
        said.starts_with("9_till till_1 http://127.0.0.1:") && said.ends_with(" none\n"),
        "{said}"
    );
    assert!(std::fs::read_to_string(log).unwrap().contains("stopped"));
    let ran = place.run(&["--exit-with-parent"], "true");
    assert!(!ran.status.success() && text(&ran.stderr).contains("standard input"));
}
