//! What the fuzzer kept is tried again by every test run, without it.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use super::{TARGETS, answers};
use crate::error::{Error, ErrorKind};
use crate::token::TokenSet;

/// What is tried elsewhere: the C boundary in `tests/`, the command in its own.
const ELSEWHERE: [&str; 3] = ["arguments", "boundary", "shown"];

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Inputs that reach what no other reaches, and those that found something.
fn inputs(target: &str) -> Vec<PathBuf> {
    let folders = ["corpus", "found"].map(|folder| fuzz().join(folder).join(target));
    let there = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok());
    there.flatten().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn whatever_the_fuzzer_kept_breaks_no_promise() {
    for target in &TARGETS {
        let inputs = inputs(target.name);
        assert!(inputs.len() >= 3, "{} has no corpus", target.name);
        for input in inputs {
            // It is the last line where a promise is broken.
            println!("{}", input.display());
            (target.run)(&fs::read(&input).unwrap());
        }
    }
}

#[test]
fn no_input_and_plain_nonsense_break_no_promise() {
    for target in &TARGETS {
        for nonsense in [
            &b""[..],
            b"\0",
            b"\xff\xfe\xfd",
            &[b'{'; 3000],
            &[0x80; 3000],
        ] {
            (target.run)(nonsense);
        }
    }
}

#[test]
fn whatever_the_fuzzer_kept_is_tried_by_somebody() {
    for folder in ["corpus", "found"] {
        for entry in fs::read_dir(fuzz().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let is_here = TARGETS.iter().any(|target| target.name == name);
            assert!(is_here || ELSEWHERE.contains(&&*name), "{folder}/{name}");
        }
    }
}

#[test]
fn a_broken_promise_is_seen() {
    let at = std::time::SystemTime::UNIX_EPOCH;
    let unsound = TokenSet::of_session("a\nb".into(), None, None, None, at);
    assert!(catch_unwind(|| answers::is_sound(&unsound)).is_err());
    let telling = Error::new(ErrorKind::ServerError, "you sent s3cr3t");
    assert!(catch_unwind(|| answers::is_fit_to_be_told(&telling, &answers::SECRETS)).is_err());
}
