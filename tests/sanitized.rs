//! What a sanitizer sees of the library that it was compiled into (`scripts/sanitize`): planted faults, so that its
//! silence elsewhere says something.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::process::{Command, Output};

use common::c::{self, program};

/// Its kind, where there is one.
fn sanitizer() -> Option<String> {
    let kind = c::sanitizer();
    if kind.is_none() {
        println!(
            "not tried: the library has no sanitizer in it; scripts/sanitize builds one with it"
        );
    }
    kind
}

/// It ended by a report of this kind, in which the library's own source is named.
#[track_caller]
fn assert_reported(output: &Output, what: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(99), "{said}");
    assert!(said.contains(what), "{said}");
    assert!(said.contains("src/ffi/"), "{said}");
}

#[test]
fn a_planted_fault_is_reported_with_its_place_in_the_library() {
    let Some(kind) = sanitizer() else {
        return;
    };
    let faults: &[(&str, &str)] = match kind.as_str() {
        "thread" => &[("raced", "data race")],
        _ => &[
            ("used_after_free", "heap-use-after-free"),
            ("leaked", "detected memory leaks"),
        ],
    };
    for (fault, what) in faults {
        let output = Command::new(program(&format!("faults/{fault}")))
            .output()
            .unwrap();
        assert_reported(&output, what);
    }
}
