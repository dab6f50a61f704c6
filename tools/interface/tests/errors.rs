//! What the description says of codes is what the library does.

#![allow(missing_docs)]

use omnifund_interface::{Interface, Value};

// The library's own, as it stands.
#[allow(dead_code)]
#[path = "../../../src/error/kind.rs"]
mod kind;

use kind::ErrorKind;

fn codes() -> Vec<Value> {
    let json = include_str!("../../../include/omnifund-api.json");
    let interface = Interface::from_json(json).unwrap();
    let codes = interface.enums.into_iter().find(|one| one.name == "code");
    codes.unwrap().values
}

/// Whether a name in Rust is a constant's.
fn is_same(in_rust: &str, constant: &str) -> bool {
    in_rust.eq_ignore_ascii_case(&constant.replace('_', ""))
}

#[test]
fn each_code_has_the_advice_and_the_outcome_that_the_library_gives_it() {
    let codes = codes();
    assert!(codes.len() > 60);
    for code in codes {
        // SAFETY: the enumeration is `repr(C)`, and the description has its numbers: the names show that.
        let kind: ErrorKind = unsafe { std::mem::transmute(code.number) };
        assert!(
            is_same(&format!("{kind:?}"), &code.name),
            "{kind:?} {}",
            code.name
        );
        let verdict = code.verdict.expect(&code.name);
        assert!(
            is_same(&format!("{:?}", kind.advice()), &verdict.advice),
            "{kind:?} {verdict:?}"
        );
        assert!(
            is_same(&format!("{:?}", kind.outcome()), &verdict.outcome),
            "{kind:?} {verdict:?}"
        );
        assert!(!verdict.remedy.is_empty(), "{kind:?}");
    }
}
