//! A panic inside the library becomes a code, and its words stay inside.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::process::Command;

use common::{Scratch, building, root, target_directory};
use omnifund::{Advice, ErrorKind};

#[test]
fn a_panic_in_a_real_function_becomes_a_code_and_prints_nothing() {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["rustc", "--quiet", "--package", "omnifund", "--lib"])
        .args(["--features", "panic-probe", "--crate-type", "cdylib"])
        .current_dir(root());
    assert!(building(&mut cargo).status().unwrap().success());
    let library = target_directory().join("debug");

    let scratch = Scratch::new("panic");
    let program = scratch.path("panic");
    let compiled = Command::new("cc")
        .arg(root().join("tests/c/panic.c"))
        .arg("-I")
        .arg(root().join("include"))
        .arg("-L")
        .arg(&library)
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .args(["-lomnifund", "-o"])
        .arg(&program)
        .status()
        .unwrap();
    assert!(compiled.success());

    let output = Command::new(program).output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let expected = format!("{} {} ", ErrorKind::Panic.code(), Advice::Bug as i32);
    assert!(stdout.starts_with(&expected), "{stdout}");
    assert!(
        stdout.contains("guard.rs"),
        "the place helps whoever mends it: {stdout}"
    );
    assert!(!stdout.contains("hunter2"), "{stdout}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}
