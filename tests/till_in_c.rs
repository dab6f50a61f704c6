//! The till in C, examples/c/till.c: all pages of a filtered collection, and a change whose answer is lost.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::c::{command_for, compile_as};
use common::{LocalServer, PASSWORD, Scratch, USERNAME, root};
use serde_json::{Value, json};

/// As C89 has it, without a warning.
fn till() -> &'static Path {
    static TILL: OnceLock<PathBuf> = OnceLock::new();
    TILL.get_or_init(|| compile_as("c89", &root().join("examples/c/till.c")))
}

struct Shop {
    server: LocalServer,
    scratch: Scratch,
}

#[derive(Debug)]
struct Ran {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Shop {
    fn new(name: &str) -> Self {
        Self {
            server: LocalServer::controlled(&[]),
            scratch: Scratch::on_disk(name),
        }
    }

    fn run(&self, last_name: &str) -> Ran {
        self.run_as(&mut command_for(till(), &self.server), last_name)
    }

    fn run_as(&self, till: &mut Command, last_name: &str) -> Ran {
        let output = till
            .env("OMNIFUND_STORE", self.scratch.path("store"))
            .env("OMNIFUND_USERNAME", USERNAME)
            .env("OMNIFUND_PASSWORD", PASSWORD)
            .arg(last_name)
            .output()
            .unwrap();
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// For the next change.
    fn fault(&self, fault: &str) {
        self.server
            .faults(json!([{"at": "api", "method": "POST", "times": 1, fault: true}]));
    }
}

impl Ran {
    /// The pages that it printed, and the last names on each.
    fn pages(&self) -> Vec<Vec<String>> {
        let pages = self
            .stdout
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let last_names = |page: Value| {
            let members = page["hydra:member"].as_array().unwrap().clone();
            let names = members.iter().map(|one| one["lastName"].as_str().unwrap());
            names.map(str::to_owned).collect()
        };
        pages.map(last_names).collect()
    }

    fn customers(&self) -> usize {
        self.pages().concat().len()
    }
}

#[test]
fn it_has_all_pages_of_a_filter_and_makes_one_more() {
    let shop = Shop::new("till-in-c");
    let ran = shop.run("Abbot");
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stdout.ends_with("The customer is made.\n"), "{ran:?}");
    assert!(ran.pages().len() > 1, "{ran:?}");
    let others: Vec<String> = ran.pages().concat();
    assert!(others.iter().all(|name| name == "Abbot"), "{ran:?}");
    assert_eq!(shop.run("Abbot").customers(), ran.customers() + 1);
}

#[test]
fn where_the_answer_is_lost_it_says_so_and_shows_what_there_is() {
    let shop = Shop::new("till-in-c-lost");
    for (fault, more) in [("drop_reply", 1), ("cut_request", 0)] {
        let before = shop.run("Abbot").customers() + 1;
        shop.fault(fault);
        let ran = shop.run("Abbot");
        assert_eq!(ran.status, Some(2), "{fault}: {ran:?}");
        assert!(ran.stdout.contains("may be made"), "{ran:?}");
        // Those before it, and those after.
        assert_eq!(ran.customers(), 2 * before + more, "{fault}: {ran:?}");
    }
}

#[test]
fn what_was_refused_or_never_left_is_not_made() {
    let shop = Shop::new("till-in-c-refused");
    let before = shop.run("Abbot").customers() + 1;
    shop.server
        .faults(json!([{"at": "api", "method": "POST", "times": 1, "status": 422}]));
    let refused = shop.run("Abbot");
    assert_eq!(refused.status, Some(1), "{refused:?}");
    assert!(refused.stdout.contains("is not made"), "{refused:?}");
    assert!(refused.stderr.contains("answers 422"), "{refused:?}");
    let mut astray = command_for(till(), &shop.server);
    let astray = shop.run_as(
        astray.env("OMNIFUND_BASE_URL", "http://127.0.0.1:1"),
        "Abbot",
    );
    assert_eq!(astray.status, Some(1), "{astray:?}");
    assert_eq!(shop.run("Abbot").customers(), before);
}

#[test]
fn a_name_of_any_characters_is_one_name() {
    let shop = Shop::new("till-in-c-names");
    for name in [r#"O"Neill\"#, "Müller & Sons", "a\tb"] {
        let ran = shop.run(name);
        assert_eq!((ran.status, ran.customers()), (Some(0), 0), "{ran:?}");
        assert_eq!(shop.run(name).pages().concat(), [name]);
    }
}
