//! Settings by the environment.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Client, Config, FileOptions, LogLevel, LogSink, Secret, Session, Store};

#[test]
fn reads_its_environment() {
    if std::env::var_os("PLAYS_ITS_PART").is_none() {
        return;
    }
    let opened = Config::from_environment().and_then(|mut config| {
        if std::env::var_os("GOES_ELSEWHERE").is_none() {
            return Session::open_configured(&config, USERNAME);
        }
        config.set_ca_file("ca.pem")?;
        config.add_log(LogLevel::Info, LogSink::File("set.log".into()));
        let key_beside = Store::open_file("opened", None)?;
        let options = FileOptions::default().key_file("elsewhere.key");
        let key_elsewhere = Store::open_file_with("another", None, &options)?;
        let client = Client::new(&config)?;
        // As a daemon does when all is set.
        std::env::set_current_dir("/").unwrap();
        for store in [key_beside, key_elsewhere] {
            Session::open(&client, &store, USERNAME)?.sign_in(&Secret::from(PASSWORD))?;
            store.rotate_key()?;
        }
        Session::open_configured(&config, USERNAME)
    });
    match opened.and_then(|session| session.sign_in(&Secret::from(PASSWORD))) {
        Ok(()) => println!("\nsigned in"),
        Err(error) => println!("\nerror {error}"),
    }
}

/// What the program above prints, with all that it needs in its environment, and with these variables.
fn read_by_a_program(
    server: &LocalServer,
    scratch: &Scratch,
    variables: &[(&str, &str)],
) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["reads_its_environment", "--exact", "--nocapture"])
        .current_dir(scratch.path(""))
        .env("PLAYS_ITS_PART", "1")
        .env("OMNIFUND_BASE_URL", &server.base_url)
        .env("OMNIFUND_CA_FILE", server.ca_file.as_ref().unwrap())
        .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
        .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET)
        .env("OMNIFUND_STORE", scratch.path("store"))
        .env("OMNIFUND_PROXY", "none")
        .envs(variables.iter().copied());
    String::from_utf8(child.output().unwrap().stdout).unwrap()
}

#[test]
fn the_environment_says_the_same_and_an_empty_variable_is_none() {
    let server = LocalServer::start();
    let scratch = Scratch::new("configuration-environment");
    let run = |variables: &[(&str, &str)]| read_by_a_program(&server, &scratch, variables);
    let shown = run(&[
        ("OMNIFUND_USERNAME", "not a setting"),
        ("OMNIFUND_LOG", "\n"),
    ]);
    assert!(shown.contains("signed in"), "{shown}");
    let shown = run(&[("OMNIFUND_LOG", "loud:stderr")]);
    assert!(
        shown.contains("error the environment: OMNIFUND_LOG:"),
        "{shown}"
    );
}

#[test]
fn a_variables_end_of_line_is_no_part_of_it() {
    let server = LocalServer::start();
    let scratch = Scratch::new("configuration-line-ends");
    let ca_file = server.ca_file.as_ref().unwrap().display();
    let shown = read_by_a_program(
        &server,
        &scratch,
        &[
            ("OMNIFUND_BASE_URL", &format!("{}\r\n", server.base_url)),
            ("OMNIFUND_CA_FILE", &format!("{ca_file}\n")),
            ("OMNIFUND_CLIENT_ID", &format!("{CLIENT_ID}\n")),
            ("OMNIFUND_CLIENT_SECRET", &format!("{CLIENT_SECRET}\n\n")),
            ("OMNIFUND_STORE", "store\n"),
            ("OMNIFUND_STORE_KEY", &format!("{}\n", "ab".repeat(32))),
            ("OMNIFUND_PROXY", "none\n"),
            ("OMNIFUND_CALL_BUDGET", "25.5\n"),
        ],
    );
    assert!(shown.contains("signed in"), "{shown}");
    assert!(scratch.path("store").is_dir());
}

#[test]
fn what_is_relative_stays_where_it_was_when_the_program_goes_elsewhere() {
    let server = LocalServer::start();
    let scratch = Scratch::new("configuration-elsewhere");
    fs::copy(server.ca_file.as_ref().unwrap(), scratch.path("ca.pem")).unwrap();
    let secret = scratch.path("secret");
    fs::write(&secret, CLIENT_SECRET).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    let shown = read_by_a_program(
        &server,
        &scratch,
        &[
            ("GOES_ELSEWHERE", "1"),
            ("OMNIFUND_CA_FILE", "ca.pem"),
            ("OMNIFUND_CLIENT_SECRET", ""),
            ("OMNIFUND_CLIENT_SECRET_FILE", "secret"),
            ("OMNIFUND_STORE", "store"),
            ("OMNIFUND_STORE_KEY_FILE", "store-key"),
            ("OMNIFUND_LOG", "info:file:till.log"),
        ],
    );
    assert!(shown.contains("signed in"), "{shown}");
    for made in [
        "store",
        "store-key",
        "opened",
        "another",
        "elsewhere.key",
        "till.log",
        "set.log",
    ] {
        assert!(scratch.path(made).exists(), "{made}");
    }
}
