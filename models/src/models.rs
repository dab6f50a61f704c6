//! What is tried of each variant of the library: short programs of a few threads, which panic or stand still where
//! something is wrong.

use std::sync::Arc;

use shuttle::sync::atomic::{AtomicU32, Ordering};
use shuttle::thread;

use crate::clock::Deadline;
use crate::forks;
use crate::protocol::{Cache, Parts, Session, Step};

/// A model by its name, which says what holds.
pub type Model = (&'static str, fn(Option<Step>));

/// A value that must end in the process that made it.
struct Own {
    made_in: u64,
    number: u32,
}

impl Default for Own {
    fn default() -> Self {
        Self {
            made_in: forks::count(),
            number: 0,
        }
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.made_in, forks::count(), "a parent's value is dropped");
        }
    }
}

/// Two threads, and what they do at once.
fn both(work: impl Fn() + Send + Sync + 'static) {
    let work = Arc::new(work);
    let theirs = Arc::clone(&work);
    let other = thread::spawn(move || theirs());
    work();
    other.join().unwrap();
}

fn single_flight<P: Parts>(without: Option<Step>) {
    let session = Arc::new(Session::<P>::default());
    let theirs = Arc::clone(&session);
    both(move || {
        assert_eq!(theirs.obtain(0, without), Some(1));
    });
    assert_eq!(session.exchanges(), 1);
}

fn durable_before_it_is_seen<P: Parts>(without: Option<Step>) {
    let session = Arc::new(Session::<P>::default());
    let theirs = Arc::clone(&session);
    let other = thread::spawn(move || theirs.obtain(0, without));
    session.look();
    other.join().unwrap();
}

fn one_has_it<P: Parts>(_: Option<Step>) {
    let parts = Arc::new(P::default());
    let inside = AtomicU32::new(0);
    both(move || {
        // Who waits for nobody goes on without it.
        for deadline in [Deadline::now(), Deadline::far()] {
            let guard = parts.take(deadline);
            if guard.is_some() {
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two have it");
                inside.fetch_sub(1, Ordering::SeqCst);
            }
        }
    });
}

fn a_childs_own<P: Parts>(_: Option<Step>) {
    let parts = Arc::new(P::default());
    // One thread of the parent, which is not in the child, and the one that forks.
    let theirs = Arc::clone(&parts);
    let parents = thread::spawn(move || std::mem::forget(theirs.take(Deadline::now())));
    parents.join().unwrap();
    forks::fork();
    let other = Arc::clone(&parts);
    let child = thread::spawn(move || drop(other.take(Deadline::far())));
    drop(parts.take(Deadline::far()));
    child.join().unwrap();
}

fn a_guard_that_was_there_at_the_fork<P: Parts>(_: Option<Step>) {
    let parts = Arc::new(P::default());
    let guard = parts.take(Deadline::far());
    forks::fork();
    let inside = Arc::new(AtomicU32::new(0));
    let one = |parts: &Arc<P>| {
        let (parts, inside) = (Arc::clone(parts), Arc::clone(&inside));
        thread::spawn(move || {
            let _guard = parts.take(Deadline::far());
            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two have it");
            inside.fetch_sub(1, Ordering::SeqCst);
        })
    };
    let children = [one(&parts), one(&parts)];
    drop(guard);
    for child in children {
        child.join().unwrap();
    }
}

fn nothing_replaced_is_handed_out<P: Parts>(without: Option<Step>) {
    for with in [None, Some(2)] {
        let cache = Arc::new(Cache::<P>::with(1));
        let theirs = Arc::clone(&cache);
        let writer = thread::spawn(move || theirs.replace(with));
        cache.ask(1, without);
        cache.ask(1, without);
        writer.join().unwrap();
        cache.ask(1, without);
    }
}

fn nor_by_another_threads_cache<P: Parts>(without: Option<Step>) {
    let cache = Arc::new(Cache::<P>::with(1));
    let one = |cache: &Arc<Cache<P>>| {
        let cache = Arc::clone(cache);
        thread::spawn(move || cache.ask(1, without))
    };
    let readers = [one(&cache), one(&cache)];
    cache.replace(Some(2));
    for reader in readers {
        reader.join().unwrap();
    }
    cache.ask(1, without);
}

macro_rules! of_variants {
    ($($variant:ident)*) => {
        $(mod $variant {
            use super::*;
            use crate::$variant::changes;
            use crate::$variant::platform::lock::Lock;
            use crate::$variant::session::handed_out::HandedOut;
            use crate::$variant::session::refresh_lock::{RefreshGuard, RefreshLock};

            pub(super) struct Real {
                refresh_lock: RefreshLock,
                handed_out: HandedOut<u32>,
            }

            impl Default for Real {
                fn default() -> Self {
                    Self { refresh_lock: RefreshLock::default(), handed_out: HandedOut::nothing() }
                }
            }

            impl Parts for Real {
                type Guard<'a> = RefreshGuard<'a>;
                fn take(&self, deadline: Deadline) -> Option<RefreshGuard<'_>> {
                    self.refresh_lock.take(deadline)
                }
                fn handed_out(&self) -> Option<Arc<u32>> {
                    self.handed_out.get()
                }
                fn replace(&self, with: Option<u32>) {
                    self.handed_out.replace(with.map(Arc::new));
                }
                fn changes() -> i64 {
                    changes::count()
                }
            }

            fn add_one(lock: &Lock<Own>) {
                let mut held = lock.lock();
                let number = held.number;
                thread::yield_now();
                held.number = number + 1;
            }

            pub(super) fn a_lock_is_of_one_at_a_time(_: Option<Step>) {
                let lock = Arc::new(Lock::<Own>::new());
                let theirs = Arc::clone(&lock);
                both(move || add_one(&theirs));
                assert_eq!(lock.lock().number, 2);
            }

            /// Which a thread of the parent has for ever, or had.
            pub(super) fn a_child_waits_for_no_lock_of_its_parents(_: Option<Step>) {
                for is_held in [true, false] {
                    let lock = Arc::new(Lock::<Own>::new());
                    let parents = Arc::clone(&lock);
                    let parent = thread::spawn(move || {
                        add_one(&parents);
                        if is_held {
                            std::mem::forget(parents.lock());
                        }
                    });
                    parent.join().unwrap();
                    forks::fork();
                    let theirs = Arc::clone(&lock);
                    both(move || add_one(&theirs));
                    assert_eq!(lock.lock().number, 2, "the child's own begins anew");
                }
            }

            pub(super) fn a_child_drops_nothing_of_its_parents(_: Option<Step>) {
                let lock = Lock::<Own>::new();
                add_one(&lock);
                forks::fork();
                drop(lock);
            }
        })*

        /// All models of a variant.
        pub fn of(variant: &str) -> Vec<Model> {
            match variant {
                $(stringify!($variant) => vec![
                    ("a lock is of one at a time", $variant::a_lock_is_of_one_at_a_time),
                    ("a child waits for no lock of its parent's", $variant::a_child_waits_for_no_lock_of_its_parents),
                    ("a child drops nothing of its parent's", $variant::a_child_drops_nothing_of_its_parents),
                    ("one thread has the right to refresh", one_has_it::<$variant::Real>),
                    ("a child has the right of its own", a_childs_own::<$variant::Real>),
                    ("a guard of before a fork gives nothing up", a_guard_that_was_there_at_the_fork::<$variant::Real>),
                    ("of many callers one makes the exchange", single_flight::<$variant::Real>),
                    ("a pair is durable before it is seen", durable_before_it_is_seen::<$variant::Real>),
                    ("a replaced token is not handed out", nothing_replaced_is_handed_out::<$variant::Real>),
                    ("nor what another thread kept", nor_by_another_threads_cache::<$variant::Real>),
                ],)*
                unknown => panic!("no variant {unknown}"),
            }
        }
    };
}

of_variants! {
    as_it_is
    whose_lock_it_is_is_not_asked
    whoever_makes_a_lock_replaces_anothers
    what_a_parent_may_have_locked_is_dropped
    a_parents_lock_is_dropped_with_its_place
    nobody_is_woken
    that_it_is_taken_is_not_noted
    who_finds_it_taken_goes_on
    a_guard_of_before_the_fork_gives_up_the_childs
    a_replaced_token_is_not_counted
    it_is_counted_before_it_is_replaced
    a_token_goes_without_being_counted_where_none_comes
}
