//! Programs that end, cancel a thread, close their descriptors or log to a stuck pipe while an exchange is
//! under way: the next process has the session.

#![cfg(all(unix, feature = "capi"))]
#![allow(missing_docs)]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use common::c::{command_for, program};
use common::child::session_at;
use common::{LocalServer, PASSWORD, Scratch, until};
use omnifund::{Secret, Session};

/// A session in a store, and a server that does what a refresh asks and is slow to say so.
struct Till {
    server: LocalServer,
    scratch: Scratch,
    session: Session,
}

impl Till {
    fn signed_in(name: &str) -> Self {
        let server = LocalServer::controlled(&[]);
        let scratch = Scratch::new(name);
        let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
        let session = session_at(&server.base_url, ca_file, &scratch.path("store"));
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        Self {
            server,
            scratch,
            session,
        }
    }

    fn host(&self, name: &Path) -> Command {
        let mut command = command_for(name, &self.server);
        command
            .arg(self.scratch.path("store"))
            .stdin(Stdio::piped());
        command
    }

    /// Runs the host, tells it when its exchange is in the server's hands, and waits for its end.
    fn told_in_mid_exchange(&self, grant: &str, mut host: Command) -> ExitStatus {
        self.server
            .faults(serde_json::json!([{"grant": grant, "delay_reply_ms": 400, "times": 1}]));
        let mut process = host.spawn().unwrap();
        self.server.wait_for_fault();
        drop(process.stdin.take());
        ended(&mut process)
    }

    /// Another process has the session, and no refresh token was presented twice.
    fn must_have_the_session(&self) {
        self.session.refresh().unwrap();
        let refreshes = self.server.refreshes();
        assert!(
            refreshes.iter().all(|one| one["status"] == 200),
            "{refreshes:?}"
        );
    }
}

/// A host that hangs is killed, and has failed.
fn ended(process: &mut Child) -> ExitStatus {
    let start = std::time::Instant::now();
    until(|| {
        if start.elapsed() > common::PATIENCE / 2 {
            let _ = process.kill();
        }
        process.try_wait().unwrap()
    })
}

fn host(name: &str) -> PathBuf {
    program(&format!("hosts/{name}"))
}

#[test]
fn a_program_that_ends_while_another_thread_refreshes_waits_for_the_pair() {
    let ending = host("ending");
    for way in [
        "return",
        "exit",
        "cancelled",
        "free",
        "one more",
        "_exit",
        "child",
    ] {
        let till = Till::signed_in(&format!("ending-{}", way.replace(' ', "-")));
        let mut host = till.host(&ending);
        host.arg(way);
        let status = till.told_in_mid_exchange("refresh_token", host);
        assert!(status.success(), "{way}: {status}");
        till.must_have_the_session();
    }
}

#[test]
fn a_program_that_ends_itself_from_its_log_does_not_wait_for_itself() {
    let till = Till::signed_in("ending-callback");
    let mut host = till.host(&host("ending"));
    let mut process = host.arg("callback").spawn().unwrap();
    assert!(ended(&mut process).success());
}

#[test]
fn a_thread_that_is_cancelled_in_mid_exchange_ends_after_the_call() {
    let cancelling = host("cancelling");
    for (way, grant) in [
        ("refresh", "refresh_token"),
        ("token", "refresh_token"),
        ("grant", "password"),
    ] {
        let till = Till::signed_in(&format!("cancelling-{way}"));
        let mut host = till.host(&cancelling);
        host.arg(way);
        let status = till.told_in_mid_exchange(grant, host);
        assert!(status.success(), "{way}: {status}");
        till.must_have_the_session();
    }
}

#[test]
fn a_cancelled_thread_writes_its_log_and_ends_after_the_call() {
    let cancelling = host("cancelling");
    for log in [
        ["stderr", "debug"],
        ["stderr", "info"],
        ["function", "debug"],
    ] {
        for way in ["token", "cancelled token"] {
            let till = Till::signed_in(&format!("cancelling-{}", way.replace(' ', "-")));
            let mut host = till.host(&cancelling);
            host.arg(way).args(log).stderr(Stdio::null());
            let status = till.told_in_mid_exchange("refresh_token", host);
            assert!(status.success(), "{way} {log:?}: {status}");
            till.must_have_the_session();
        }
    }
}

#[test]
fn a_thread_that_is_ending_may_call_whatever_it_likes() {
    let till = Till::signed_in("ending-thread");
    let mut process = till.host(&host("ending_thread")).spawn().unwrap();
    assert!(ended(&mut process).success());
    till.must_have_the_session();
}

#[test]
fn complaints_to_closed_standard_descriptors_get_into_nothing_of_the_librarys() {
    let till = Till::signed_in("closed");
    let host = till.host(&host("closed"));
    let status = till.told_in_mid_exchange("refresh_token", host);
    assert!(status.success(), "{status}");
    till.must_have_the_session();
}

#[test]
fn a_log_at_its_size_limit_ends_nothing_between_reply_and_save() {
    let till = Till::signed_in("limited");
    let log = till.scratch.path("log");
    std::fs::write(&log, vec![b'.'; 65536]).unwrap();
    let mut host = till.host(&host("logging"));
    let mut process = host.arg(&log).arg("65536").spawn().unwrap();
    let status = ended(&mut process);
    assert!(status.success(), "{status}");
    till.must_have_the_session();
}

#[test]
fn a_log_that_is_a_pipe_without_a_reader_or_a_full_one_holds_nothing_up() {
    let logging = host("logging");
    let till = Till::signed_in("pipes");
    let pipe = till.scratch.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for arguments in [&[pipe.to_str().unwrap()][..], &["/dev/stdout", "full"]] {
        let mut host = till.host(&logging);
        let mut process = host.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let status = ended(&mut process);
        assert!(status.success(), "{arguments:?}: {status}");
        till.must_have_the_session();
    }
}

#[test]
fn children_that_are_forked_while_other_threads_use_everything_use_it_too() {
    let till = Till::signed_in("forking");
    let mut host = till.host(&host("forking"));
    let output = host.arg("300").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said, "forked 300, hung 0, failed 0\n");
    till.must_have_the_session();
}

#[test]
fn a_program_with_a_malloc_of_its_own_is_served_too() {
    let till = Till::signed_in("own-malloc");
    let mut process = till.host(&host("own_malloc")).spawn().unwrap();
    let status = ended(&mut process);
    assert!(status.success(), "{status}");
    till.must_have_the_session();
}
