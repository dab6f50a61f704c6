//! What a store says of who is in it: nobody before a first success, signed out as a state of its own, and
//! nothing at all of who was forgotten. Readers make no store.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::Path;

use common::{LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Cursor, ErrorKind, FileOptions, Secret, Session, Store};

struct Here {
    server: LocalServer,
    _scratch: Scratch,
    store: Store,
    path: std::path::PathBuf,
}

impl Here {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let path = scratch.path("store");
        Self {
            server: LocalServer::start(),
            store: Store::open_file(&path, None).unwrap(),
            _scratch: scratch,
            path,
        }
    }

    fn session(&self, user: &str) -> Session {
        Session::open(&self.server.client(), &self.store, user).unwrap()
    }

    fn signed_in(&self) -> Session {
        let session = self.session(USERNAME);
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        session
    }

    fn users(&self) -> Vec<String> {
        let mut cursor = Cursor::default();
        let entries = self.store.sessions(&mut cursor, None).unwrap();
        entries.into_iter().map(|entry| entry.username).collect()
    }

    /// The files of records, journals and reserves.
    fn records(&self) -> Vec<String> {
        let shards = fs::read_dir(self.path.join("records")).unwrap();
        let files = shards.flat_map(|shard| fs::read_dir(shard.unwrap().path()).unwrap());
        files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

#[test]
fn who_never_signed_in_leaves_nothing_in_the_store_whatever_he_tries() {
    let here = Here::new("nobody");
    let stranger = here.session("stranger");
    let wrong = stranger.sign_in(&Secret::from("guess")).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::WrongPassword);
    assert_eq!(
        stranger.token().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );
    assert_eq!(
        stranger.refresh().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );
    assert_eq!(
        stranger.export().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );
    assert_eq!(
        stranger.sign_out().unwrap_err().kind(),
        ErrorKind::SessionNotFound
    );
    assert_eq!(
        stranger.forget().unwrap_err().kind(),
        ErrorKind::SessionNotFound
    );
    assert_eq!(
        stranger.recover().unwrap_err().kind(),
        ErrorKind::NothingKept
    );
    stranger.reject(&Secret::from("a-token")).unwrap();
    assert_eq!(here.records(), [""; 0]);
    assert_eq!(here.users(), [""; 0]);
    let status = stranger.status().unwrap();
    assert!(!status.signed_in && !status.signed_out && !status.refused);
}

#[test]
fn a_failed_sign_in_of_who_has_a_session_is_counted_and_takes_nothing_away() {
    let here = Here::new("counted");
    let session = here.signed_in();
    session.sign_in(&Secret::from("guess")).unwrap_err();
    let status = session.status().unwrap();
    assert_eq!(status.counters.failures, 1);
    assert_eq!(status.counters.exchanges, 2);
    assert!(status.signed_in);
    session.token().unwrap();
}

#[test]
fn signed_out_is_a_state_of_its_own_until_the_next_sign_in() {
    let here = Here::new("signed-out");
    let session = here.signed_in();
    assert!(!session.status().unwrap().signed_out);
    session.sign_out().unwrap();
    let status = session.status().unwrap();
    assert!(status.signed_out && !status.signed_in);
    // Once more is no error: it is so already.
    session.sign_out().unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let status = session.status().unwrap();
    assert!(status.signed_in && !status.signed_out);
}

#[test]
fn a_forgotten_session_is_gone_and_can_begin_anew() {
    let here = Here::new("forgotten");
    let session = here.signed_in();
    session.refresh().unwrap();
    session.forget().unwrap();
    assert_eq!(here.records(), [""; 0]);
    assert_eq!(here.users(), [""; 0]);
    assert_eq!(
        session.token().unwrap_err().kind(),
        ErrorKind::SignInRequired
    );
    assert_eq!(
        session.forget().unwrap_err().kind(),
        ErrorKind::SessionNotFound
    );
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session.token().unwrap();
    assert_eq!(session.status().unwrap().generation, 1);
}

#[test]
fn a_damaged_record_can_be_forgotten_by_its_users_name() {
    let here = Here::new("damaged");
    let session = here.signed_in();
    let [record] = &here.records()[..] else {
        panic!("{:?}", here.records())
    };
    let key = record.split_once('-').unwrap().1;
    let path = here.path.join("records").join(&key[..2]).join(record);
    fs::write(&path, "no record").unwrap();
    assert_eq!(
        session.status().unwrap_err().kind(),
        ErrorKind::RecordCorrupt
    );
    session.forget().unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session.token().unwrap();
}

#[test]
fn one_omnifund_written_in_two_ways_has_one_session_of_a_user() {
    let here = Here::new("written");
    let token = here.signed_in().token().unwrap();
    let mut config = here.server.config();
    let url = here.server.base_url.replace("https://", "HTTPS://");
    config.set_base_url(&format!("{url}/")).unwrap();
    let client = omnifund::Client::new(&config).unwrap();
    let session = Session::open(&client, &here.store, USERNAME).unwrap();
    let same = session.token().unwrap();
    assert_eq!(same.access_token().expose(), token.access_token().expose());
}

#[test]
fn where_a_store_must_exist_none_is_made_and_one_that_is_there_is_opened() {
    let scratch = Scratch::new("must-exist");
    let must_exist = FileOptions::default().must_exist();
    let missing = |path: &Path| {
        let error = Store::open_file_with(path, None, &must_exist).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StoreMissing);
        let named = path.file_name().unwrap().to_str().unwrap();
        assert!(error.to_string().contains(named), "{error}");
    };
    let mistyped = scratch.path("mistyped");
    missing(&mistyped);
    assert!(!mistyped.exists());

    // A directory that was made for it, and that nobody has used yet.
    let empty = scratch.path("empty");
    fs::create_dir(&empty).unwrap();
    fs::set_permissions(&empty, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    missing(&empty);
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 0);
    assert!(!scratch.path("empty.key").exists());

    let there = scratch.path("there");
    Store::open_file(&there, None).unwrap();
    Store::open_file_with(&there, None, &must_exist).unwrap();
}

#[test]
fn whoever_runs_a_program_can_say_that_its_store_must_exist() {
    let scratch = Scratch::new("must-exist-setting");
    let settings = scratch.path("pos.conf");
    let text = |must| {
        format!(
            "OMNIFUND_ENVIRONMENT=sandbox\nOMNIFUND_CLIENT_ID=1_a\nOMNIFUND_CLIENT_SECRET=s\n\
             OMNIFUND_STORE=store\nOMNIFUND_STORE_MUST_EXIST={must}\n"
        )
    };
    let open = |must| {
        fs::write(&settings, text(must)).unwrap();
        fs::set_permissions(
            &settings,
            std::os::unix::fs::PermissionsExt::from_mode(0o600),
        )
        .unwrap();
        Store::open_configured(&omnifund::Config::from_file(&settings).unwrap())
    };
    let missing = open("yes").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::StoreMissing, "{missing}");
    assert!(!scratch.path("store").exists());
    open("no").unwrap();
    open("yes").unwrap();
}
