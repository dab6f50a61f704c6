//! Stores that versions of this library wrote, one of each version whose library was released: `kept_stores/keep.py` made
//! them, and each later library has to go on with them.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::file_store::{files, set_mode};
use common::{Scratch, root};
use omnifund::{Config, ErrorKind, FileOptions, Secret, Session, Store};

const CLIENT: &str = "Till 7";

fn kept() -> Vec<PathBuf> {
    let places = fs::read_dir(root().join("tests/kept_stores")).unwrap();
    let places: Vec<_> = places
        .map(|place| place.unwrap().path())
        .filter(|place| place.is_dir())
        .collect();
    assert!(!places.is_empty());
    places
}

/// A copy with the permissions that a store has and a checkout has not.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    set_mode(to, 0o700);
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = {
            let name = entry.unwrap().file_name();
            (from.join(&name), to.join(&name))
        };
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
            set_mode(&to, 0o600);
        }
    }
}

fn open(path: &Path) -> Store {
    let options = FileOptions::default().machine("kept").must_exist();
    Store::open_file_with(path, None, &options).unwrap()
}

fn session(store: &Store, user: &str) -> Session {
    let mut config = Config::new();
    config.set_base_url("https://omnifund.invalid").unwrap();
    Session::open_named(&config, store, CLIENT, user).unwrap()
}

#[test]
fn what_an_earlier_version_kept_is_found_and_gone_on_with() {
    for kept in kept() {
        let scratch = Scratch::new("kept-stores");
        copy(&kept, &scratch.path(""));
        let path = scratch.path("store");
        let store = open(&path);
        let clients = store.clients().unwrap();
        let [client] = clients.as_slice() else {
            panic!("{kept:?}: {clients:?}");
        };
        assert_eq!((&*client.name, &*client.client_id), (CLIENT, "1_kept"));
        let [alice, bob] = ["alice", "bob"].map(|user| session(&store, user));
        assert!(alice.status().unwrap().signed_in, "{kept:?}");
        assert!(bob.status().unwrap().signed_out, "{kept:?}");

        // And changed: what is written now is read beside what was there.
        let again = alice.adopt(None, &Secret::from("another"), None, false);
        assert_eq!(again.unwrap_err().kind(), ErrorKind::AlreadySignedIn);
        let refresh = Secret::from("refresh-of-bob-again");
        bob.adopt(None, &refresh, None, false).unwrap();
        store.rename_client(CLIENT, "Till 8").unwrap();
        store.rename_client("Till 8", CLIENT).unwrap();
        let store = open(&path);
        for (user, refresh) in [
            ("alice", "refresh-of-alice"),
            ("bob", "refresh-of-bob-again"),
        ] {
            let exported = session(&store, user).export().unwrap();
            assert_eq!(exported.refresh_token.expose(), refresh, "{kept:?}");
        }
    }
}

#[test]
fn one_that_is_only_read_stays_as_it_was() {
    for kept in kept() {
        let scratch = Scratch::new("kept-stores-read");
        copy(&kept, &scratch.path(""));
        let store = open(&scratch.path("store"));
        assert!(session(&store, "alice").status().unwrap().signed_in);
        for file in files(&kept) {
            let copied = scratch.path(file.strip_prefix(&kept).unwrap().to_str().unwrap());
            assert_eq!(
                fs::read(&copied).unwrap(),
                fs::read(&file).unwrap(),
                "{copied:?}"
            );
        }
    }
}
