//! The sessions of a store as Prometheus reads them: all of it, whatever their OAuth client, and whatever is
//! wrong with some.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::exposition::{Exposition, promtool};
use common::{CLIENT_ID, CLIENT_SECRET, Scratch, config_for};
use omnifund::{Client, Config, ErrorKind, Metrics, Replay, Secret, Session, Store};

const SIGNED_IN: &str = "omnifund_session_signed_in";
const ONE: &str = "https://one.example";
const OTHER: &str = "https://other.example/base";

fn config(base_url: &str, client_id: &str) -> Config {
    let mut config = config_for(base_url);
    config
        .set_credentials(client_id, Secret::from(CLIENT_SECRET))
        .unwrap();
    config
}

/// A session with a pair that nobody has looked at yet: no server is asked.
fn signed_in(store: &Store, base_url: &str, client_id: &str, username: &str) -> Session {
    let client = Client::new(&config(base_url, client_id)).unwrap();
    let session = Session::open(&client, store, username).unwrap();
    let refresh_token = Secret::from("a-refresh-token-nobody-saw");
    session.adopt(None, &refresh_token, None, false).unwrap();
    session
}

/// What the metrics say, which no reader finds fault with.
#[track_caller]
fn read(metrics: &Metrics) -> Exposition {
    if let Some((sound, said)) = promtool(&["check", "metrics"], metrics.text()) {
        assert!(sound, "{said}\n{}", metrics.text());
    }
    Exposition::of(metrics.text())
}

/// The files of the sessions' records.
fn records(store: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for shard in fs::read_dir(store.join("records")).unwrap() {
        for record in fs::read_dir(shard.unwrap().path()).unwrap() {
            let path = record.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name.starts_with("1-") && !name.ends_with('+') {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn all_sessions_of_a_store_are_told_of_whatever_their_oauth_client() {
    let store = Store::in_memory().unwrap();
    store
        .save_client("Till 7", CLIENT_ID, &Secret::from(CLIENT_SECRET))
        .unwrap();
    signed_in(&store, ONE, CLIENT_ID, "alice");
    signed_in(&store, ONE, "2_unnamed", "alice");
    signed_in(&store, OTHER, CLIENT_ID, "alice");
    signed_in(&store, OTHER, "2_unnamed", "bob");

    let metrics = store.metrics(None);
    assert!(metrics.problems().is_empty());
    let read = read(&metrics);
    for (base_url, client, client_id, user) in [
        (ONE, "Till 7", CLIENT_ID, "alice"),
        (ONE, "2_unnamed", "2_unnamed", "alice"),
        (OTHER, "Till 7", CLIENT_ID, "alice"),
        (OTHER, "2_unnamed", "2_unnamed", "bob"),
    ] {
        let labels = [
            ("base_url", base_url),
            ("client", client),
            ("client_id", client_id),
            ("user", user),
        ];
        assert_eq!(read.value(SIGNED_IN, &labels), 1.0, "{labels:?}");
        let rotated = read.value("omnifund_session_last_rotation_timestamp_seconds", &labels);
        let end = read.value(
            "omnifund_session_refresh_token_end_timestamp_seconds",
            &labels,
        );
        assert_eq!(end - rotated, 14.0 * 86_400.0);
    }
    assert_eq!(read.values(SIGNED_IN, &[]).len(), 4);
    assert_eq!(
        read.value("omnifund_store_sessions", &[("state", "signed_in")]),
        4.0
    );
}

#[test]
fn a_client_id_stays_whatever_becomes_of_its_oauth_clients_name_id_and_secret() {
    let store = Store::in_memory().unwrap();
    let secret = Secret::from(CLIENT_SECRET);
    store.save_client("Till 7", "1_first", &secret).unwrap();
    signed_in(&store, ONE, "1_first", "alice");
    store.rename_client("Till 7", "Front till").unwrap();
    store
        .replace_client("Front till", "2_second", &secret)
        .unwrap();
    let label = |label| read(&store.metrics(None)).labels(SIGNED_IN, label);
    assert_eq!(label("client"), ["Front till"]);
    assert_eq!(label("client_id"), ["1_first"]);
    store.remove_client("Front till").unwrap();
    assert_eq!(label("client"), ["1_first"]);
}

#[test]
fn who_signed_out_is_told_from_who_must_sign_in() {
    let store = Store::in_memory().unwrap();
    signed_in(&store, ONE, CLIENT_ID, "alice")
        .sign_out()
        .unwrap();
    let read = read(&store.metrics(None));
    let alice = [("user", "alice")];
    assert_eq!(read.value(SIGNED_IN, &alice), 0.0);
    assert_eq!(read.value("omnifund_session_signed_out", &alice), 1.0);
    assert_eq!(read.value("omnifund_session_refused", &alice), 0.0);
    assert_eq!(
        read.value("omnifund_store_sessions", &[("state", "signed_out")]),
        1.0
    );
    assert_eq!(
        read.value("omnifund_store_sessions", &[("state", "signed_in")]),
        0.0
    );
}

#[test]
fn a_configuration_says_what_its_refresh_tokens_are_good_for() {
    let store = Store::in_memory().unwrap();
    let mut config = config_for("http://127.0.0.1:1");
    config.allow_plain_http();
    config.set_replay(Replay::Never);
    config
        .set_refresh_lifetime(std::time::Duration::from_secs(86_400))
        .unwrap();
    let peer = common::peer::Peer::answering(Vec::new());
    config.set_base_url(&peer.base_url()).unwrap();
    let client = Client::new(&config).unwrap();
    let session = Session::open(&client, &store, "alice").unwrap();
    session
        .adopt(None, &Secret::from("presented-once"), None, false)
        .unwrap();
    // Its outcome is unknown, and it must not be presented again.
    session.refresh().unwrap_err();
    assert_eq!(read(&store.metrics(None)).value(SIGNED_IN, &[]), 1.0);
    let read = read(&store.metrics(Some(&config)));
    assert_eq!(read.value(SIGNED_IN, &[]), 0.0);
    assert_eq!(
        read.value("omnifund_store_sessions", &[("state", "spent")]),
        1.0
    );
    let end = read.value("omnifund_session_refresh_token_end_timestamp_seconds", &[]);
    let rotated = read.value("omnifund_session_last_rotation_timestamp_seconds", &[]);
    assert_eq!(end - rotated, 86_400.0);
    assert_eq!(read.value("omnifund_session_failures_in_a_row", &[]), 1.0);
}

#[test]
fn damaged_records_are_counted_and_named_and_end_nothing_for_the_others() {
    let scratch = Scratch::new("metrics-damaged");
    let path = scratch.path("store");
    let store = Store::open_file(&path, None).unwrap();
    for user in ["alice", "bob", "carol"] {
        signed_in(&store, ONE, CLIENT_ID, user);
    }
    let damaged = records(&path).pop().unwrap();
    let whole = fs::read(&damaged).unwrap();
    fs::write(&damaged, &whole[..50]).unwrap();

    let metrics = store.metrics(None);
    let problems = metrics.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind(), ErrorKind::RecordCorrupt);
    assert!(problems[0].to_string().contains(damaged.to_str().unwrap()));
    let found = read(&metrics);
    assert_eq!(found.value("omnifund_store_damaged_records", &[]), 1.0);
    assert_eq!(found.value("omnifund_store_readable", &[]), 1.0);
    assert_eq!(found.values(SIGNED_IN, &[]), [1.0, 1.0]);
    let canonical = path.canonicalize().unwrap();
    let label = ("store", canonical.to_str().unwrap());
    assert!(found.value("omnifund_store_free_bytes", &[label]) > 0.0);

    fs::write(&damaged, whole).unwrap();
    assert!(store.metrics(None).problems().is_empty());
}

#[test]
fn a_damaged_record_of_the_oauth_clients_leaves_their_ids() {
    let scratch = Scratch::new("metrics-registry");
    let path = scratch.path("store");
    let store = Store::open_file(&path, None).unwrap();
    store
        .save_client("Till 7", CLIENT_ID, &Secret::from(CLIENT_SECRET))
        .unwrap();
    signed_in(&store, ONE, CLIENT_ID, "alice");
    let registry = format!("2-{}", "0".repeat(64));
    fs::write(path.join("records/00").join(registry), "damaged").unwrap();
    let metrics = store.metrics(None);
    assert_eq!(metrics.problems().len(), 1);
    let read = read(&metrics);
    assert_eq!(read.value("omnifund_store_damaged_records", &[]), 1.0);
    assert_eq!(read.labels(SIGNED_IN, "client"), [CLIENT_ID]);
}

#[test]
fn a_store_that_is_gone_is_told_and_gives_a_text_all_the_same() {
    let scratch = Scratch::new("metrics-gone");
    let path = scratch.path("store");
    let store = Store::open_file(&path, None).unwrap();
    signed_in(&store, ONE, CLIENT_ID, "alice");
    fs::rename(&path, scratch.path("elsewhere")).unwrap();
    let metrics = store.metrics(None);
    assert!(!metrics.problems().is_empty());
    let read = read(&metrics);
    assert_eq!(read.value("omnifund_store_readable", &[]), 0.0);
    assert_eq!(read.values(SIGNED_IN, &[]), [0.0; 0]);
}

#[test]
fn names_that_people_choose_stay_labels_and_no_two_become_one() {
    let store = Store::in_memory().unwrap();
    let plain = [
        "a\"b",
        "DOMAIN\\alice",
        "ends in \\",
        "a\"} 1 omnifund_session_signed_in{user=\"root",
        "ümläut 🦀",
    ];
    // What can't be seen is shown by its number.
    let hidden = [
        ("a\u{200b}b", "a\\u{200b}b"),
        ("a\\u{200b}b", "a\\u{5c}u{200b}b"),
        ("\u{feff}", "\\u{feff}"),
    ];
    let mut expected: Vec<_> = plain.iter().map(ToString::to_string).collect();
    expected.extend(hidden.iter().map(|(_, shown)| (*shown).to_owned()));
    expected.sort();
    for user in plain.iter().chain(hidden.iter().map(|(user, _)| user)) {
        signed_in(&store, ONE, CLIENT_ID, user);
    }
    let read = read(&store.metrics(None));
    assert_eq!(read.labels(SIGNED_IN, "user"), expected);
}

#[test]
fn a_store_with_more_sessions_than_fit_counts_them_all_and_says_how_many_it_leaves_out() {
    let store = Store::in_memory().unwrap();
    // Few with names as long as a thousand, so that the text is as full as with a million of usual ones.
    let users: Vec<_> = (0..40)
        .map(|number| format!("{number}{}", "x".repeat(60_000)))
        .collect();
    for user in &users {
        signed_in(&store, ONE, CLIENT_ID, user);
    }
    let metrics = store.metrics(None);
    let read = read(&metrics);
    let told = read.values(SIGNED_IN, &[]).len();
    assert!((1..users.len()).contains(&told), "{told}");
    assert!(
        metrics.text().len() <= 32 * 1024 * 1024,
        "{}",
        metrics.text().len()
    );
    assert_eq!(
        read.value("omnifund_store_untold_sessions", &[]),
        (users.len() - told) as f64
    );
    assert_eq!(
        read.value("omnifund_store_sessions", &[("state", "signed_in")]),
        users.len() as f64
    );
}

#[test]
fn only_those_are_told_of_that_are_wanted() {
    let store = Store::in_memory().unwrap();
    for user in ["alice", "bob"] {
        signed_in(&store, ONE, CLIENT_ID, user);
    }
    let metrics = store.metrics_of(None, |standing| standing.username == "bob");
    assert_eq!(read(&metrics).labels(SIGNED_IN, "user"), ["bob"]);
}
