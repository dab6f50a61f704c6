//! There is no `pthread_cancel`.

/// While it lives this thread is not cancelled, which nobody can do.
#[must_use]
pub(crate) struct NotCancelled;

pub(crate) fn hold_off() -> NotCancelled {
    NotCancelled
}
