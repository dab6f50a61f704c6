//! Lines of the log: seen in time, and readable by a machine.

#![allow(missing_docs)]

mod common;

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex};

use common::peer::{Peer, read_request};
use common::{CLIENT_ID, LocalServer, PASSWORD, PATIENCE, Scratch, USERNAME, config_for};
use omnifund::{Client, ErrorKind, LogEntry, LogLevel, LogSink, Secret, Session, Store};

/// Whether a line was seen, since somebody waited for one.
#[derive(Default)]
struct Seen(Mutex<bool>, Condvar);

impl Seen {
    fn tell(&self) {
        *self.0.lock().unwrap() = true;
        self.1.notify_all();
    }

    fn wait(&self) -> bool {
        let not_yet = |seen: &mut bool| !*seen;
        let seen = self.0.lock().unwrap();
        let (mut seen, _) = self.1.wait_timeout_while(seen, PATIENCE, not_yet).unwrap();
        std::mem::take(&mut *seen)
    }
}

const PAIR: &str = r#"{"access_token":"A","refresh_token":"R","expires_in":3600}"#;

/// A server that answers once its request was seen in the log, and not before.
fn answering_once_seen(seen: &Arc<Seen>) -> Peer {
    let seen = Arc::clone(seen);
    Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        if seen.wait() {
            let length = PAIR.len();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            let _ = stream.write_all(format!("{head}{PAIR}").as_bytes());
        }
    })
}

#[test]
fn what_is_under_way_is_seen_by_a_callback_before_the_server_has_answered() {
    let seen = Arc::new(Seen::default());
    let server = answering_once_seen(&seen);
    let mut config = config_for(&server.base_url());
    let tell = move |level: LogLevel, line: &str| {
        if level == LogLevel::Debug && line.contains("asking") {
            seen.tell();
        }
    };
    config.add_log(LogLevel::Debug, LogSink::Callback(Arc::new(tell)));
    let client = Client::new(&config).unwrap();
    let password = Secret::from(PASSWORD);
    client.password_grant(USERNAME, &password).unwrap();
    let session = Session::open(&client, &Store::in_memory().unwrap(), USERNAME).unwrap();
    session.sign_in(&password).unwrap();
    session.refresh().unwrap();
    session.token_login().unwrap();
    let pair = session.export().unwrap();
    session
        .adopt(None, &pair.refresh_token, None, false)
        .unwrap();
    session.token().unwrap();
}

#[test]
fn a_callback_may_use_the_session_that_is_about_to_ask() {
    let server = LocalServer::start();
    let scratch = Scratch::new("log-reentrant");
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let session: Arc<Mutex<Option<Arc<Session>>>> = Arc::default();
    let mut config = server.config();
    let callback = {
        let session = Arc::clone(&session);
        move |_: LogLevel, line: &str| {
            let session = session.lock().unwrap().clone();
            if let (Some(session), true) = (session, line.contains("asking")) {
                // Under the turn or the lease this would wait for itself; and each asks anew.
                session.refresh().unwrap();
            }
        }
    };
    config.add_log(LogLevel::Debug, LogSink::Callback(Arc::new(callback)));
    let opened = Session::open(&Client::new(&config).unwrap(), &store, USERNAME).unwrap();
    let opened = Arc::new(opened);
    opened.sign_in(&Secret::from(PASSWORD)).unwrap();
    *session.lock().unwrap() = Some(Arc::clone(&opened));
    let before = opened.status().unwrap().generation;
    opened.refresh().unwrap();
    // The callback's own exchange counts for the call that it was made in.
    assert_eq!(opened.status().unwrap().generation, before + 1);
    *session.lock().unwrap() = None;
}

#[test]
fn a_line_has_what_a_machine_reads_beside_its_words() {
    let server = LocalServer::start();
    let lines: Arc<Mutex<Vec<LogEntry>>> = Arc::default();
    let told = Arc::clone(&lines);
    let mut config = server.config();
    let tell = move |entry: &LogEntry| told.lock().unwrap().push(entry.clone());
    config.add_log(LogLevel::Debug, LogSink::Entries(Arc::new(tell)));
    let client = Client::new(&config).unwrap();
    let store = Store::in_memory().unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    session.sign_in(&Secret::from("wrong")).unwrap_err();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session.token_login().unwrap();

    let lines = lines.lock().unwrap();
    let named = |event: &str| -> Vec<&LogEntry> {
        let lines = lines.iter().filter(|line| line.event() == event);
        lines.collect()
    };
    let [refused, done] = named("exchange")[..] else {
        panic!("{lines:?}");
    };
    assert_eq!(refused.level(), LogLevel::Warn);
    assert_eq!(refused.code(), ErrorKind::WrongPassword.code());
    assert_eq!(done.level(), LogLevel::Info);
    assert_eq!(done.code(), 0);
    for line in [refused, done, named("login")[0]] {
        assert!(line.milliseconds() > 0, "{line:?}");
    }
    assert_eq!(named("saved")[0].milliseconds(), 0);
    for line in lines.iter() {
        assert_eq!(line.user(), Some(USERNAME), "{line:?}");
        assert_eq!(line.client_id(), Some(CLIENT_ID), "{line:?}");
        assert!(line.time() > 1_700_000_000, "{line:?}");
        assert!(!line.message().is_empty(), "{line:?}");
    }
}

#[test]
fn no_name_begins_a_line_or_a_field_of_its_own() {
    let scratch = Scratch::new("log-forged");
    let path = scratch.path("log");
    let mut config = config_for(&Peer::answering("HTTP/1.1 500 no\r\n\r\n").base_url());
    config.add_log(LogLevel::Debug, LogSink::File(path.clone()));
    let client = Client::new(&config).unwrap();
    let name =
        "a\" client=\"2\" code=0: \\ 2026-01-02T03:04:05Z omnifund[1] info: exchange\u{200d}b";
    let session = Session::open(&client, &Store::in_memory().unwrap(), name).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap_err();
    let log = std::fs::read_to_string(&path).unwrap();
    assert!(log.lines().count() >= 3, "{log}");
    for line in log.lines() {
        let (_, fields) = line.split_once("]").unwrap();
        let (level_and_event, rest) = fields.split_once(" user=").unwrap();
        assert_eq!(level_and_event.split(' ').count(), 3, "{line}");
        // The value ends where its quotation mark is not escaped.
        let value = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let value = value.flatten().next().unwrap();
        assert_eq!(value, name.replace('\u{200d}', " "), "{line}");
        assert!(
            rest.contains(&format!("\" client=\"{CLIENT_ID}\"")),
            "{line}"
        );
        assert!(!line.contains(omnifund::is_deceptive), "{line}");
    }
}
