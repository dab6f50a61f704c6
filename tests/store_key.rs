//! How the sealing key is changed while others use the store.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command};
use std::time::Duration;

use common::child::{child, own_part};
use common::file_store::mode;
use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Advice, Error, ErrorKind, FileOptions, SealingKey, Secret, Session, Store};
use ring::digest;

#[test]
fn plays_its_part() {
    let Some((part, session)) = own_part() else {
        return;
    };
    assert_eq!(part, "refresh when told");
    println!("\nready");
    for _ in std::io::stdin().lines() {
        match session.refresh() {
            Ok(()) => println!("\nrefreshed"),
            Err(error) => println!("\n{error}"),
        }
    }
}

/// Another process that has the store open.
struct Other(Child, Lines<BufReader<ChildStdout>>);

impl Other {
    fn start(here: &Kept) -> Self {
        let mut process = child("refresh when told", &here.server, &here.path);
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut other = Self(process, lines);
        while other.1.next().unwrap().unwrap() != "ready" {}
        other
    }

    #[track_caller]
    fn refresh(&mut self) {
        writeln!(self.0.stdin.as_ref().unwrap()).unwrap();
        let told = self.1.find(|line| !line.as_ref().unwrap().is_empty());
        assert_eq!(told.unwrap().unwrap(), "refreshed");
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// A store with two sessions and an OAuth client: three records.
struct Kept {
    server: LocalServer,
    scratch: Scratch,
    path: PathBuf,
}

const RECORDS: u64 = 3;

impl Kept {
    fn new(name: &str) -> Self {
        Self::with(name, None, &FileOptions::default())
    }

    fn with(name: &str, key: Option<SealingKey>, options: &FileOptions) -> Self {
        let here = Self {
            server: LocalServer::with(&["--user", "second:pass"]),
            path: PathBuf::new(),
            scratch: Scratch::new(name),
        };
        let path = here.scratch.path("store");
        let store = Store::open_file_with(&path, key, options).unwrap();
        let secret = Secret::from(CLIENT_SECRET);
        store.save_client("till", CLIENT_ID, &secret).unwrap();
        for (username, password) in [(USERNAME, PASSWORD), ("second", "pass")] {
            let session = Session::open(&here.server.client(), &store, username).unwrap();
            session.sign_in(&Secret::from(password)).unwrap();
        }
        Self { path, ..here }
    }

    fn key_file(&self) -> PathBuf {
        self.path.with_extension("key")
    }

    fn open(&self) -> Store {
        Store::open_file(&self.path, None).unwrap()
    }

    fn session(&self, store: &Store) -> Session {
        Session::open(&self.server.client(), store, USERNAME).unwrap()
    }

    fn records(&self) -> Vec<PathBuf> {
        let shards = fs::read_dir(self.path.join("records")).unwrap();
        shards
            .flat_map(|shard| fs::read_dir(shard.unwrap().path()).unwrap())
            .map(|record| record.unwrap().path())
            // Not what is being written, or the room for it.
            .filter(|record| !record.to_str().unwrap().ends_with(['+', '~']))
            .collect()
    }

    /// How many records are sealed with a key of the key file, by its line.
    fn sealed_with(&self, line: usize) -> usize {
        let text = fs::read_to_string(self.key_file()).unwrap();
        let id = key_id(text.lines().nth(line).unwrap());
        let records = self.records();
        let sealed = records.iter().filter(|record| {
            // Magic, version of the change and length, magic and versions of the envelope, the key's id.
            fs::read(record).unwrap()[4 + 8 + 4 + 4 + 2..].starts_with(&id)
        });
        sealed.count()
    }

    fn key_lines(&self) -> usize {
        fs::read_to_string(self.key_file()).unwrap().lines().count()
    }

    /// All that the store keeps can be read, by whoever opens it now.
    #[track_caller]
    fn assert_readable(&self, store: &Store) {
        assert!(self.session(store).status().unwrap().signed_in);
        assert_eq!(store.clients().unwrap().len(), 1);
    }
}

/// How the envelopes name the key of a key file's line.
fn key_id(line: &str) -> [u8; 8] {
    let digits = line.split(' ').nth(1).unwrap();
    let bytes: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let mut named = digest::Context::new(&digest::SHA256);
    named.update(b"omnifund key id");
    named.update(&bytes);
    named.finish().as_ref()[..8].try_into().unwrap()
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").args([from, to]).status();
    assert!(copied.unwrap().success());
}

fn key(byte: u8) -> SealingKey {
    SealingKey::from_bytes(&[byte; 32]).unwrap()
}

fn kind<T>(result: Result<T, Error>) -> ErrorKind {
    result.err().unwrap().kind()
}

#[test]
fn a_changed_key_is_noticed_by_everybody_who_has_the_store_open() {
    let here = Kept::new("key-changed");
    let (ours, others) = (here.open(), here.open());
    let running = here.session(&others);
    let mut process = Other::start(&here);
    let mut all_go_on = || {
        running.refresh().unwrap();
        process.refresh();
        here.session(&ours).refresh().unwrap();
        here.assert_readable(&others);
        here.assert_readable(&here.open());
    };
    all_go_on();
    ours.prepare_key().unwrap();
    // It opens, and does not seal yet.
    all_go_on();
    assert_eq!(here.sealed_with(0), RECORDS as usize);
    assert_eq!(ours.rotate_key().unwrap(), RECORDS);
    assert_eq!(here.sealed_with(0), RECORDS as usize);
    all_go_on();
    // Nobody sealed with the older one again.
    assert_eq!(here.sealed_with(0), RECORDS as usize);
    assert_eq!(others.rotate_key().unwrap(), 0);
}

#[test]
fn prepared_twice_makes_one_key_and_rotated_twice_changes_it_once() {
    let here = Kept::new("key-twice");
    let (one, other) = (here.open(), here.open());
    one.prepare_key().unwrap();
    other.prepare_key().unwrap();
    one.prepare_key().unwrap();
    assert_eq!(here.key_lines(), 2);
    assert_eq!(other.rotate_key().unwrap(), RECORDS);
    let text = fs::read(here.key_file()).unwrap();
    assert_eq!(one.rotate_key().unwrap(), 0);
    assert_eq!(fs::read(here.key_file()).unwrap(), text);
    // The next change is one of its own.
    one.prepare_key().unwrap();
    assert_eq!(one.rotate_key().unwrap(), RECORDS);
    assert_eq!(here.key_lines(), 3);
}

#[test]
fn nothing_is_sealed_anew_where_no_key_was_prepared() {
    let here = Kept::new("key-unprepared");
    let before: Vec<_> = here
        .records()
        .iter()
        .map(|record| fs::read(record).unwrap())
        .collect();
    assert_eq!(here.open().rotate_key().unwrap(), 0);
    let after: Vec<_> = here
        .records()
        .iter()
        .map(|record| fs::read(record).unwrap())
        .collect();
    assert!(before == after);
    assert_eq!(here.key_lines(), 1);
}

#[test]
fn the_key_files_mode_stays_and_no_draft_is_left_beside_it() {
    for (name, options, expected) in [
        ("key-mode", FileOptions::default(), 0o600),
        ("key-mode-group", FileOptions::default().group(), 0o660),
    ] {
        let here = Kept::with(name, None, &options);
        let store = Store::open_file_with(&here.path, None, &options).unwrap();
        for _ in 0..2 {
            store.prepare_key().unwrap();
            store.rotate_key().unwrap();
            assert_eq!(mode(&here.key_file()), expected);
        }
        let beside = fs::read_dir(here.path.parent().unwrap()).unwrap();
        assert_eq!(beside.count(), 2, "the store and its key");
        // What an administrator narrowed stays narrow.
        fs::set_permissions(here.key_file(), fs::Permissions::from_mode(0o600)).unwrap();
        store.prepare_key().unwrap();
        assert_eq!(mode(&here.key_file()), 0o600);
    }
}

#[test]
fn a_copy_of_the_store_from_before_the_change_opens_with_the_key_file_from_after_it() {
    let here = Kept::new("key-backup");
    let backup = here.scratch.path("backup");
    copy(&here.path, &backup);
    for _ in 0..3 {
        here.open().prepare_key().unwrap();
        here.open().rotate_key().unwrap();
    }
    copy(&here.key_file(), &backup.with_extension("key"));
    let restored = Store::open_file(&backup, None).unwrap();
    here.assert_readable(&restored);
    assert_eq!(restored.rotate_key().unwrap(), RECORDS);
    here.assert_readable(&restored);
}

#[test]
fn a_change_that_was_broken_off_is_finished_by_another_call() {
    let here = Kept::new("key-broken-off");
    let record = here.records().pop().unwrap();
    let before = fs::read(&record).unwrap();
    let store = here.open();
    store.prepare_key().unwrap();
    store.rotate_key().unwrap();
    // As if the process had ended before it came to this one.
    fs::write(&record, before).unwrap();
    here.assert_readable(&here.open());
    assert_eq!(here.open().rotate_key().unwrap(), 1);
    assert_eq!(here.sealed_with(0), RECORDS as usize);
}

#[test]
fn a_damaged_record_is_told_after_all_others_were_sealed_anew() {
    let here = Kept::new("key-damaged-record");
    let record = here.records().pop().unwrap();
    let whole = fs::read(&record).unwrap();
    // Room can follow a record: what counts is its length, behind magic and version of the change.
    let length = u32::from_be_bytes(whole[12..16].try_into().unwrap()) as usize;
    fs::write(&record, &whole[..16 + length - 1]).unwrap();
    let store = here.open();
    store.prepare_key().unwrap();
    let error = store.rotate_key().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RecordCorrupt);
    assert!(
        error.to_string().contains(record.to_str().unwrap()),
        "{error}"
    );
    assert_eq!(here.sealed_with(0), RECORDS as usize - 1);
    fs::write(&record, &whole).unwrap();
    assert_eq!(store.rotate_key().unwrap(), 1);
}

#[test]
fn no_pair_is_lost_where_keys_are_changed_while_tokens_are() {
    let here = Kept::new("key-race");
    let (first, second) = (here.open(), here.open());
    std::thread::scope(|threads| {
        let changes = threads.spawn(|| {
            for _ in 0..10 {
                second.prepare_key().unwrap();
                second.rotate_key().unwrap();
                assert_eq!(here.sealed_with(0), RECORDS as usize);
            }
        });
        let session = here.session(&first);
        while !changes.is_finished() {
            session.refresh().unwrap();
            // Who waits for the lease tries every now and then, and must meet it free.
            std::thread::sleep(Duration::from_millis(30));
        }
    });
    here.session(&here.open()).refresh().unwrap();
    let log = here.server.log_with("grant=refresh_token");
    assert!(!log.contains("error="), "{log}");
}

#[test]
fn a_given_key_is_changed_by_giving_the_new_one_as_older_first() {
    let here = Kept::with("key-given", Some(key(1)), &FileOptions::default());
    let open = |sealing, older| {
        let options = FileOptions::default().older_key(key(older));
        Store::open_file_with(&here.path, Some(key(sealing)), &options).unwrap()
    };
    // First everywhere, one process after the other.
    let (not_yet, already) = (
        Store::open_file(&here.path, Some(key(1))).unwrap(),
        open(1, 2),
    );
    here.session(&already).refresh().unwrap();
    here.assert_readable(&not_yet);
    // Then the other way round, one process after the other.
    let changed = open(2, 1);
    here.session(&changed).refresh().unwrap();
    here.session(&already).refresh().unwrap();
    here.assert_readable(&changed);
    assert_eq!(changed.rotate_key().unwrap(), RECORDS);
    assert_eq!(changed.rotate_key().unwrap(), 0);
    // And now the older one is needed no more.
    let alone = Store::open_file(&here.path, Some(key(2))).unwrap();
    here.assert_readable(&alone);
    here.session(&alone).refresh().unwrap();
    assert_eq!(kind(not_yet.clients()), ErrorKind::KeyWrong);
    assert!(!here.key_file().exists());
}

#[test]
fn no_key_is_prepared_where_there_is_no_key_file() {
    let here = Kept::with("key-no-file", Some(key(1)), &FileOptions::default());
    let given = Store::open_file(&here.path, Some(key(1))).unwrap();
    let memory = Store::in_memory().unwrap();
    for store in [given, memory] {
        assert_eq!(kind(store.prepare_key()), ErrorKind::InvalidArgument);
        assert_eq!(store.rotate_key().unwrap(), 0);
    }
}

#[test]
fn a_damaged_or_missing_key_file_keeps_nobody_who_has_the_store_open_from_saving_a_new_pair() {
    let here = Kept::new("key-lost");
    let text = fs::read_to_string(here.key_file()).unwrap();
    let store = here.open();
    let session = here.session(&store);
    for (damaged, expected) in [
        (Some("nonsense\n"), ErrorKind::KeyWrong),
        (None, ErrorKind::KeyMissing),
    ] {
        match damaged {
            Some(damaged) => fs::write(here.key_file(), damaged).unwrap(),
            None => fs::remove_file(here.key_file()).unwrap(),
        }
        assert_eq!(kind(Store::open_file(&here.path, None)), expected);
        session.refresh().unwrap();
        assert!(!session.status().unwrap().unsaved);
        here.assert_readable(&store);
        // A new key must not be put into a file whose keys can't be read: they are needed.
        for refused in [
            store.prepare_key().unwrap_err(),
            store.rotate_key().unwrap_err(),
        ] {
            assert_eq!(refused.kind(), expected, "{refused}");
            assert_eq!(refused.advice(), Advice::FixStorage);
        }
        assert_eq!(damaged, fs::read_to_string(here.key_file()).ok().as_deref());
    }
    fs::write(here.key_file(), text).unwrap();
    fs::set_permissions(here.key_file(), fs::Permissions::from_mode(0o600)).unwrap();
    here.assert_readable(&here.open());
    here.session(&here.open()).refresh().unwrap();
}
