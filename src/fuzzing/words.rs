//! Names and words of others, and the OAuth clients of a store.

use crate::log::push_quoted;
use crate::registry::Registry;
use crate::secret::{Secret, redact};
use crate::words::{cleaned, problem_with};
use crate::{hex, is_deceptive};

/// The OAuth clients that are read are written and read the same, and their secrets do not print.
pub(super) fn registry(bytes: &[u8]) {
    let Ok(registry) = serde_json::from_slice::<Registry>(bytes) else {
        return;
    };
    let written = serde_json::to_string(&registry).expect("JSON");
    let again: Registry = serde_json::from_str(&written).expect("what was written");
    assert!(serde_json::to_string(&again).expect("JSON") == written);
    let shown = format!("{registry:?}");
    let secrets = written.split("\"client_secret\":\"").skip(1);
    for secret in secrets.filter_map(|rest| rest.split('"').next()) {
        if secret.len() >= 12 && written.matches(secret).count() == 1 {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
    let _ = registry.name_of("1_a");
}

/// A secret in the first line, words behind it: they are told on one line, without it, and quoted they mean the same.
pub(super) fn words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (secret, words) = text.split_once('\n').unwrap_or(("", &text));
    let clean = cleaned(words);
    assert!(!clean.contains(is_deceptive) && clean.chars().count() == words.chars().count());
    let known = Secret::from(secret);
    let redacted = redact(words, &[&known]);
    // What stands in its place can be a piece of it, and the other way round.
    if secret.len() >= 4 && !"[redacted]".contains(secret) && !secret.contains(['[', ']']) {
        assert!(!redacted.contains(secret), "{redacted}");
    }
    let mut quoted = String::new();
    push_quoted(&mut quoted, words);
    assert!(!quoted.contains(is_deceptive));
    assert_eq!(
        serde_json::from_str::<String>(&quoted).expect("JSON"),
        words
    );
    if let Some(problem) = problem_with("name", words) {
        assert!(!problem.contains(is_deceptive));
    }
    let digits = hex::hex(bytes);
    let mut read = vec![0; bytes.len()];
    assert!(hex::parse(&digits, &mut read).is_some() && read == bytes);
    if bytes.len() % 2 == 0 {
        let mut read = vec![0; bytes.len() / 2];
        if hex::parse(&text, &mut read).is_some() {
            assert_eq!(hex::hex(&read), text.to_ascii_lowercase());
        }
    }
}
