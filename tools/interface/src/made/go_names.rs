//! Go: how its programs spell a name, and what they call what a config or a store can be given.

use super::words::{behind_noun, camel};
use crate::model::Function;

const SPELLING: [(&str, &str); 10] = [
    ("ca", "CA"),
    ("http", "HTTP"),
    ("id", "ID"),
    ("json", "JSON"),
    ("ms", "MS"),
    ("oauth", "OAuth"),
    ("tls", "TLS"),
    ("uri", "URI"),
    ("url", "URL"),
    ("utf8", "UTF8"),
];
/// What Go programs call otherwise than the header's word says, mostly since the word is a type's.
const OTHERWISE: [(&str, &str); 6] = [
    ("config_set_replay", "WithReplay"),
    ("config_disable_proxy", "NoProxy"),
    ("store_options_set_group", "ForGroup"),
    ("store_options_allow_network", "OnNetwork"),
    ("store_options_set_audit", "AuditStore"),
    ("store_options_set_journal", "Journal"),
];

/// Of the function behind it; `None` where it is behind no option.
pub fn option_name(function: &Function) -> Option<String> {
    let otherwise = OTHERWISE.iter().find(|(name, _)| *name == function.name);
    if let Some((_, option)) = otherwise {
        return Some((*option).to_owned());
    }
    let is_option = matches!(function.noun.as_deref(), Some("config" | "store_options"));
    let word = behind_noun(function);
    let set = word.strip_prefix("set_").or(word.strip_prefix("add_"));
    let yes = ["allow_", "trust_", "take_", "must_"];
    let says_yes = yes.iter().any(|begins| word.starts_with(begins));
    let word = set.or(says_yes.then_some(word)).filter(|_| is_option)?;
    Some(name(word))
}

pub fn name(name: &str) -> String {
    camel(name, &SPELLING)
}

/// `redirect_uri` gives `redirectURI`, `url` gives `url`: as a variable.
pub fn lower_name(plain: &str) -> String {
    match plain.split_once('_') {
        Some((first, rest)) => first.to_owned() + &name(rest),
        None => plain.to_owned(),
    }
}

/// Where a sentence becomes the end of another. Names stay as they are: `OmniFund`, `CA`.
pub fn lower_first(text: &str) -> String {
    let word = text.split(' ').next().unwrap_or_default();
    if word
        .chars()
        .skip(1)
        .any(|letter| letter.is_ascii_uppercase())
    {
        return text.to_owned();
    }
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
