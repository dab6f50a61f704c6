//! Secrets typed at a terminal: asked for, and not echoed.

#![cfg(unix)]
#![allow(missing_docs, unsafe_code)]

mod till;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use till::common::{CLIENT_ID, CLIENT_SECRET, PASSWORD, PATIENCE, USERNAME, outside_cargo, root};
use till::heeding::heeding_signals;
use till::pty::terminal;
use till::{NAME, Till};

fn echoes(terminal: &File) -> bool {
    // SAFETY: the settings are filled in by the call.
    unsafe {
        let mut settings = std::mem::zeroed();
        assert_eq!(libc::tcgetattr(terminal.as_raw_fd(), &mut settings), 0);
        settings.c_lflag & libc::ECHO != 0
    }
}

/// A command at a terminal, and what stands on its screen.
struct AtTerminal {
    child: Child,
    ours: File,
    theirs: OwnedFd,
    screen: Arc<Mutex<String>>,
    reader: JoinHandle<()>,
}

impl AtTerminal {
    fn run(mut command: Command) -> Self {
        let (ours, theirs) = terminal();
        let end = || theirs.try_clone().unwrap();
        command.stdin(end()).stdout(end()).stderr(end());
        // SAFETY: both calls are async-signal-safe. Its own terminal is what the program asks at.
        unsafe {
            command.pre_exec(|| {
                libc::setsid();
                libc::ioctl(0, libc::TIOCSCTTY, 0);
                Ok(())
            });
        }
        let child = heeding_signals(&mut command).spawn().unwrap();
        drop(command);
        let screen = Arc::new(Mutex::new(String::new()));
        let reader = {
            let (mut ours, screen) = (ours.try_clone().unwrap(), Arc::clone(&screen));
            std::thread::spawn(move || {
                let mut bytes = [0; 1024];
                // Where nobody holds the other end any more, Linux says so by an error.
                while let Ok(length @ 1..) = ours.read(&mut bytes) {
                    *screen.lock().unwrap() += &String::from_utf8_lossy(&bytes[..length]);
                }
            })
        };
        Self {
            child,
            ours,
            theirs,
            screen,
            reader,
        }
    }

    fn shown(&self) -> String {
        self.screen.lock().unwrap().clone()
    }

    /// Waits until this stands there for the nth time, and the terminal echoes, or does not.
    #[track_caller]
    fn wait_for(&self, words: &str, times: usize, echo: bool) {
        let deadline = Instant::now() + PATIENCE;
        while echoes(&self.ours) != echo || self.shown().matches(words).count() < times {
            assert!(
                Instant::now() < deadline,
                "no {words:?} with echo {echo}:\n{}",
                self.shown()
            );
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn types(&mut self, text: &str) {
        self.ours.write_all(text.as_bytes()).unwrap();
    }

    fn signal(&self, signal: i32) {
        // SAFETY: a signal to a child that was not waited for yet.
        unsafe { libc::kill(self.child.id() as i32, signal) };
    }

    /// What stood on the screen, and how it ended. The terminal must be left as it was found.
    #[track_caller]
    fn end(mut self) -> (String, ExitStatus) {
        let status = self.child.wait().unwrap();
        assert!(echoes(&self.ours), "the terminal is left as it was found");
        drop(self.theirs);
        self.reader.join().unwrap();
        let screen = self.screen.lock().unwrap().clone();
        (screen, status)
    }
}

/// Runs a command at a terminal, types a secret at each prompt once it does not echo, and gives what stood
/// on the screen and the exit status.
#[track_caller]
fn typed(command: Command, secrets: &[(&str, &str)]) -> (String, i32) {
    let mut at = AtTerminal::run(command);
    for (prompt, secret) in secrets {
        at.wait_for(prompt, 1, false);
        at.types(&format!("{secret}\n"));
    }
    let (screen, status) = at.end();
    (screen, status.code().unwrap())
}

/// A question for a password that waits for its answer.
fn asking(till: &Till) -> AtTerminal {
    let mut command = till.command();
    command.args(["sign-in", USERNAME]);
    let at = AtTerminal::run(command);
    at.wait_for("Password of", 1, false);
    at
}

#[test]
fn a_signal_at_the_prompt_ends_it_and_leaves_the_terminal_with_its_echo() {
    let till = Till::new("terminal-signals");
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP, libc::SIGQUIT] {
        let at = asking(&till);
        at.signal(signal);
        let (screen, status) = at.end();
        assert_eq!(status.signal(), Some(signal), "{screen}");
    }
    for (key, signal) in [("\x03", libc::SIGINT), ("\x1c", libc::SIGQUIT)] {
        let mut at = asking(&till);
        at.types("half a pass");
        at.types(key);
        let (screen, status) = at.end();
        assert_eq!(status.signal(), Some(signal), "{screen}");
        assert!(!screen.contains("half"), "{screen}");
    }
    let mut at = asking(&till);
    at.types("\x04");
    let (screen, status) = at.end();
    assert_eq!(status.code(), Some(2), "{screen}");
    assert!(screen.contains("nothing was given"), "{screen}");
}

#[test]
fn who_stops_it_at_the_prompt_has_the_echo_and_is_asked_anew_when_it_goes_on() {
    let till = Till::new("terminal-stopped");
    let settings = till.command();
    let mut shell = Command::new("sh");
    // With job control, as at a person's own shell.
    shell.args(["-mc", "\"$0\" sign-in \"$1\"; echo between; read go; fg"]);
    shell.arg(settings.get_program()).arg(USERNAME);
    shell.envs(
        settings
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let mut at = AtTerminal::run(shell);
    at.wait_for("Password of", 1, false);
    at.types("half a pass\x1a");
    at.wait_for("between", 1, true);
    at.types("go on\n");
    at.wait_for("Password of", 2, false);
    at.types(&format!("{PASSWORD}\n"));
    let (screen, status) = at.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    assert!(
        screen.contains("is signed in") && !screen.contains("half"),
        "{screen}"
    );
}

#[test]
fn what_its_starter_ignores_does_not_end_it() {
    let till = Till::new("terminal-ignored");
    let settings = till.command();
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' HUP; exec \"$0\" sign-in \"$1\""]);
    shell.arg(settings.get_program()).arg(USERNAME);
    shell.envs(
        settings
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let mut at = AtTerminal::run(shell);
    at.wait_for("Password of", 1, false);
    at.signal(libc::SIGHUP);
    at.types(&format!("{PASSWORD}\n"));
    let (screen, status) = at.end();
    assert_eq!(status.code(), Some(0), "{screen}");
}

#[test]
fn a_password_is_asked_for_at_the_terminal_and_not_echoed() {
    let till = Till::new("terminal-password");
    let mut command = till.command();
    command.args(["sign-in", USERNAME]);
    let (screen, status) = typed(command, &[("Password of", PASSWORD)]);
    assert_eq!(status, 0, "{screen}");
    assert!(
        screen.contains(&format!("Password of {USERNAME}:")),
        "{screen}"
    );
    assert!(screen.contains("is signed in"), "{screen}");
    assert!(!screen.contains(PASSWORD), "{screen}");
    till.shows(&["token", USERNAME]);
}

#[test]
fn a_wrong_password_at_the_terminal_is_told_and_not_repeated() {
    let till = Till::new("terminal-wrong");
    let mut command = till.command();
    command.args(["sign-in", USERNAME]);
    let (screen, status) = typed(command, &[("Password of", "hunter2-wrong")]);
    assert_eq!(status, 12, "{screen}");
    assert!(!screen.contains("hunter2"), "{screen}");
}

#[test]
fn a_client_secret_is_asked_for_at_the_terminal_too() {
    let till = Till::new("terminal-secret");
    let mut command = till.command();
    command.args(["client", "replace", NAME, "1_new"]);
    let (screen, status) = typed(command, &[("Client secret of", "hunter2-secret")]);
    assert_eq!(status, 0, "{screen}");
    assert!(screen.contains("Client secret of 1_new:"), "{screen}");
    assert!(!screen.contains("hunter2"), "{screen}");
}

#[test]
fn the_readmes_commands_work_as_they_stand_there() {
    let till = Till::new("terminal-readme");
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let block = readme
        .split("```sh\n")
        .find(|block| block.contains("omnifund client add"))
        .and_then(|block| block.split("```").next())
        .unwrap()
        // Its user is nobody's here.
        .replace("alice", USERNAME);
    // It may compile for minutes, and no prompt is waited for that long.
    let build = block.lines().next().unwrap();
    assert!(build.starts_with("cargo build"), "{build}");
    let mut shell = Command::new("sh");
    let built = outside_cargo(shell.args(["-euc", build]).current_dir(root())).status();
    assert!(built.unwrap().success());
    let settings = till.command();
    let mut shell = Command::new("sh");
    outside_cargo(&mut shell)
        .args(["-euc", &block])
        .current_dir(root())
        .envs(
            settings
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env_remove("OMNIFUND_CLIENT")
        .env("OMNIFUND_STORE", till.path("another"))
        .env("CLIENT_ID", CLIENT_ID);
    let (screen, status) = typed(
        shell,
        &[
            ("Client secret of", CLIENT_SECRET),
            ("Password of", PASSWORD),
        ],
    );
    assert_eq!(status, 0, "{screen}");
    for said in [
        "is kept, its secret sealed",
        "is signed in",
        "Nothing is wrong.",
    ] {
        assert!(screen.contains(said), "{screen}");
    }
    assert!(
        !screen.contains(CLIENT_SECRET) && !screen.contains(PASSWORD),
        "{screen}"
    );
}
