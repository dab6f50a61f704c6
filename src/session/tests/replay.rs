//! What becomes of a refresh token after an unknown outcome, by what the configuration says.

use super::*;
use crate::clock::Deadline;
use crate::config::Replay;
use crate::session::client_pause::ClientPause;
use crate::session::intent::Intent;

const POLICIES: [Replay; 3] = [Replay::UntilAnswered, Replay::Once, Replay::Never];

fn till(replay: Replay, save: SavePassword) -> Till {
    Till::with(save, |config| config.set_replay(replay))
}

impl Till {
    /// One try whose request is lost: sent, and never looked at.
    #[track_caller]
    fn lose_a_request(&self) {
        self.fault(json!({"grant": "refresh_token", "cut_request": true, "times": 1}));
        assert_eq!(self.error().kind(), ErrorKind::ConnectionLost);
        self.server.behave();
        sleep_over_the_pause();
    }

    /// One after which nobody will ever know: that is told at once.
    #[track_caller]
    fn lose_the_last_request(&self) {
        self.fault(json!({"grant": "refresh_token", "cut_request": true, "times": 1}));
        let error = self.error();
        assert_eq!(error.kind(), ErrorKind::SignInRequired);
        assert!(
            error.to_string().contains("the connection ended"),
            "{error}"
        );
        assert!(!self.session.status().unwrap().signed_in);
        self.server.behave();
        sleep_over_the_pause();
    }

    /// How many sign-ins by password the server saw after the first.
    fn signed_in_anew(&self) -> usize {
        let all = self.server.exchanges();
        let passwords = all.iter().filter(|one| one["grant"] == "password");
        passwords.count() - 1
    }

    /// The one refresh token that was presented, and how often.
    fn presented_one(&self) -> usize {
        let presented = self.presented();
        assert!(presented.iter().all(|one| *one == presented[0]));
        presented.len()
    }

    /// The session needs a human, however often it is asked, and nothing is sent meanwhile.
    #[track_caller]
    fn assert_needs_a_human(&self) {
        let before = self.server.exchanges().len();
        for _ in 0..5 {
            let error = self.error();
            assert_eq!(error.kind(), ErrorKind::SignInRequired, "{error}");
            assert_eq!(error.advice(), Advice::SignIn);
            assert!(error.to_string().contains("unknown"), "{error}");
            sleep_over_the_pause();
        }
        assert_eq!(self.server.exchanges().len(), before);
    }
}

#[test]
fn until_answered_presents_the_token_until_the_server_answers() {
    let till = till(Replay::UntilAnswered, SavePassword::Sealed);
    for _ in 0..7 {
        till.lose_a_request();
    }
    till.session.token().unwrap();
    assert_eq!(till.presented_one(), 8);
    assert_eq!(till.signed_in_anew(), 0);
}

#[test]
fn once_presents_the_token_once_more_which_saves_it_where_the_request_had_not_arrived() {
    let till = till(Replay::Once, SavePassword::No);
    till.lose_a_request();
    till.session.token().unwrap();
    assert_eq!(till.presented_one(), 2);
    // The next token has its own two chances.
    sleep(3600);
    till.lose_a_request();
    till.session.token().unwrap();
    assert_eq!(till.presented().len(), 4);
}

#[test]
fn once_needs_a_human_after_the_second_time_and_never_a_third_is_sent() {
    let till = till(Replay::Once, SavePassword::No);
    till.lose_a_request();
    till.lose_the_last_request();
    till.assert_needs_a_human();
    assert_eq!(till.presented_one(), 2);
    till.session.sign_in(&Secret::from(PASSWORD)).unwrap();
    till.session.refresh().unwrap();
}

#[test]
fn never_needs_a_human_after_the_first_time() {
    let till = till(Replay::Never, SavePassword::No);
    till.lose_the_last_request();
    till.assert_needs_a_human();
    assert_eq!(till.presented_one(), 1);
    till.session.sign_in(&Secret::from(PASSWORD)).unwrap();
    till.session.refresh().unwrap();
}

#[test]
fn a_saved_password_goes_on_where_the_token_must_not_be_presented_again() {
    for save in [SavePassword::InMemory, SavePassword::Sealed] {
        for (replay, presented) in [(Replay::Once, 2), (Replay::Never, 1)] {
            let till = till(replay, save);
            for _ in 0..presented {
                till.lose_a_request();
            }
            // The password is not tried only once: its exchange spends nothing.
            till.fault(json!({"grant": "password", "cut_request": true}));
            for _ in 0..2 {
                assert_eq!(till.error().kind(), ErrorKind::ConnectionLost);
                sleep_over_the_pause();
            }
            till.server.behave();
            till.session.token().unwrap();
            assert_eq!(till.presented_one(), presented, "{replay:?} {save:?}");
            assert_eq!(till.signed_in_anew(), 3);
            till.session.refresh().unwrap();
        }
    }
}

#[test]
fn what_was_never_sent_is_no_presentation() {
    for replay in POLICIES {
        let till = till(replay, SavePassword::No);
        till.fault(json!({"cut_at_accept": true}));
        for _ in 0..3 {
            assert_eq!(till.error().kind(), ErrorKind::TlsFailed);
            sleep_over_the_pause();
        }
        till.server.behave();
        till.session.token().unwrap();
        assert_eq!(till.presented_one(), 1);
    }
}

#[test]
fn what_was_never_sent_is_not_counted_as_a_replay_either() {
    let till = till(Replay::UntilAnswered, SavePassword::No);
    till.lose_a_request();
    till.fault(json!({"cut_at_accept": true}));
    for _ in 0..3 {
        assert_eq!(till.error().kind(), ErrorKind::TlsFailed);
        sleep_over_the_pause();
    }
    assert_eq!(till.session.status().unwrap().counters.replays, 0);
    till.server.behave();
    till.session.token().unwrap();
    assert_eq!(till.session.status().unwrap().counters.replays, 1);
}

#[test]
fn a_server_that_asks_to_wait_was_shown_nothing_whatever_the_policy() {
    for replay in POLICIES {
        for answer in [
            json!({"status": 429, "retry_after": "3"}),
            json!({"status": 429}),
            json!({"status": 503, "retry_after": "3"}),
        ] {
            let till = till(replay, SavePassword::Sealed);
            till.fault(answer.clone());
            for _ in 0..5 {
                assert_eq!(till.error().advice(), Advice::Wait, "{answer}");
                // Likely untouched, and not surely: a balancer can say so after it passed the request on.
                assert_eq!(till.record().intent.unwrap().attempts, 0, "{answer}");
                sleep_over_the_pause();
            }
            till.server.behave();
            till.session.token().unwrap();
            assert_eq!(till.presented_one(), 6);
            assert_eq!(till.record().counters.replays, 0);
            assert_eq!(till.signed_in_anew(), 0);
        }
    }
}

#[test]
fn being_asked_to_wait_does_not_use_up_the_one_time_more() {
    let till = till(Replay::Once, SavePassword::No);
    till.lose_a_request();
    till.fault(json!({"status": 503, "retry_after": "3", "times": 3}));
    for _ in 0..3 {
        assert_eq!(till.error().kind(), ErrorKind::Unavailable);
        sleep_over_the_pause();
    }
    till.session.token().unwrap();
}

#[test]
fn a_503_that_does_not_say_how_long_to_wait_is_a_presentation() {
    let till = till(Replay::Never, SavePassword::No);
    till.fault(json!({"status": 503, "times": 1}));
    assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
    sleep_over_the_pause();
    till.assert_needs_a_human();
}

#[test]
fn an_oauth_client_that_is_refused_in_between_changes_nothing_about_the_token() {
    let till = till(Replay::Once, SavePassword::No);
    till.lose_a_request();
    till.server.change_secret(CLIENT_ID, "another");
    for _ in 0..3 {
        assert_eq!(till.error().kind(), ErrorKind::InvalidClient);
        sleep_over_the_pause();
    }
    till.server.change_secret(CLIENT_ID, CLIENT_SECRET);
    till.session.token().unwrap();
}

#[test]
fn a_request_of_a_process_that_died_in_mid_exchange_is_a_presentation() {
    for (replay, goes_on) in [
        (Replay::UntilAnswered, true),
        (Replay::Once, true),
        (Replay::Never, false),
    ] {
        let till = till(replay, SavePassword::No);
        // What such a process leaves in the store.
        let mut lease = till
            .store
            .lease(&till.session.key, Deadline::now())
            .unwrap();
        let mut loaded = lease.load::<Record>().unwrap().unwrap();
        let token = loaded.record.refresh.as_ref().unwrap().token.clone();
        let intent = Intent::new(
            loaded.record.intent.as_ref(),
            loaded.record.generation,
            &token,
            &Moment::now(),
        );
        loaded.record.intent = Some(intent);
        lease.save(loaded.version, &loaded.record).unwrap();
        drop(lease);
        if goes_on {
            till.session.token().unwrap();
            assert_eq!(till.session.status().unwrap().counters.replays, 1);
        } else {
            till.assert_needs_a_human();
            assert!(till.presented().is_empty());
        }
    }
}

#[test]
fn ten_timeouts_of_requests_that_had_no_effect_cost_nothing() {
    let till = Till::signed_in(SavePassword::No, |config| {
        config
            .set_exchange_timeout(Duration::from_secs(15))
            .unwrap();
    });
    sleep(3600);
    let mut config = till.server.config();
    config
        .set_exchange_timeout(Duration::from_millis(400))
        .unwrap();
    let impatient = Client::new(&config).unwrap();
    let impatient = Session::open(&impatient, &till.store, USERNAME).unwrap();
    // The server gets to them long after this test.
    till.fault(json!({"grant": "refresh_token", "delay_ms": 60_000}));
    let unanswered = || till.record().intent.map_or(0, |intent| intent.attempts);
    // On a slow machine the time may be over before the request is sent.
    while unanswered() < 10 {
        let error = impatient.token().unwrap_err();
        assert_eq!(error.advice(), Advice::Wait, "{error}");
        sleep_over_the_pause();
    }
    till.server.behave();
    till.session.token().unwrap();
    assert_eq!(till.presented_one(), 1);
    assert_eq!(till.record().counters.replays, 10);
    till.session.refresh().unwrap();
}

/// A session of an OAuth client that its store keeps, and that is another's by now: it was replaced since.
fn till_of_a_kept_client(replay: Replay) -> Till {
    let mut till = Till::with(SavePassword::No, |config| config.set_replay(replay));
    // The first id is none that comes back.
    let secret = Secret::from(CLIENT_SECRET);
    till.store
        .save_client("till 7", "0_first", &secret)
        .unwrap();
    till.store
        .replace_client("till 7", CLIENT_ID, &secret)
        .unwrap();
    let kept = till.session.export().unwrap();
    till.session = Session::open(&till.client, &till.store, USERNAME).unwrap();
    till.session
        .adopt(None, &kept.refresh_token, None, false)
        .unwrap();
    till
}

#[test]
fn a_token_that_a_replaced_client_showed_in_vain_is_untouched_whatever_comes_of_the_new_one() {
    for replay in POLICIES {
        let till = till_of_a_kept_client(replay);
        till.server.change_secret(CLIENT_ID, "second");
        let replace = |id: &str| {
            let secret = Secret::from("second");
            till.store.replace_client("till 7", id, &secret).unwrap();
        };
        // The new one is another: the token must not be shown under its id.
        replace("2_other");
        assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
        assert_eq!(till.record().intent, None, "{replay:?}");
        replace(CLIENT_ID);
        till.session.token().unwrap();
        assert_eq!(till.presented().len(), 2);
        assert_eq!(till.record().counters.replays, 0);
    }
}

#[test]
fn so_it_is_where_the_new_one_may_not_ask_yet() {
    for replay in POLICIES {
        let till = till_of_a_kept_client(replay);
        till.server.change_secret(CLIENT_ID, "third");
        let second = Secret::from("second");
        till.store
            .replace_client("till 7", CLIENT_ID, &second)
            .unwrap();
        // Somebody else was refused with it.
        let credentials = crate::config::Credentials {
            client_id: CLIENT_ID.to_owned(),
            client_secret: second,
        };
        let newer = Arc::new(till.client.with_credentials(credentials));
        let refusal = Error::new(ErrorKind::InvalidClient, "not known");
        let pause = ClientPause::of(&newer, &till.store, Deadline::now());
        pause.refused(&refusal, &Moment::now());
        assert_eq!(till.error().kind(), ErrorKind::StillRefused);
        assert_eq!(till.record().intent, None, "{replay:?}");
        till.server.change_secret(CLIENT_ID, "second");
        sleep_over_the_pause();
        till.session.token().unwrap();
    }
}
