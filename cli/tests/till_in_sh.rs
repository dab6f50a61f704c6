//! The till in a shell, examples/sh/till.sh: all pages of a filtered collection, and a change whose answer is lost.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::process::Command;

use serde_json::{Value, json};
use till::common::USERNAME;
use till::{Ran, Till, run};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/sh/till.sh");

fn till_of(till: &Till, name: &str) -> Ran {
    let mut shell = Command::new(SCRIPT);
    let programs = std::path::Path::new(env!("CARGO_BIN_EXE_omnifund")).parent();
    let path = std::env::var("PATH").unwrap();
    shell.env("PATH", format!("{}:{path}", programs.unwrap().display()));
    for (name, value) in till.command().get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    run(shell.args([USERNAME, name]), "")
}

/// The arrays that it printed.
fn collections(ran: &Ran) -> Vec<usize> {
    let arrays = ran.stdout.split_inclusive("]\n").filter_map(|part| {
        let begin = part.find('[')?;
        serde_json::from_str::<Vec<Value>>(&part[begin..]).ok()
    });
    arrays.map(|one| one.len()).collect()
}

#[test]
fn it_has_all_pages_and_makes_one_more() {
    let till = Till::signed_in("till-in-sh");
    let ran = till_of(&till, "Abbot");
    assert_eq!(ran.status, 0, "{ran:?}");
    let before = *collections(&ran)
        .first()
        .unwrap_or_else(|| panic!("{ran:?}"));
    assert!(before > 1, "{ran:?}");
    assert!(ran.stdout.contains("The customer is made."), "{ran:?}");
    assert_eq!(collections(&till_of(&till, "Abbot")), [before + 1]);
}

#[test]
fn where_the_answer_is_lost_it_says_so_and_shows_what_there_is() {
    let till = Till::signed_in("till-in-sh-lost");
    for (fault, more) in [("drop_reply", 1), ("cut_request", 0)] {
        till.server
            .faults(json!([{"at": "api", "method": "POST", "times": 1, fault: true}]));
        let ran = till_of(&till, "Abbot");
        assert_eq!(ran.status, 11, "{ran:?}");
        assert!(ran.stdout.contains("may be made"), "{ran:?}");
        let seen = collections(&ran);
        assert_eq!(seen[1], seen[0] + more, "{fault}: {ran:?}");
    }
}
