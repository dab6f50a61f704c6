//! A store's files on Windows, under Wine: what others hold open, keys that the system seals, and drives that no store
//! may lie on.

#![cfg(all(target_os = "linux", target_arch = "x86_64", feature = "capi"))]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::symlink;
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
    /// Another Wine than that of the tests.
    prefix: Option<PathBuf>,
}

impl Till {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(&format!("windows-{name}"));
        let store = path(&scratch.path("store"));
        Self {
            scratch,
            store,
            settings: Vec::new(),
            prefix: None,
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
        if let Some(prefix) = &self.prefix {
            command.env("WINEPREFIX", prefix);
        }
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
    // Without a server to be reached not all is well.
    let told = till.done(&["doctor"], "").stdout;
    let told = String::from_utf8_lossy(&told);
    assert!(told.contains("sealed for this user"), "{told}");

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

/// A Wine of its own, with drives that it takes for a network's (R:) and for one of FAT (X:).
fn drives(scratch: &Scratch) -> PathBuf {
    let prefix = scratch.path("wine");
    let said = |program: &str, arguments: &[&str]| {
        let mut command = run(Path::new(program));
        command.args(arguments).env("WINEPREFIX", &prefix);
        assert!(command.status().unwrap().success(), "{program}");
    };
    said("cmd", &["/c", "exit"]);
    let kind = [
        r"HKLM\Software\Wine\Drives",
        "/v",
        "r:",
        "/d",
        "network",
        "/f",
    ];
    said("reg", &[&["add"], kind.as_slice()].concat());
    for (letter, leads_to) in [("r:", "network"), ("x:", "fat")] {
        let directory = scratch.path(leads_to);
        fs::create_dir(&directory).unwrap();
        symlink(directory, prefix.join("dosdevices").join(letter)).unwrap();
    }
    // Wine looks at the device for which file system a drive has: at the first sector of FAT12.
    let mut device = vec![0; 64 * 1024];
    device[..11].copy_from_slice(b"\xeb\x3c\x90mkfs.fat");
    let numbers = [0, 2, 4, 4, 0, 2, 0, 2, 128, 0, 0xf8, 1, 0, 32, 0, 2];
    device[0x0b..0x0b + numbers.len()].copy_from_slice(&numbers);
    device[0x24] = 0x80;
    device[0x26] = 0x29;
    device[0x36..0x3e].copy_from_slice(b"FAT12   ");
    device[510..512].copy_from_slice(&[0x55, 0xaa]);
    let image = scratch.path("image");
    fs::write(&image, device).unwrap();
    symlink(image, prefix.join("dosdevices/x::")).unwrap();
    // It looks when it starts. This waits until the one of this prefix has ended.
    let mut server = Command::new("/usr/lib/wine/wineserver64");
    let waited = server.arg("-w").env("WINEPREFIX", &prefix).status();
    assert!(waited.unwrap().success());
    prefix
}

#[test]
fn a_store_on_a_network_drive_or_on_fat_is_refused() {
    let mut till = Till::new("drives");
    till.prefix = Some(drives(&till.scratch));
    till.store = r"X:\store".into();
    let told = till.refuses(ADD, CLIENT_SECRET);
    assert!(
        told.contains("it is on FAT, which has no permissions"),
        "{told}"
    );
    till.store = r"R:\store".into();
    let told = till.refuses(ADD, CLIENT_SECRET);
    assert!(told.contains("other machines"), "{told}");
    assert!(!till.scratch.path("network/store/records").exists());
    let allowed = till.setting("OMNIFUND_STORE_ALLOW_NETWORK", "yes");
    allowed.add_client();
    allowed.has_its_client();
}
