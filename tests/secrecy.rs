//! No client secret, password or token in an error, a log line or a Debug.

#![allow(missing_docs)]

mod common;

use std::fmt::Debug;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use common::{CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME, config_for};
use omnifund::{Client, Config, LogLevel, LogSink, Secret, Store};

/// All that the library showed anybody.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<String>>);

impl Shown {
    fn add(&self, thing: impl Debug) {
        *self.0.lock().unwrap() += &format!("{thing:?}\n{thing:#?}\n");
    }

    fn log(&self) -> LogSink {
        let shown = self.clone();
        LogSink::Callback(Arc::new(move |_, line| shown.add(line)))
    }

    #[track_caller]
    fn assert_free_of(&self, secrets: &[&str]) {
        let shown = self.0.lock().unwrap();
        assert!(!shown.is_empty());
        for secret in secrets {
            assert!(!shown.contains(secret), "{secret:?} stands in\n{shown}");
        }
    }
}

fn logging(mut config: Config, shown: &Shown) -> Client {
    config.add_log(LogLevel::Debug, shown.log());
    shown.add(&config);
    let client = Client::new(&config).unwrap();
    shown.add(&client);
    client
}

#[test]
fn nothing_that_a_sane_server_brings_shows_a_secret() {
    let server = LocalServer::start();
    let shown = Shown::default();
    let client = logging(server.config(), &shown);

    let password = Secret::from(PASSWORD);
    shown.add(&password);
    let first = client.password_grant(USERNAME, &password).unwrap();
    let second = client
        .refresh_grant(first.refresh_token().unwrap())
        .unwrap();
    let login = client.token_login(second.access_token()).unwrap();
    shown.add((&first, &second, &login, login.cookies()));

    let wrong = Secret::from("not-the-password");
    let (unknown, spent) = (
        Secret::from("unknown-token"),
        first.refresh_token().unwrap(),
    );
    for error in [
        client.password_grant(USERNAME, &wrong).unwrap_err(),
        client.refresh_grant(spent).unwrap_err(),
        client.token_login(&unknown).unwrap_err(),
    ] {
        shown.add(error.to_string());
        shown.add(error);
    }
    shown.assert_free_of(&[
        CLIENT_SECRET,
        PASSWORD,
        wrong.expose(),
        unknown.expose(),
        first.access_token().expose(),
        spent.expose(),
        second.access_token().expose(),
        second.refresh_token().unwrap().expose(),
        login.cookies()[0].value.expose(),
    ]);
    let log = shown.0.lock().unwrap();
    assert!(
        log.contains("password grant at https://127.0.0.1:"),
        "{log}"
    );
    assert!(log.contains("token login at https://127.0.0.1:"), "{log}");
}

#[test]
fn a_server_that_echoes_what_it_was_sent_does_not_make_us_repeat_it() {
    type Call = fn(&Client, &Secret, &Shown);
    let calls: [(&str, Call); 3] = [
        ("p&ssw=rd", |client, own, shown| {
            shown.add(client.password_grant("user", own));
        }),
        ("refresh-token/1", |client, own, shown| {
            shown.add(client.refresh_grant(own));
        }),
        ("access-token/1", |client, own, shown| {
            shown.add(client.token_login(own));
        }),
    ];
    for (own, call) in calls {
        for status in [400, 401, 403, 500, 200] {
            let encoded: String = form_urlencoded::byte_serialize(own.as_bytes()).collect();
            let echo = format!("{own} {encoded} {CLIENT_SECRET}");
            let mut server = mockito::Server::new();
            for path in ["/oauth/v2/token", "/login"] {
                let challenge = format!(r#"Bearer error="{echo}", error_description="{echo}""#);
                let body =
                    format!(r#"{{"error":"invalid_grant {echo}","error_description":"{echo}"}}"#);
                server
                    .mock("POST", path)
                    .with_status(status)
                    .with_header("www-authenticate", &challenge)
                    .with_body(body)
                    .create();
            }
            let shown = Shown::default();
            let client = logging(config_for(&server.url()), &shown);
            call(&client, &Secret::from(own), &shown);
            shown.assert_free_of(&[own, &encoded, CLIENT_SECRET]);
        }
    }
}

#[test]
fn a_failure_on_the_way_shows_no_secret() {
    let shown = Shown::default();
    let peer = common::peer::Peer::answering("HTTP/1.1 200");
    for base_url in ["https://no-such-host.invalid", &peer.base_url()] {
        let client = logging(config_for(base_url), &shown);
        let password = Secret::from(PASSWORD);
        shown.add(client.password_grant(USERNAME, &password).unwrap_err());
        shown.add(client.refresh_grant(&password).unwrap_err());
        shown.add(client.token_login(&password).unwrap_err());
    }
    shown.assert_free_of(&[CLIENT_SECRET, PASSWORD]);
}

#[test]
fn the_url_of_a_store_is_shown_without_its_password() {
    let scratch = Scratch::new("secrecy-url");
    let file = scratch.path("settings");
    for scheme in ["postgresql", "mysql", "PostgreSQL", "postgres+ssl"] {
        for password in [
            "hunter2",
            "hunt?er2",
            "hunt#er2",
            "hunt@er2",
            "hunt/er2",
            "h?u=nt@er2",
        ] {
            let shown = Shown::default();
            let settings = format!("OMNIFUND_STORE={scheme}://fund:{password}@127.0.0.1:1/db\n");
            std::fs::write(&file, settings).unwrap();
            std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
            let config = Config::from_file(&file).unwrap();
            shown.add(&config);
            let error = Store::open_configured(&config).map(drop).unwrap_err();
            shown.add(error.to_string());
            shown.add(error);
            shown.assert_free_of(&["hunt", "er2", "u=nt"]);
        }
    }
}

#[test]
fn a_line_from_the_servers_words_stays_one_line_of_the_log_file() {
    let mut server = mockito::Server::new();
    server
        .mock("POST", "/oauth/v2/token")
        .with_status(400)
        .with_body(r#"{"error":"invalid_grant","error_description":"a\nb\r\n\u001b[2Jc"}"#)
        .create();
    let scratch = Scratch::new("log-file");
    let path = scratch.path("omnifund.log");
    let mut config = config_for(&server.url());
    config.add_log(LogLevel::Warn, LogSink::File(path.clone()));
    let client = Client::new(&config).unwrap();
    for lines in 1..=2 {
        let _ = client.refresh_grant(&Secret::from("token"));
        let log = std::fs::read_to_string(&path).unwrap();
        assert_eq!(log.lines().count(), lines, "{log}");
        assert!(!log.contains('\u{1b}'), "{log}");
        assert!(
            log.contains(" code=306: refresh grant at http://127.0.0.1:"),
            "{log}"
        );
    }
    // Rotated away, it begins anew.
    std::fs::rename(&path, scratch.path("omnifund.log.1")).unwrap();
    let _ = client.refresh_grant(&Secret::from("token"));
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 1);
}

#[test]
fn a_sink_takes_its_level_and_what_matters_more() {
    let mut server = mockito::Server::new();
    server.mock("POST", "/login").with_body("hello").create();
    let lines_at = |level| {
        let shown = Shown::default();
        let mut config = config_for(&server.url());
        config.add_log(level, shown.log());
        let client = Client::new(&config).unwrap();
        client.token_login(&Secret::from("token")).unwrap();
        let shown = shown.0.lock().unwrap();
        shown.lines().count()
    };
    assert_eq!(lines_at(LogLevel::Warn), 0);
    assert!(lines_at(LogLevel::Info) > 0);
}

#[test]
fn a_log_that_can_not_be_written_fails_no_call() {
    let mut server = mockito::Server::new();
    server.mock("POST", "/login").create();
    let mut config = config_for(&server.url());
    for sink in [
        LogSink::File("/nonexistent/omnifund.log".into()),
        LogSink::File("/dev/full".into()),
        LogSink::Syslog,
    ] {
        config.add_log(LogLevel::Debug, sink);
    }
    Client::new(&config)
        .unwrap()
        .token_login(&Secret::from("token"))
        .unwrap();
}
