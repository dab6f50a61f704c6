//! A store that will not take a new pair.

use crate::clock::Deadline;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::common::peer::{Peer, read_request};
use super::super::common::{LocalServer, PASSWORD, USERNAME, config_for};
use super::super::*;
use super::sleep;
use crate::store::Version;
use crate::store::{Backend, Lease, MemoryBackend, Stored, Swapped, Terms};

/// A store that takes no longer record than it has room for, of whatever an exchange brings.
struct Narrow {
    kept: MemoryBackend,
    room: Arc<AtomicUsize>,
}

struct NarrowLease(Box<dyn Lease>, Arc<AtomicUsize>);

impl Narrow {
    /// With room for everything, and what changes that.
    fn new() -> (Self, Arc<AtomicUsize>) {
        let room = Arc::new(AtomicUsize::new(usize::MAX));
        let narrow = Self {
            kept: MemoryBackend::default(),
            room: Arc::clone(&room),
        };
        (narrow, room)
    }
}

impl Backend for Narrow {
    fn load(&self, key: &RecordId, deadline: Deadline) -> Result<Option<Stored>> {
        self.kept.load(key, deadline)
    }

    fn journal(&self, key: &RecordId) -> Result<Option<Stored>> {
        self.kept.journal(key)
    }

    fn lease(&self, key: &RecordId, patience: Deadline, call: Deadline) -> Result<Box<dyn Lease>> {
        let lease = self.kept.lease(key, patience, call)?;
        Ok(Box::new(NarrowLease(lease, Arc::clone(&self.room))))
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        self.kept.list(kind, cursor)
    }
}

impl NarrowLease {
    fn has_room(&self, bytes: &[u8]) -> Result<()> {
        if bytes.len() > self.1.load(Ordering::SeqCst) {
            return Err(Error::new(ErrorKind::StoreFull, "no space left"));
        }
        Ok(())
    }
}

impl Lease for NarrowLease {
    fn terms(&self) -> Terms {
        self.0.terms()
    }

    fn swap(&mut self, expected: Version, bytes: &[u8], reserve: Option<usize>) -> Result<Swapped> {
        // An intent still finds space.
        if reserve.is_none() {
            self.has_room(bytes)?;
        }
        self.0.swap(expected, bytes, reserve)
    }

    fn make_reserve(&mut self, reserve: usize) -> Result<()> {
        self.0.make_reserve(reserve)
    }

    /// The reserve that was set aside is taken too, as a copy-on-write file system does.
    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()> {
        self.has_room(bytes)?;
        self.0.write_journal(version, bytes)
    }

    fn settle_journal(&mut self) -> Result<()> {
        self.0.settle_journal()
    }

    fn discard_journal(&mut self) -> Result<()> {
        self.0.discard_journal()
    }

    fn remove(&mut self) -> Result<bool> {
        self.0.remove()
    }
}

/// A user whose store took no new pair, and the room that it has.
fn holding_a_pair(server: &LocalServer) -> (Session, Arc<AtomicUsize>) {
    let (backend, room) = Narrow::new();
    let store = Store::over(Box::new(backend));
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    sleep(3600);
    room.store(0, Ordering::SeqCst);
    session.token().unwrap();
    assert!(session.status().unwrap().unsaved);
    (session, room)
}

#[test]
fn a_held_pair_is_saved_by_a_call_on_another_session() {
    let server = LocalServer::controlled(&[]);
    let (session, room) = holding_a_pair(&server);
    room.store(usize::MAX, Ordering::SeqCst);
    let other = Store::in_memory().unwrap();
    let other = Session::open(&server.client(), &other, "another user").unwrap();
    while session.state().unsaved().is_some() {
        sleep(1);
        assert_eq!(other.token().unwrap_err().kind(), ErrorKind::SignInRequired);
    }
    assert_eq!(session.load().unwrap().unwrap().generation, 2);
}

#[test]
fn a_held_pair_outlives_its_handles_and_is_saved_when_a_handle_is_freed() {
    let server = LocalServer::controlled(&[]);
    let (session, room) = holding_a_pair(&server);
    let (store, key) = (session.store.clone(), session.key);
    let name = session.state().name().clone();
    drop(session);
    assert!(table::knows(&name));
    room.store(usize::MAX, Ordering::SeqCst);
    let other = Store::in_memory().unwrap();
    drop(Session::open(&server.client(), &other, "another user").unwrap());
    let saved = store.load::<Record>(&key).unwrap().unwrap().record;
    assert_eq!(saved.generation, 2);
    // Nothing of it is needed any more.
    assert!(!table::knows(&name));
    // And nobody holds its lease.
    store.lease(&key, Deadline::now()).unwrap();
}

#[test]
fn what_a_process_knows_of_a_session_goes_with_its_last_handle() {
    let server = LocalServer::controlled(&[]);
    let store = Store::in_memory().unwrap();
    let open = || Session::open(&server.client(), &store, USERNAME).unwrap();
    let (one, other) = (open(), open());
    one.sign_in(&Secret::from(PASSWORD)).unwrap();
    assert!(other.peek().is_some());
    let name = one.state().name().clone();
    drop(one);
    assert!(other.peek().is_some());
    drop(other);
    assert!(!table::knows(&name));
    assert!(open().peek().is_none());
}

#[test]
fn a_password_saved_in_memory_outlives_the_handles_and_a_sign_out_ends_it() {
    let server = LocalServer::controlled(&[]);
    let store = Store::in_memory().unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session
        .sign_in_saving(&Secret::from(PASSWORD), SavePassword::InMemory)
        .unwrap();
    let name = session.state().name().clone();
    drop(session);
    assert!(table::knows(&name));
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_out().unwrap();
    drop(session);
    assert!(!table::knows(&name));
}

#[test]
fn a_pair_that_the_store_will_not_take_serves_and_is_saved_when_there_is_room_again() {
    let server = LocalServer::controlled(&[]);
    let (backend, room) = Narrow::new();
    let store = Store::over(Box::new(backend));
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let before = session.load().unwrap().unwrap().generation;
    sleep(3600);

    room.store(0, Ordering::SeqCst);
    let token = session.token().unwrap();
    assert!(session.status().unwrap().unsaved);
    for _ in 0..5 {
        let again = session.token().unwrap();
        assert_eq!(again.access_token().expose(), token.access_token().expose());
    }
    assert_eq!(session.load().unwrap().unwrap().generation, before);
    // Nobody presents the spent refresh token that the store still has.
    let nobody = store.lease(&session.key, Deadline::now());
    assert_eq!(nobody.map(drop).unwrap_err().kind(), ErrorKind::StoreBusy);

    room.store(usize::MAX, Ordering::SeqCst);
    session.token().unwrap();
    assert!(!session.status().unwrap().unsaved);
    let saved = session.load().unwrap().unwrap();
    assert_eq!(saved.generation, before + 1);
    assert_eq!(
        saved.access.unwrap().token.expose(),
        token.access_token().expose()
    );
    session.refresh().unwrap();
    assert_eq!(server.refreshes().len(), 2);
}

/// The most that a record of these tests takes without an answer in it.
const WITHOUT_AN_ANSWER: usize = 4096;

#[test]
fn a_failure_is_written_down_where_there_is_no_room_for_the_answer_that_is_kept_with_it() {
    let riddles = "in riddles ".repeat(1000);
    let reply = move |by_password: bool| match by_password {
        true => r#"{"access_token":"A","refresh_token":"R","expires_in":3600}"#.to_owned(),
        false => riddles.clone(),
    };
    let server = Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        let by_password = String::from_utf8_lossy(received).contains("grant_type=password");
        let body = reply(by_password);
        let length = body.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"
        );
    });
    let (backend, room) = Narrow::new();
    let client = Client::new(&config_for(&server.base_url())).unwrap();
    let session = Session::open(&client, &Store::over(Box::new(backend)), USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();

    room.store(WITHOUT_AN_ANSWER, Ordering::SeqCst);
    for attempt in 1..=2 {
        sleep(3600);
        session.token().unwrap_err();
        let record = session.load().unwrap().unwrap();
        assert_eq!(record.failing.unwrap().in_a_row, attempt);
        assert_eq!(record.intent.unwrap().attempts, attempt);
        assert!(record.kept_answer.is_none());
    }

    room.store(usize::MAX, Ordering::SeqCst);
    sleep(3600);
    session.token().unwrap_err();
    let record = session.load().unwrap().unwrap();
    assert_eq!(record.failing.unwrap().in_a_row, 3);
    assert!(record.kept_answer.is_some());
}
