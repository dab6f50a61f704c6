//! The end of a process in good order: `exit`, or the return of `main`.

/// Has `work` run at the process's end, before what was registered earlier.
pub(crate) fn at_exit(work: extern "C" fn()) {
    // SAFETY: the function is there to the end: the library can't be unloaded (`-z nodelete`).
    unsafe { libc::atexit(work) };
}
