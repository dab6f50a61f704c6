//! What SECURITY.md promises is tested where it says so.

use std::fs;

use crate::common::root;

/// Each file of tests that a text names, with the name of a test behind it: `tests/x.rs: a_sentence`.
fn named(text: &str) -> Vec<(String, String)> {
    let code = text.split('`').skip(1).step_by(2);
    let pairs = code.filter_map(|code| code.split_once(".rs: "));
    pairs
        .map(|(file, test)| (format!("{file}.rs"), test.to_owned()))
        .collect()
}

#[test]
fn each_test_that_a_promise_names_is_there() {
    let mut missing = Vec::new();
    for (text, least) in [("SECURITY.md", 40), ("docs/proof.md", 0)] {
        let words = fs::read_to_string(root().join(text)).unwrap();
        let named = named(&words);
        assert!(named.len() >= least, "{text} names {} tests", named.len());
        for (file, test) in named {
            let source = fs::read_to_string(root().join(&file)).unwrap_or_default();
            if !source.contains(&format!("fn {test}() {{")) {
                missing.push(format!("{text}: {file} has no test {test}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn each_promise_names_its_test() {
    let words = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let (_, promises) = words.split_once("\n## What is promised\n").unwrap();
    let (promises, _) = promises.split_once("\n## ").unwrap();
    let rows = promises
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1);
    let mut count = 0;
    for row in rows {
        assert!(row.contains(".rs: "), "without a test: {row}");
        count += 1;
    }
    assert!(count >= 20, "{count}");
}
