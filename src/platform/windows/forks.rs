//! There are no forks.

/// How many forks lie between this process and the first that used the library.
#[inline(always)]
pub(crate) fn count() -> u64 {
    0
}

/// How many times this process has begun to fork.
pub(crate) fn forks() -> Option<u64> {
    Some(0)
}
