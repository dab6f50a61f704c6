//! Libraries that are loaded while the program runs.

use std::ffi::{CStr, CString, OsStr, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::ptr;

/// What the file of a library is called, with the number of its interface.
pub(crate) fn file_name(library: &str, interface: u32) -> String {
    format!("lib{library}.so.{interface}")
}

/// Loads a library for as long as the process lasts, and gives what it has under that name, or the loader's words.
pub(crate) fn symbol(path: &Path, wanted: &CStr) -> Result<*mut c_void, String> {
    let path = CString::new(path.as_os_str().as_bytes()).map_err(|error| error.to_string())?;
    // SAFETY: a library's constructors run, which is what loading it is; who may name it may run it.
    let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
    if handle.is_null() {
        return Err(said_by_loader());
    }
    // SAFETY: the handle is open.
    let symbol = unsafe { libc::dlsym(handle, wanted.as_ptr()) };
    if symbol.is_null() {
        return Err(said_by_loader());
    }
    Ok(symbol)
}

fn said_by_loader() -> String {
    // SAFETY: what it gives is this thread's until the loader is called again.
    let said = unsafe { libc::dlerror() };
    if said.is_null() {
        return String::new();
    }
    // SAFETY: it ends with a NUL.
    unsafe { CStr::from_ptr(said) }
        .to_string_lossy()
        .into_owned()
}

/// The shared library that this code is in, where it is in one.
pub(crate) fn own_file() -> Option<PathBuf> {
    let mut info = libc::Dl_info {
        dli_fname: ptr::null(),
        dli_fbase: ptr::null_mut(),
        dli_sname: ptr::null(),
        dli_saddr: ptr::null_mut(),
    };
    // SAFETY: the address is one of this code's, and `info` is there to be written to.
    let found = unsafe {
        libc::dladdr(
            (own_file as fn() -> Option<PathBuf>) as *const c_void,
            &raw mut info,
        )
    };
    if found == 0 || info.dli_fname.is_null() {
        return None;
    }
    // SAFETY: it ends with a NUL, and stays as long as the library.
    let name = unsafe { CStr::from_ptr(info.dli_fname) };
    let path = Path::new(OsStr::from_bytes(name.to_bytes()));
    let is_library = path
        .file_name()?
        .as_bytes()
        .windows(3)
        .any(|part| part == b".so");
    is_library.then(|| std::path::absolute(path).ok()).flatten()
}
