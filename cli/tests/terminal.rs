//! Secrets typed at a terminal: asked for, and not echoed.

#![cfg(unix)]
#![allow(missing_docs, unsafe_code)]

mod till;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use till::common::{CLIENT_ID, CLIENT_SECRET, PASSWORD, PATIENCE, USERNAME, outside_cargo, root};
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

/// Runs a command at a terminal, types a secret at each prompt once it does not echo, and gives what stood
/// on the screen and the exit status.
fn typed(mut command: Command, secrets: &[(&str, &str)]) -> (String, i32) {
    let (mut ours, theirs) = terminal();
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
    let mut child = command.spawn().unwrap();
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
    let deadline = Instant::now() + PATIENCE;
    for (prompt, secret) in secrets {
        while echoes(&ours) || !screen.lock().unwrap().contains(prompt) {
            let shown = screen.lock().unwrap().clone();
            assert!(
                Instant::now() < deadline,
                "no {prompt:?} without echo:\n{shown}"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        ours.write_all(format!("{secret}\n").as_bytes()).unwrap();
    }
    let status = child.wait().unwrap().code().unwrap();
    assert!(echoes(&ours), "the terminal is left as it was found");
    drop(theirs);
    reader.join().unwrap();
    let screen = screen.lock().unwrap().clone();
    (screen, status)
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
