//! The boundary, swept by machine: every function of the header, with everything that is wrong.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use common::{LocalServer, Scratch, c, root};

#[test]
fn no_function_takes_null_bad_text_or_extreme_numbers_badly() {
    let server = LocalServer::start();
    let scratch = Scratch::new("sweep");
    let region = scratch.path("plain.h");
    std::fs::write(&region, c::plain_region()).unwrap();
    let output = c::command_for(common::python(), &server)
        .arg(root().join("tests/boundary/sweep.py"))
        .arg(&region)
        .arg(root().join("include/omnifund-api.json"))
        .arg(c::library_directory().join("libomnifund.so"))
        .current_dir(scratch.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(
        output.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
