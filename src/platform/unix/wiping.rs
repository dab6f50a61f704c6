//! Memory that is given back is wiped first, whoever used it: the HTTP and TLS libraries' buffers hold
//! tokens too, and know nothing of secrets.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::{CStr, c_int, c_void};
use std::hint::black_box;
use std::ptr;
use std::sync::atomic::{AtomicU8, Ordering};

/// The system's allocator, which wipes what it takes back.
struct Wiping;

// For the C artefacts only: a Rust program chooses its own.
#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

/// Apart from all that frees, and told nothing but where: to name a size at each place would be a hundredth of
/// the library.
///
/// # Safety
/// `memory` is from the system's allocator, and nobody uses it any more.
#[inline(never)]
unsafe extern "C" fn wipe_and_free(memory: *mut u8) {
    // SAFETY: as the caller promises; what the system gave more than was asked for is ours, too.
    unsafe {
        if sizes_are_known() {
            ptr::write_bytes(memory, 0, libc::malloc_usable_size(memory.cast()));
            // Or the compiler would see that nobody reads it.
            black_box(memory);
        }
        libc::free(memory.cast());
    }
}

/// Whether `malloc_usable_size` is of the library that `malloc` is of. A program can bring its own `malloc`
/// and nothing else, and the C library would take what stands before its memory for a size.
fn sizes_are_known() -> bool {
    const YES: u8 = 1;
    const NO: u8 = 2;
    static KNOWN: AtomicU8 = AtomicU8::new(0);
    match KNOWN.load(Ordering::Relaxed) {
        YES => true,
        NO => false,
        _ => {
            let same = are_of_one_library(c"malloc", c"malloc_usable_size");
            KNOWN.store(if same { YES } else { NO }, Ordering::Relaxed);
            same
        }
    }
}

/// Whether two names are found in one library; also in a program that is linked statically throughout, where neither
/// can be looked up. `dladdr` would tell, and read all names of the C library for it, which is a fifth of a process that
/// asks for one token.
#[cold]
fn are_of_one_library(first: &CStr, second: &CStr) -> bool {
    // SAFETY: both calls only look, and allocate nothing for a name that is found.
    unsafe {
        let found = |name: &CStr| libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) as usize;
        let mut places = [found(first), found(second)];
        places == [0; 2]
            || libc::dl_iterate_phdr(Some(has_both), ptr::from_mut(&mut places).cast()) == 1
    }
}

/// Of a library: 0 where neither place is in it, so that the next is asked; 1 where both are, 2 where one is.
///
/// # Safety
/// `library` is a library's, and `places` two places.
unsafe extern "C" fn has_both(
    library: *mut libc::dl_phdr_info,
    _: usize,
    places: *mut c_void,
) -> c_int {
    // SAFETY: as the caller promises; a library's headers are as many as it says.
    let (library, places) = unsafe { (&*library, &*places.cast::<[usize; 2]>()) };
    let mut found = [false; 2];
    for at in 0..usize::from(library.dlpi_phnum) {
        // SAFETY: as above.
        let part = unsafe { &*library.dlpi_phdr.add(at) };
        let begins = (library.dlpi_addr as usize).wrapping_add(part.p_vaddr as usize);
        for (found, place) in found.iter_mut().zip(places) {
            *found |=
                part.p_type == libc::PT_LOAD && place.wrapping_sub(begins) < part.p_memsz as usize;
        }
    }
    match found {
        [true, true] => 1,
        [false, false] => 0,
        _ => 2,
    }
}

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

    #[inline(always)]
    unsafe fn dealloc(&self, memory: *mut u8, _: Layout) {
        // SAFETY: as the caller promises.
        unsafe { wipe_and_free(memory) };
    }

    /// Always to another place: the system's own would leave a copy at the old one.
    #[inline(never)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_and_shrinks_keeps_its_contents() {
        let mut bytes = Vec::new();
        for byte in 0..10_000_u32 {
            bytes.push(byte as u8);
        }
        bytes.truncate(300);
        bytes.shrink_to_fit();
        assert!(bytes.iter().enumerate().all(|(at, byte)| at as u8 == *byte));
    }

    #[test]
    fn two_names_are_of_one_library_or_not() {
        assert!(are_of_one_library(c"malloc", c"malloc_usable_size"));
        // This one is the test program's, or its loader's.
        assert!(!are_of_one_library(c"malloc", c"_r_debug"));
        assert!(!are_of_one_library(c"malloc", c"no_such_name"));
    }
}
