//! A comment stands alone in a hover, and advice has no plural.

use std::fs;

use super::{WRITTEN_IN, files_below, root};

/// How a comment begins that says nothing by itself.
const BEGINNINGS: [&str; 4] = [
    "/// The same, ",
    "//! The same, ",
    "\"\"\"The same, ",
    "* The same, ",
];
const NO_WORDS: [&str; 2] = ["an advice", "advices"];

fn found_in(text: &str) -> Vec<String> {
    let is_wrong = |line: &&str| {
        BEGINNINGS.iter().any(|words| line.contains(words))
            || NO_WORDS.iter().any(|words| line.contains(words))
    };
    text.lines().filter(is_wrong).map(str::to_owned).collect()
}

#[test]
fn comments_stand_alone() {
    let directories = [
        "src",
        "bindings",
        "cli",
        "fuzz",
        "local-server/src",
        "stores",
        "tools",
    ];
    for directory in directories {
        for path in WRITTEN_IN
            .iter()
            .flat_map(|ending| files_below(&root().join(directory), ending))
        {
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(found_in(&text), [""; 0], "{}", path.display());
        }
    }
}

#[test]
fn one_that_does_not_is_found() {
    assert_eq!(
        found_in("    /// The same, with a budget.\nlet a = 1;").len(),
        1
    );
    assert_eq!(found_in("one advice, two advices").len(), 1);
}
