//! Damaged records: named, told beside all others, and never taken for nobody.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;

use common::file_store::{SignedIn, files, record, without_room};
use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Advice, Cursor, ErrorKind, Secret, Session, Store};

#[test]
fn a_damaged_record_is_named_and_is_never_nobody() {
    let here = SignedIn::new("store-damaged");
    let record = record(&here.path);
    let whole = without_room(&record);
    for length in (0..whole.len()).step_by(7) {
        fs::write(&record, &whole[..length]).unwrap();
        here.assert_refused(ErrorKind::RecordCorrupt, &record);
    }
    for at in (0..whole.len()).step_by(11) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x40;
        fs::write(&record, &flipped).unwrap();
        let error = here.status().map_err(|error| error.kind());
        // A flipped version number is the backend's, and does no harm.
        assert!(error.is_err() || (4..12).contains(&at), "byte {at}");
    }
    fs::write(&record, &whole).unwrap();
    assert!(here.status().unwrap());
}

#[test]
fn a_record_of_absurd_length_is_an_error_and_takes_no_memory() {
    let here = SignedIn::new("store-absurd");
    // No room is taken on the disk.
    let file = fs::OpenOptions::new().write(true).open(record(&here.path));
    file.unwrap().set_len(15 << 40).unwrap();
    let error = here.status().unwrap_err();
    assert_eq!(error.advice(), Advice::FixStorage);
    assert!(error.to_string().contains("bytes"), "{error}");
}

#[test]
fn one_damaged_record_is_told_and_ends_nothing_for_the_others() {
    let here = SignedIn::new("store-one-damaged");
    let damaged = record(&here.path);
    let whole = fs::read(&damaged).unwrap();
    let client = here.server.client();
    let store = Store::open_file(&here.path, None).unwrap();
    store
        .save_client("Till", CLIENT_ID, &Secret::from(CLIENT_SECRET))
        .unwrap();
    for _ in 0..10 {
        // One of another name, with a pair of its own.
        let donor = Store::in_memory().unwrap();
        let donor = Session::open(&client, &donor, USERNAME).unwrap();
        donor.sign_in(&Secret::from(PASSWORD)).unwrap();
        let pair = donor.export().unwrap();
        let name = format!("user {}", pair.refresh_token.expose());
        let session = Session::open(&client, &store, &name).unwrap();
        session
            .adopt(None, &pair.refresh_token, None, false)
            .unwrap();
    }
    fs::write(&damaged, &whole[..100]).unwrap();

    let mut cursor = Cursor::default();
    let page = store.sessions(&mut cursor, Some(&client)).unwrap();
    let (broken, sound): (Vec<_>, Vec<_>) = page.iter().partition(|entry| entry.problem.is_some());
    assert_eq!((broken.len(), sound.len()), (1, 10));
    let problem = broken[0].problem.as_ref().unwrap();
    assert!(
        problem.to_string().contains(damaged.to_str().unwrap()),
        "{problem}"
    );

    let (mut kept, mut failed) = (0, 0);
    let budget = std::time::Duration::from_secs(2);
    Session::keep_alive(
        &client,
        &store,
        std::time::Duration::ZERO,
        budget,
        |one| match one.outcome {
            Ok(()) => kept += 1,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::RecordCorrupt);
                failed += 1;
            }
        },
    )
    .unwrap();
    assert_eq!((kept, failed), (10, 1));

    let concerned = store
        .replace_client("Till", "2_new", &Secret::from("new"))
        .unwrap();
    assert_eq!(concerned, 10);
    // Nothing was done to it.
    fs::write(&damaged, &whole).unwrap();
    assert!(here.status().unwrap());
}

#[test]
fn where_the_oauth_clients_can_not_be_read_a_refused_one_is_told_as_refused() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("store-registry");
    let path = scratch.path("store");
    let store = Store::open_file(&path, None).unwrap();
    store
        .save_client("Till", CLIENT_ID, &Secret::from(CLIENT_SECRET))
        .unwrap();
    let session = Session::open_named(&server.config(), &store, "Till", USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();

    let registry = files(&path.join("records")).into_iter().find(|file| {
        file.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("2-")
    });
    fs::write(registry.unwrap(), "no record").unwrap();
    server.change_secret(CLIENT_ID, "another");
    let refused = session.sign_in(&Secret::from(PASSWORD)).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidClient, "{refused}");
    let refused = session.refresh().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidClient, "{refused}");
}
