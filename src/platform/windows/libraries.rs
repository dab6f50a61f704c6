//! Libraries that are loaded while the program runs.

use std::ffi::{CStr, OsString, c_void};
use std::io;
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::ptr;

use windows_sys::Win32::System::LibraryLoader::{
    GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
    GetModuleFileNameW, GetModuleHandleExW, GetProcAddress, LoadLibraryW,
};

/// What the file of a library is called, with the number of its interface.
pub(crate) fn file_name(library: &str, interface: u32) -> String {
    format!("{library}-{interface}.dll")
}

/// Loads a library for as long as the process lasts, and gives what it has under that name, or the loader's words.
pub(crate) fn symbol(path: &Path, wanted: &CStr) -> Result<*mut c_void, String> {
    let path: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let said = || io::Error::last_os_error().to_string();
    // SAFETY: its entry point runs, which is what loading it is; who may name it may run it.
    let handle = unsafe { LoadLibraryW(path.as_ptr()) };
    if handle.is_null() {
        return Err(said());
    }
    // SAFETY: the handle is open, and the name ends with a NUL.
    let symbol = unsafe { GetProcAddress(handle, wanted.as_ptr().cast()) };
    symbol.map_or_else(|| Err(said()), |symbol| Ok(symbol as *mut c_void))
}

/// The DLL or program that this code is in.
pub(crate) fn own_file() -> Option<PathBuf> {
    let mut module = ptr::null_mut();
    let mut name = vec![0_u16; 32 * 1024];
    let here = (own_file as fn() -> Option<PathBuf>) as *const u16;
    let how = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    // SAFETY: the address is one of this code's, and no more is written than there is room for.
    let length = unsafe {
        if GetModuleHandleExW(how, here, &mut module) == 0 {
            return None;
        }
        GetModuleFileNameW(module, name.as_mut_ptr(), name.len() as u32)
    };
    let name = name.get(..usize::try_from(length).ok()?)?;
    (!name.is_empty()).then(|| OsString::from_wide(name).into())
}
