//! A store that will not take a new pair.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::common::{LocalServer, PASSWORD, USERNAME};
use super::super::*;
use super::sleep;
use crate::store::{Backend, Lease, MemoryBackend, Stored};

/// A store that can be told to take nothing.
#[derive(Default)]
struct Refusing {
    kept: MemoryBackend,
    refuses: Arc<AtomicBool>,
}

struct RefusingLease(Box<dyn Lease>, Arc<AtomicBool>);

impl Backend for Refusing {
    fn load(&self, key: &RecordKey) -> Result<Option<Stored>> {
        self.kept.load(key)
    }

    fn journal(&self, key: &RecordKey) -> Result<Option<Stored>> {
        self.kept.journal(key)
    }

    fn lease(&self, key: &RecordKey, deadline: Deadline) -> Result<Box<dyn Lease>> {
        let lease = self.kept.lease(key, deadline)?;
        Ok(Box::new(RefusingLease(lease, Arc::clone(&self.refuses))))
    }

    fn list(&self, kind: Kind, cursor: Option<&RecordKey>) -> Result<Vec<RecordKey>> {
        self.kept.list(kind, cursor)
    }
}

impl RefusingLease {
    fn refuses(&self) -> Result<()> {
        if self.1.load(Ordering::SeqCst) {
            return Err(Error::new(ErrorKind::StoreFull, "no space left"));
        }
        Ok(())
    }
}

impl Lease for RefusingLease {
    fn swap(&mut self, expected: Version, bytes: &[u8], room: Option<usize>) -> Result<Version> {
        // An intent still finds space.
        if room.is_none() {
            self.refuses()?;
        }
        self.0.swap(expected, bytes, room)
    }

    /// The room that was set aside is taken too, as a copy-on-write file system does.
    fn write_journal(&mut self, version: Version, bytes: &[u8]) -> Result<()> {
        self.refuses()?;
        self.0.write_journal(version, bytes)
    }

    fn settle_journal(&mut self) -> Result<()> {
        self.0.settle_journal()
    }

    fn discard_journal(&mut self) -> Result<()> {
        self.0.discard_journal()
    }
}

#[test]
fn a_pair_that_the_store_will_not_take_serves_and_is_saved_when_there_is_room_again() {
    let server = LocalServer::controlled(&[]);
    let backend = Refusing::default();
    let refuses = Arc::clone(&backend.refuses);
    let store = Store::over(Box::new(backend));
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    let before = session.load().unwrap().unwrap().generation;
    sleep(3600);

    refuses.store(true, Ordering::SeqCst);
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

    refuses.store(false, Ordering::SeqCst);
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
