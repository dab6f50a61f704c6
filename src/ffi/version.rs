//! Which library this is.

use std::ffi::c_char;

/// Raised when a program that was compiled against an older header would go wrong; with it the header's
/// OMNIFUND_ABI_VERSION, in cbindgen.toml.
const ABI_VERSION: i32 = 1;

/// The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed.
/// Never blocks, any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The number of the binary interface, 1. It is raised when a program compiled against an older
/// header would go wrong; functions and constants are added without raising it. A program that
/// loads the library at run time compares it with its header's OMNIFUND_ABI_VERSION. Never blocks,
/// any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_abi_version() -> i32 {
    ABI_VERSION
}
