//! The file store: who may read it, what it says where something is wrong, and that it then harms
//! nothing.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::os::unix::fs::symlink;

use common::file_store::{SignedIn, files, mode, record, set_mode};
use common::{LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Error, ErrorKind, FileOptions, SealingKey, Secret, Session, Store};

#[test]
fn a_store_is_readable_by_its_owner_only_and_its_key_lies_beside_it() {
    let here = SignedIn::new("store-modes");
    assert_eq!(mode(&here.path), 0o700);
    for file in files(&here.path) {
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
    let key = here.path.with_extension("key");
    assert_eq!(mode(&key), 0o600);
    assert!(files(&here.path).iter().all(|file| *file != key));
}

#[test]
fn a_group_store_is_readable_by_its_group_too() {
    let here = SignedIn::with("store-group", &FileOptions::default().group());
    assert_eq!(mode(&here.path), 0o2770);
    for file in files(&here.path) {
        assert_eq!(mode(&file), 0o660, "{file:?}");
    }
    // Who does not ask for a group store gets none.
    here.assert_refused(ErrorKind::StorePermissions, &here.path);
}

#[test]
fn no_secret_stands_in_any_file_of_the_store() {
    let here = SignedIn::new("store-sealed");
    let store = Store::open_file(&here.path, None).unwrap();
    let session = Session::open(&here.server.client(), &store, USERNAME).unwrap();
    let token = session.token().unwrap();
    store
        .save_client("till", "2_other", &Secret::from("other-secret"))
        .unwrap();
    for file in files(&here.path) {
        let bytes = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        for secret in [token.access_token().expose(), USERNAME, "other-secret"] {
            assert!(!bytes.contains(secret), "{file:?}");
        }
    }
}

#[test]
fn what_others_may_read_is_refused() {
    let here = SignedIn::new("store-wider");
    set_mode(&here.path, 0o755);
    here.assert_refused(ErrorKind::StorePermissions, &here.path);
    set_mode(&here.path, 0o700);
    let key = here.path.with_extension("key");
    set_mode(&key, 0o644);
    here.assert_refused(ErrorKind::StorePermissions, &key);
    set_mode(&key, 0o600);
    assert!(here.status().unwrap());
}

#[test]
fn links_are_not_followed() {
    let here = SignedIn::new("store-links");
    let link = here.path.with_extension("link");
    symlink(&here.path, &link).unwrap();
    assert!(Store::open_file(&link, None).is_err());
    fs::remove_file(&link).unwrap();

    let record = record(&here.path);
    let elsewhere = here.path.with_extension("elsewhere");
    fs::rename(&record, &elsewhere).unwrap();
    symlink(&elsewhere, &record).unwrap();
    here.assert_refused(ErrorKind::StoreFailed, &record);
}

#[test]
fn a_key_file_may_be_a_link_as_secrets_of_containers_are_and_what_it_leads_to_is_judged() {
    let here = SignedIn::new("store-key-link");
    let key = here.path.with_extension("key");
    let elsewhere = here.path.with_extension("elsewhere");
    fs::rename(&key, &elsewhere).unwrap();
    symlink(&elsewhere, &key).unwrap();
    assert!(here.status().unwrap());
    set_mode(&elsewhere, 0o644);
    here.assert_refused(ErrorKind::StorePermissions, &key);
    fs::remove_file(&elsewhere).unwrap();
    here.assert_refused(ErrorKind::KeyMissing, &key);
}

#[test]
fn a_missing_key_a_wrong_key_and_a_damaged_key_are_told_apart() {
    let here = SignedIn::new("store-keys");
    let key = here.path.with_extension("key");
    let right = fs::read(&key).unwrap();

    fs::remove_file(&key).unwrap();
    here.assert_refused(ErrorKind::KeyMissing, &key);
    assert!(!key.exists(), "none is made where records are");

    let other = "omnifund-key-1 ".to_owned() + &"ab".repeat(32) + "\n";
    fs::write(&key, other).unwrap();
    set_mode(&key, 0o600);
    here.assert_refused(ErrorKind::KeyWrong, &record(&here.path));

    for damaged in ["", "nonsense", "omnifund-key-1 abc", "\u{0}"] {
        fs::write(&key, damaged).unwrap();
        here.assert_refused(ErrorKind::KeyWrong, &key);
    }
    fs::write(&key, right).unwrap();
    assert!(here.status().unwrap());
}

#[test]
fn a_key_that_the_application_gives_needs_no_file() {
    let server = LocalServer::start();
    let scratch = Scratch::new("store-given-key");
    let path = scratch.path("store");
    let open = |byte| {
        let key = SealingKey::from_bytes(&[byte; 32]).unwrap();
        let store = Store::open_file(&path, Some(key))?;
        Session::open(&server.client(), &store, USERNAME)
    };
    open(1).unwrap().sign_in(&Secret::from(PASSWORD)).unwrap();
    assert!(!path.with_extension("key").exists());
    assert!(open(1).unwrap().status().unwrap().signed_in);
    assert_eq!(
        open(2).unwrap().status().unwrap_err().kind(),
        ErrorKind::KeyWrong
    );
}

#[test]
fn a_second_key_line_opens_what_was_sealed_before_the_key_was_changed() {
    let here = SignedIn::new("store-two-keys");
    let key = here.path.with_extension("key");
    let old = fs::read_to_string(&key).unwrap();
    let new = "omnifund-key-1 ".to_owned() + &"cd".repeat(32) + "\n";
    // A process that has the store open reads the key file again where it meets an unknown key.
    let running = Store::open_file(&here.path, None).unwrap();
    let running = Session::open(&here.server.client(), &running, USERNAME).unwrap();
    fs::write(&key, new + &old).unwrap();
    assert!(here.status().unwrap());

    let rotated = Store::open_file(&here.path, None).unwrap();
    let rotated = Session::open(&here.server.client(), &rotated, USERNAME).unwrap();
    rotated.refresh().unwrap();
    assert!(running.status().unwrap().signed_in);
}

#[test]
fn a_later_versions_store_is_refused_and_unharmed() {
    let here = SignedIn::new("store-later");
    let record = record(&here.path);
    let mut later = fs::read(&record).unwrap();
    // Magic, version of the change, length, magic of the envelope, its version, the record's version.
    later[4 + 8 + 4 + 4 + 1] += 1;
    fs::write(&record, &later).unwrap();
    here.assert_refused(ErrorKind::StoreTooNew, &record);
    let store = Store::open_file(&here.path, None).unwrap();
    let session = Session::open(&here.server.client(), &store, USERNAME).unwrap();
    for refused in [
        session.refresh(),
        session.sign_in(&Secret::from(PASSWORD)),
        session.sign_out(),
    ] {
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::StoreTooNew);
    }
    assert_eq!(fs::read(&record).unwrap(), later);

    let marker = here.path.join("store.json");
    let text = fs::read_to_string(&marker).unwrap();
    fs::write(&marker, text.replace("\"layout\": 1", "\"layout\": 2")).unwrap();
    here.assert_refused(ErrorKind::StoreTooNew, &here.path);
}

#[test]
fn what_a_later_version_says_of_a_store_survives_that_this_one_names_its_machine() {
    let here = SignedIn::new("store-later-words");
    let marker = here.path.join("store.json");
    let text = fs::read_to_string(&marker).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["machine"] = serde_json::Value::Null;
    json["later"] = serde_json::json!({"words": ["a, \"b\"", {"c": "}"}]});
    fs::write(&marker, serde_json::to_string_pretty(&json).unwrap()).unwrap();
    let options = FileOptions::default().machine("this one");
    Store::open_file_with(&here.path, None, &options).unwrap();
    let text = fs::read_to_string(&marker).unwrap();
    let named: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_ne!(named["machine"], serde_json::Value::Null, "{text}");
    json["machine"] = named["machine"].clone();
    assert_eq!(named, json);
}

#[test]
fn another_machines_store_is_taken_over_only_when_told() {
    let here = SignedIn::new("store-moved");
    let marker = here.path.join("store.json");
    let text = fs::read_to_string(&marker).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    if json["machine"].is_null() {
        // A machine without an id, such as a container, has nothing to tell by.
        return;
    }
    json["machine"] = "0123456789abcdef".into();
    fs::write(&marker, json.to_string()).unwrap();
    here.assert_refused(ErrorKind::StoreMoved, &here.path);
    Store::open_file_with(&here.path, None, &FileOptions::default().take_over()).unwrap();
}

#[test]
fn a_store_that_is_gone_is_an_error_and_not_nobody() {
    let here = SignedIn::new("store-gone");
    let store = Store::open_file(&here.path, None).unwrap();
    let session = Session::open(&here.server.client(), &store, USERNAME).unwrap();
    let token = session.token().unwrap();
    fs::remove_dir_all(&here.path).unwrap();
    assert_eq!(session.status().unwrap_err().kind(), ErrorKind::StoreFailed);
    // The live token is handed out all the same.
    assert_eq!(
        session.token().unwrap().access_token().expose(),
        token.access_token().expose()
    );
}

#[test]
fn oauth_clients_have_names_of_their_own_and_show_no_secret() {
    let scratch = Scratch::new("store-clients");
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let secret = Secret::from("the-client-secret");
    store.save_client("Kasse Süd 🦀", "1_a", &secret).unwrap();
    store.save_client("second", "2_b", &secret).unwrap();
    let kind = |result: Result<(), Error>| result.unwrap_err().kind();
    assert_eq!(
        kind(store.save_client("second", "3_c", &secret)),
        ErrorKind::ClientNameTaken
    );
    assert_eq!(
        kind(store.save_client("third", "2_b", &secret)),
        ErrorKind::ClientNameTaken
    );
    assert_eq!(
        kind(store.rename_client("second", "Kasse Süd 🦀")),
        ErrorKind::ClientNameTaken
    );
    assert_eq!(
        kind(store.rename_client("nobody", "x")),
        ErrorKind::ClientNotFound
    );
    assert_eq!(
        kind(store.remove_client("nobody")),
        ErrorKind::ClientNotFound
    );
    for bad in ["", &"ü".repeat(201)] {
        assert_eq!(
            kind(store.save_client(bad, "4_d", &secret)),
            ErrorKind::InvalidArgument
        );
    }
    store.save_client(&"ü".repeat(200), "4_d", &secret).unwrap();
    store.rename_client("second", "zweite").unwrap();
    store.remove_client("Kasse Süd 🦀").unwrap();
    let names: Vec<_> = store
        .clients()
        .unwrap()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names, ["zweite".to_owned(), "ü".repeat(200)]);
    assert!(!format!("{store:?} {:?}", store.clients()).contains("the-client-secret"));
}
