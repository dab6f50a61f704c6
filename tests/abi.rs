//! The binary interface as C compilers see it, against the one that was promised: a program that was compiled then runs
//! with the library of now. A break fails unless the SONAME moves, whose number names the promise.
//!
//! libabigail compares. What it reads is a library made of the header, with each function's signature and nothing in
//! it: types as C has them, and the same whichever Rust compiler made the real one, whose names `tests/header.rs` holds
//! against the header; it also has the constants, whose numbers no function's signature shows.

#![allow(missing_docs)]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Scratch, c, root};

/// Set by `make abi`, for whoever has added something: keeps that too. `grown` also keeps what is told as a difference,
/// for the one kind that is no break and that libabigail can't tell from one: a field at the end of a structure that
/// begins with its own size.
const KEEP: &str = "OMNIFUND_KEEP_ABI";

/// In which bit of its status abidiff tells of a difference; the others are troubles of its own.
const DIFFERS: i32 = 4;

/// What was promised.
fn kept() -> PathBuf {
    let abi = c::description()["abi"].clone();
    root().join(format!("tests/abi/libomnifund.so.{abi}.abi"))
}

fn run(command: &mut Command) -> Output {
    let output = command
        .output()
        .expect("binutils, cc and abigail-tools are there");
    assert!(
        output
            .status
            .code()
            .is_some_and(|code| code & !(DIFFERS | 8) == 0),
        "{command:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Whether libabigail is there, as `make test` has it.
fn is_there() -> bool {
    let there = Command::new("abidiff").arg("--version").output().is_ok();
    if !there {
        println!("not tried: no abidiff (Debian's abigail-tools, which `make setup` installs)");
    }
    there
}

/// A library of the header's functions, as libabigail describes it.
fn described(scratch: &Scratch, header: &str, functions: &str) -> PathBuf {
    let (source, library) = (scratch.path("stub.c"), scratch.path("libomnifund.so.1"));
    std::fs::write(scratch.path("omnifund.h"), header).unwrap();
    std::fs::write(&source, format!("#include \"omnifund.h\"\n{functions}")).unwrap();
    run(Command::new("cc")
        .args([
            "-g",
            "-w",
            "-shared",
            "-fPIC",
            "-Wl,-soname,libomnifund.so.1",
            "-o",
        ])
        .args([&library, &source]));
    let made = scratch.path("now.abi");
    run(Command::new("abidw")
        .args([
            "--no-show-locs",
            "--no-comp-dir-path",
            "--no-corpus-path",
            "--out-file",
        ])
        .args([&made, &library]));
    made
}

fn header() -> String {
    std::fs::read_to_string(root().join("include/omnifund.h")).unwrap()
}

/// Each function of the header, defined.
fn functions() -> String {
    let description = c::description();
    let functions = description["functions"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    functions
        .map(|function| {
            let parameters = function["parameters"].as_array().unwrap().iter();
            let parameters: Vec<_> = parameters
                .map(|one| format!("{} {}", text(&one["c_type"]), text(&one["name"])))
                .collect();
            let parameters = match parameters.is_empty() {
                true => "void".to_owned(),
                false => parameters.join(", "),
            };
            let (returns, name) = (
                text(&function["returns"]["c_type"]),
                text(&function["c_name"]),
            );
            let value = if returns == "void" { "" } else { "0" };
            format!("{returns} {name}({parameters}) {{ return {value}; }}\n")
        })
        .collect()
}

/// What is other than promised, in libabigail's words; with what is new beside it, where that is asked for.
fn differences(promised: &Path, now: &Path, new_too: bool) -> Option<String> {
    let mut abidiff = Command::new("abidiff");
    if !new_too {
        abidiff.arg("--no-added-syms");
    }
    let output = run(abidiff.args([promised, now]));
    let differs = output.status.code() != Some(0);
    differs.then(|| String::from_utf8(output.stdout).unwrap())
}

#[test]
fn whoever_was_compiled_with_an_older_header_runs_with_this_library() {
    if !is_there() {
        return;
    }
    let scratch = Scratch::new("abi");
    let now = described(&scratch, &header(), &functions());
    let kept = kept();
    let keep = std::env::var(KEEP).ok();
    if kept.exists() && keep.as_deref() != Some("grown") {
        let broken = differences(&kept, &now, false);
        assert!(
            broken.is_none(),
            "a program that was compiled before goes wrong; undo it, or raise the ABI number and the SONAME with it \
             (CONTRIBUTING.md, Release)\n{}",
            broken.unwrap_or_default()
        );
    }
    if kept.exists() && differences(&kept, &now, true).is_none() {
        return;
    }
    assert!(
        keep.is_some(),
        "{} has not all that is promised from now on: run `make abi`",
        kept.display()
    );
    std::fs::copy(now, kept).unwrap();
}

/// One text in another's place, which is there.
fn with(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

#[test]
fn each_kind_of_break_is_found_and_a_new_function_is_none() {
    if !is_there() {
        return;
    }
    let scratch = Scratch::new("abi-broken");
    let (header, functions) = (header(), functions());
    let found = |header: &str, functions: &str| {
        let now = described(&scratch, header, functions);
        differences(&kept(), &now, false)
    };
    let declared = "int64_t omnifund_token_expires_in(const omnifund_token *token);\n";
    let defined = "int64_t omnifund_token_expires_in(const omnifund_token * token) { return 0; }\n";
    let removed = found(&with(&header, declared, ""), &with(&functions, defined, ""));
    assert!(removed.unwrap().contains("omnifund_token_expires_in"));

    let narrower = |text: &str| text.replace("int64_t", "int32_t");
    let narrowed = found(
        &with(&header, declared, &narrower(declared)),
        &with(&functions, defined, &narrower(defined)),
    );
    assert!(narrowed.unwrap().contains("omnifund_token_expires_in"));

    let field = "    void *call;\n    /*\n     * Takes the record";
    for moved in [
        field.replace("void *call", "int64_t call"),
        format!("    int64_t new_one;\n{field}"),
    ] {
        let moved = found(&with(&header, field, &moved), &functions);
        assert!(moved.unwrap().contains("omnifund_store_functions"));
    }
    let callback = "(*omnifund_output_callback)(void *userdata, const char *bytes, int64_t length)";
    let longer = callback.replace("length", "length, int32_t more");
    let longer = found(&with(&header, callback, &longer), &functions);
    assert!(longer.unwrap().contains("omnifund_output_callback"));

    let added = functions + "void omnifund_new_one(void) {}\n";
    assert_eq!(found(&header, &added), None);
}
