//! What the command says of a store that is not there, and of users who are not in it.

#![allow(missing_docs)]

mod till;

use till::common::{PASSWORD, USERNAME};
use till::{Till, run};

#[test]
fn where_the_stores_path_is_mistyped_every_reader_says_so_and_makes_none() {
    let till = Till::signed_in("cli-mistyped");
    let mistyped = till.path("mistyped");
    for arguments in [
        &["doctor"][..],
        &["status"],
        &["status", USERNAME],
        &["status", "--prometheus"],
        &["list"],
        &["keep-alive"],
        &["token", USERNAME],
        &["login", USERNAME],
        &["export", USERNAME],
        &["recover", USERNAME],
        &["sign-out", USERNAME],
        &["forget", USERNAME],
        &["client", "list"],
        &["client", "rename", "a", "b"],
        &["client", "replace", "a", "1_b", "--secret-stdin"],
        &["client", "remove", "a"],
        &["key", "prepare"],
        &["key", "rotate"],
    ] {
        let ran = run(
            till.command()
                .env("OMNIFUND_STORE", &mistyped)
                .args(arguments),
            "secret",
        );
        assert_eq!(ran.status, 14, "{arguments:?}: {ran:?}");
        let said = format!("{}{}", ran.stdout, ran.stderr);
        let wanted = format!("there is no store at {}", mistyped.display());
        assert!(said.contains(&wanted), "{arguments:?}: {said}");
        assert!(!mistyped.exists(), "{arguments:?}");
        assert!(!till.path("mistyped.key").exists(), "{arguments:?}");
    }
}

#[test]
fn a_user_who_has_no_session_can_be_neither_signed_out_nor_forgotten() {
    let till = Till::signed_in("cli-nobody");
    let guessed = till.run(&["sign-in", "stranger", "--password-stdin"], "guess");
    assert_eq!(guessed.status, 12, "{guessed:?}");
    for command in ["sign-out", "forget"] {
        let said = till.fails(&[command, "stranger"], 15);
        assert!(said.contains("no session of stranger"), "{said}");
    }
    assert!(!till.shows(&["list"]).contains("stranger"));
}

#[test]
fn a_forgotten_user_is_listed_no_more_and_signs_in_anew() {
    let till = Till::signed_in("cli-forgotten");
    till.shows(&["sign-out", USERNAME]);
    assert!(till.shows(&["list"]).contains(USERNAME));
    till.shows(&["forget", USERNAME]);
    assert!(!till.shows(&["list"]).contains(USERNAME));
    let signed_in = till.run(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
    assert_eq!(signed_in.status, 0, "{signed_in:?}");
    till.shows(&["token", USERNAME]);
}

#[test]
fn the_command_makes_the_store_that_programs_must_not() {
    let till = Till::new("cli-must-exist");
    let added = run(
        till.command()
            .env("OMNIFUND_STORE", till.path("another"))
            .env("OMNIFUND_STORE_MUST_EXIST", "yes")
            .args(["client", "add", "Till 8", "1_8", "--secret-stdin"]),
        "secret",
    );
    assert_eq!(added.status, 0, "{added:?}");
    assert!(till.path("another").exists());
}
