//! What is made of the description is committed as it is made.

#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use omnifund_interface::{Interface, made};

fn interface() -> Interface {
    Interface::from_json(include_str!("../../../include/omnifund-api.json")).unwrap()
}

#[test]
fn what_is_committed_is_what_is_made() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = made::all(&interface());
    assert!(files.len() > 10);
    for file in files {
        let committed = fs::read_to_string(root.join(&file.path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is stale: run `make header`",
            file.path
        );
    }
}

#[test]
fn what_is_made_says_so_in_its_first_lines() {
    for file in made::all(&interface()) {
        let head: String = file.text.lines().take(3).collect();
        assert!(head.contains("tools/interface"), "{}", file.path);
    }
}

/// Whether `mandoc` has something against a page; it is asked where it is there.
#[test]
fn manual_pages_are_as_the_formatter_wants_them() {
    let directory = std::env::temp_dir().join(format!("omnifund-manual-{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    let interface = interface();
    let pages = made::manual::pages(&interface, &directory.to_string_lossy());
    assert!(pages.len() > interface.functions.len() + interface.nouns.len());
    for page in &pages {
        let is_link = page.text.starts_with(".so man3/omnifund");
        assert!(
            is_link || page.text.contains(".SH SYNOPSIS"),
            "{}",
            page.path
        );
        fs::write(&page.path, &page.text).unwrap();
    }
    let nouns = interface
        .nouns
        .iter()
        .map(|noun| directory.join(format!("{}.3", noun.c_name)));
    let linted = std::process::Command::new("mandoc")
        .args(["-T", "lint", "-W", "warning"])
        .args(nouns)
        .output();
    fs::remove_dir_all(&directory).unwrap();
    if let Ok(linted) = linted {
        let said = String::from_utf8_lossy(&linted.stdout);
        // A page that is made has no date of its own.
        let said: Vec<&str> = said
            .lines()
            .filter(|line| !line.contains("missing date"))
            .collect();
        assert_eq!(said, [""; 0]);
    }
}

#[test]
fn no_comment_of_another_language_has_a_name_of_c() {
    let interface = interface();
    let functions = interface.functions.iter().map(|one| &one.c_name);
    let values = interface
        .enums
        .iter()
        .flat_map(|one| one.values.iter().map(|value| &value.c_name));
    let names: BTreeSet<&String> = functions.chain(values).collect();
    // What is Go's alone and nobody's to read speaks of C on purpose, and so does what declares the interface as it is;
    // in Pascal constants keep their names.
    let speaks_of_c = |path: &str| {
        ["/internal/", "/raw/", "raw.", "/pascal/"]
            .iter()
            .any(|part| path.contains(part))
    };
    let files = made::all(&interface).into_iter();
    for file in files.filter(|file| !speaks_of_c(&file.path)) {
        let lines = file.text.lines().map(str::trim_start);
        let comments = lines.filter(|line| {
            let begins = ["#", "*", "//", "/**", "--", ";;", "'"];
            begins.iter().any(|comment| line.starts_with(comment))
        });
        for line in comments {
            let mut words = line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
            let found = words.find(|word| names.contains(&(*word).to_owned()));
            assert_eq!(found, None, "{}: {line}", file.path);
        }
    }
}

#[test]
fn no_trace_of_php_shows_a_secret_that_goes_in() {
    let interface = interface();
    let parameters = interface.functions.iter().flat_map(|one| &one.parameters);
    let secrets = parameters.filter(|one| one.secret).count();
    let files = made::all(&interface);
    let calls = files
        .iter()
        .find(|file| file.path.ends_with("Calls.php"))
        .unwrap();
    assert!(secrets > 10, "{secrets}");
    assert_eq!(
        calls.text.matches("#[\\SensitiveParameter]").count(),
        secrets
    );
}

#[test]
fn a_changed_description_changes_each_language() {
    let before = made::all(&interface());
    let mut changed = interface();
    changed.enums[0].values[0].number += 1;
    changed.enums[0].values[0].name.push_str("_CHANGED");
    let after = made::all(&changed);
    for language in [
        "bindings/go/constants.go",
        "bindings/php/src/Code.php",
        "_constants.py",
        "bindings/csharp/src/Made/Enums.cs",
        "codes.md",
        "OmnifundRaw.pas",
        "omnifund/Code.java",
        "node/src/constants.js",
        "omnifund/constants.rb",
    ] {
        let text = |files: &[made::Made]| {
            let file = files.iter().find(|file| file.path.ends_with(language));
            file.unwrap().text.clone()
        };
        assert_ne!(text(&before), text(&after), "{language}");
    }
}
