//! Whose the memory behind a handle is, and how it comes back: each noun's type says it, once.

use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

use crate::error::{Error, ErrorKind, Result};

/// What a handle points to.
pub(super) trait Handle: Sized {
    /// [`Boxed`], but for what has a way of its own.
    type Ownership: Ownership<Self>;
}

/// How the memory behind handles of a kind comes back.
pub(super) trait Ownership<T> {
    /// Takes it back and ends what is in it.
    ///
    /// # Safety
    /// `handle` was made in the way that this ends, C has it from [`Owned::into_c`] or never had it, and it is not
    /// used again.
    unsafe fn end(handle: NonNull<T>);
}

/// C holds a box.
pub(super) enum Boxed {}

impl<T> Ownership<T> for Boxed {
    unsafe fn end(handle: NonNull<T>) {
        // SAFETY: as the caller promises.
        drop(unsafe { Box::from_raw(handle.as_ptr()) });
    }
}

/// A handle on its way to C, whose it is from then on. One that does not get there is ended.
#[must_use]
pub(super) struct Owned<T: Handle>(NonNull<T>);

impl<T: Handle<Ownership = Boxed>> Owned<T> {
    pub(super) fn new(value: T) -> Self {
        Self(NonNull::from(Box::leak(Box::new(value))))
    }
}

impl<T: Handle> Owned<T> {
    /// # Safety
    /// It was made in the way that its ownership ends, and nobody else has it.
    #[inline(always)]
    pub(super) unsafe fn made(handle: NonNull<T>) -> Self {
        Self(handle)
    }

    #[inline(always)]
    pub(super) fn into_c(self) -> *mut T {
        ManuallyDrop::new(self).0.as_ptr()
    }
}

impl<T: Handle> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: it was made so, and C never had it.
        unsafe { T::Ownership::end(self.0) };
    }
}

/// Hands a value over to C.
pub(super) fn give<T: Handle<Ownership = Boxed>>(value: T) -> *mut T {
    Owned::new(value).into_c()
}

/// Takes it back and ends it. NULL is nothing.
///
/// # Safety
/// `handle` is NULL, or C's and not used again.
pub(super) unsafe fn free<T: Handle>(handle: *mut T) {
    if let Some(handle) = NonNull::new(handle) {
        // SAFETY: as the caller promises.
        unsafe { T::Ownership::end(handle) };
    }
}

/// Looks at what C holds.
///
/// # Safety
/// `handle` is NULL, or C's and not freed meanwhile.
pub(super) unsafe fn borrow<'a, T>(handle: *const T, name: &str) -> Result<&'a T>
where
    T: Handle<Ownership = Boxed>,
{
    // SAFETY: as the caller promises.
    unsafe { optional(handle) }.ok_or_else(|| null(name))
}

/// Looks at what C may hold: NULL is none.
///
/// # Safety
/// As for [`borrow`].
pub(super) unsafe fn optional<'a, T>(handle: *const T) -> Option<&'a T>
where
    T: Handle<Ownership = Boxed>,
{
    // SAFETY: as the caller promises.
    unsafe { handle.as_ref() }
}

/// Looks at what C holds, to change it.
///
/// # Safety
/// `handle` is NULL, or C's, and nothing else uses it meanwhile.
pub(super) unsafe fn borrow_mut<'a, T>(handle: *mut T, name: &str) -> Result<&'a mut T>
where
    T: Handle<Ownership = Boxed>,
{
    // SAFETY: as the caller promises.
    unsafe { handle.as_mut() }.ok_or_else(|| null(name))
}

/// A handle that stays the library's: C looks at it during a call back, and has nothing to end. It can't outlive
/// what it is of.
pub(super) struct Lent<'a, T>(Option<&'a T>);

impl<'a, T: Handle> Lent<'a, T> {
    /// None is NULL.
    pub(super) fn new(value: impl Into<Option<&'a T>>) -> Self {
        Self(value.into())
    }

    pub(super) fn as_ptr(&self) -> *const T {
        self.0.map_or(ptr::null(), ptr::from_ref)
    }
}

/// An out-pointer for a result. It holds NULL from here on until [`Out::give`].
pub(super) struct Out<'a, T>(&'a mut *mut T);

impl<T: Handle> Out<'_, T> {
    /// # Safety
    /// `out` is NULL or can be written to.
    pub(super) unsafe fn new(out: *mut *mut T, name: &str) -> Result<Self> {
        if out.is_null() {
            return Err(null(name));
        }
        // SAFETY: as the caller promises. Written before a reference is made: it may never have
        // been written to.
        unsafe {
            out.write(ptr::null_mut());
            Ok(Self(&mut *out))
        }
    }

    /// For what has a way of its own; [`Out::give`] else.
    #[inline(always)]
    pub(super) fn hand_over(self, handle: Owned<T>) {
        *self.0 = handle.into_c();
    }
}

impl<T: Handle<Ownership = Boxed>> Out<'_, T> {
    pub(super) fn give(self, value: T) {
        self.hand_over(Owned::new(value));
    }
}

/// An out-pointer for a number that C may not want. It holds 0 from here on until [`OutNumber::give`].
pub(super) struct OutNumber(*mut i64);

impl OutNumber {
    /// # Safety
    /// `out` is NULL or can be written to, until the number is given.
    pub(super) unsafe fn new(out: *mut i64) -> Self {
        let number = Self(out);
        number.write(0);
        number
    }

    pub(super) fn give(self, number: u64) {
        self.write(i64::try_from(number).unwrap_or(i64::MAX));
    }

    fn write(&self, number: i64) {
        if !self.0.is_null() {
            // SAFETY: as the caller of `new` promises.
            unsafe { self.0.write(number) };
        }
    }
}

pub(super) fn null(name: &str) -> Error {
    Error::new(ErrorKind::NullArgument, format!("{name} is NULL"))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    /// Counts how often it was ended.
    struct Noun(Rc<Cell<u32>>);

    impl Handle for Noun {
        type Ownership = Boxed;
    }

    impl Drop for Noun {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }

    #[test]
    fn a_handle_is_ended_once_whether_it_comes_to_c_or_not() {
        let ended = Rc::new(Cell::new(0));
        drop(Owned::new(Noun(Rc::clone(&ended))));
        assert_eq!(ended.get(), 1, "on its way");

        let handle = give(Noun(Rc::clone(&ended)));
        assert_eq!(ended.get(), 1, "C has it");
        // SAFETY: it was just given, and is not used again.
        unsafe { free(handle) };
        assert_eq!(ended.get(), 2, "C gave it back");
        // SAFETY: NULL is nothing.
        unsafe { free(ptr::null_mut::<Noun>()) };
    }

    #[test]
    fn what_is_lent_is_ended_by_nobody_but_its_owner() {
        let ended = Rc::new(Cell::new(0));
        let noun = Noun(Rc::clone(&ended));
        assert!(std::ptr::eq(Lent::new(&noun).as_ptr(), &noun));
        assert!(Lent::<Noun>::new(None).as_ptr().is_null());
        assert_eq!(ended.get(), 0);
    }
}
