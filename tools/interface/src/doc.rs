//! The words of the sources, and what is said in them in words that are always the same.

use syn::{Attribute, Expr, Lit, Meta};

use crate::model::Unit;

/// The comment of an item, as the header has it: its lines, without the blank at their beginning.
pub fn of(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else {
            return None;
        };
        let Expr::Lit(literal) = &pair.value else {
            return None;
        };
        match &literal.lit {
            Lit::Str(line) if pair.path.is_ident("doc") => {
                let line = line.value();
                Some(line.strip_prefix(' ').unwrap_or(&line).to_owned())
            }
            _ => None,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where a word begins a sentence.
pub fn upper_first(words: &str) -> String {
    let begins = words.find(|letter: char| letter.is_ascii_alphanumeric());
    let begins = begins.unwrap_or_default();
    let (before, words) = words.split_at(begins);
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    before.chars().chain(first).chain(letters).collect()
}

/// In one line.
pub fn flowing(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "`path` may be NULL".
pub fn may_be_null(doc: &str, parameter: &str) -> bool {
    flowing(doc).contains(&format!("`{parameter}` may be NULL"))
}

/// "else NULL in `answer`": there may be nothing to give, which is no error.
pub fn may_give_null(doc: &str, parameter: &str) -> bool {
    flowing(doc).contains(&format!("NULL in `{parameter}`"))
}

/// "NULL where there is none, and for NULL": there may be none although the handle is one. "NULL for NULL" and "NULL
/// outside, and for NULL" say the contrary.
pub fn may_be_none(doc: &str) -> bool {
    flowing(doc).split(". ").any(|sentence| {
        let sentence = sentence.trim_end_matches('.');
        sentence.starts_with("NULL ")
            && !["NULL for NULL", "NULL outside, and for NULL"].contains(&sentence)
    })
}

/// "0 where there is none, and for NULL": the same of a number that counts nothing.
pub fn zero_is_none(doc: &str) -> bool {
    let doc = flowing(doc);
    doc.contains("0 where ") || doc.contains("0 also where ")
}

/// "Borrowed from the list, until the next page." gives "the next page"; without an until it is the handle's end.
/// `None` where it is lent by nobody.
pub fn borrowed_until(doc: &str) -> Option<String> {
    let doc = flowing(doc);
    let (_, lender) = doc.split_once("Borrowed from the ")?;
    let (lender, _) = lender.split_once('.')?;
    Some(match lender.split_once(", until ") {
        Some((_, until)) => until.to_owned(),
        None => format!("the {lender} is freed"),
    })
}

/// "Never blocks.", or "Blocks.", "Blocks on the file system only."; `None` where it says neither.
pub fn blocks(doc: &str) -> Option<bool> {
    let doc = flowing(doc);
    match (doc.contains("Never blocks"), doc.contains("Blocks")) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

/// How the lengths of time are said that are taken: "In milliseconds, 1 to 3600000".
pub fn range(doc: &str, unit: Unit) -> Option<(i64, i64)> {
    let doc = flowing(doc);
    let (_, range) = doc.split_once(unit_words(unit)?)?;
    let (smallest, rest) = range.split_once(" to ")?;
    let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
    Some((smallest.parse().ok()?, digits.parse().ok()?))
}

/// Before a range in that unit.
pub fn unit_words(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Milliseconds => Some("In milliseconds, "),
        Unit::Seconds => Some("In seconds, "),
        _ => None,
    }
}

/// How lists say which entry.
pub const BY_INDEX: [&str; 3] = [
    ", by its index in the page from 0",
    ", by index from 0",
    " by its index from 0",
];

/// The first sentence without what only C programs must know: which entry of a list, what stands for NULL, and how
/// a flag or a time is a number.
pub fn summary(doc: &str) -> String {
    let doc = flowing(doc);
    let sentence = doc.split(". ").next().unwrap_or(&doc);
    let mut sentence = sentence
        .trim_end_matches('.')
        .replace(", as a Unix time in seconds", "");
    for words in BY_INDEX {
        sentence = sentence.replace(words, "");
    }
    let sentence = sentence.split("; 0 ").next().unwrap_or_default();
    let sentence = sentence.split("; empty where ").next().unwrap_or_default();
    match sentence.strip_prefix("1 where ") {
        Some(flag) => format!(
            "Whether {}.",
            flag.trim_end_matches(" else 0")
                .trim_end_matches([';', ','])
        ),
        None => format!("{}.", sentence.trim_end_matches(',')),
    }
}

/// How sentences begin that only C programs must read: what is freed, copied or lent, and what is a type elsewhere.
pub const FOR_C: [&str; 19] = [
    "Immutable: ",
    "Its strings live ",
    "0 outside",
    "Never blocks",
    "Borrowed ",
    "Gives ",
    "End it",
    "End them",
    "Never NULL",
    "NULL for NULL",
    "NULL outside",
    "NULL does nothing",
    "0 for NULL",
    "It is copied",
    "Both are copied",
    "It can hold NULs",
    "They can hold NULs",
    "Returns OMNIFUND_CODE_INVALID_ARGUMENT for another number",
    "Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number",
];
/// The summary, and the sentences behind it that others must read too.
pub fn told(doc: &str) -> String {
    let mut told = summary(doc);
    let doc = flowing(doc);
    for sentence in doc.trim_end_matches('.').split(". ").skip(1) {
        let is_for_c = FOR_C.iter().any(|begins| sentence.starts_with(begins));
        let is_of_numbers = ["Blocks", "Returns ", "NULL ", "0 "]
            .iter()
            .any(|begins| sentence.starts_with(begins));
        if !is_for_c && !is_of_numbers {
            told += &format!(" {sentence}.");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_leaves_out_what_only_c_programs_must_know() {
        for (doc, said) in [
            (
                "When it\nchanged, as a Unix time in seconds; 0 for NULL. Never blocks.",
                "When it changed.",
            ),
            (
                "1 where there is a pair, else 0; 0 for NULL. Never\nblocks.",
                "Whether there is a pair.",
            ),
            (
                "1 where it waits; else 0; 0 for NULL. Never blocks.",
                "Whether it waits.",
            ),
            (
                "How many there are; 0 for NULL. Never blocks.",
                "How many there are.",
            ),
        ] {
            assert_eq!(summary(doc), said);
        }
    }

    #[test]
    fn what_is_told_is_the_summary_and_what_concerns_others_too() {
        let doc = "When it ends; 0 for NULL. The server never says it. Borrowed from the list. Never blocks.";
        assert_eq!(told(doc), "When it ends. The server never says it.");
    }

    #[test]
    fn what_may_be_none_says_more_than_that_nothing_is_nothing() {
        for (doc, none) in [
            ("It. NULL for NULL. Borrowed from it.", false),
            ("It. NULL outside, and for NULL. Borrowed from it.", false),
            (
                "It. NULL where it said none, and\nfor NULL. Borrowed from it.",
                true,
            ),
            ("It. NULL where it can, outside, and for NULL.", true),
        ] {
            assert_eq!(may_be_none(doc), none, "{doc}");
        }
        assert!(zero_is_none("When; 0 where it never\ndid, and for NULL."));
        assert!(!zero_is_none("When; 0 for NULL."));
    }

    #[test]
    fn a_length_of_time_has_a_range_in_its_unit() {
        let doc = "How long; 5 s unless set. In\nmilliseconds, 1 to 3600000; many wait less. Never blocks.";
        assert_eq!(range(doc, Unit::Milliseconds), Some((1, 3_600_000)));
        assert_eq!(range(doc, Unit::Seconds), None);
    }

    #[test]
    fn a_text_is_borrowed_until_its_lender_ends_unless_it_says_otherwise() {
        let until = |doc| borrowed_until(doc);
        assert_eq!(
            until("It. Borrowed\nfrom the list, until the next page. Never blocks."),
            Some("the next page".to_owned())
        );
        assert_eq!(
            until("It. Borrowed from the token. Never blocks."),
            Some("the token is freed".to_owned())
        );
        assert_eq!(until("It is static."), None);
    }
}
