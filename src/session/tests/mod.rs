//! The outcome table, row by row, with what the server saw. Time is advanced instead of waited for.

mod changes;
mod clocks;
mod failing_changes;
#[cfg(unix)]
mod fleet;
mod forks;
mod in_line;
mod in_time;
mod lasting;
mod moves;
mod passwords;
mod pauses;
mod recovery;
#[cfg(feature = "capi")]
mod reopened;
mod replay;
mod said;
#[cfg(unix)]
mod shared_records;
#[cfg(unix)]
mod standing_still;
mod told;
mod unsaved;

use std::time::Duration;

use serde_json::{Value, json};

use super::common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, USERNAME};
use super::*;
use crate::clock::tests::ADVANCED;
use crate::error::Advice;
use crate::log::LogLevel;

/// A user who is signed in, with an access token that is over.
struct Till {
    server: LocalServer,
    client: Client,
    store: Store,
    session: Session,
}

impl Till {
    fn new() -> Self {
        Self::saving(SavePassword::No)
    }

    fn saving(save: SavePassword) -> Self {
        Self::with(save, |config| {
            config.set_exchange_timeout(Duration::from_secs(2)).unwrap();
        })
    }

    fn with(save: SavePassword, configure: impl FnOnce(&mut Config)) -> Self {
        let till = Self::signed_in(save, configure);
        sleep(3600);
        till
    }

    /// With an access token that has just been given.
    fn signed_in(save: SavePassword, configure: impl FnOnce(&mut Config)) -> Self {
        let server = LocalServer::controlled(&[]);
        let mut config = server.config();
        configure(&mut config);
        let client = Client::new(&config).unwrap();
        let store = Store::in_memory().unwrap();
        let session = Session::open(&client, &store, USERNAME).unwrap();
        session
            .sign_in_saving(&Secret::from(PASSWORD), save)
            .unwrap();
        Self {
            server,
            client,
            store,
            session,
        }
    }

    fn fault(&self, fault: Value) {
        self.server.faults(json!([fault]));
    }

    fn record(&self) -> Record {
        self.session.load().unwrap().unwrap()
    }

    fn error(&self) -> Error {
        self.session.token().unwrap_err()
    }

    /// What the server was shown, refresh token by refresh token.
    fn presented(&self) -> Vec<Value> {
        let presented = self.server.refreshes();
        presented
            .into_iter()
            .map(|one| one["presented"].clone())
            .collect()
    }
}

/// The machine sleeps.
fn sleep(seconds: i64) {
    ADVANCED.set(ADVANCED.get() + 1000 * seconds);
}

/// Longer than any pause.
fn sleep_over_the_pause() {
    sleep(16 * 60);
}

#[test]
fn where_nothing_was_sent_the_token_is_untouched_and_the_next_try_succeeds() {
    let till = Till::new();
    till.fault(json!({"cut_at_accept": true}));
    let error = till.error();
    assert_eq!(error.kind(), ErrorKind::TlsFailed);
    assert_eq!(till.record().intent, None);
    assert_eq!(till.record().failing.unwrap().in_a_row, 1);

    // During the pause a call answers at once, and asks nobody.
    let waiting = till.error();
    assert_eq!(waiting.kind(), ErrorKind::BackingOff);
    assert_eq!(waiting.advice(), Advice::Wait);
    assert!(waiting.retry_after() >= Duration::from_secs(1));

    till.server.behave();
    sleep_over_the_pause();
    till.session.token().unwrap();
    assert_eq!(till.presented().len(), 1);
    assert!(till.record().failing.is_none());
}

#[test]
fn an_outcome_that_stays_unknown_is_asked_about_until_the_server_answers() {
    for fault in [
        json!({"cut_request": true}),
        json!({"status": 500}),
        json!({"status": 503}),
        json!({"status": 302, "location": "https://portal.example"}),
        json!({"status": 404}),
        json!({"garbage": true}),
        json!({"delay_ms": 60_000}),
    ] {
        let till = Till::new();
        // The requests never had an effect: ten in a row cost nothing.
        let rounds = if fault.get("delay_ms").is_some() {
            1
        } else {
            10
        };
        till.fault(fault.clone());
        for attempt in 1..=rounds {
            let error = till.error();
            assert_eq!(error.advice(), Advice::Wait, "{fault}: {error}");
            assert_eq!(till.record().intent.unwrap().attempts, attempt, "{fault}");
            sleep_over_the_pause();
        }
        if fault.get("delay_ms").is_some() {
            continue;
        }
        till.server.behave();
        till.session.token().unwrap();
        let presented = till.presented();
        assert_eq!(presented.len(), 11);
        assert!(
            presented.iter().all(|one| *one == presented[0]),
            "{presented:?}"
        );
        assert_eq!(till.record().counters.replays, 10);
        assert_eq!(till.record().intent, None);
    }
}

#[test]
fn a_server_that_asks_to_wait_is_waited_for_by_all() {
    let till = Till::new();
    till.fault(json!({"status": 429, "retry_after": "40", "times": 1}));
    assert_eq!(till.error().kind(), ErrorKind::RateLimited);
    let other = Session::open(&till.client, &till.store, USERNAME).unwrap();
    sleep(30);
    let waiting = other.token().unwrap_err();
    assert_eq!(waiting.kind(), ErrorKind::BackingOff);
    // Not before, and a fleet that was told the same does not come back in one second.
    assert!(
        (9..=20).contains(&waiting.retry_after().as_secs()),
        "{waiting:?}"
    );
    sleep(21);
    other.token().unwrap();
}

#[test]
fn a_lost_reply_needs_a_human_where_no_password_was_left() {
    let till = Till::new();
    till.fault(json!({"drop_reply": true, "times": 1}));
    assert_eq!(till.error().kind(), ErrorKind::ConnectionLost);
    sleep_over_the_pause();
    let error = till.error();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert_eq!(error.advice(), Advice::SignIn);
    // The token was presented once more, and then never again.
    for _ in 0..5 {
        sleep_over_the_pause();
        assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
    }
    assert_eq!(till.presented().len(), 2);
    till.session.sign_in(&Secret::from(PASSWORD)).unwrap();
    till.session.token().unwrap();
}

#[test]
fn a_lost_reply_is_mended_by_a_saved_password() {
    for save in [SavePassword::InMemory, SavePassword::Sealed] {
        for fault in [
            json!({"drop_reply": true, "times": 1}),
            json!({"cut_reply_after": 200, "times": 1}),
            json!({"garbage_after_commit": true, "times": 1}),
        ] {
            let till = Till::saving(save);
            till.fault(fault.clone());
            assert_eq!(till.error().advice(), Advice::Wait, "{fault}");
            sleep_over_the_pause();
            till.session.token().unwrap();
            till.session.refresh().unwrap();
        }
    }
}

#[test]
fn a_refused_oauth_client_is_no_storm_and_keeps_the_token() {
    let till = Till::new();
    till.server.change_secret(CLIENT_ID, "another");
    let error = till.error();
    assert_eq!(error.kind(), ErrorKind::InvalidClient);
    assert_eq!(error.advice(), Advice::FixConfiguration);
    for _ in 0..20 {
        let still = till.error();
        assert_eq!(still.kind(), ErrorKind::StillRefused);
        assert_eq!(still.advice(), Advice::FixConfiguration);
    }
    assert_eq!(till.presented().len(), 1);
    assert_eq!(till.record().intent, None);
    till.server.change_secret(CLIENT_ID, CLIENT_SECRET);
    sleep_over_the_pause();
    till.session.token().unwrap();
}

#[test]
fn a_changed_password_is_tried_once_by_a_hundred_processes() {
    let till = Till::saving(SavePassword::Sealed);
    till.server.change_password(USERNAME, "changed");
    till.server.revoke("all");
    for _ in 0..100 {
        // A store of its own is what another process has; here it is another handle.
        let other = Session::open(&till.client, &till.store, USERNAME).unwrap();
        let error = other.token().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SignInRequired, "{error}");
        sleep_over_the_pause();
    }
    let passwords = till.server.exchanges();
    let tried = passwords
        .iter()
        .filter(|one| one["grant"] == "password")
        .count();
    assert_eq!(tried, 2, "the sign-in, and one try");
    assert_eq!(till.presented().len(), 1);
    till.session.sign_in(&Secret::from("changed")).unwrap();
    till.session.token().unwrap();
}

#[test]
fn a_live_token_is_handed_out_whatever_fails() {
    let server = LocalServer::controlled(&[]);
    let store = Store::in_memory().unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let token = session.token().unwrap();
    // Within the last five minutes somebody should refresh, and nobody can.
    sleep(3600 - 200);
    server.faults(json!([{"cut_at_accept": true}]));
    for _ in 0..10 {
        let live = session.token().unwrap();
        assert_eq!(live.access_token().expose(), token.access_token().expose());
    }
    assert_eq!(session.status().unwrap().failures_in_a_row, 1);
    // In its last ten seconds it counts as over.
    sleep(191);
    assert!(session.token().is_err());
    assert!(session.peek().is_none());
    server.behave();
    sleep_over_the_pause();
    session.token().unwrap();
}

#[test]
fn a_machine_that_slept_does_not_hand_out_a_token_that_ended_meanwhile() {
    let till = Till::new();
    assert!(till.session.peek().is_none());
    till.session.token().unwrap();
    assert_eq!(till.presented().len(), 1);
}

#[test]
fn another_program_that_rotates_the_token_makes_no_loop() {
    let till = Till::new();
    let stolen = till.record().refresh.unwrap().token;
    till.client.refresh_grant(&stolen).unwrap();
    for _ in 0..10 {
        assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
        sleep_over_the_pause();
    }
    assert_eq!(till.presented().len(), 2);
}

#[test]
fn a_replaced_oauth_client_never_gets_the_old_ones_refresh_token() {
    let (new_id, new_secret) = ("2_newclient", "newsecretnewsecret");
    let other = format!("{new_id}:{new_secret}");
    for save in [SavePassword::No, SavePassword::Sealed] {
        let server = LocalServer::controlled(&["--client", &other]);
        let store = Store::in_memory().unwrap();
        store
            .save_client("till 7", CLIENT_ID, &Secret::from(CLIENT_SECRET))
            .unwrap();
        let session = Session::open_named(&server.config(), &store, "till 7", USERNAME).unwrap();
        session
            .sign_in_saving(&Secret::from(PASSWORD), save)
            .unwrap();
        let live = session.token().unwrap();

        store.rename_client("till 7", "till 8").unwrap();
        let secret = Secret::from(new_secret);
        assert_eq!(store.replace_client("till 8", new_id, &secret).unwrap(), 1);
        server.change_secret(CLIENT_ID, "lost for ever");
        // The live token serves to its end.
        assert_eq!(
            session.token().unwrap().access_token().expose(),
            live.access_token().expose()
        );
        sleep(3600);
        match session.token() {
            Ok(_) => assert_eq!(save, SavePassword::Sealed),
            Err(error) => {
                assert_eq!(save, SavePassword::No);
                assert_eq!(error.kind(), ErrorKind::SignInRequired, "{error}");
            }
        }
        for one in server.refreshes() {
            assert_ne!(one["client"], new_id, "{one}");
        }
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        let newest = server.exchanges().pop().unwrap();
        assert_eq!(newest["client"], new_id);
        session.refresh().unwrap();
        // It is the same session still, by the old handle and by a new one.
        let again = Session::open_named(&server.config(), &store, "till 8", USERNAME).unwrap();
        again.token().unwrap();
        assert_eq!(store.clients().unwrap().len(), 1);
    }
}

#[test]
fn a_full_budget_is_not_begun_where_no_exchange_fits() {
    let till = Till::new();
    let error = till
        .session
        .token_within(Duration::from_millis(1))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(error.to_string().contains("at least"), "{error}");
    assert!(till.presented().is_empty());
}
