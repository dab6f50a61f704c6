//! Writing where nobody reads any more, or where a file may not grow (`ulimit -f`). A program that has not
//! said otherwise ends at the signal, and a library has no right to say it for the whole process.

#[cfg(unix)]
pub(crate) use self::unix::{WritesHeld, hold};

#[cfg(unix)]
mod unix {
    use std::marker::PhantomData;
    use std::mem::MaybeUninit;
    use std::ptr;

    const HELD: [libc::c_int; 2] = [libc::SIGPIPE, libc::SIGXFSZ];

    /// While it lives, SIGPIPE and SIGXFSZ that this thread's writes raise end nothing, and the writes
    /// only fail. It nests.
    #[must_use]
    pub(crate) struct WritesHeld {
        before: libc::sigset_t,
        /// What was not pending before, and so is not the program's own.
        ours: Option<libc::sigset_t>,
        /// Signal masks are a thread's own.
        _of_this_thread: PhantomData<*const ()>,
    }

    pub(crate) fn hold() -> WritesHeld {
        let (mut held, mut before) = (empty(), empty());
        let mut pending = empty();
        // SAFETY: the sets live on this stack and are initialised; all calls name this thread only.
        unsafe {
            libc::sigpending(&mut pending);
            let mut ours = empty();
            for signal in HELD {
                libc::sigaddset(&mut held, signal);
                if libc::sigismember(&pending, signal) != 1 {
                    libc::sigaddset(&mut ours, signal);
                }
            }
            let is_held = libc::pthread_sigmask(libc::SIG_BLOCK, &held, &mut before) == 0;
            WritesHeld {
                before,
                ours: is_held.then_some(ours),
                _of_this_thread: PhantomData,
            }
        }
    }

    impl Drop for WritesHeld {
        fn drop(&mut self) {
            let Some(ours) = self.ours else { return };
            consume(&ours);
            // SAFETY: the set was filled by the call that held the signals back.
            unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &self.before, ptr::null_mut()) };
        }
    }

    #[cfg(not(target_os = "macos"))]
    fn consume(ours: &libc::sigset_t) {
        let at_once = libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        // SAFETY: set and time live on this stack, and no more is asked for.
        while unsafe { libc::sigtimedwait(ours, ptr::null_mut(), &at_once) } > 0 {}
    }

    #[cfg(target_os = "macos")]
    fn consume(ours: &libc::sigset_t) {
        // SAFETY: as in `hold`. What is pending does not make `sigwait` wait.
        unsafe {
            let mut pending = empty();
            libc::sigpending(&mut pending);
            for signal in HELD {
                if libc::sigismember(ours, signal) == 1 && libc::sigismember(&pending, signal) == 1
                {
                    let (mut one, mut taken) = (empty(), 0);
                    libc::sigaddset(&mut one, signal);
                    libc::sigwait(&one, &mut taken);
                }
            }
        }
    }

    fn empty() -> libc::sigset_t {
        let mut set = MaybeUninit::uninit();
        // SAFETY: it is what initialises the set.
        unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            set.assume_init()
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn is_pending(signal: libc::c_int) -> bool {
            let mut pending = empty();
            // SAFETY: the set lives on this stack.
            unsafe {
                libc::sigpending(&mut pending);
                libc::sigismember(&pending, signal) == 1
            }
        }

        fn raise(signal: libc::c_int) {
            // SAFETY: it is blocked in this thread, which alone gets it.
            unsafe { libc::pthread_kill(libc::pthread_self(), signal) };
        }

        #[test]
        fn what_is_raised_meanwhile_ends_nothing_and_is_gone_afterwards() {
            for signal in HELD {
                {
                    let _outer = hold();
                    let inner = hold();
                    raise(signal);
                    drop(inner);
                }
                assert!(!is_pending(signal));
            }
        }

        #[test]
        fn one_that_was_pending_before_stays_the_programs_own() {
            std::thread::spawn(|| {
                let mut own = empty();
                // SAFETY: the set lives on this stack, and the thread is this test's.
                unsafe {
                    libc::sigaddset(&mut own, libc::SIGXFSZ);
                    libc::pthread_sigmask(libc::SIG_BLOCK, &own, ptr::null_mut());
                }
                raise(libc::SIGXFSZ);
                {
                    let _held = hold();
                    raise(libc::SIGPIPE);
                }
                assert!(is_pending(libc::SIGXFSZ));
                assert!(!is_pending(libc::SIGPIPE));
            })
            .join()
            .unwrap();
        }
    }
}

/// There are no such signals.
#[cfg(not(unix))]
pub(crate) struct WritesHeld;

#[cfg(not(unix))]
pub(crate) fn hold() -> WritesHeld {
    WritesHeld
}
