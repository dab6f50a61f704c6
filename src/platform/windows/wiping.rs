//! Memory that is given back is wiped first, whoever used it: the HTTP and TLS libraries' buffers hold
//! tokens too, and know nothing of secrets.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::ptr;

/// The system's allocator, which wipes what it takes back.
struct Wiping;

// For the C artefacts only: a Rust program chooses its own.
#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

// SAFETY: the system's allocator does the work.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises: the memory is of that size, and nobody uses it any more.
        unsafe {
            ptr::write_bytes(memory, 0, layout.size());
            // Or the compiler would see that nobody reads it.
            black_box(memory);
            System.dealloc(memory, layout);
        }
    }

    /// Always to another place: the system's own would leave a copy at the old one.
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as the caller promises; its size, rounded up, is not too large.
        unsafe {
            let moved = System.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(memory, moved, layout.size().min(size));
                self.dealloc(memory, layout);
            }
            moved
        }
    }
}
