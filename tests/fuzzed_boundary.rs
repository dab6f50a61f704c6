//! The C boundary, called as the fuzzer called it: any functions in any order, on one thread or several.

#![cfg(all(feature = "capi", unix))]
#![allow(missing_docs)]

#[path = "../fuzz/src/boundary/mod.rs"]
mod boundary;
mod common;

use std::ffi::CString;
use std::fs;

use boundary::Boundary;
use common::{Scratch, c, root};

/// The library that programs get.
fn shipped() -> Boundary {
    let library = c::library_directory().join("libomnifund.so");
    let library = CString::new(library.to_str().unwrap()).unwrap();
    // SAFETY: it is a library whose constructors may run here, and it stays.
    let library = unsafe { libc::dlopen(library.as_ptr(), libc::RTLD_NOW) };
    assert!(!library.is_null());
    Boundary::new(|name| {
        let name = CString::new(name).unwrap();
        // SAFETY: the library is open.
        unsafe { libc::dlsym(library, name.as_ptr()).cast_const().cast() }
    })
}

#[test]
fn whatever_a_program_calls_in_whatever_order_nothing_panics_and_errors_are_whole() {
    let boundary = shipped();
    let scratch = Scratch::new("fuzzed boundary");
    std::env::set_current_dir(scratch.path(".")).unwrap();
    let folders =
        ["corpus", "found"].map(|folder| root().join("fuzz").join(folder).join("boundary"));
    let there = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok());
    let inputs: Vec<_> = there.flatten().map(|entry| entry.unwrap().path()).collect();
    assert!(inputs.len() >= 3, "there is no corpus");
    for input in inputs {
        // It is the last line where a promise is broken.
        println!("{}", input.display());
        boundary.play(&fs::read(&input).unwrap());
    }
}
