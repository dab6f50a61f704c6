//! What the header says never blocks.

use crate::House;

/// Of functions that say so, those that try held pairs again: that waits for a disk or a database.
fn blocking_all_the_same(source: &str) -> Vec<&str> {
    let functions = source.split("#[unsafe(no_mangle)]\n");
    let with_docs = functions.clone().zip(functions.skip(1));
    with_docs
        .filter(|(before, function)| {
            let says_so = before
                .rsplit("\n\n")
                .next()
                .unwrap()
                .contains("Never blocks");
            says_so
                && function
                    .split("\n}\n")
                    .next()
                    .unwrap()
                    .contains("fallible(err")
        })
        .map(|(_, function)| function.lines().next().unwrap())
        .collect()
}

#[test]
fn what_never_blocks_waits_for_no_store() {
    for (name, source) in &House::of("src").0 {
        if name.starts_with("ffi/") {
            assert_eq!(blocking_all_the_same(source), [""; 0], "{name}");
        }
    }
    let source = "/// Never blocks.\n#[unsafe(no_mangle)]\nfn one() {\n fallible(err, || {\n}\n";
    assert_eq!(blocking_all_the_same(source), ["fn one() {"]);
}
