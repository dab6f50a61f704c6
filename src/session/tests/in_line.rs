//! Who stands in the line for a record's lease, while somebody else refreshes it.

use std::sync::mpsc;

use super::super::common::Scratch;
use super::*;
use crate::clock::Deadline;
use crate::store::{Leased, Loaded};

/// What a test waits at most: nobody comes near it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A user who is signed in, and whose token was rejected, as two processes see him; one of them has the lease.
struct Two {
    _scratch: Scratch,
    server: LocalServer,
    lease: Leased,
    other: Arc<Session>,
}

impl Two {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let server = LocalServer::controlled(&[]);
        let mut config = server.config();
        config.set_call_budget(PATIENCE).unwrap();
        let client = Client::new(&config).unwrap();
        let opened = || {
            let store = Store::open_file(scratch.path("store"), None).unwrap();
            Session::open(&client, &store, USERNAME).unwrap()
        };
        let (one, other) = (opened(), opened());
        one.sign_in(&Secret::from(PASSWORD)).unwrap();
        let token = other.token().unwrap();
        other.reject(token.access_token()).unwrap();
        let lease = one.store.lease(&one.key, Deadline::after(PATIENCE));
        Self {
            lease: lease.unwrap(),
            server,
            other: Arc::new(other),
            _scratch: scratch,
        }
    }

    /// Puts this into the record, and keeps the lease.
    fn changed(&mut self, change: impl FnOnce(&mut Record)) {
        let loaded = self.lease.load::<Record>().unwrap();
        let Loaded {
            mut record,
            version,
        } = loaded.unwrap();
        change(&mut record);
        self.lease.save(version, &record).unwrap();
    }
}

/// As a refresh leaves it.
fn refreshed(record: &mut Record) {
    record.generation += 1;
    let access = record.access.as_mut().unwrap();
    access.token = Secret::from("the newer one");
    access.rejected = false;
}

#[test]
fn who_stands_in_line_leaves_it_when_the_record_has_what_he_wanted() {
    let mut two = Two::new("in-line");
    let other = Arc::clone(&two.other);
    let (tell, told) = mpsc::channel();
    let waiting = std::thread::spawn(move || tell.send(other.token()).unwrap());
    // An intent is a change too, and not what he wants.
    two.changed(|record| record.counters.exchanges += 1);
    assert!(told.recv_timeout(Duration::from_millis(50)).is_err());
    two.changed(refreshed);
    let token = told.recv_timeout(PATIENCE).unwrap().unwrap();
    assert_eq!(token.access_token().expose(), "the newer one");
    assert!(two.server.refreshes().is_empty());
    waiting.join().unwrap();
}

#[test]
fn who_stands_in_line_hears_at_once_that_a_human_must_sign_in() {
    let mut two = Two::new("in-line-signed-out");
    let other = Arc::clone(&two.other);
    let (tell, told) = mpsc::channel();
    let waiting = std::thread::spawn(move || tell.send(other.token()).unwrap());
    two.changed(|record| record.signed_out = true);
    let error = told.recv_timeout(PATIENCE).unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    waiting.join().unwrap();
}
