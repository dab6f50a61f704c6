//! The state file: what lasts, and what other processes do to it while a server runs.

use std::os::unix::fs::PermissionsExt as _;
use std::thread;

use crate::support::{CLIENT_ID, PASSWORD, Server, StateFile, USER, add_client, command};

#[test]
fn a_state_file_and_its_authority_survive_a_restart() {
    let state = StateFile::new();
    let first = Server::example(&["--db", &state.path()]);
    let pair = first.sign_in();
    let ca_file = first.ca_file().unwrap().to_owned();
    assert!(ca_file.ends_with("state.db.tls/ca.pem"), "{ca_file}");
    let ca = std::fs::read(&ca_file).unwrap();
    assert!(first.terminate().success());
    let second = Server::start(&["--db", &state.path()]);
    assert_eq!(second.login(&pair.access_token()).status, 200);
    assert_eq!(second.refresh(&pair.refresh_token()).status, 200);
    assert_eq!(second.sign_in().status, 200);
    assert_eq!(std::fs::read(second.ca_file().unwrap()).unwrap(), ca);
}

#[test]
fn a_killed_server_has_kept_what_it_handed_out() {
    let state = StateFile::new();
    let first = Server::example(&["--db", &state.path()]);
    let token = first
        .refresh(&first.sign_in().refresh_token())
        .refresh_token();
    first.signal("KILL");
    drop(first);
    let second = Server::start(&["--db", &state.path()]);
    assert_eq!(second.refresh(&token).status, 200);
}

#[test]
fn a_restart_with_the_same_options_leaves_a_user_disabled() {
    let state = StateFile::new();
    assert!(
        Server::example(&["--db", &state.path()])
            .terminate()
            .success()
    );
    command(&["user", "disable", USER, "--db", &state.path()], "");
    let server = Server::example(&["--db", &state.path()]);
    assert_eq!(server.sign_in().status, 400);
}

#[test]
fn a_client_and_a_user_made_while_the_server_runs_work_at_once() {
    let state = StateFile::new();
    let server = Server::start(&["--db", &state.path()]);
    let (id, secret) = add_client(&state.path(), &["--name", "Till"]);
    let add = ["user", "add", USER, "--db", &state.path()];
    let (done, _, errors) = command(&add, &format!("{PASSWORD}\n"));
    assert!(done, "{errors}");
    let answer = server.token(&[
        ("grant_type", "password"),
        ("client_id", &id),
        ("client_secret", &secret),
        ("username", USER),
        ("password", PASSWORD),
    ]);
    assert_eq!(server.login(&answer.access_token()).status, 200);
    let (done, _, errors) = command(&add, "another\n");
    assert!(!done && errors.contains("already"), "{errors}");
}

#[test]
fn a_file_that_many_processes_make_at_once_has_what_all_of_them_wrote() {
    let state = StateFile::new();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| add_client(&state.path(), &[]));
        }
    });
    let (_, clients, _) = command(&["client", "list", "--db", &state.path()], "");
    assert_eq!(clients.lines().count(), 8, "{clients}");
}

#[test]
fn clients_and_users_are_listed_without_secrets() {
    let state = StateFile::new();
    let options = [
        "--name", "Till\\1", "--grant", "password", "--scope", "a", "--scope", "b",
    ];
    let (id, secret) = add_client(&state.path(), &options);
    let (number, rest) = id.split_once('_').unwrap();
    assert_eq!((number, rest.len(), secret.len()), ("1", 50, 50));
    let (_, clients, _) = command(&["client", "list", "--db", &state.path()], "");
    assert_eq!(clients, format!("{id}\tTill\\\\1\tpassword\ta b\n"));
    for name in ["b", "a"] {
        command(&["user", "add", name, "--db", &state.path()], "word");
    }
    command(&["user", "disable", "b", "--db", &state.path()], "");
    let (_, users, _) = command(&["user", "list", "--db", &state.path()], "");
    assert_eq!(users, "a\tenabled\nb\tdisabled\n");
}

#[test]
fn mistakes_in_commands_are_explained() {
    let state = StateFile::new();
    let db = state.path();
    let (done, _, errors) = command(&["user", "list", "--db", &db], "");
    assert!(
        !done && errors.contains("there is no state file"),
        "{errors}"
    );
    let (done, _, errors) = command(&["user", "add", "a", "--db", &db], "\n");
    assert!(!done && errors.contains("password"), "{errors}");
    add_client(&db, &[]);
    let (done, _, errors) = command(&["user", "disable", "nobody", "--db", &db], "");
    assert!(
        !done && errors.contains("there is no user \"nobody\""),
        "{errors}"
    );
    let client = [
        "client",
        "add",
        "--db",
        &db,
        "--grant",
        "client_credentials",
    ];
    let (done, _, errors) = command(&client, "");
    assert!(!done && errors.contains("does not offer"), "{errors}");
    std::fs::write(
        &db,
        "no database at all, but long enough to look like one".repeat(100),
    )
    .unwrap();
    let (done, _, errors) = command(&["user", "list", "--db", &db], "");
    assert!(!done && errors.contains("is no SQLite file"), "{errors}");
}

#[test]
fn only_its_owner_can_read_the_state_and_it_holds_no_secret() {
    let state = StateFile::new();
    let server = Server::example(&["--db", &state.path()]);
    let pair = server.sign_in();
    let mut content = Vec::new();
    for end in ["", "-wal"] {
        let file = format!("{}{end}", state.path());
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
        content.extend(std::fs::read(&file).unwrap());
    }
    let holds = |text: &str| {
        content
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(holds(CLIENT_ID) && holds(USER));
    for secret in [
        crate::support::CLIENT_SECRET,
        PASSWORD,
        &pair.access_token(),
        &pair.refresh_token(),
    ] {
        assert!(!holds(secret), "{secret}");
    }
}
