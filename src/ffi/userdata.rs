//! What a program hands to its own callbacks.

use std::ffi::c_void;

/// Ends what `userdata` points to. It is called once, when the library has no more need of it, on whatever thread
/// that is; it must not call the library.
pub type omnifund_userdata_callback = Option<unsafe extern "C" fn(userdata: *mut c_void)>;

/// Given back when dropped.
pub(super) struct Userdata {
    pointer: *mut c_void,
    destroy: omnifund_userdata_callback,
}

// SAFETY: the header says on which threads a callback is called, and that it may be any that ends it.
unsafe impl Send for Userdata {}
unsafe impl Sync for Userdata {}

impl Userdata {
    pub(super) fn new(pointer: *mut c_void, destroy: omnifund_userdata_callback) -> Self {
        Self { pointer, destroy }
    }

    pub(super) fn get(&self) -> *mut c_void {
        self.pointer
    }
}

impl Drop for Userdata {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // SAFETY: nobody else has it any more.
            unsafe { destroy(self.pointer) };
        }
    }
}
