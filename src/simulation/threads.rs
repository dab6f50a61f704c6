//! Threads that histories run on, one at a time, and one history after the other.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Thread};

type Work = Box<dyn FnOnce() + Send>;

/// Who has it runs, and nobody else.
#[derive(Default)]
pub(super) struct Baton {
    is_given: AtomicBool,
    waiting: Mutex<Option<Thread>>,
}

impl Baton {
    pub(super) fn give(&self) {
        self.is_given.store(true, Ordering::Release);
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = &*waiting {
            thread.unpark();
        }
    }

    /// Waits for it.
    pub(super) fn take(&self) {
        if self.is_given.swap(false, Ordering::Acquire) {
            return;
        }
        let me = Some(thread::current());
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = me;
        while !self.is_given.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Threads that have nothing to do wait for the next history.
#[derive(Clone, Default)]
pub(super) struct Pool(Arc<Mutex<Vec<Sender<Work>>>>);

impl Pool {
    pub(super) fn run(&self, work: Work) {
        let idle = self.idle().pop();
        let thread = idle.unwrap_or_else(|| self.start());
        // A thread ends with the program.
        let _sent = thread.send(work);
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Sender<Work>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self) -> Sender<Work> {
        let (sender, receiver) = channel::<Work>();
        let (pool, own) = (Arc::downgrade(&self.0), sender.clone());
        thread::spawn(move || {
            while let Ok(work) = receiver.recv() {
                let _ended = panic::catch_unwind(AssertUnwindSafe(work));
                let Some(pool) = pool.upgrade() else { return };
                Pool(pool).idle().push(own.clone());
            }
        });
        sender
    }
}
