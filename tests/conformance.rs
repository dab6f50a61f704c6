//! Stores of somebody else's, tried by the rules.

#![cfg(all(feature = "capi", unix))]
#![allow(missing_docs)]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Scratch, root};

/// Compiles in strict C99, with all warnings as errors.
fn compile(program: &Path, sources: &[&str], options: &[&str]) {
    let sources = sources.iter().map(|source| root().join(source));
    let output = Command::new("cc")
        .args(["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-g"])
        .arg("-I")
        .arg(root().join("include"))
        .arg("-o")
        .arg(program)
        .args(sources)
        .args(options)
        .output()
        .unwrap();
    assert_succeeded(&output);
}

#[track_caller]
fn assert_succeeded(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stdout}\n{stderr}");
    stdout
}

fn example(scratch: &Scratch) -> PathBuf {
    let library = scratch.path("libomnifund_sqlite.so.1");
    let options = ["-fPIC", "-shared", "-lsqlite3"];
    compile(&library, &["examples/c/sqlite_store.c"], &options);
    library
}

#[test]
fn the_example_over_sqlite_keeps_every_rule() {
    let scratch = Scratch::new("conformance");
    let library = example(&scratch);
    let program = scratch.path("conformance");
    let sources = ["conformance/conformance.c", "conformance/main.c"];
    compile(&program, &sources, &["-rdynamic", "-ldl", "-lpthread"]);
    let url = format!("sqlite://{}", scratch.path("sessions.db").display());
    // Twice: it leaves nothing behind that would disturb.
    for _ in 0..2 {
        let tried = Command::new(&program).arg(&library).arg(&url).output();
        let said = assert_succeeded(&tried.unwrap());
        assert_eq!(said.matches("kept").count(), 12, "{said}");
        assert!(said.ends_with("0 broken\n"), "{said}");
    }
}

#[test]
fn five_stores_that_are_broken_as_stores_are_in_the_wild_are_caught() {
    let scratch = Scratch::new("broken stores");
    let program = scratch.path("broken");
    let sources = ["tests/c/broken_stores.c", "conformance/conformance.c"];
    compile(&program, &sources, &["-lpthread"]);
    let said = assert_succeeded(&Command::new(&program).output().unwrap());
    assert!(said.starts_with("sound breaks nothing\n"), "{said}");
    for (store, rule) in [
        ("ignores the fence", "its late holder is refused"),
        ("writes blindly", "only the expected version"),
        (
            "trusts the host's clock",
            "the host's clock does not matter",
        ),
        ("forgets the fence", "a fence outlives its record"),
        ("lists by offset", "a listing under change"),
    ] {
        let caught = |line: &str| line.starts_with(store) && line.contains(rule);
        assert!(said.lines().any(caught), "{store}: {said}");
    }
}
