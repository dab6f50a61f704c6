//! Signals that would end or stop the program, held back while something must be put in order first.

use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr;

use libc::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, sigset_t};

/// By which a terminal, or whoever runs it, ends a program.
pub const ENDING: &[c_int] = &[SIGINT, SIGTERM, SIGHUP, SIGQUIT];
/// And by which it is stopped, and goes on.
pub const ENDING_OR_STOPPING: &[c_int] = &[SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT];

/// While it lives, these signals wait. Afterwards they do what they do: nothing is caught, so a program that
/// is ended by one is seen to have been, and one that its starter ignores stays ignored.
///
/// It is a thread's; what is started meanwhile, but for other programs, inherits it.
pub struct Held {
    signals: sigset_t,
    before: sigset_t,
}

/// Holds them back in this thread.
#[must_use]
pub fn hold(signals: &[c_int]) -> Held {
    let mut held = empty();
    let mut before = empty();
    for signal in signals
        .iter()
        .copied()
        .filter(|signal| !is_ignored(*signal))
    {
        // SAFETY: the set is ours, and the signal is one.
        unsafe { libc::sigaddset(&mut held, signal) };
    }
    // SAFETY: both sets are ours.
    unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &held, &mut before) };
    Held {
        signals: held,
        before,
    }
}

impl Held {
    /// Whether one came, and waits.
    pub fn one_waits(&self) -> bool {
        let mut waiting = empty();
        // SAFETY: the set is ours.
        unsafe { libc::sigpending(&mut waiting) };
        // SAFETY: both sets are ours, and the signals are such.
        let has = |set: &sigset_t, signal| unsafe { libc::sigismember(set, signal) } == 1;
        ENDING_OR_STOPPING
            .iter()
            .any(|signal| has(&self.signals, *signal) && has(&waiting, *signal))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: the set is ours.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &self.before, ptr::null_mut()) };
    }
}

/// A file at `ulimit -f` becomes an error that can be told, instead of a signal that ends the program.
pub fn make_file_limit_an_error() {
    // SAFETY: no handler is set, only a signal ignored.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
}

fn empty() -> sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: the call fills it in.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        set.assume_init()
    }
}

/// As `nohup` does it.
fn is_ignored(signal: c_int) -> bool {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: nothing is set; the call fills in what is.
    let action = unsafe {
        libc::sigaction(signal, ptr::null(), action.as_mut_ptr());
        action.assume_init()
    };
    action.sa_sigaction == libc::SIG_IGN
}
