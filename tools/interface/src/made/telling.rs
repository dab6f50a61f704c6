//! A comment of the header for who programs in another language: all of it but what only C programs must know.

use super::words::{Language, spoken};
use crate::doc::{self, BY_INDEX, FOR_C, flowing, unit_words};
use crate::model::{Interface, Parameter, Value};

/// The parts of sentences that only they must read.
const FOR_C_IN_PASSING: [&str; 9] = [
    ", outside, and for NULL",
    ", and for NULL",
    "; 0 for NULL",
    "; else 0",
    ", with a NUL behind it",
    ", with a NUL behind them",
    ", as a Unix time in seconds",
    " as a Unix time in seconds",
    ", else 0",
];
/// How a number says that it is none.
const NUMBERS_OF_NONE: [&str; 4] = ["0 where ", "0 also where ", "0 for ", "0 of "];

/// A comment in the language's words. `nothing` is what the language has where C has NULL, or 0 for none.
pub fn told(
    doc: &str,
    parameters: &[Parameter],
    nothing: &str,
    interface: &Interface,
    language: &dyn Language,
) -> String {
    let doc = flowing(doc);
    let sentences = doc.trim_end_matches('.').split(". ");
    let told: Vec<String> = sentences
        .filter(|sentence| !is_for_c(sentence))
        .map(|sentence| {
            let sentence = plain(&with_types(sentence, interface), nothing);
            let sentence = with_errors(&sentence, interface, language);
            with_range(&sentence, parameters, language) + "."
        })
        .collect();
    spoken(&told.join(" "), interface, language)
}

fn is_for_c(sentence: &str) -> bool {
    let is_what_a_type_says = sentence.starts_with('`')
        && (sentence.ends_with("` is 1 or 0") || sentence.contains("` is an omnifund_"));
    is_what_a_type_says || FOR_C.iter().any(|begins| sentence.starts_with(begins))
}

/// An enumeration is a type, and not told as one.
fn with_types(sentence: &str, interface: &Interface) -> String {
    let enums = interface.enums.iter();
    enums.fold(sentence.to_owned(), |said, of| {
        let said = said.replace(&format!(", an {}", of.c_name), "");
        said.replace(&format!("The {} ", of.c_name), &format!("The {} ", of.name))
    })
}

fn plain(sentence: &str, nothing: &str) -> String {
    let mut sentence = sentence.to_owned();
    for words in FOR_C_IN_PASSING.iter().chain(&BY_INDEX) {
        sentence = sentence.replace(words, "");
    }
    if let Some(flag) = sentence.strip_prefix("1 where ") {
        return format!("Whether {}", flag.trim_end_matches([';', ',']));
    }
    if let Some(rest) = sentence.strip_prefix("NULL ") {
        return doc::upper_first(nothing) + " " + rest;
    }
    for words in NUMBERS_OF_NONE {
        let rest = words.trim_start_matches('0');
        if sentence.starts_with(words) {
            return doc::upper_first(nothing) + &sentence[1..];
        }
        sentence = sentence.replace(&format!("; {words}"), &format!("; {nothing}{rest}"));
    }
    sentence.trim_end_matches(',').to_owned()
}

/// "Returns OMNIFUND_CODE_..." is what a call fails with.
fn with_errors(sentence: &str, interface: &Interface, language: &dyn Language) -> String {
    let Some(errors) = sentence.strip_prefix("Returns OMNIFUND_CODE_") else {
        return sentence.to_owned();
    };
    let mut said = format!("{} OMNIFUND_CODE_{errors}", language.fails());
    for of in interface.enums.iter().filter(|one| one.name == "code") {
        let mut codes: Vec<&Value> = of.values.iter().collect();
        // The longest first: one may begin with another.
        codes.sort_by_key(|code| std::cmp::Reverse(code.c_name.len()));
        for code in codes {
            said = said.replace(&code.c_name, &language.error(of, code));
        }
    }
    said
}

/// Lengths of time are taken in the language's unit.
fn with_range(sentence: &str, parameters: &[Parameter], language: &dyn Language) -> String {
    let ranges = parameters
        .iter()
        .filter_map(|one| Some((one.unit?, one.range?)));
    let mut said = sentence.to_owned();
    for (unit, (smallest, largest)) in ranges {
        let of_c = format!(
            "{}{smallest} to {largest}",
            unit_words(unit).unwrap_or_default()
        );
        said = said.replace(&of_c, &language.range(unit, (smallest, largest)));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Enum, FORMAT, Function, Verdict};

    struct Plain;

    impl Language for Plain {
        fn value(&self, _: &Enum, value: &Value) -> String {
            value.name.clone()
        }

        fn function(&self, function: &Function) -> String {
            function.name.clone()
        }
    }

    fn interface() -> Interface {
        Interface {
            about: String::new(),
            format: FORMAT,
            library: String::new(),
            abi: 1,
            nouns: Vec::new(),
            enums: vec![Enum {
                name: "code".to_owned(),
                c_name: "omnifund_code".to_owned(),
                doc: String::new(),
                values: vec![Value {
                    name: "INVALID_URL".to_owned(),
                    c_name: "OMNIFUND_CODE_INVALID_URL".to_owned(),
                    number: 1,
                    doc: String::new(),
                    verdict: Some(Verdict {
                        advice: "BUG".to_owned(),
                        outcome: "NOT_SENT".to_owned(),
                        remedy: String::new(),
                    }),
                }],
            }],
            callbacks: Vec::new(),
            structs: Vec::new(),
            settings: Vec::new(),
            functions: Vec::new(),
        }
    }

    fn said(doc: &str) -> String {
        told(doc, &[], "nothing", &interface(), &Plain)
    }

    #[test]
    fn what_is_told_is_all_but_what_only_c_programs_must_know() {
        for (doc, said_of_it) in [
            (
                "The text. It is long. Borrowed from the token. Never\nblocks.",
                "The text. It is long.",
            ),
            (
                "1 where it waits, else 0; 0 for NULL. Never blocks.",
                "Whether it waits.",
            ),
            (
                "Where it is. NULL where it is nowhere, and for NULL. Never blocks.",
                "Where it is. Nothing where it is nowhere.",
            ),
            (
                "How long it waits; 0 where it\ndoes not, and for NULL. Never blocks.",
                "How long it waits; nothing where it does not.",
            ),
            (
                "Whether it is. `json` is 1 or 0. Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number. Never blocks.",
                "Whether it is.",
            ),
            (
                "Its place. A warning.\nReturns OMNIFUND_CODE_INVALID_URL for what is none. Blocks on the file system only.",
                "Its place. A warning. It fails with INVALID_URL for what is none. Blocks on the file system only.",
            ),
        ] {
            assert_eq!(said(doc), said_of_it);
        }
    }
}
