//! Files that a program names: its settings, its log, the operator's audit. Somebody else may have made what stands
//! there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use omnifund::{AuditSink, Client, Config, ErrorKind, LogLevel, LogSink, Request, Secret};

use crate::common::api::{Api, Reply};
use crate::common::peer::Peer;
use crate::common::users::OTHER;
use crate::common::{PATIENCE, Scratch, config_for, until};

/// What `work` gives; who waits for a pipe's other end waits for ever, and so would this test.
#[track_caller]
fn in_time<T: Send>(what: &str, work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let (done, is_done) = mpsc::channel();
        scope.spawn(move || {
            let _ = done.send(work());
        });
        is_done.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            eprintln!("{what}: held up for ever");
            std::process::abort();
        })
    })
}

fn made(program: &str, path: &Path, arguments: &[&str]) -> bool {
    let made = Command::new(program).arg(path).args(arguments).status();
    made.unwrap().success()
}

/// A pipe, a device without end, a directory, a link to nothing.
fn strange(scratch: &Scratch) -> Vec<PathBuf> {
    let [pipe, device, directory, link] =
        ["pipe", "device", "directory", "link"].map(|name| scratch.path(name));
    assert!(made("mkfifo", &pipe, &["-m", "600"]));
    if !made("mknod", &device, &["-m", "600", "c", "1", "5"]) {
        println!("no device can be made here: /dev/zero is named by a link");
        symlink("/dev/zero", &device).unwrap();
    }
    fs::create_dir(&directory).unwrap();
    symlink(scratch.path("no/such/folder"), &link).unwrap();
    vec![pipe, device, directory, link]
}

/// A call that says something to log and audit, and fails by its server's word alone.
fn called(config: &Config, server: &Peer) {
    let mut config = config.clone();
    config.set_base_url(&server.base_url()).unwrap();
    let error = Client::new(&config)
        .unwrap()
        .password_grant("alice", &Secret::from("password"));
    assert_eq!(error.unwrap_err().kind(), ErrorKind::WrongPassword);
}

fn refusing() -> Peer {
    Peer::answering("HTTP/1.1 400 Bad Request\r\n\r\n{\"error\":\"invalid_grant\"}")
}

#[test]
fn settings_that_are_no_file_are_an_error_and_hold_nobody_up() {
    let scratch = Scratch::new("strange-settings");
    for path in strange(&scratch) {
        let what = path.display().to_string();
        let error = in_time(&what, || Config::from_file(&path).map(drop).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::InvalidConfiguration, "{error}");
        assert!(error.to_string().contains(&what), "{error}");
    }
}

#[test]
fn a_log_or_an_audit_that_is_no_file_fails_no_call() {
    let scratch = Scratch::new("strange-log");
    let server = refusing();
    for path in strange(&scratch) {
        let mut config = config_for("http://127.0.0.1:1");
        config.add_log(LogLevel::Debug, LogSink::File(path.clone()));
        in_time(&path.display().to_string(), || called(&config, &server));
        let mut config = config_for("http://127.0.0.1:1");
        config.set_audit(AuditSink::File(path.clone()));
        in_time(&path.display().to_string(), || called(&config, &server));
    }
}

#[test]
fn root_writes_neither_log_nor_audit_where_somebody_elses_link_leads() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can be led astray");
        return;
    }
    let (scratch, server) = (Scratch::new("roots-log"), refusing());
    let (folder, precious) = (scratch.path("theirs"), scratch.path("precious"));
    fs::create_dir(&folder).unwrap();
    chown(&folder, Some(OTHER), Some(OTHER)).unwrap();
    fs::write(&precious, "precious").unwrap();
    fs::set_permissions(&precious, fs::Permissions::from_mode(0o600)).unwrap();
    let links = [
        ("to-a-file", precious.clone()),
        ("to-a-new-one", scratch.path("new")),
    ];
    for (name, target) in &links {
        let path = folder.join(name);
        symlink(target, &path).unwrap();
        let mut config = config_for("http://127.0.0.1:1");
        config.add_log(LogLevel::Debug, LogSink::File(path.clone()));
        config.set_audit(AuditSink::File(path));
        called(&config, &server);
    }
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    assert!(!scratch.path("new").exists());
    // What is a file there is written to.
    let plain = folder.join("plain");
    let mut config = config_for("http://127.0.0.1:1");
    config.add_log(LogLevel::Debug, LogSink::File(plain.clone()));
    called(&config, &server);
    assert!(fs::metadata(&plain).unwrap().size() > 0);
}

#[test]
fn nobody_can_foresee_where_an_answer_is_put_that_is_not_whole_yet() {
    static IS_SEEN: AtomicBool = AtomicBool::new(false);
    fn in_two_halves(mut stream: TcpStream) {
        let first = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha";
        stream.write_all(first).unwrap();
        until(|| IS_SEEN.swap(false, Ordering::SeqCst).then_some(()));
        stream.write_all(b"lf").unwrap();
    }
    let scratch = Scratch::new("answers-part");
    let there = || -> BTreeSet<PathBuf> {
        let entries = fs::read_dir(scratch.path("")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let api = Api::new(|_, _| Reply::By(in_two_halves));
    let session = api.session();
    let mut parts = BTreeSet::new();
    for _ in 0..2 {
        let before = there();
        std::thread::scope(|scope| {
            let asking = scope.spawn(|| {
                let mut request = Request::new("GET", "/api/x").unwrap();
                request.set_output_file(scratch.path("answer"));
                session.request(&mut request)
            });
            parts.insert(until(|| {
                let came = there().difference(&before).next().cloned();
                came.or_else(|| asking.is_finished().then(PathBuf::new))
            }));
            IS_SEEN.store(true, Ordering::SeqCst);
            assert_eq!(asking.join().unwrap().unwrap().status(), 200);
        });
    }
    assert_eq!(parts.len(), 2, "{parts:?}");
    assert_eq!(fs::read_to_string(scratch.path("answer")).unwrap(), "half");
    assert_eq!(there().len(), 1);
}
