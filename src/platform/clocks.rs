//! Clocks that the standard library does not read.

/// In milliseconds. It is asked for with every token, and the crate is optimised for size: hence the attribute.
#[inline(always)]
pub(crate) fn milliseconds(clock: libc::clockid_t) -> i64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes to this stack. A clock that the kernel does not know stays at 0.
    unsafe { libc::clock_gettime(clock, &mut time) };
    // On some machines they are narrower.
    #[allow(clippy::useless_conversion)]
    let milliseconds = i64::from(time.tv_sec) * 1000 + i64::from(time.tv_nsec) / 1_000_000;
    milliseconds
}
