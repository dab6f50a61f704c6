//! Pauses and storms: nobody is asked more often than it helps, and nobody is stopped for another's fault.

use crate::clock::Deadline;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::store::{Backend, Lease, MemoryBackend, Stored};

#[test]
fn a_gateway_that_answers_401_to_everything_costs_few_refreshes_and_stops_nobody() {
    let till = Till::signed_in(SavePassword::No, |_| {});
    for second in 0..60 {
        for _ in 0..3 {
            // Whoever asks another endpoint always has a token.
            let token = till.session.token().unwrap();
            till.session.reject(token.access_token()).unwrap();
            assert!(till.session.token().is_ok(), "after {second} s");
        }
        sleep(1);
    }
    // At once, and after a pause that doubles.
    let refreshes = till.presented().len();
    assert!((4..=8).contains(&refreshes), "{refreshes}");
}

#[test]
fn a_rejection_that_is_not_believed_ends_a_token_login_with_the_servers_own_answer() {
    let till = Till::signed_in(SavePassword::No, |_| {});
    till.fault(json!({"at": "login", "status": 401}));
    for _ in 0..3 {
        let error = till.session.token_login().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessTokenRefused, "{error}");
    }
    assert_eq!(till.presented().len(), 1);
    till.session.token().unwrap();
}

#[test]
fn rejections_with_whole_lives_between_them_are_each_the_first() {
    let till = Till::signed_in(SavePassword::No, |_| {});
    for round in 1..=6 {
        let token = till.session.token().unwrap();
        till.session.reject(token.access_token()).unwrap();
        // At once, every time.
        let newer = till.session.token().unwrap();
        assert_ne!(newer.access_token().expose(), token.access_token().expose());
        assert_eq!(till.presented().len(), 2 * round - 1);
        sleep(3600);
        till.session.token().unwrap();
    }
}

#[test]
fn a_server_that_says_wait_0_is_not_asked_in_a_storm() {
    for retry_after in ["0", "Tue, 24 Nov 2015 14:30:05 GMT", "-1"] {
        let till = Till::new();
        till.fault(json!({"status": 429, "retry_after": retry_after}));
        for _ in 0..50 {
            till.error();
        }
        assert_eq!(till.record().counters.exchanges, 2, "{retry_after}");
        let left = till.record().pause(&Moment::now()).unwrap().1;
        assert!(left > Duration::from_millis(500), "{left:?}");
    }
}

#[test]
fn a_token_whose_life_is_0_or_less_costs_one_exchange_and_not_one_a_call() {
    let server = LocalServer::with(&["--access-lifetime", "0"]);
    let store = Store::in_memory().unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    for _ in 0..20 {
        let token = session.token().unwrap();
        assert_eq!(token.expires_in(), None);
        assert_eq!(token.expires_at(), None);
    }
    assert_eq!(session.status().unwrap().counters.exchanges, 1);
}

#[test]
fn the_same_access_token_given_anew_is_handed_out_although_it_was_rejected() {
    let till = Till::signed_in(SavePassword::No, |_| {});
    let state = till.session.state();
    let token = till.session.token().unwrap();
    let mut record = till.record();
    assert!(record.reject(&Moment::now()));
    state.remember_rejected(token.access_token(), record.generation);
    assert!(state.publish(&record, &Moment::now()).is_none());
    record.refreshed(&token, CLIENT_ID, Moment::now());
    assert!(state.publish(&record, &Moment::now()).is_some());
}

/// Twenty users of one OAuth client, whose tokens are over.
fn twenty(server: &LocalServer, store: &Store, client: &Client) -> Vec<Session> {
    let right = server.client();
    let sessions = (0..20).map(|number| {
        let session = Session::open(&right, store, &format!("user {number}")).unwrap();
        let donor = Store::in_memory().unwrap();
        let donor = Session::open(&right, &donor, USERNAME).unwrap();
        donor.sign_in(&Secret::from(PASSWORD)).unwrap();
        let pair = donor.export().unwrap();
        session
            .adopt(None, &pair.refresh_token, None, false)
            .unwrap();
        Session::open(client, store, &format!("user {number}")).unwrap()
    });
    sessions.collect()
}

#[test]
fn a_refused_oauth_client_is_asked_for_once_a_pause_by_all_its_sessions_until_its_credentials_change()
 {
    let server = LocalServer::controlled(&[]);
    let store = Store::in_memory().unwrap();
    let mut wrong = server.config();
    wrong
        .set_credentials(CLIENT_ID, Secret::from("a wrong secret"))
        .unwrap();
    let sessions = twenty(&server, &store, &Client::new(&wrong).unwrap());
    let before = server.exchanges().len();
    let mut asked = Vec::new();
    for _ in 0..4 {
        for session in &sessions {
            let error = session.token().unwrap_err();
            assert_eq!(error.advice(), Advice::FixConfiguration, "{error}");
            assert!(error.to_string().contains("client"), "{error}");
        }
        asked.push(server.exchanges().len() - before);
        sleep(5);
    }
    // One of the twenty each time, while the pause is short; and then none.
    assert_eq!(asked[0], 1);
    assert!(asked[3] <= 4, "{asked:?}");
    for _ in 0..20 {
        sleep(2 * 3600);
        assert_eq!(
            sessions[0].token().unwrap_err().kind(),
            ErrorKind::InvalidClient
        );
    }
    sleep(1800);
    assert_eq!(
        sessions[1].token().unwrap_err().kind(),
        ErrorKind::StillRefused
    );
    // With the right ones it goes on at once.
    for (number, _) in sessions.iter().enumerate() {
        let session = Session::open(&server.client(), &store, &format!("user {number}")).unwrap();
        session.token().unwrap();
    }
}

/// Counts how often it is looked at.
struct Counting(MemoryBackend, Arc<AtomicUsize>);

impl Backend for Counting {
    fn load(&self, key: &RecordId, deadline: Deadline) -> Result<Option<Stored>> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.load(key, deadline)
    }

    fn journal(&self, key: &RecordId) -> Result<Option<Stored>> {
        self.0.journal(key)
    }

    fn lease(&self, key: &RecordId, patience: Deadline, call: Deadline) -> Result<Box<dyn Lease>> {
        self.0.lease(key, patience, call)
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        self.0.list(kind, cursor)
    }
}

#[test]
fn during_a_pause_a_live_token_costs_no_look_at_the_store() {
    let server = LocalServer::controlled(&[]);
    let loads = Arc::new(AtomicUsize::new(0));
    let store = Store::over(Box::new(Counting(
        MemoryBackend::default(),
        Arc::clone(&loads),
    )));
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    server.faults(json!([{"status": 500}]));
    // Near its end.
    sleep(3400);
    session.token().unwrap();
    let before = loads.load(Ordering::SeqCst);
    for _ in 0..1000 {
        session.token().unwrap();
    }
    assert_eq!(loads.load(Ordering::SeqCst), before);
    // Behind the pause somebody tries again.
    sleep(2);
    session.token().unwrap();
    assert!(loads.load(Ordering::SeqCst) > before);
}

/// A till whose OAuth client the store keeps as "till 7".
fn of_a_kept_client(save: SavePassword) -> Till {
    let till = Till::saving(save);
    let secret = Secret::from(CLIENT_SECRET);
    till.store
        .save_client("till 7", CLIENT_ID, &secret)
        .unwrap();
    till
}

impl Till {
    fn replace_client(&self, client_id: &str, secret: &str) {
        let secret = Secret::from(secret);
        self.store
            .replace_client("till 7", client_id, &secret)
            .unwrap();
    }
}

#[test]
fn an_oauth_client_that_is_replaced_during_its_pause_is_asked_with_at_once() {
    let till = of_a_kept_client(SavePassword::No);
    till.server.change_secret(CLIENT_ID, "another");
    assert_eq!(till.error().kind(), ErrorKind::InvalidClient);
    for _ in 0..5 {
        assert_eq!(till.error().kind(), ErrorKind::StillRefused);
    }
    till.replace_client(CLIENT_ID, "another");
    till.session.token().unwrap();
    assert_eq!(till.presented().len(), 2);
}

#[test]
fn one_of_another_id_is_never_shown_the_token_though_it_came_during_the_pause() {
    let till = of_a_kept_client(SavePassword::No);
    till.server.change_secret(CLIENT_ID, "another");
    assert_eq!(till.error().kind(), ErrorKind::InvalidClient);
    till.replace_client("2_other", "a secret");
    let error = till.error();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert!(error.to_string().contains("another client id"), "{error}");
    assert_eq!(till.presented().len(), 1);
    assert_eq!(till.record().intent, None);
}

#[test]
fn a_saved_password_goes_with_the_newest_oauth_client() {
    for is_paused in [false, true] {
        let till = of_a_kept_client(SavePassword::Sealed);
        till.server.revoke("refresh");
        till.fault(json!({"grant": "password", "cut_request": true, "times": 1}));
        assert_eq!(till.error().kind(), ErrorKind::ConnectionLost);
        sleep_over_the_pause();
        till.server.behave();
        till.server.change_secret(CLIENT_ID, "another");
        if is_paused {
            assert_eq!(till.error().kind(), ErrorKind::InvalidClient);
        }
        till.replace_client(CLIENT_ID, "another");
        till.session.token().unwrap();
        assert_eq!(till.presented().len(), 1);
    }
}
