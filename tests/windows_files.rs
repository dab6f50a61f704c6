//! A store's files on Windows, under Wine: what others hold open, keys that the system seals, and drives that no store
//! may lie on.

#![cfg(all(target_os = "linux", target_arch = "x86_64", feature = "capi"))]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use common::windows::{artefacts, compiled, path, run};
use common::{CLIENT_ID, CLIENT_SECRET, Scratch};
use omnifund::{ErrorKind, Store};

/// The command over a store, which needs no server.
struct Till {
    scratch: Scratch,
    /// As the command is told of it.
    store: String,
    settings: Vec<(&'static str, &'static str)>,
}

impl Till {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(&format!("windows-{name}"));
        let store = path(&scratch.path("store"));
        Self {
            scratch,
            store,
            settings: Vec::new(),
        }
    }

    fn setting(mut self, name: &'static str, value: &'static str) -> Self {
        self.settings.push((name, value));
        self
    }

    fn store(&self) -> PathBuf {
        self.scratch.path("store")
    }

    fn key_file(&self) -> PathBuf {
        self.scratch.path("store.key")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = run(&artefacts().join("omnifund.exe"));
        command
            .env("OMNIFUND_BASE_URL", "http://127.0.0.1:9")
            .env("OMNIFUND_STORE", &self.store)
            .envs(self.settings.iter().copied())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn done(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self.command(arguments).spawn().unwrap();
        // Who refuses does not always read.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    #[track_caller]
    fn says(&self, arguments: &[&str], input: &str) -> String {
        let output = self.done(arguments, input);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    #[track_caller]
    fn refuses(&self, arguments: &[&str], input: &str) -> String {
        let output = self.done(arguments, input);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    #[track_caller]
    fn add_client(&self) -> String {
        self.says(ADD, CLIENT_SECRET)
    }

    #[track_caller]
    fn has_its_client(&self) {
        assert!(self.says(&["client", "list"], "").contains("Till 7"));
    }
}

const ADD: &[&str] = &["client", "add", "Till 7", CLIENT_ID, "--secret-stdin"];

fn first_line(file: &Path) -> String {
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned()
}

#[test]
fn a_key_sealed_for_a_user_says_for_whom_and_opens_for_nobody_else() {
    let till = Till::new("sealed-key").setting("OMNIFUND_STORE_KEY_PROTECTION", "user");
    till.add_client();
    let head = first_line(&till.key_file());
    assert!(
        head.starts_with("omnifund-sealed-key-1 user S-1-5-21-"),
        "{head}"
    );
    till.has_its_client();
    assert!(till.says(&["doctor"], "").contains("sealed for this user"));

    // What another user, or another machine, has it for: not to be opened.
    let kept = fs::read_to_string(till.key_file()).unwrap();
    let digit = kept
        .rfind(|letter: char| letter.is_ascii_hexdigit())
        .unwrap();
    let other = if &kept[digit..=digit] == "0" {
        "1"
    } else {
        "0"
    };
    let mut strange = kept.clone();
    strange.replace_range(digit..=digit, other);
    fs::write(till.key_file(), &strange).unwrap();
    let told = till.refuses(&["client", "list"], "");
    assert!(
        told.contains("was sealed by Windows for user S-1-5-21-"),
        "{told}"
    );
    assert!(told.contains("can't open it here"), "{told}");

    // Nor does another system.
    fs::write(till.key_file(), &kept).unwrap();
    shut(&till);
    let error = Store::open_file(till.store(), None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreMoved);
    let options = omnifund::FileOptions::default().take_over();
    let error = Store::open_file_with(till.store(), None, &options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::KeyWrong);
    assert!(
        error
            .to_string()
            .contains("was sealed by Windows for user S-1-5-21-"),
        "{error}"
    );
}

/// As this machine wants a store: under Wine a file's mode is what its list of permissions comes to.
fn shut(till: &Till) {
    let script = r#"chmod -R go= "$1" && chmod 600 "$2""#;
    let mut sh = Command::new("sh");
    sh.args(["-c", script, "sh"])
        .args([till.store(), till.key_file()]);
    assert!(sh.status().unwrap().success());
}

#[test]
fn a_key_file_is_sealed_anew_as_the_settings_say() {
    let till = Till::new("sealed-anew");
    till.add_client();
    assert!(first_line(&till.key_file()).starts_with("omnifund-key-1 "));
    let mut till = till;
    for (whom, begins) in [
        ("user", "omnifund-sealed-key-1 user S-1-5-21-"),
        ("machine", "omnifund-sealed-key-1 machine"),
        ("none", "omnifund-key-1 "),
    ] {
        till.settings = vec![("OMNIFUND_STORE_KEY_PROTECTION", whom)];
        till.has_its_client();
        let head = first_line(&till.key_file());
        assert!(head.starts_with(begins), "{whom}: {head}");
    }
    till.settings = vec![
        ("OMNIFUND_STORE_KEY_PROTECTION", "user"),
        ("OMNIFUND_STORE_MODE", "group"),
    ];
    let told = till.refuses(&["client", "list"], "");
    assert!(told.contains("seal it for the machine"), "{told}");
}

/// A program that lets nobody else open these files.
struct Holding(Child);

impl Holding {
    fn of(files: &[PathBuf]) -> Self {
        let program = compiled("holding");
        let mut holding = run(&program);
        holding.args(files.iter().map(|file| path(file)));
        let mut holding = holding
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(holding.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().trim() == "ready"));
        Self(holding)
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[test]
fn what_a_virus_scanner_holds_is_tried_again_for_a_while_and_then_told() {
    let till = Till::new("held");
    till.add_client();
    let key = [till.key_file()];
    let held = Holding::of(&key);
    // That it ends at all is what is promised: a scanner can hold a file for as long as it likes.
    let told = till.refuses(&["client", "list"], "");
    assert!(told.contains("another program holds it open"), "{told}");
    assert!(told.contains("virus scans and backups"), "{told}");

    let waiting = till.command(&["client", "list"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(700));
    drop(held);
    let output = waiting.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
}

#[test]
fn a_store_on_a_network_drive_is_refused_under_a_letter_too() {
    let mut till = Till::new("network");
    let share = till.scratch.path("share");
    fs::create_dir(&share).unwrap();
    // Any program makes the prefix, where there is none yet.
    run(Path::new("cmd")).args(["/c", "exit"]).status().unwrap();
    let prefix = common::target_directory().join("windows/wine");
    // A letter that nobody else takes, though tests run beside each other.
    let letter = prefix.join("dosdevices/r:");
    let _ = fs::remove_file(&letter);
    std::os::unix::fs::symlink(&share, &letter).unwrap();
    let mut told = run(Path::new("reg"));
    told.args([
        "add",
        r"HKLM\Software\Wine\Drives",
        "/v",
        "r:",
        "/d",
        "network",
        "/f",
    ]);
    assert!(told.status().unwrap().success());
    till.store = r"R:\store".into();
    let told = till.refuses(ADD, CLIENT_SECRET);
    assert!(told.contains("network"), "{told}");
    assert!(!share.join("store/records").exists());
    let allowed = till.setting("OMNIFUND_STORE_ALLOW_NETWORK", "yes");
    allowed.add_client();
    allowed.has_its_client();
}
