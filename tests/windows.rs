//! The library for Windows, under Wine: C programs against the DLL, and the commands. What runs here has not run on
//! Windows itself.

#![cfg(all(target_os = "linux", target_arch = "x86_64", feature = "capi"))]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use common::windows::{Bits, artefacts, compiled, path, run, run_for};
use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Client, ErrorKind, FileOptions, Secret, Session, Store};
use ring::digest;
use serde_json::Value;

#[track_caller]
fn said(output: Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    assert!(
        output.status.success(),
        "{}\n{text}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// Runs a program of `tests/c/everything`.
fn every_function_works(
    name: &str,
    server_options: &[&str],
    prepare: impl Fn(&LocalServer, &mut Command),
) {
    for bits in Bits::at_hand() {
        let program = bits.compiled(&format!("everything/{name}"));
        let scratch = Scratch::new(&format!("windows-{name}-{bits:?}"));
        let server = LocalServer::with(server_options);
        let directory = scratch.path("directory");
        std::fs::create_dir(&directory).unwrap();
        let mut command = bits.run_for(&program, &server);
        prepare(&server, &mut command);
        let output = command.arg(path(&directory)).output().unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        said(output);
        assert_eq!(complaints, "", "{name} says nothing where all is well");
    }
}

#[test]
fn every_function_of_a_config_a_client_a_token_and_a_login_works() {
    every_function_works("calls", &[], |_, _| {});
}

#[test]
fn every_function_of_an_authorization_works() {
    let control = ["--control", "127.0.0.1:0"];
    every_function_works("authorizations", &control, |server, command| {
        for name in ["CODE_OF_A_GRANT", "CODE_OF_A_SESSION"] {
            command.env(name, server.allow("http://127.0.0.1:8400/callback"));
        }
    });
}

#[test]
fn every_function_of_a_configuration_works() {
    every_function_works("configured", &[], |_, _| {});
}

#[test]
fn every_function_of_a_store_and_its_oauth_clients_works() {
    every_function_works("stores", &[], |_, _| {});
}

#[test]
fn every_function_of_a_session_works() {
    let lost_reply = r#"{"grant":"refresh_token","times":1,"drop_reply":true}"#;
    every_function_works("sessions", &["--fault", lost_reply], |_, _| {});
}

#[test]
fn every_function_of_a_kept_answer_works() {
    let unreadable = r#"{"grant":"refresh_token","times":2,"garbage_after_commit":true}"#;
    every_function_works("kept_answers", &["--fault", unreadable], |_, _| {});
}

/// A store that processes share, and the program that plays their parts.
struct Shared {
    program: PathBuf,
    server: LocalServer,
    scratch: Scratch,
}

impl Shared {
    fn new(name: &str) -> Self {
        Self {
            program: compiled("sharing"),
            server: LocalServer::controlled(&[]),
            scratch: Scratch::new(&format!("windows-{name}")),
        }
    }

    fn store(&self) -> PathBuf {
        self.scratch.path("store")
    }

    fn part(&self, part: &[&str]) -> Command {
        let mut command = run_for(&self.program, &self.server);
        command.arg(path(&self.store())).args(part);
        command
    }

    fn play(&self, part: &[&str]) -> String {
        said(self.part(part).output().unwrap()).trim().to_owned()
    }

    /// The fingerprint of the refresh token that the store has. A copy is asked, by this machine's own library: the
    /// records are the same everywhere.
    fn kept_refresh_token(&self) -> String {
        let copy = self.scratch.path("copy");
        let (key, copied_key) = (
            self.store().with_extension("key"),
            copy.with_extension("key"),
        );
        let script = r#"rm -rf "$2" && cp -a "$1" "$2" && cp "$3" "$4" && chmod -R go= "$2" && chmod 600 "$4""#;
        let status = Command::new("sh")
            .args(["-c", script, "sh"])
            .args([self.store(), copy.clone(), key, copied_key])
            .status();
        assert!(status.unwrap().success());
        let options = FileOptions::default().take_over();
        let store = Store::open_file_with(&copy, None, &options).unwrap();
        let client = Client::new(&self.server.config()).unwrap();
        let session = Session::open(&client, &store, USERNAME).unwrap();
        fingerprint(&session.export().unwrap().refresh_token)
    }
}

/// As the server's record names a token.
fn fingerprint(token: &Secret) -> String {
    let hash = digest::digest(&digest::SHA256, token.expose().as_bytes());
    hash.as_ref()[..8]
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[test]
fn processes_with_one_stale_token_make_one_refresh() {
    let shared = Shared::new("one-refresh");
    shared.play(&["sign-in"]);
    let stale = shared.play(&["after-rejection", "none of the session's"]);
    let together: Vec<_> = (0..4)
        .map(|_| {
            let mut part = shared.part(&["after-rejection", &stale]);
            part.stdout(Stdio::piped()).stderr(Stdio::piped());
            part.spawn().unwrap()
        })
        .collect();
    let tokens: Vec<_> = together
        .into_iter()
        .map(|one| said(one.wait_with_output().unwrap()))
        .collect();
    assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
    assert_ne!(tokens[0].trim(), stale);
    assert_eq!(shared.server.refreshes().len(), 1);
}

#[test]
fn a_killed_process_loses_a_session_only_where_the_server_had_rotated_and_nothing_was_saved() {
    let shared = Shared::new("kill");
    let rounds = match std::env::var("OMNIFUND_TORTURE") {
        Ok(_) => 100,
        Err(_) => 8,
    };
    for round in 0..rounds {
        shared.server.forget_exchanges();
        shared.play(&["sign-in"]);
        let mut refreshing = shared.part(&["refreshing"]);
        let mut victim = refreshing.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().trim() == "ready"));
        std::thread::sleep(Duration::from_micros(round * 1709 % 12_000));
        victim.kill().unwrap();
        victim.wait().unwrap();

        // Never a corrupt record: the store has the newest pair, or the one before it.
        let exchanges = shared.server.settled_exchanges();
        let newest: &Value = exchanges.iter().rfind(|one| one["status"] == 200).unwrap();
        let kept = shared.kept_refresh_token();
        assert!(
            kept == newest["refresh"] || kept == newest["presented"],
            "not explained (round {round}): {kept} and {newest}"
        );
        // Never a hang, and never a lost session but where the server had rotated.
        let code: i32 = shared.play(&["refreshed"]).parse().unwrap();
        if code == 0 {
            continue;
        }
        assert_eq!(code, ErrorKind::SignInRequired.code());
        let rotated = |one: &Value| one["status"] == 200 && one["presented"] == kept;
        let exchanges = shared.server.settled_exchanges();
        assert!(
            exchanges.iter().any(rotated),
            "not explained (round {round}): {kept} and {exchanges:?}"
        );
    }
}

/// What a file gives away, as Wine tells it to this machine: others than its user, and the administrators that he is
/// one of.
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().unwrap().permissions().mode() & 0o007 != 0
}

#[test]
fn nobody_else_may_read_what_a_store_makes_and_what_others_could_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let shared = Shared::new("others");
    // What its parent would hand down would let everybody in.
    let open = || std::fs::Permissions::from_mode(0o777);
    std::fs::set_permissions(shared.scratch.path(""), open()).unwrap();
    shared.play(&["sign-in"]);
    let store = shared.store();
    let key = store.with_extension("key");
    for made in [
        &store,
        &key,
        &store.join("records"),
        &store.join("store.json"),
    ] {
        assert!(!is_open_to_others(made), "{}", made.display());
    }
    for (opened, mode) in [(&key, 0o644), (&store, 0o755)] {
        std::fs::set_permissions(opened, std::fs::Permissions::from_mode(mode)).unwrap();
        let refused = shared.part(&["refreshed"]).output().unwrap();
        assert!(!refused.status.success());
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(told.contains("is open to S-1-1-0"), "{told}");
        assert!(told.contains("icacls"), "{told}");
        let shut = std::fs::Permissions::from_mode(if mode == 0o755 { 0o700 } else { 0o600 });
        std::fs::set_permissions(opened, shut).unwrap();
    }
    assert_eq!(shared.play(&["refreshed"]), "0");
}

/// Runs a command with this standard input.
fn said_to(mut command: Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    said(child.wait_with_output().unwrap())
}

// Not with a longer path: Wine 8 itself knows no true name of more than 260 characters.
#[test]
fn the_command_keeps_a_store_of_any_name_and_the_doctor_finds_it_well() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("windows-command");
    let directory = scratch.path("Grüße – Ω");
    std::fs::create_dir(&directory).unwrap();
    let omnifund = |arguments: &[&str], input: &str| {
        let mut command = run_for(&artefacts().join("omnifund.exe"), &server);
        command
            .env("OMNIFUND_STORE", path(&directory.join("store")))
            .args(arguments);
        said_to(command, input)
    };
    omnifund(
        &["client", "add", "Kasse Ω", CLIENT_ID, "--secret-stdin"],
        CLIENT_SECRET,
    );
    assert!(directory.join("store/store.json").exists());
    assert!(omnifund(&["client", "list"], "").contains("Kasse Ω"));
    omnifund(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
    assert!(omnifund(&["status"], "").contains(USERNAME));
    let told = omnifund(&["doctor"], "");
    for wanted in ["token endpoint", "NTFS", "open to S-1-5-18"] {
        assert!(told.contains(wanted), "{told}");
    }
}

#[test]
fn a_command_signs_in_beside_a_server_that_runs_there_too() {
    let [omnifund, local] =
        ["omnifund.exe", "omnifund-local.exe"].map(|name| artefacts().join(name));
    let mut command = run(&local);
    command.args(["run", "--"]).arg(path(&omnifund));
    command.args(["sign-in", USERNAME, "--password-stdin"]);
    said_to(command, PASSWORD);
}
