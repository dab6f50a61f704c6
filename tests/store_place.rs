//! Where a store lies: by whatever path it is opened, and while it is away.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Advice, ErrorKind, Secret, Session, Store};
use serde_json::json;

/// A store that can be taken away, as an unplugged disk is.
struct Removable {
    server: LocalServer,
    session: Session,
    path: PathBuf,
    _scratch: Scratch,
}

impl Removable {
    fn new(name: &str) -> Self {
        let server = LocalServer::controlled(&[]);
        let scratch = Scratch::new(name);
        let path = scratch.path("store");
        let store = Store::open_file(&path, None).unwrap();
        let session = Session::open(&server.client(), &store, USERNAME).unwrap();
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        Self {
            server,
            session,
            path,
            _scratch: scratch,
        }
    }

    fn take_away(&self) {
        fs::rename(&self.path, self.path.with_extension("away")).unwrap();
    }

    fn bring_back(&self) {
        // Nobody made another one in its place.
        assert!(!self.path.exists());
        fs::rename(self.path.with_extension("away"), &self.path).unwrap();
    }

    fn token(&self) -> String {
        let token = self.session.token().unwrap();
        token.access_token().expose().to_owned()
    }
}

#[test]
fn the_key_lies_beside_the_directory_and_never_in_it_however_the_path_is_written() {
    let scratch = Scratch::new("key-place");
    fs::create_dir(scratch.path("other")).unwrap();
    for (at, path) in ["0/", "other/../1", "./2//"].iter().enumerate() {
        Store::open_file(scratch.path(path), None).unwrap();
        assert!(scratch.path(&format!("{at}.key")).exists(), "{path}");
        let inside = fs::read_dir(scratch.path(&at.to_string())).unwrap();
        let inside = inside.map(|entry| entry.unwrap().file_name());
        assert!(
            inside
                .into_iter()
                .all(|name| !name.to_str().unwrap().contains("key"))
        );
    }
}

#[test]
fn a_store_whose_place_can_not_be_made_is_told_by_its_name() {
    let scratch = Scratch::new("place-nowhere");
    let path = scratch.path("missing/store");
    let error = Store::open_file(&path, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreFailed);
    assert_eq!(error.advice(), Advice::FixStorage);
    assert!(
        error.to_string().contains(path.to_str().unwrap()),
        "{error}"
    );
    assert!(!scratch.path("missing").exists());
}

#[test]
fn while_a_store_is_away_nothing_is_sent_and_then_it_goes_on() {
    let here = Removable::new("place-away");
    let token = here.token();
    here.take_away();
    for refused in [
        here.session.refresh(),
        here.session.sign_in(&Secret::from(PASSWORD)),
        here.session.sign_out(),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StoreFailed, "{error}");
        assert_eq!(error.advice(), Advice::FixStorage);
    }
    assert_eq!(here.token(), token, "it is live still");
    assert_eq!(here.server.exchanges().len(), 1);
    here.bring_back();
    here.session.refresh().unwrap();
    assert_ne!(here.token(), token);
    assert_eq!(here.server.refreshes().len(), 1);
}

#[test]
fn a_pair_that_comes_while_the_store_is_away_is_in_it_when_it_is_back() {
    let here = Removable::new("place-away-in-mid-exchange");
    let before = here.token();
    here.server
        .faults(json!([{"grant": "refresh_token", "delay_ms": 1000, "times": 1}]));
    std::thread::scope(|threads| {
        let refresh = threads.spawn(|| here.session.refresh());
        here.server.wait_for_fault();
        here.take_away();
        refresh.join().unwrap().unwrap();
    });
    assert_ne!(here.token(), before);
    // It went where the store went: what it is written into was open before.
    assert!(!here.path.exists());
    here.bring_back();
    assert!(!here.session.status().unwrap().unsaved);
    let other = Store::open_file(&here.path, None).unwrap();
    let other = Session::open(&here.server.client(), &other, USERNAME).unwrap();
    other.refresh().unwrap();
    assert!(
        here.server
            .refreshes()
            .iter()
            .all(|one| one["status"] == 200)
    );
}

/// Somebody deleted the store and made another one in its place, while this process ran.
#[test]
fn a_process_of_the_store_before_writes_nothing_into_the_one_that_was_made_in_its_place() {
    let here = Removable::new("place-another");
    fs::remove_dir_all(&here.path).unwrap();
    fs::remove_file(here.path.with_extension("key")).unwrap();
    let another = Store::open_file(&here.path, None).unwrap();
    let other = Session::open(&here.server.client(), &another, USERNAME).unwrap();
    let refused = here.session.sign_in(&Secret::from(PASSWORD)).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::StoreFailed, "{refused}");
    assert!(refused.to_string().contains("another store"), "{refused}");
    assert!(!other.status().unwrap().signed_in);
}

#[test]
fn a_process_of_the_store_before_does_not_take_away_what_is_in_anothers_journal() {
    let here = Removable::new("place-another-journal");
    fs::remove_dir_all(&here.path).unwrap();
    fs::remove_file(here.path.with_extension("key")).unwrap();
    let another = Store::open_file(&here.path, None).unwrap();
    let other = Session::open(&here.server.client(), &another, USERNAME).unwrap();
    other.sign_in(&Secret::from(PASSWORD)).unwrap();
    drop(other);
    // As a process leaves it that is killed before its pair is in its place.
    let record = session_record(&here.path);
    let journal = PathBuf::from(format!("{}+", record.display()));
    fs::rename(&record, &journal).unwrap();
    let refused = here.session.sign_out().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::StoreFailed, "{refused}");
    assert!(journal.exists());
    let again = Store::open_file(&here.path, None).unwrap();
    let again = Session::open(&here.server.client(), &again, USERNAME).unwrap();
    assert!(again.status().unwrap().signed_in);
}

fn session_record(store: &std::path::Path) -> PathBuf {
    let shards = fs::read_dir(store.join("records")).unwrap();
    let mut records = shards.flat_map(|shard| fs::read_dir(shard.unwrap().path()).unwrap());
    let is_session = |name: &str| name.starts_with("1-") && !name.ends_with('+');
    records
        .find_map(|record| {
            let record = record.unwrap();
            is_session(record.file_name().to_str().unwrap()).then(|| record.path())
        })
        .unwrap()
}
