//! A machine in a scratch directory, set up as docs/operations.md says, with the samples adapted to it:
//! `/etc`, `/var` and `/usr/local` begin there, pos is who runs the test, and OmniFund is a local server.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::till::common::{CLIENT_SECRET, LocalServer, Scratch, make_program, root};
use crate::till::{Ran, run};

pub const USER: &str = "alice";
pub const PASSWORD: &str = "alice_password";
/// The OAuth client that takes the place of the first one.
pub const NEW_CLIENT_ID: &str = "2_5k3r0c8gk4so80wgk4ck0o4w0sg8g4wkcw0k44s0ow8ck84s";

/// Stands in for sudo: who runs the test is everybody. `sudo -s` opens no shell, the rest of the block is
/// run by this one.
const SUDO: &str = r#"#!/bin/sh
[ "$1" != -u ] || shift 2
[ "$1" != -s ] || exit 0
exec "$@"
"#;
/// Stands in for what a person types at `omnifund`'s questions, and does not mind that a scratch
/// directory can lie where nothing stays.
const PERSON: &str = r#"#!/bin/sh
case "$*" in
"client add "* | "client replace "*) printf %s "$SECRET" | "$BINARY" "$@" --secret-stdin ;;
"sign-in "*) printf %s "$PASSWORD" | "$BINARY" "$@" --password-stdin ;;
*doctor)
    said=$("$BINARY" "$@") && status=0 || status=$?
    echo "$said"
    case $said in *"don't survive there"*) exit 0 ;; *) exit "$status" ;; esac ;;
*) exec "$BINARY" "$@" ;;
esac
"#;
/// Groups of this machine are not the scratch one's.
const INSTALL: &str = r#"#!/bin/sh
for argument; do
    shift
    [ "$argument" != pos ] || argument=$(id -g)
    set -- "$@" "$argument"
done
exec /usr/bin/install "$@"
"#;
const TMPFILES: &str = r#"#!/bin/sh
exec /usr/bin/systemd-tmpfiles --root="$ROOT" "$@"
"#;
/// Changes the whole machine: only that it is called is looked at.
const NOTED: &str = r#"#!/bin/sh
echo "$(basename "$0") $*" >> "$ROOT/noted"
"#;

pub struct Machine {
    pub server: LocalServer,
    scratch: Scratch,
}

impl Machine {
    /// With nothing set up.
    pub fn bare(name: &str) -> Self {
        Self::with_users(name, &[])
    }

    /// With nothing set up but these users at OmniFund, beside alice.
    fn with_users(name: &str, users: &[&str]) -> Self {
        let mut options = vec![
            "--client".to_owned(),
            format!("{NEW_CLIENT_ID}:{CLIENT_SECRET}"),
        ];
        for user in users.iter().chain(&[USER]) {
            options.push(format!("--user={user}:{PASSWORD}"));
        }
        let options: Vec<_> = options.iter().map(String::as_str).collect();
        let server = LocalServer::controlled(&options);
        let machine = Self {
            server,
            scratch: Scratch::new(name),
        };
        for directory in ["bin", "usr/local/bin", "var/lib", "var/log"] {
            std::fs::create_dir_all(machine.path(directory)).unwrap();
        }
        for directory in ["tmpfiles.d", "logrotate.d", "cron.d", "systemd/system"] {
            std::fs::create_dir_all(machine.path("etc").join(directory)).unwrap();
        }
        machine.users(own_id("-u"), own_id("-g"));
        for (stub, text) in [
            ("sudo", SUDO),
            ("omnifund", PERSON),
            ("install", INSTALL),
            ("systemd-tmpfiles", TMPFILES),
            ("adduser", NOTED),
            ("systemctl", NOTED),
            ("timedatectl", NOTED),
        ] {
            machine.program(stub, text);
        }
        machine
    }

    /// Tells the scratch root who pos is; systemd-tmpfiles asks there.
    pub fn users(&self, user: u32, group: u32) {
        let passwd = format!("pos:x:{user}:{group}::/var/lib/pos:/usr/sbin/nologin\n");
        std::fs::write(self.path("etc/passwd"), passwd).unwrap();
        std::fs::write(self.path("etc/group"), format!("pos:x:{group}:\n")).unwrap();
    }

    pub fn program(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path("bin").join(name);
        make_program(&path, text.as_bytes());
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.scratch.path(name)
    }

    /// A sample, or a block of the manual, as it stands for this machine.
    pub fn adapt(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (theirs, ours) in [
            ("target/release/omnifund", env!("CARGO_BIN_EXE_omnifund")),
            ("/etc/", "\0/etc/"),
            ("/var/", "\0/var/"),
            ("/usr/local/", "\0/usr/local/"),
        ] {
            text = text.replace(theirs, ours);
        }
        let place = self.path("");
        let place = place.to_str().unwrap().trim_end_matches('/');
        let omnifund = format!(
            "OMNIFUND_BASE_URL={}\nOMNIFUND_CA_FILE={}",
            self.server.base_url,
            self.server.ca_file.as_ref().unwrap().display()
        );
        text.replace('\0', place)
            .replace("OMNIFUND_ENVIRONMENT=sandbox", &omnifund)
    }

    /// The installed file, adapted where it lies, as whoever sets a machine up does.
    pub fn adapt_file(&self, name: &str) {
        let path = self.path(name);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, self.adapt(&text)).unwrap();
    }

    /// A shell that runs these lines, and ends at the first that fails.
    pub fn shell(&self, lines: &str) -> Command {
        let mut shell = Command::new("sh");
        self.environment(&mut shell)
            .args(["-euc", &self.adapt(lines)])
            .current_dir(root());
        shell
    }

    fn environment<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OMNIFUND_") {
                command.env_remove(name);
            }
        }
        let path = std::env::var("PATH").unwrap_or_default();
        command
            .env(
                "PATH",
                format!("{}:{path}:/usr/sbin:/sbin", self.path("bin").display()),
            )
            .env("HOME", self.path(""))
            .env("ROOT", self.path(""))
            .env("BINARY", env!("CARGO_BIN_EXE_omnifund"))
            .env("OMNIFUND_CONFIG", self.path("etc/omnifund/pos.conf"))
            .env("SECRET", CLIENT_SECRET)
            .env("PASSWORD", PASSWORD)
    }

    /// Runs lines that must succeed, and gives what they print.
    #[track_caller]
    pub fn shows(&self, lines: &str) -> String {
        let ran = run(&mut self.shell(lines), "");
        assert_eq!(ran.status, 0, "{lines}\n{ran:?}");
        ran.stdout
    }

    /// Runs the command itself.
    pub fn omnifund(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_omnifund"));
        run(self.environment(&mut command).args(arguments), input)
    }

    /// Set up as the manual says, with an OAuth client, and alice signed in.
    pub fn set_up(name: &str) -> Self {
        Self::set_up_for(name, &[])
    }

    /// Set up as the manual says, with alice signed in, where OmniFund has more users.
    pub fn set_up_for(name: &str, users: &[&str]) -> Self {
        let machine = Self::with_users(name, users);
        machine.install();
        machine.shows(&block("Setting it up", 1));
        machine
    }

    /// The files of the manual's set-up, adapted.
    pub fn install(&self) {
        self.shows(&block("Setting it up", 0));
        self.adapt_file("etc/omnifund/pos.conf");
        self.adapt_file("etc/logrotate.d/omnifund");
    }
}

/// Runs what a service runs as its ProtectSystem=strict lets it: it writes nowhere but where the service says. In a
/// mount namespace of its own; `None`, with a note, where nothing can be mounted.
pub fn shut_in(machine: &Machine, service: &str, command: &str) -> Option<Ran> {
    let mut mounts = String::new();
    for path in values(service, "ReadWritePaths") {
        let path = path.trim_start_matches('-');
        mounts += &format!("mount --bind {path} {path}\n");
    }
    let line = format!(
        "{{ mount --bind \"$ROOT\" \"$ROOT\"\n{mounts}mount -o remount,bind,ro \"$ROOT\"; }} || exit 99\n\
         ! touch \"$ROOT/x\" 2>/dev/null\n{command}"
    );
    let shell = machine.shell(&line);
    let mut unshare = Command::new("unshare");
    unshare
        .args(["--user", "--map-root-user", "--mount"])
        .arg(shell.get_program())
        .args(shell.get_args())
        .envs(
            shell
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    let ran = run(&mut unshare, "");
    if ran.status == 99 || ran.stderr.contains("unshare") {
        eprintln!("skipped: nothing can be mounted here: {}", ran.stderr);
        return None;
    }
    Some(ran)
}

/// Of who runs the test: `-u` the user's, `-g` the group's.
pub fn own_id(which: &str) -> u32 {
    let output = Command::new("id").arg(which).output().unwrap();
    let id = String::from_utf8(output.stdout).unwrap();
    id.trim().parse().unwrap()
}

pub fn sample(name: &str) -> String {
    let path = root().join("samples").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The values of a setting in a unit, in their order.
pub fn values<'a>(unit: &'a str, name: &str) -> Vec<&'a str> {
    let values = unit.lines().filter_map(|line| line.strip_prefix(name));
    values.filter_map(|value| value.strip_prefix('=')).collect()
}

/// The fenced `sh` blocks of docs/operations.md, each with the heading that it stands below.
pub fn blocks() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let (mut heading, mut found) = (String::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ").or(line.strip_prefix("### ")) {
            name.clone_into(&mut heading);
        } else if line.trim_start() == "```sh" {
            // One in a list is indented.
            let block = lines.by_ref().map(str::trim_start);
            let block: Vec<_> = block.take_while(|line| *line != "```").collect();
            found.push((heading.clone(), block.join("\n") + "\n"));
        }
    }
    found
}

/// One of those below a heading.
#[track_caller]
pub fn block(heading: &str, at: usize) -> String {
    let mut below = blocks().into_iter().filter(|(name, _)| name == heading);
    let (_, block) = below.nth(at).expect(heading);
    block
}

/// Whether who runs the test can be two users; where not, says what is skipped for it.
pub fn may_change_users(what: &str) -> bool {
    let root = own_id("-u") == 0;
    if !root {
        eprintln!("skipped: {what}: only root can be two users");
    }
    root
}

/// Files below a directory, by their paths from there.
pub fn files_below(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let below = files_below(&path).into_iter();
            found.extend(below.map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}
