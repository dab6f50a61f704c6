//! Sessions: always a valid access token, over threads and handles.

#![allow(missing_docs)]

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use common::{LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{
    Advice, Client, ErrorKind, LogLevel, LogSink, SavePassword, Secret, Session, Store,
};

fn store(scratch: &Scratch) -> Store {
    Store::open_file(scratch.path("store"), None).unwrap()
}

fn signed_in(server: &LocalServer, store: &Store) -> Session {
    let session = Session::open(&server.client(), store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session
}

fn exchanges(log: &str, grant: &str) -> usize {
    log.lines()
        .filter(|line| line.contains(&format!("grant={grant}")))
        .count()
}

#[test]
fn a_session_hands_out_one_token_and_asks_once() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-one");
    let session = signed_in(&server, &store(&scratch));
    let token = session.token().unwrap();
    assert!(
        token.refresh_token().is_none(),
        "a session never gives it away"
    );
    for _ in 0..100 {
        let again = session.token().unwrap();
        assert_eq!(again.access_token().expose(), token.access_token().expose());
    }
    assert_eq!(session.token_login().unwrap().status(), 200);
    let log = server.log_with("POST /login");
    assert_eq!(
        (
            exchanges(&log, "password"),
            exchanges(&log, "refresh_token")
        ),
        (1, 0)
    );
}

#[test]
fn nobody_who_has_not_signed_in_gets_a_token() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-nobody");
    let session = Session::open(&server.client(), &store(&scratch), "stranger").unwrap();
    let error = session.token().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert_eq!(error.advice(), Advice::SignIn);
    assert!(session.peek().is_none());
    assert!(!session.status().unwrap().signed_in);
}

#[test]
fn another_opening_of_the_store_takes_the_token_over_without_an_exchange() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-two-openings");
    let token = signed_in(&server, &store(&scratch)).token().unwrap();
    let other = Session::open(&server.client(), &store(&scratch), USERNAME).unwrap();
    assert_eq!(
        other.token().unwrap().access_token().expose(),
        token.access_token().expose()
    );
}

#[test]
fn sixteen_threads_that_force_a_refresh_together_make_one_exchange() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-forced");
    let session = Arc::new(signed_in(&server, &store(&scratch)));
    let before = session.status().unwrap().generation;
    let start = Arc::new(Barrier::new(16));
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let (session, start) = (Arc::clone(&session), Arc::clone(&start));
            std::thread::spawn(move || {
                start.wait();
                session.refresh().unwrap();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let rotations = session.status().unwrap().generation - before;
    // A thread that began after the first exchange ended asks for one of its own.
    assert!((1..16).contains(&rotations), "{rotations}");
    let log = server.log_with("grant=refresh_token");
    assert!(!log.contains("error="), "{log}");
}

#[test]
fn an_expired_token_is_refreshed_and_never_handed_out() {
    let server = LocalServer::with(&["--access-lifetime", "1"]);
    let scratch = Scratch::new("session-expired");
    let session = signed_in(&server, &store(&scratch));
    let token = session.token().unwrap();
    common::until(|| session.peek().is_none().then_some(()));
    let newer = session.token().unwrap();
    assert_ne!(newer.access_token().expose(), token.access_token().expose());
    let log = server.log_with("grant=refresh_token");
    assert!(!log.contains("error="), "{log}");
}

#[test]
fn a_wrong_password_leaves_the_pair_as_it_was() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-wrong-password");
    let session = signed_in(&server, &store(&scratch));
    let token = session.token().unwrap();
    let error = session.sign_in(&Secret::from("wrong")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongPassword);
    assert_eq!(
        session.token().unwrap().access_token().expose(),
        token.access_token().expose()
    );
    session.refresh().unwrap();
}

#[test]
fn a_rejected_token_is_replaced_once_for_all() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-rejected");
    let (one, other) = (
        signed_in(&server, &store(&scratch)),
        Session::open(&server.client(), &store(&scratch), USERNAME).unwrap(),
    );
    let stale = one.token().unwrap();
    for _ in 0..16 {
        one.reject(stale.access_token()).unwrap();
        other.reject(stale.access_token()).unwrap();
        let token = one.token().unwrap();
        assert_ne!(token.access_token().expose(), stale.access_token().expose());
        assert_eq!(
            other.token().unwrap().access_token().expose(),
            token.access_token().expose()
        );
    }
    let log = server.log_with("grant=refresh_token");
    assert_eq!(exchanges(&log, "refresh_token"), 1);
}

#[test]
fn a_gateway_that_rejects_everything_makes_no_storm_and_takes_nobodys_token_away() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-storm");
    let session = signed_in(&server, &store(&scratch));
    for _ in 0..50 {
        let token = session.token().unwrap();
        session.reject(token.access_token()).unwrap();
    }
    session.token().unwrap();
    let log = server.log_with("grant=refresh_token");
    assert!(exchanges(&log, "refresh_token") <= 3, "{log}");
}

#[test]
fn a_saved_password_signs_in_anew_and_a_spent_token_alone_needs_a_human() {
    let server = LocalServer::controlled(&[]);
    for (save, recovers) in [
        (SavePassword::No, false),
        (SavePassword::InMemory, true),
        (SavePassword::Sealed, true),
    ] {
        let scratch = Scratch::new(&format!("session-saved-{save:?}"));
        let store = store(&scratch);
        let session = Session::open(&server.client(), &store, USERNAME).unwrap();
        session
            .sign_in_saving(&Secret::from(PASSWORD), save)
            .unwrap();
        // Another program, without our lease, spends the refresh token.
        let thief =
            Session::open(&server.client(), &Store::in_memory().unwrap(), USERNAME).unwrap();
        let spent = server
            .client()
            .password_grant(USERNAME, &Secret::from(PASSWORD))
            .unwrap();
        server
            .client()
            .refresh_grant(spent.refresh_token().unwrap())
            .unwrap();
        session
            .adopt(None, spent.refresh_token().unwrap(), None, true)
            .unwrap();
        drop(thief);

        match session.token() {
            Ok(_) => assert!(recovers, "{save:?}"),
            Err(error) => {
                assert!(!recovers, "{save:?}: {error}");
                assert_eq!(error.kind(), ErrorKind::SignInRequired);
                // It is not tried again and again.
                let before = server.refreshes().len();
                for _ in 0..10 {
                    session.token().unwrap_err();
                }
                assert_eq!(server.refreshes().len(), before);
            }
        }
    }
}

#[test]
fn a_log_callback_may_use_the_session_that_the_line_is_about() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-log");
    let store = store(&scratch);
    let quiet = Arc::new(signed_in(&server, &store));
    let lines = Arc::new(AtomicUsize::new(0));
    let mut config = server.config();
    let callback = {
        let (quiet, lines) = (Arc::clone(&quiet), Arc::clone(&lines));
        move |_: LogLevel, _: &str| {
            // Under the lease, or the turn of the thread, this would wait for itself.
            quiet.refresh().unwrap();
            lines.fetch_add(1, Ordering::SeqCst);
        }
    };
    config.add_log(LogLevel::Info, LogSink::Callback(Arc::new(callback)));
    let client = Client::new(&config).unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    session.refresh().unwrap();
    assert_eq!(lines.load(Ordering::SeqCst), 1);
}

#[test]
fn signed_out_is_signed_out_everywhere() {
    let server = LocalServer::start();
    let scratch = Scratch::new("session-out");
    let session = signed_in(&server, &store(&scratch));
    session.sign_out().unwrap();
    assert!(session.peek().is_none());
    assert_eq!(
        session.token().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session.token().unwrap();
}

#[test]
fn a_pair_is_exported_once_and_adopted_elsewhere() {
    let server = LocalServer::start();
    let (here, there) = (Scratch::new("session-here"), Scratch::new("session-there"));
    let session = signed_in(&server, &store(&here));
    let pair = session.export().unwrap();
    assert_eq!(
        session.export().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );
    assert_eq!(
        session.token().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );

    let moved = Session::open(&server.client(), &store(&there), USERNAME).unwrap();
    let adopt = |replace| {
        moved.adopt(
            pair.access_token.as_ref(),
            &pair.refresh_token,
            pair.expires_at,
            replace,
        )
    };
    adopt(false).unwrap();
    assert_eq!(
        moved.token().unwrap().access_token().expose(),
        pair.access_token.as_ref().unwrap().expose()
    );
    assert_eq!(adopt(false).unwrap_err().kind(), ErrorKind::AlreadySignedIn);
    adopt(true).unwrap();
    moved.refresh().unwrap();
}

#[test]
fn sessions_are_listed_and_kept_alive_by_their_oauth_client() {
    let users: Vec<String> = (0..20).map(|at| format!("user{at}:pass")).collect();
    let options: Vec<&str> = users.iter().flat_map(|user| ["--user", user]).collect();
    let server = LocalServer::with(&options);
    let scratch = Scratch::new("session-list");
    let (client, store) = (server.client(), store(&scratch));
    for at in 0..20 {
        let session = Session::open(&client, &store, &format!("user{at}")).unwrap();
        session.sign_in(&Secret::from("pass")).unwrap();
        if at % 2 == 0 {
            session.sign_out().unwrap();
        }
    }
    let (mut cursor, mut names) = (omnifund::Cursor::default(), Vec::new());
    loop {
        let page = store.sessions(&mut cursor, Some(&client)).unwrap();
        if page.is_empty() {
            break;
        }
        names.extend(
            page.into_iter()
                .map(|entry| (entry.username, entry.signed_in)),
        );
    }
    assert_eq!(names.len(), 20);
    assert_eq!(names.iter().filter(|(_, signed_in)| *signed_in).count(), 10);

    let kept = |age| {
        let mut kept = 0;
        let budget = Duration::from_secs(2);
        Session::keep_alive(&client, &store, age, budget, |one| {
            one.outcome.unwrap();
            kept += 1;
        })
        .unwrap();
        kept
    };
    assert_eq!(kept(Duration::from_secs(3 * 24 * 3600)), 0);
    assert_eq!(kept(Duration::ZERO), 10);
}
