//! Writing where nobody may read any more. A program that has not said otherwise ends at SIGPIPE, and
//! a library has no right to say it for the whole process.

/// Runs `write` so that a SIGPIPE that it raises in this thread ends nothing.
#[cfg(unix)]
pub(crate) fn without<T>(write: impl FnOnce() -> T) -> T {
    use std::mem::MaybeUninit;
    use std::ptr;

    // SAFETY: the sets live on this stack and are initialised before they are read; all calls name
    // this thread only.
    unsafe {
        let mut pipe = MaybeUninit::uninit();
        libc::sigemptyset(pipe.as_mut_ptr());
        libc::sigaddset(pipe.as_mut_ptr(), libc::SIGPIPE);
        let pipe = pipe.assume_init();

        let mut pending = MaybeUninit::uninit();
        libc::sigpending(pending.as_mut_ptr());
        let was_pending = libc::sigismember(pending.as_ptr(), libc::SIGPIPE) == 1;
        let mut before = MaybeUninit::uninit();
        if libc::pthread_sigmask(libc::SIG_BLOCK, &pipe, before.as_mut_ptr()) != 0 {
            return write();
        }

        let result = write();

        // One that was pending before is the program's own.
        if !was_pending {
            #[cfg(not(target_os = "macos"))]
            {
                let at_once = libc::timespec {
                    tv_sec: 0,
                    tv_nsec: 0,
                };
                while libc::sigtimedwait(&pipe, ptr::null_mut(), &at_once) == libc::SIGPIPE {}
            }
            #[cfg(target_os = "macos")]
            {
                let mut pending = MaybeUninit::uninit();
                libc::sigpending(pending.as_mut_ptr());
                if libc::sigismember(pending.as_ptr(), libc::SIGPIPE) == 1 {
                    let mut signal = 0;
                    libc::sigwait(&pipe, &mut signal);
                }
            }
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), ptr::null_mut());
        result
    }
}

/// There is no such signal.
#[cfg(not(unix))]
pub(crate) fn without<T>(write: impl FnOnce() -> T) -> T {
    write()
}
