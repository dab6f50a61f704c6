//! Programs that have rights which their caller has not: their environment is the caller's.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::Command;

use common::peer::Peer;
use common::{LocalServer, PASSWORD, Scratch, USERNAME, make_program};
use omnifund::{Client, Config, Error, ErrorKind, FileOptions, Secret, Store};

const NOBODY: u32 = 65_534;

fn asked(base_url: &str) -> Result<(), Error> {
    let mut config = Config::new();
    config.set_base_url(base_url)?;
    config.set_credentials(common::CLIENT_ID, Secret::from(common::CLIENT_SECRET))?;
    let client = Client::new(&config)?;
    client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .map(drop)
}

fn told(what: &str, result: Result<(), Error>) {
    match result {
        Ok(()) => println!("\n{what}: done"),
        Err(error) => println!("\n{what}: {:?} {error}", error.kind()),
    }
}

#[test]
fn plays_a_program_of_roots() {
    let Some(server) = std::env::var_os("PLAYS_ITS_PART") else {
        return;
    };
    // SAFETY: it only looks.
    #[allow(unsafe_code)]
    let is_secure = unsafe { libc::getauxval(libc::AT_SECURE) } != 0;
    println!("\nsecure: {is_secure}");
    told("settings", Config::from_environment().map(drop));
    told("certificates", asked(server.to_str().unwrap()));
    told("proxy", asked("https://omnifund.invalid"));
    // The database's library lies beside the program.
    let shared = Store::open_place(
        "postgresql://127.0.0.1:1/fund",
        None,
        &FileOptions::default(),
    );
    told("journal", shared.map(drop));
}

#[test]
fn a_setuid_program_believes_nothing_of_its_callers_environment() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can make a program of its own for others");
        return;
    }
    let server = LocalServer::start();
    let proxy = Peer::answering("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    let scratch = Scratch::new("privileged");
    fs::set_permissions(scratch.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let authority = scratch.path("ca.pem");
    fs::copy(server.ca_file.as_ref().unwrap(), &authority).unwrap();
    fs::set_permissions(&authority, fs::Permissions::from_mode(0o644)).unwrap();
    let program = scratch.path("program");
    make_program(
        &program,
        &fs::read(std::env::current_exe().unwrap()).unwrap(),
    );
    chown(&program, Some(0), Some(0)).unwrap();
    let libraries = omnifund_databases::installed("postgresql");
    let library = "libomnifund_postgresql.so.1";
    fs::copy(libraries.join(library), scratch.path(library)).unwrap();
    fs::remove_dir_all(libraries).unwrap();
    let state = scratch.path("state");
    fs::create_dir(&state).unwrap();
    chown(&state, Some(NOBODY), Some(NOBODY)).unwrap();

    let run = |mode: u32| {
        fs::set_permissions(&program, fs::Permissions::from_mode(mode)).unwrap();
        let mut child = Command::new(&program);
        child
            .args(["plays_a_program_of_roots", "--exact", "--nocapture"])
            .current_dir("/")
            .env("PLAYS_ITS_PART", &server.base_url)
            .env("SSL_CERT_FILE", &authority)
            .env("https_proxy", format!("http://127.0.0.1:{}", proxy.port))
            .env("OMNIFUND_ENVIRONMENT", "sandbox")
            .env("STATE_DIRECTORY", &state)
            .env("XDG_STATE_HOME", &state)
            .env("HOME", &state)
            .uid(NOBODY)
            .gid(NOBODY);
        String::from_utf8(child.output().unwrap().stdout).unwrap()
    };
    let own = run(0o755);
    assert!(own.contains("secure: false"), "{own}");
    assert!(own.contains("settings: done"), "{own}");
    assert!(own.contains("certificates: done"), "{own}");
    assert!(
        own.contains(&format!("proxy: {:?}", ErrorKind::ProxyFailed)),
        "{own}"
    );

    assert!(
        own.contains(&format!("journal: {:?}", ErrorKind::StoreUnreachable)),
        "{own}"
    );
    assert!(state.join("omnifund").is_dir());
    fs::remove_dir_all(state.join("omnifund")).unwrap();

    let roots = run(0o4755);
    if roots.contains("secure: false") {
        println!("skipped: this file system knows no setuid");
        return;
    }
    assert!(roots.contains("secure: true"), "{roots}");
    assert!(roots.contains("the environment: it is not read"), "{roots}");
    let untrusted = format!("certificates: {:?}", ErrorKind::CertificateUntrusted);
    assert!(roots.contains(&untrusted), "{roots}");
    assert!(
        roots.contains(&format!("proxy: {:?}", ErrorKind::NameNotResolved)),
        "{roots}"
    );
    let journal = format!("journal: {:?}", ErrorKind::InvalidConfiguration);
    assert!(roots.contains(&journal), "{roots}");
    assert!(
        roots.contains("rights which its caller has not, says where"),
        "{roots}"
    );
    assert_eq!(fs::read_dir(&state).unwrap().count(), 0, "{roots}");
}
