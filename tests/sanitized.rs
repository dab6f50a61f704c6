//! What a sanitizer sees of the library that it was compiled into (`scripts/sanitize`): planted faults, so that its
//! silence elsewhere says something; and Python's raw calls, all of them.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::path::PathBuf;
use std::process::{Command, Output};

use common::c::{self, program};
use common::{LocalServer, Scratch, root};

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

/// The runtime, for a program that was compiled without it.
fn runtime(kind: &str) -> PathBuf {
    let name = match kind {
        "thread" => "libtsan.so",
        _ => "libasan.so",
    };
    let output = Command::new("cc")
        .arg(format!("-print-file-name={name}"))
        .output()
        .unwrap();
    PathBuf::from(String::from_utf8(output.stdout).unwrap().trim())
        .canonicalize()
        .unwrap()
}

#[test]
fn python_calls_every_function_with_whatever_is_wrong_and_nothing_is_reported() {
    let Some(kind) = sanitizer() else {
        return;
    };
    let server = LocalServer::start();
    let scratch = Scratch::new("sanitized-sweep");
    let region = scratch.path("plain.h");
    std::fs::write(&region, c::plain_region()).unwrap();
    let options = std::env::var("ASAN_OPTIONS").unwrap_or_default();
    let output = c::command_for(common::python(), &server)
        .arg(root().join("tests/boundary/sweep.py"))
        .arg(&region)
        .arg(root().join("include/omnifund-api.json"))
        .arg(c::library_directory().join("libomnifund.so"))
        .current_dir(scratch.path("."))
        .env("LD_PRELOAD", runtime(&kind))
        // The interpreter keeps what it has until its end.
        .env("ASAN_OPTIONS", options + ":detect_leaks=0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}
