//! The `omnifund` command, as a shell uses it.

#![allow(missing_docs)]

mod till;

use std::process::{Command, Stdio};

use serde_json::json;
use till::common::exposition::Exposition;
use till::common::{CLIENT_ID, CLIENT_SECRET, PASSWORD, Scratch, USERNAME, outside_cargo, root};
use till::{NAME, Till, run};

#[test]
fn it_gives_one_valid_token_to_all_who_ask() {
    let till = Till::signed_in("cli-token");
    let token = till.shows(&["token", USERNAME]);
    assert!(token.trim().len() > 40);
    assert_eq!(token.lines().count(), 1);
    assert_eq!(till.shows(&["token", USERNAME]), token);
    let json = till.json(&["token", USERNAME, "--json"]);
    assert_eq!(json["access_token"], token.trim());
    assert!(json["expires_at"].as_i64().unwrap() > 1_700_000_000);

    let renewed = till.shows(&["token", USERNAME, "--refresh"]);
    assert_ne!(renewed, token);
    // It is no longer the one that is handed out, so nothing happens.
    let ran = till.run(&["token", USERNAME, "--reject-stdin"], &token);
    assert_eq!(ran.stdout, renewed);
    let ran = till.run(&["token", USERNAME, "--reject-stdin"], &renewed);
    assert_ne!(ran.stdout, renewed);
}

#[test]
fn it_logs_a_user_in() {
    let till = Till::signed_in("cli-login");
    let said = till.shows(&["login", USERNAME]);
    assert!(said.contains("HTTP 200"), "{said}");
    let json = till.json(&["login", USERNAME, "--json"]);
    assert_eq!(json["status"], 200);
    let cookie = json["cookies"][0]["value"].as_str().unwrap();
    assert!(!said.contains(cookie));
}

#[test]
fn exit_statuses_say_what_to_do() {
    let till = Till::new("cli-statuses");
    let said = till.fails(&["token", USERNAME], 12);
    assert!(said.contains("sign in"), "{said}");
    let wrong = till.run(&["sign-in", USERNAME, "--password-stdin"], "wrong\n");
    assert_eq!(wrong.status, 12, "{wrong:?}");
    assert!(!wrong.stderr.contains("wrong\n"), "{wrong:?}");
    till.fails(&["token"], 2);
    till.fails(&["no-such-command"], 2);
    till.fails(&["adopt", USERNAME], 2);
    till.fails(&["sign-in", USERNAME], 2);

    let misnamed = run(
        till.command()
            .env("OMNIFUND_CLIENT", "Till 8")
            .args(["token", USERNAME]),
        "",
    );
    assert_eq!(misnamed.status, 13, "{misnamed:?}");
    let unset = run(till.command().env_remove("OMNIFUND_STORE").arg("list"), "");
    assert_eq!(unset.status, 13, "{unset:?}");
    std::fs::remove_file(till.path("store.key")).unwrap();
    let said = till.fails(&["list"], 14);
    assert!(said.contains("store.key"), "{said}");
}

#[test]
fn a_secret_on_standard_input_that_was_not_announced_is_told_of() {
    let till = Till::new("cli-unannounced");
    for (arguments, option) in [
        (&["sign-in", USERNAME][..], "--password-stdin"),
        (&["client", "add", "Till 8", "2_id"], "--secret-stdin"),
        (&["client", "replace", NAME, "2_id"], "--secret-stdin"),
    ] {
        let piped = till.run(arguments, PASSWORD);
        let file = std::fs::File::open(till.path("store/store.json")).unwrap();
        let mut command = till.command();
        let from_file = command.args(arguments).stdin(file).output().unwrap();
        let from_file = String::from_utf8(from_file.stderr).unwrap();
        for said in [&piped.stderr, &from_file] {
            assert!(said.contains(&format!("add {option}")), "{said}");
            assert!(!said.contains("no terminal"), "{said}");
            assert!(!said.contains(PASSWORD), "{said}");
        }
        assert_eq!(piped.status, 2);
        let mut command = till.command();
        let nothing = command
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(nothing.stderr).unwrap();
        assert!(
            said.contains("no terminal") && said.contains(option),
            "{said}"
        );
    }
}

#[test]
fn a_server_that_is_gone_is_waited_for() {
    let mut till = Till::new("cli-gone");
    let unreachable = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = unreachable.local_addr().unwrap().port();
    drop(unreachable);
    till.server.base_url = format!("https://127.0.0.1:{port}");
    let ran = till.run(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
    assert_eq!(ran.status, 11, "{ran:?}");
    assert!(ran.stderr.contains("try again in"), "{ran:?}");
}

#[test]
fn tokens_go_out_and_come_in_and_are_never_in_two_hands() {
    let till = Till::signed_in("cli-pair");
    let token = till.shows(&["token", USERNAME]);
    let pair = till.shows(&["export", USERNAME]);
    till.fails(&["token", USERNAME], 12);
    till.fails(&["export", USERNAME], 12);
    for broken in [
        "",
        "{",
        "[]",
        "{\"refresh_token\": 7}",
        "{\"refresh_token\": \"a\\u0007b\"}",
    ] {
        let ran = till.run(&["adopt", USERNAME], broken);
        assert!(matches!(ran.status, 2 | 13 | 16), "{broken}: {ran:?}");
    }
    assert_eq!(till.run(&["adopt", USERNAME], &pair).status, 0);
    assert_eq!(till.shows(&["token", USERNAME]), token);
    let again = till.run(&["adopt", USERNAME], &pair);
    assert_ne!(again.status, 0);
    assert!(!again.stderr.contains(token.trim()));
    assert_eq!(till.run(&["adopt", USERNAME, "--replace"], &pair).status, 0);
    till.shows(&["sign-out", USERNAME]);
    till.fails(&["token", USERNAME], 12);
}

#[test]
fn where_no_answer_is_kept_nothing_is_recovered_and_nothing_changed() {
    let till = Till::signed_in("cli-nothing-kept");
    let token = till.shows(&["token", USERNAME]);
    for arguments in [
        &["recover", USERNAME][..],
        &["recover", "--show", USERNAME],
        &["recover", "nobody"],
        &["recover", "--show", "nobody"],
    ] {
        let ran = till.run(arguments, "");
        assert_eq!(ran.status, 15, "{arguments:?}: {ran:?}");
        assert_eq!(ran.stdout, "", "{arguments:?}");
        assert!(ran.stderr.contains("no answer is kept"), "{ran:?}");
    }
    till.fails(&["recover"], 2);
    assert_eq!(till.shows(&["token", USERNAME]), token);
}

#[test]
fn an_answer_that_could_not_be_understood_is_told_of_and_shown_to_who_asks() {
    let till = Till::signed_in("cli-kept-answer");
    let unreadable = json!([{"grant": "refresh_token", "garbage_after_commit": true, "times": 1}]);
    till.server.faults(unreadable);
    till.fails(&["token", USERNAME, "--refresh"], 11);

    let at = till.json(&["status", USERNAME, "--json"])["kept_answer"].clone();
    assert!(at.as_i64().unwrap() > 1_700_000_000, "{at}");
    let metrics = till.shows(&["status", "--prometheus"]);
    let told = Exposition::of(&metrics).value(
        "omnifund_session_kept_answer_timestamp_seconds",
        &[("user", USERNAME)],
    );
    assert_eq!(Some(told), at.as_f64(), "{metrics}");
    assert!(till.shows(&["status"]).contains("kept answer"));

    let said = till.fails(&["recover", USERNAME], 15);
    assert!(said.contains("can't be understood still"), "{said}");
    let shown = till.run(&["recover", USERNAME, "--show"], "");
    assert_eq!(shown.status, 0, "{shown:?}");
    assert!(shown.stdout.ends_with("{\"access_token\":\""), "{shown:?}");
    assert!(shown.stderr.contains("it can hold tokens"), "{shown:?}");
}

#[test]
fn oauth_clients_are_kept_under_names_and_their_secrets_shown_to_nobody() {
    let till = Till::signed_in("cli-clients");
    let list = till.json(&["client", "list", "--json"]);
    assert_eq!(list[0]["name"], NAME);
    assert_eq!(list[0]["client_id"], CLIENT_ID);
    assert!(!till.shows(&["client", "list"]).contains(CLIENT_SECRET));
    let taken = till.run(&["client", "add", NAME, "2_other", "--secret-stdin"], "x");
    assert_ne!(taken.status, 0);

    till.shows(&["client", "rename", NAME, "Front till"]);
    till.fails(&["token", USERNAME], 13);
    let renamed = |arguments: &[&str]| {
        run(
            till.command()
                .env("OMNIFUND_CLIENT", "Front till")
                .args(arguments),
            CLIENT_SECRET,
        )
    };
    assert_eq!(renamed(&["token", USERNAME]).status, 0);
    let replaced = renamed(&["client", "replace", "Front till", "1_new", "--secret-stdin"]);
    assert!(replaced.stdout.contains("1 session(s)"), "{replaced:?}");
    assert_eq!(renamed(&["client", "remove", "Front till"]).status, 0);
    assert!(till.shows(&["client", "list"]).contains("no OAuth client"));
}

#[test]
fn sessions_are_kept_alive_and_each_is_reported() {
    let till = Till::signed_in("cli-keep-alive");
    assert_eq!(till.shows(&["keep-alive"]), "0 refreshed, 0 failed.\n");
    let ran = till.run(&["keep-alive", "--age", "0s", "--budget", "2s"], "");
    assert_eq!(ran.stdout, "1 refreshed, 0 failed.\n");
    assert!(
        ran.stderr.contains(&format!("{USERNAME}: refreshed")),
        "{ran:?}"
    );
    let json = till.json(&["keep-alive", "--age", "0s", "--budget", "2s", "--json"]);
    assert_eq!(json["refreshed"], 1);
    till.server.revoke("refresh");
    let ran = till.run(&["keep-alive", "--age", "0s", "--budget", "2s"], "");
    assert_eq!(ran.status, 12, "{ran:?}");
    assert_eq!(ran.stdout, "0 refreshed, 1 failed.\n");
}

#[test]
fn the_sealing_key_is_changed_while_sessions_go_on() {
    let till = Till::signed_in("cli-key");
    let token = till.shows(&["token", USERNAME]);
    let before = std::fs::read_to_string(till.path("store.key")).unwrap();
    till.shows(&["key", "prepare"]);
    let said = till.shows(&["key", "rotate"]);
    assert!(said.contains("2 record(s)"), "{said}");
    let after = std::fs::read_to_string(till.path("store.key")).unwrap();
    assert_ne!(before.lines().next(), after.lines().next());
    assert_eq!(till.shows(&["token", USERNAME]), token);
}

#[test]
fn settings_come_from_a_file_too() {
    use std::os::unix::fs::PermissionsExt;
    let till = Till::signed_in("cli-file");
    let file = till.path("pos.conf");
    let text = format!(
        "OMNIFUND_BASE_URL={}\nOMNIFUND_CA_FILE={}\nOMNIFUND_STORE=store\nOMNIFUND_CLIENT={NAME}\n",
        till.server.base_url,
        till.server.ca_file.as_ref().unwrap().display(),
    );
    std::fs::write(&file, text).unwrap();
    let ask = || {
        let mut command = till.command();
        for name in ["BASE_URL", "CA_FILE", "STORE", "CLIENT"] {
            command.env_remove(format!("OMNIFUND_{name}"));
        }
        run(
            command.arg("--config").arg(&file).args(["token", USERNAME]),
            "",
        )
    };
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = ask();
    assert_eq!(open.status, 13, "{open:?}");
    assert!(open.stderr.contains("chmod"), "{open:?}");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(ask().stdout, till.shows(&["token", USERNAME]));
}

#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let till = Till::signed_in("cli-pipe");
    let mut child = till
        .command()
        .args(["status", "--prometheus"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_manual_and_completions_are_printed() {
    let till = Till::new("cli-manual");
    let manual = till.shows(&["manual"]);
    assert!(manual.contains(".TH OMNIFUND 1"), "{}", &manual[..200]);
    for shell in ["bash", "zsh", "fish"] {
        assert!(till.shows(&["completions", shell]).contains("keep-alive"));
    }
}

#[test]
fn make_install_command_brings_its_manual_and_what_bash_completes() {
    let scratch = Scratch::new("install-command");
    // For its release what is built already will do.
    let release = scratch.path("built/release");
    std::fs::create_dir_all(&release).unwrap();
    let built = env!("CARGO_BIN_EXE_omnifund");
    std::os::unix::fs::symlink(built, release.join("omnifund")).unwrap();
    let mut make = Command::new("make");
    make.args(["--silent", "install-command", "CARGO=true", "PREFIX=/usr"])
        .arg(format!("TARGET={}", scratch.path("built").display()))
        .arg(format!("DESTDIR={}", scratch.path("").display()))
        .current_dir(root());
    let made = run(outside_cargo(&mut make), "");
    assert_eq!(made.status, 0, "{made:?}");
    let installed = run(
        Command::new(scratch.path("usr/bin/omnifund")).arg("--version"),
        "",
    );
    assert!(installed.stdout.contains(env!("CARGO_PKG_VERSION")));
    for (file, part) in [
        ("man/man1/omnifund.1", ".TH OMNIFUND 1"),
        ("bash-completion/completions/omnifund", "complete -F"),
    ] {
        let text = std::fs::read_to_string(scratch.path("usr/share").join(file)).unwrap();
        assert!(text.contains(part), "{file}");
    }
}
