//! The command on hosts that share a store: the example over SQLite, loaded by its url.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use till::common::{LocalServer, PASSWORD, USERNAME, root};
use till::{Ran, Till, run};

/// Builds the example, and gives the url of its store.
fn shared(till: &Till) -> String {
    let built = Command::new("cc")
        .args(["-std=c99", "-fPIC", "-shared", "-I"])
        .arg(root().join("include"))
        .arg("-o")
        .arg(till.path("libomnifund_sqlite.so.1"))
        .arg(root().join("examples/c/sqlite_store.c"))
        .arg("-lsqlite3")
        .status()
        .unwrap();
    assert!(built.success());
    format!("sqlite://{}", till.path("sessions.db").display())
}

/// The command on a host.
fn on(till: &Till, host: &str) -> Command {
    let mut command = till.command();
    command
        .env("OMNIFUND_STORE_LIBRARIES", till.path(""))
        .env("OMNIFUND_STORE_JOURNAL", till.path(host))
        .env("OMNIFUND_STORE_KEY_FILE", till.path("fleet.key"));
    command
}

fn runs(till: &Till, host: &str, store: &str, arguments: &[&str]) -> Ran {
    let mut command = on(till, host);
    run(command.env("OMNIFUND_STORE", store).args(arguments), "")
}

fn moved(till: &Till, from: &Path, to: &str) -> Ran {
    let key_file = till.path("fleet.key");
    let arguments = ["store", "copy", from.to_str().unwrap(), to, "--to-key-file"];
    run(
        on(till, "one")
            .env_remove("OMNIFUND_STORE_KEY_FILE")
            .args(arguments)
            .arg(key_file),
        "",
    )
}

#[test]
fn a_store_is_moved_into_a_database_and_its_sessions_go_on_on_several_hosts() {
    let till = Till::signed_in("cli-moved");
    let token = till.shows(&["token", USERNAME]);
    let url = shared(&till);
    let ran = moved(&till, &till.path("store"), &url);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.stdout
            .contains("1 session(s) were moved, and 1 OAuth client(s)"),
        "{ran:?}"
    );
    for host in ["one", "other"] {
        let ran = runs(&till, host, &url, &["token", USERNAME]);
        assert_eq!((ran.status, &ran.stdout), (0, &token), "{ran:?}");
    }
    let said = till.fails(&["token", USERNAME], 12);
    assert!(said.contains("moved to another store"), "{said}");
    // Once more there is nothing to do.
    let again = moved(&till, &till.path("store"), &url);
    assert!(again.stdout.starts_with("0 session(s)"), "{again:?}");
    let doctor = runs(&till, "one", &url, &["doctor"]);
    assert!(
        doctor.stdout.contains("answers") && doctor.stdout.contains("journal"),
        "{doctor:?}"
    );
}

#[test]
fn a_host_without_the_key_makes_none_where_there_are_records() {
    let till = Till::signed_in("cli-keyless");
    let url = shared(&till);
    assert_eq!(moved(&till, &till.path("store"), &url).status, 0);
    let mut keyless = on(&till, "keyless");
    keyless
        .env("OMNIFUND_STORE", &url)
        .env_remove("OMNIFUND_STORE_KEY_FILE");
    let ran = run(keyless.args(["token", USERNAME]), "");
    assert_eq!(ran.status, 14, "{ran:?}");
    assert!(
        ran.stderr.contains("key file") && !till.path("keyless.key").exists(),
        "{ran:?}"
    );
}

#[test]
fn processes_of_several_hosts_present_each_refresh_token_once() {
    let server = LocalServer::controlled(&["--access-lifetime", "2"]);
    let till = Till::at(server, "cli-herd");
    let signed_in = till.run(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
    assert_eq!(signed_in.status, 0, "{signed_in:?}");
    let url = shared(&till);
    assert_eq!(moved(&till, &till.path("store"), &url).status, 0);
    while till.server.refreshes().len() < 3 {
        std::thread::scope(|threads| {
            for host in ["one", "one", "other", "other", "third"] {
                let (till, url) = (&till, &url);
                threads.spawn(move || {
                    let ran = runs(till, host, url, &["token", USERNAME]);
                    assert_eq!(ran.status, 0, "{ran:?}");
                });
            }
        });
    }
    let presented = till.server.refreshes();
    let presented: Vec<_> = presented
        .iter()
        .map(|one| one["presented"].to_string())
        .collect();
    let different: BTreeSet<_> = presented.iter().collect();
    assert_eq!(different.len(), presented.len(), "{presented:?}");
}
