//! Where audit lines go, and who says so.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{AuditSink, Client, Config, FileOptions, Secret, Session, Store};
use serde_json::Value;

fn lines(path: PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let parse = |line| serde_json::from_str(line).unwrap();
    text.lines().map(parse).collect()
}

/// An act, how, and how it ended.
fn act(line: &Value) -> String {
    let words = [&line["act"], &line["detail"], &line["outcome"]];
    let words: Vec<_> = words.into_iter().filter_map(Value::as_str).collect();
    words.join(" ")
}

#[test]
fn a_program_that_keeps_its_tokens_itself_is_told_without_a_store() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-no-store"));
    let mut config = server.config();
    config.set_audit(AuditSink::File(scratch.path("audit")));
    let client = Client::new(&config).unwrap();
    let token = client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
    client
        .refresh_grant(token.refresh_token().unwrap())
        .unwrap();
    let lines = lines(scratch.path("audit"));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(act(&lines[0]), "sign-in password done");
    assert_eq!(lines[0]["user"], USERNAME);
    assert_eq!(lines[0]["store"], Value::Null);
}

#[test]
fn a_sink_that_the_config_names_goes_before_the_stores() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-both"));
    let mut config = server.config();
    config.set_audit(AuditSink::File(scratch.path("configs")));
    let options = FileOptions::default().audit(AuditSink::File(scratch.path("stores")));
    let store = Store::open_file_with(scratch.path("store"), None, &options).unwrap();
    let client = Client::new(&config).unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    assert_eq!(lines(scratch.path("configs")).len(), 1);
    assert_eq!(lines(scratch.path("stores")).len(), 0);
}

#[test]
fn an_act_does_not_fail_for_want_of_its_line() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-unwritten"));
    let options = FileOptions::default().audit(AuditSink::File(scratch.path(".")));
    let store = Store::open_file_with(scratch.path("store"), None, &options).unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session.sign_out().unwrap();
}

/// What this process does where it is another test's child: it sets itself up, and names no sink.
#[test]
fn a_program_that_sets_itself_up() {
    let Ok(store) = std::env::var("AUDIT_TEST_STORE") else {
        return;
    };
    let store = Store::open_file(store, None).unwrap();
    let secret = Secret::from(CLIENT_SECRET);
    store.save_client("Till 7", CLIENT_ID, &secret).unwrap();
    let mut config = common::config_for(&std::env::var("AUDIT_TEST_URL").unwrap());
    config
        .set_ca_file(std::env::var("AUDIT_TEST_CA").unwrap())
        .unwrap();
    let session = Session::open_named(&config, &store, "Till 7", USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
}

fn that_program(server: &LocalServer, scratch: &Scratch) -> Command {
    let mut program = Command::new(std::env::current_exe().unwrap());
    program
        .args(["--exact", "a_program_that_sets_itself_up"])
        .env("AUDIT_TEST_STORE", scratch.path("store"))
        .env("AUDIT_TEST_URL", &server.base_url)
        .env("AUDIT_TEST_CA", server.ca_file.as_ref().unwrap())
        .current_dir(scratch.path("."));
    program
}

#[test]
fn the_environment_names_the_sink_of_a_program_that_sets_itself_up() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-environment"));
    let ran = that_program(&server, &scratch)
        .env("OMNIFUND_AUDIT", "file:audit")
        .env("SUDO_USER", "bob")
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let lines = lines(scratch.path("audit"));
    let acts: Vec<_> = lines.iter().map(act).collect();
    assert_eq!(acts, ["client-add done", "sign-in password done"]);
    for line in &lines {
        assert_eq!(line["client"], "Till 7");
        assert_eq!(line["sudo_user"], "bob");
        let program = std::env::current_exe().unwrap();
        assert_eq!(line["program"], program.to_str().unwrap());
    }
}

#[test]
fn an_environment_that_names_no_sink_is_an_error_that_says_so() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-mistyped"));
    let ran = that_program(&server, &scratch)
        .env("OMNIFUND_AUDIT", "/var/log/audit")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(!ran.status.success(), "{said}");
    let wanted = "the environment: OMNIFUND_AUDIT: it is neither syslog nor file:PATH";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn a_file_of_settings_names_the_sink_beside_it() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-settings"));
    let settings = format!(
        "OMNIFUND_BASE_URL={}\nOMNIFUND_CA_FILE={}\nOMNIFUND_CLIENT_ID={CLIENT_ID}\n\
         OMNIFUND_CLIENT_SECRET={CLIENT_SECRET}\nOMNIFUND_STORE=store\nOMNIFUND_AUDIT=file:audit\n",
        server.base_url,
        server.ca_file.as_ref().unwrap().display(),
    );
    let path = scratch.path("pos.conf");
    std::fs::write(&path, settings).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&path, mode).unwrap();
    let config = Config::from_file(&path).unwrap();
    Store::open_configured(&config)
        .unwrap()
        .prepare_key()
        .unwrap();
    let session = Session::open_configured(&config, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let acts: Vec<_> = lines(scratch.path("audit")).iter().map(act).collect();
    assert_eq!(acts, ["key-prepare done", "sign-in password done"]);
}

/// What a daemon of the system's log gets, in a child with a `/dev` of its own.
#[test]
#[cfg(target_os = "linux")]
fn a_program_with_a_log_daemon_of_its_own() {
    use std::os::unix::net::UnixDatagram;

    let Ok(scratch) = std::env::var("AUDIT_TEST_DAEMON") else {
        return;
    };
    let daemon = UnixDatagram::bind("/dev/log").unwrap();
    daemon.set_read_timeout(Some(common::PATIENCE)).unwrap();
    let heard = || {
        let mut datagram = [0; 8192];
        let length = daemon.recv(&mut datagram).unwrap();
        String::from_utf8(datagram[..length].to_vec()).unwrap()
    };
    // Facility 10, authpriv, with severity 5.
    let head = format!("<85>omnifund[{}]: {{", std::process::id());
    let lost = AuditSink::File(PathBuf::from(&scratch).join("no/such/audit"));
    for sink in [AuditSink::Syslog, lost] {
        let options = FileOptions::default().audit(sink);
        let directory = PathBuf::from(&scratch).join("store");
        let store = Store::open_file_with(directory, None, &options).unwrap();
        store.remove_client("nobody").unwrap_err();
        let line = heard();
        assert!(line.starts_with(&head), "{line}");
        assert!(line.contains(r#""act":"client-remove""#), "{line}");
        assert!(line.ends_with('}'), "{line}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_systems_log_gets_the_lines_that_are_for_it_and_those_that_a_file_does_not_take() {
    let within = |program: &str| {
        let mut unshare = Command::new("unshare");
        let own_dev = format!("mount -t tmpfs tmpfs /dev && exec {program}");
        unshare.args(["--user", "--map-root-user", "--mount", "sh", "-c", &own_dev]);
        unshare
    };
    let can = within("true").status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("not tried: this user may make no namespace with a /dev of its own");
        return;
    }
    let scratch = Scratch::new("audit-daemon");
    let program = std::env::current_exe().unwrap();
    let this = "a_program_with_a_log_daemon_of_its_own";
    let ran = within(&format!("{} --exact {this}", program.display()))
        .env("AUDIT_TEST_DAEMON", scratch.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

/// What this process does where it is another test's child: it leaves one line.
#[test]
fn a_program_that_signs_in_once() {
    let Ok(audit) = std::env::var("AUDIT_TEST_FILE") else {
        return;
    };
    let mut config = common::config_for(&std::env::var("AUDIT_TEST_URL").unwrap());
    config
        .set_ca_file(std::env::var("AUDIT_TEST_CA").unwrap())
        .unwrap();
    config.set_audit(AuditSink::File(audit.into()));
    let client = Client::new(&config).unwrap();
    client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
}

#[test]
fn a_line_that_there_was_half_a_place_for_does_not_spoil_the_next_one() {
    let (server, scratch) = (LocalServer::start(), Scratch::new("audit-half"));
    // In blocks of 512 or of 1024 bytes, by the shell: near the end of either there is half a place.
    for (name, limit) in [("of-512", 64 * 1024), ("of-1024", 128 * 1024)] {
        let audit = scratch.path(name);
        let before = "{}\n".repeat((limit - 100) / 3);
        std::fs::write(&audit, &before).unwrap();
        for limit in ["ulimit -f 128", "true"] {
            let ran = Command::new("sh")
                .args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")])
                .arg(std::env::current_exe().unwrap())
                .args(["--exact", "a_program_that_signs_in_once"])
                .env("AUDIT_TEST_FILE", &audit)
                .env("AUDIT_TEST_URL", &server.base_url)
                .env("AUDIT_TEST_CA", server.ca_file.as_ref().unwrap())
                .output()
                .unwrap();
            assert!(ran.status.success(), "{ran:?}");
        }
        let lines = lines(audit);
        let of_acts = lines.iter().filter(|line| line["act"] == "sign-in").count();
        assert!((1..=2).contains(&of_acts), "{of_acts}");
    }
}
