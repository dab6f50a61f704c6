//! A fork while a thread holds a lock of the library: each lock in its turn.

use std::sync::mpsc;

use super::super::common::Scratch;
use super::*;
use crate::platform::fork::tests::forked;
use crate::platform::lock::probe;

/// Longer than anything that is done here; a child that hangs is ended then, and has failed.
const SECONDS_A_CHILD: u32 = 60;

/// What the threads of a program share.
struct Shared {
    client: Client,
    store: Store,
    session: Session,
    in_memory: Session,
}

impl Shared {
    fn use_everything(&self) -> Result<()> {
        self.in_memory.sign_in(&Secret::from(PASSWORD))?;
        self.in_memory.token()?;
        self.session.status()?;
        self.session.token()?;
        self.store.sessions(&mut Cursor::default(), None)?;
        let again = Session::open(&self.client, &self.store, USERNAME)?;
        again.refresh()?;
        again.reject(&Secret::from("of long ago"))
    }
}

#[test]
fn a_child_that_is_forked_while_a_lock_is_held_uses_everything_whichever_lock_it_is() {
    let server = LocalServer::start();
    let scratch = Scratch::new("each-lock");
    let client = server.client();
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let memory = Store::in_memory().unwrap();
    let shared = Arc::new(Shared {
        session: Session::open(&client, &store, USERNAME).unwrap(),
        in_memory: Session::open(&client, &memory, USERNAME).unwrap(),
        client,
        store,
    });
    shared.session.sign_in(&Secret::from(PASSWORD)).unwrap();

    let mut locks = 0;
    loop {
        let (held, is_held) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let theirs = Arc::clone(&shared);
        let at = locks + 1;
        let thread = std::thread::spawn(move || {
            let mut taken = 0;
            probe::at_each_lock(move || {
                taken += 1;
                if taken == at {
                    held.send(()).unwrap();
                    may_go_on.recv().unwrap();
                }
            });
            theirs.use_everything().unwrap();
        });
        // The thread has come to its end without another lock.
        if is_held.recv().is_err() {
            thread.join().unwrap();
            break;
        }
        let child = forked(SECONDS_A_CHILD, || shared.use_everything().is_ok());
        go_on.send(()).unwrap();
        thread.join().unwrap();
        assert!(child.ended_well(), "the child of lock {at}");
        locks = at;
    }
    assert!(locks > 10, "only {locks} locks were taken");
    println!("{locks} locks were held at a fork, each in its turn");
}
