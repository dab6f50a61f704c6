//! The static archive shows nothing but what is ours, so that it can be linked beside another Rust library's.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::process::Command;

use common::{Scratch, c, root};

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_others_can_see_is_what_the_header_declares() {
    let archive = c::library_directory().join("libomnifund.a");
    let listed = run(Command::new("nm")
        .args(["--defined-only", "--extern-only", "--format=posix"])
        .arg(archive));
    let seen: std::collections::BTreeSet<String> = listed
        .lines()
        .filter(|line| !line.ends_with(':'))
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    assert_eq!(seen, c::declared_functions());
}

#[test]
fn two_rust_libraries_are_linked_into_one_program_in_any_order() {
    let scratch = Scratch::new("two-archives");
    let other = scratch.path("other.rs");
    let text = "#![crate_type = \"staticlib\"]\n\
                #[unsafe(no_mangle)]\n\
                pub extern \"C\" fn other(n: i32) -> i32 {\n    \
                    std::panic::set_hook(Box::new(|_| {}));\n    \
                    std::panic::catch_unwind(|| if n > 1 { panic!() } else { n }).unwrap_or(-1)\n\
                }\n";
    std::fs::write(&other, text).unwrap();
    let theirs = scratch.path("libother.a");
    let mut rustc = Command::new("rustc");
    run(rustc
        .args(["--edition", "2024", "-o"])
        .arg(&theirs)
        .arg(&other));
    let source = scratch.path("two.c");
    let text = "#include <stdio.h>\n#include <omnifund.h>\nint other(int n);\n\
                int main(void)\n{\n    \
                    printf(\"%d %d %s %d\\n\", other(1), other(2), omnifund_version(),\n           \
                        (int)omnifund_store_open_file(NULL, NULL, NULL, NULL));\n    \
                    return 0;\n\
                }\n";
    std::fs::write(&source, text).unwrap();
    let ours = c::library_directory().join("libomnifund.a");
    for (first, second) in [(&ours, &theirs), (&theirs, &ours)] {
        let program = scratch.path("two");
        let mut cc = Command::new("cc");
        cc.arg("-I").arg(root().join("include")).arg(&source);
        cc.arg(first).arg(second);
        run(cc.args(["-lpthread", "-ldl", "-lm", "-o"]).arg(&program));
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            run(&mut Command::new(program)),
            format!("1 -1 {version} 100\n")
        );
    }
}
