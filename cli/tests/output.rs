//! Where standard output is full, closed, or leads nowhere: no panic, nothing lost, and who asked is told.

#![cfg(unix)]
#![allow(missing_docs, unsafe_code)]

mod till;

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use till::Till;
use till::common::{PATIENCE, USERNAME};
use till::heeding::heeding_signals;

/// What standard output can be that takes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unwritable {
    Full,
    ClosedPipe,
    Closed,
    ReadOnly,
    Null,
}

const ALL: [Unwritable; 5] = [
    Unwritable::Full,
    Unwritable::ClosedPipe,
    Unwritable::Closed,
    Unwritable::ReadOnly,
    Unwritable::Null,
];

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

/// Runs the command with such a standard output; in its environment the till's settings.
fn into(till: &Till, arguments: &[&str], output: Unwritable) -> Output {
    let settings = till.command();
    let mut command = Command::new("sh");
    let closing = match output {
        Unwritable::Closed => "exec \"$0\" \"$@\" >&-",
        _ => "exec \"$0\" \"$@\"",
    };
    command.args(["-c", closing]).arg(settings.get_program());
    for (name, value) in settings.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdout(match output {
        Unwritable::Full => Stdio::from(full()),
        Unwritable::ClosedPipe => {
            let mut gone = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
            let pipe = gone.stdin.take().unwrap();
            gone.wait().unwrap();
            Stdio::from(pipe)
        }
        Unwritable::ReadOnly => Stdio::from(File::open(till.path("store/store.json")).unwrap()),
        Unwritable::Closed | Unwritable::Null => Stdio::null(),
    });
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn tokens_that_nobody_could_read_stay_in_the_session() {
    let till = Till::signed_in("output-export");
    let token = till.shows(&["token", USERNAME]);
    for unwritable in ALL {
        let ran = into(&till, &["export", USERNAME], unwritable);
        let said = said(&ran);
        assert_eq!(ran.status.code(), Some(1), "{unwritable:?}: {said}");
        assert!(said.contains("standard output"), "{unwritable:?}: {said}");
        assert!(!said.contains("panicked"), "{unwritable:?}: {said}");
        assert_eq!(
            till.shows(&["token", USERNAME]),
            token,
            "{unwritable:?}: {said}"
        );
    }
    // And the session was signed out by none that could be told beforehand.
    let before = generation(&till);
    for unwritable in [
        Unwritable::ClosedPipe,
        Unwritable::Closed,
        Unwritable::ReadOnly,
        Unwritable::Null,
    ] {
        into(&till, &["export", USERNAME], unwritable);
        assert_eq!(generation(&till), before, "{unwritable:?}");
    }
    let file = File::create(till.path("pair.json")).unwrap();
    let exported = till
        .command()
        .args(["export", USERNAME])
        .stdout(file)
        .status()
        .unwrap();
    assert!(exported.success());
    let pair = std::fs::read_to_string(till.path("pair.json")).unwrap();
    assert_eq!(till.run(&["adopt", USERNAME], &pair).status, 0);
    assert_eq!(till.shows(&["token", USERNAME]), token);
}

fn generation(till: &Till) -> u64 {
    let status = till.json(&["status", USERNAME, "--json"]);
    status["generation"].as_u64().unwrap()
}

#[test]
fn a_file_that_may_grow_no_further_takes_no_tokens_away() {
    let till = Till::signed_in("output-limit");
    let token = till.shows(&["token", USERNAME]);
    let settings = till.command();
    let ran = Command::new("sh")
        .arg("-c")
        // Blocks of 512 bytes: the store's records fit, and the end of this file is at the limit.
        .arg("head -c 1048576 /dev/zero > \"$1\"; ulimit -f 2048; exec \"$0\" export \"$2\" >> \"$1\"")
        .arg(settings.get_program())
        .arg(till.path("output"))
        .arg(USERNAME)
        .envs(
            settings
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1), "{}", said(&ran));
    assert!(said(&ran).contains("taken back"), "{}", said(&ran));
    assert_eq!(till.shows(&["token", USERNAME]), token);
}

/// A pipe that takes nothing more, and whose reader does not read.
fn stuck_pipe() -> (OwnedFd, OwnedFd) {
    let mut ends = [0; 2];
    // SAFETY: two places for descriptors.
    let (reader, writer) = unsafe {
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        (OwnedFd::from_raw_fd(ends[0]), OwnedFd::from_raw_fd(ends[1]))
    };
    let number = writer.as_raw_fd();
    // SAFETY: a descriptor of ours, and flags that it can have.
    unsafe { libc::fcntl(number, libc::F_SETFL, libc::O_NONBLOCK) };
    let mut pipe = File::from(writer.try_clone().unwrap());
    while pipe.write(&[b' '; 4096]).is_ok() {}
    // SAFETY: as above.
    unsafe { libc::fcntl(number, libc::F_SETFL, 0) };
    (reader, writer)
}

#[test]
fn who_ends_an_export_that_nobody_reads_has_the_tokens_back_in_the_session() {
    let till = Till::signed_in("output-stuck");
    let token = till.shows(&["token", USERNAME]);
    let (_reader, writer) = stuck_pipe();
    let mut export = till.command();
    let mut export = heeding_signals(&mut export)
        .args(["export", USERNAME])
        .stdout(writer)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while till.json(&["status", USERNAME, "--json"])["signed_in"] == true {
        assert!(begun.elapsed() < PATIENCE, "it gives them away");
        std::thread::sleep(Duration::from_millis(2));
    }
    // SAFETY: a signal to a child that was not waited for yet.
    unsafe { libc::kill(export.id() as i32, libc::SIGTERM) };
    // The end is the signal's, as that of any other program.
    assert_eq!(export.wait().unwrap().signal(), Some(libc::SIGTERM));
    assert_eq!(till.shows(&["token", USERNAME]), token);
}

/// Every command, in an order in which each finds what it needs.
const COMMANDS: [&[&str]; 29] = [
    &["--help"],
    &["help", "token"],
    &["sign-in", "--help"],
    &["--version"],
    &["token", USERNAME],
    &["token", USERNAME, "--json"],
    &["login", USERNAME],
    &["login", USERNAME, "--json"],
    &["status"],
    &["status", "--json"],
    &["status", "--prometheus"],
    &["list"],
    &["list", "--json"],
    &["recover", USERNAME],
    &["recover", "--show", USERNAME],
    &["keep-alive", "--age", "0s", "--budget", "2s"],
    &["keep-alive", "--json"],
    &["client", "list"],
    &["client", "list", "--json"],
    &["client", "rename", till::NAME, till::NAME],
    &["key", "prepare"],
    &["key", "rotate"],
    &["doctor"],
    &["doctor", "--json"],
    &["completions", "bash"],
    &["completions", "zsh"],
    &["completions", "fish"],
    &["manual"],
    &["sign-out", USERNAME],
];

#[test]
fn every_command_tells_that_the_disk_is_full_and_none_panics() {
    let till = Till::signed_in("output-full");
    for arguments in COMMANDS {
        let ran = into(&till, arguments, Unwritable::Full);
        let said = said(&ran);
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        if arguments[0] == "recover" {
            // Nothing is kept, so nothing was to be shown.
            assert_eq!(ran.status.code(), Some(15), "{arguments:?}: {said}");
            continue;
        }
        assert_eq!(ran.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(
            said.contains("standard output: No space left"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn a_reader_that_is_gone_is_no_failure_and_no_panic() {
    let till = Till::signed_in("output-pipe");
    for arguments in COMMANDS {
        for unwritable in [Unwritable::ClosedPipe, Unwritable::Closed] {
            let ran = into(&till, arguments, unwritable);
            let said = said(&ran);
            assert!(!said.contains("panicked"), "{arguments:?}: {said}");
            let signed_out_before = arguments[0] == "sign-out" && unwritable == Unwritable::Closed;
            let expected = if arguments[0] == "recover" { 15 } else { 0 };
            if !signed_out_before {
                assert_eq!(ran.status.code(), Some(expected), "{arguments:?}: {said}");
            }
        }
    }
}

#[test]
fn standard_error_that_takes_nothing_changes_no_exit_status() {
    let till = Till::new("output-error");
    for (arguments, status) in [
        (&["token", USERNAME][..], 12),
        (&["token"], 2),
        (&["no-such-command"], 2),
        (&["recover", "--show", USERNAME], 15),
        (&["doctor"], 0),
    ] {
        let ran = till
            .command()
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(full())
            .status()
            .unwrap();
        assert_eq!(ran.code(), Some(status), "{arguments:?}");
    }
}
