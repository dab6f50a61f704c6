//! What is tried with any words in the place of arguments, and with any text that is shown. Plain functions that panic
//! where a promise is broken: `fuzz/` runs them under libFuzzer, and the test here whatever it found worth keeping.

use std::time::Duration;

use clap::Parser;
use omnifund::is_deceptive;
use serde_json::Value;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::{call, document, show, values};

type Target = fn(&[u8]);

/// Each by the name of the folder with its inputs.
const TARGETS: [(&str, Target); 2] = [("arguments", arguments), ("shown", shown)];

/// An argument in each line: a command line is one, or it is told why not, and what it says is fit for a terminal.
fn arguments(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let words = std::iter::once("omnifund").chain(text.split('\n'));
    if let Err(error) = Arguments::try_parse_from(words) {
        let told = Failure::from(error).to_string();
        assert!(!told.is_empty());
        assert!(!show::escaped(&told).contains(is_deceptive));
    }
}

/// What is shown deceives nobody and means the same, and a time that is taken is the one that was written.
fn shown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for plain in [show::escaped(&text), show::squeezed(&text)] {
        assert!(!plain.contains(is_deceptive), "{plain:?}");
    }
    let quoted = show::json_text(&text.as_ref().into());
    assert!(!quoted.replace('\n', "").contains(is_deceptive));
    assert_eq!(
        serde_json::from_str::<Value>(&quoted).expect("JSON"),
        text.as_ref()
    );
    if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
        is_document(&text, &value);
    }
    let cells = |words: &str| vec![words.to_owned(), "yes".to_owned()];
    let rows = vec![cells(&text), cells("alice")];
    assert_eq!(show::columns(&["USER", "SIGNED IN"], rows).len(), 3);
    if let Ok(time) = values::duration(&text) {
        assert_eq!(values::duration(&format!("{}s", time.as_secs())), Ok(time));
    }
    assert_ne!(values::interval(&text), Ok(Duration::ZERO));
    if let Ok((name, value)) = values::pair(&text) {
        assert!(!name.contains('=') && format!("{name}={value}") == text);
    }
    if let Ok(time) = text.trim().parse() {
        assert!(!show::span(time).is_empty() && !show::moment(time).is_empty());
    }
}

/// JSON of others means the same in lines of its own and in one, and so do the members of a page.
fn is_document(text: &str, value: &Value) {
    let read = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let shown = show::document_text(text);
    assert!(!shown.replace('\n', "").contains(is_deceptive));
    let line = document::in_a_line(text);
    assert!(!line.contains('\n'));
    assert_eq!([&read(&shown), &read(&line)], [value, value]);
    let known = ["hydra:member", "member"].iter();
    let listed = value.as_array().or_else(|| {
        known
            .into_iter()
            .find_map(|name| value.get(*name)?.as_array())
    });
    let members = call::members_of(text.as_bytes()).ok();
    let members = members.map(|members| members.iter().map(|member| read(member)).collect());
    assert_eq!(members.as_ref(), listed);
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static CHOSEN: std::sync::OnceLock<Target> = std::sync::OnceLock::new();
    let chosen = CHOSEN.get_or_init(|| {
        let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
        let target = TARGETS.iter().find(|(known, _)| *known == name);
        target.unwrap_or_else(|| panic!("{name} is no target")).1
    });
    chosen(bytes);
});

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn whatever_the_fuzzer_kept_breaks_no_promise() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        for (name, run) in TARGETS {
            let folders = ["corpus", "found"].map(|folder| root.join(folder).join(name));
            let there = folders
                .iter()
                .filter_map(|folder| fs::read_dir(folder).ok());
            let inputs: Vec<_> = there.flatten().map(|entry| entry.unwrap().path()).collect();
            assert!(inputs.len() >= 3, "{name} has no corpus");
            for input in inputs {
                let bytes = fs::read(&input).unwrap();
                let ran = std::panic::catch_unwind(|| run(&bytes));
                assert!(ran.is_ok(), "{}", input.display());
            }
        }
    }
}
