//! Lists: C asks how many entries there are, and for a field of one by its index from 0.

use super::guard::field;
use super::handle::{Boxed, Handle};

/// How many; 0 for NULL.
///
/// # Safety
/// `handle` is NULL or a handle that is not freed meanwhile.
pub(super) unsafe fn count<H, E>(handle: *const H, entries: fn(&H) -> &[E]) -> i64
where
    H: Handle<Ownership = Boxed>,
{
    // SAFETY: as the caller promises.
    unsafe { field(handle, 0, |handle| length(entries(handle))) }
}

/// Reads a field of one entry; `otherwise` outside of the list, and for NULL.
///
/// # Safety
/// As for [`count`].
pub(super) unsafe fn entry<H, E, T: Copy>(
    handle: *const H,
    entries: fn(&H) -> &[E],
    index: i64,
    otherwise: T,
    read: impl FnOnce(&E) -> T,
) -> T
where
    H: Handle<Ownership = Boxed>,
{
    // SAFETY: as the caller promises.
    unsafe {
        field(handle, otherwise, |handle| {
            let index = usize::try_from(index).ok();
            index
                .and_then(|index| entries(handle).get(index))
                .map_or(otherwise, read)
        })
    }
}

pub(super) fn length<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}
