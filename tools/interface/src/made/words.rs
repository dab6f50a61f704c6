//! Names and comments, as another language has them.

use crate::doc::unit_words;
use crate::model::{Enum, Function, Interface, Noun, Unit, Value};

/// How a language calls what C programs know by its C name.
pub trait Language {
    /// A value of an enumeration.
    fn value(&self, of: &Enum, value: &Value) -> String;
    /// A function, in a comment.
    fn function(&self, function: &Function) -> String;
    /// What a noun's objects are of, where the language has a class for each.
    fn noun(&self, _: &Noun) -> Option<String> {
        None
    }
    /// What comes before the errors that a call may end with.
    fn fails(&self) -> &'static str {
        "It fails with"
    }
    /// An error by its code, behind that.
    fn error(&self, of: &Enum, code: &Value) -> String {
        self.value(of, code)
    }
    /// From where to where a length of time may be, in C's unit.
    fn range(&self, unit: Unit, (smallest, largest): (i64, i64)) -> String {
        let unit = unit_words(unit).unwrap_or_default();
        format!("{unit}{smallest} to {largest}")
    }
}

/// The class of an exception, where each advice has one.
pub fn exception(code: &Value) -> &'static str {
    let advice = code.verdict.as_ref().map(|verdict| verdict.advice.as_str());
    match advice {
        Some("WAIT") => "TryLater",
        Some("SIGN_IN") => "SignInRequired",
        Some("FIX_CONFIGURATION") => "ConfigurationError",
        Some("FIX_STORAGE") => "StoreError",
        Some("REFUSED") => "Refused",
        _ => "Bug",
    }
}

/// The comment with the language's names in it.
pub fn spoken(text: &str, interface: &Interface, language: &dyn Language) -> String {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut made = String::new();
    let mut rest = text;
    while let Some(begins) = rest.find(is_name) {
        made.push_str(&rest[..begins]);
        rest = &rest[begins..];
        let ends = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
        made.push_str(&word(&rest[..ends], interface, language));
        rest = &rest[ends..];
    }
    made + rest
}

fn word(word: &str, interface: &Interface, language: &dyn Language) -> String {
    for one in &interface.enums {
        if let Some(value) = one.values.iter().find(|value| value.c_name == word) {
            return language.value(one, value);
        }
    }
    // Metrics have such names, too.
    let function = interface.functions.iter().find(|one| one.c_name == word);
    if let Some(function) = function {
        return language.function(function);
    }
    let noun = interface.nouns.iter().find(|one| one.c_name == word);
    let class = noun.and_then(|noun| language.noun(noun));
    class.unwrap_or_else(|| word.to_owned())
}

/// `SIGN_IN` and `sign_in` give `SignIn`; words that the language spells in its own way come from `spelling`.
pub fn camel(name: &str, spelling: &[(&str, &str)]) -> String {
    let one = |word: &str| {
        let word = word.to_lowercase();
        if let Some((_, spelled)) = spelling.iter().find(|(plain, _)| *plain == word) {
            return (*spelled).to_owned();
        }
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    };
    name.split('_').map(one).collect()
}

/// `SignIn` gives `signIn`.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// A text in lines of a width at most, its paragraphs kept; `""` between them.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// The word of a function behind its noun: `oauth_error` of `error_oauth_error`.
pub fn behind_noun(function: &Function) -> &str {
    let noun = function.noun.as_deref().unwrap_or_default();
    let rest = function.name.strip_prefix(noun).unwrap_or(&function.name);
    rest.trim_start_matches('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_wrapped_and_keeps_its_paragraphs() {
        assert_eq!(
            wrapped("one two\nthree\n\nfour", 9),
            ["one two", "three", "", "four"]
        );
    }

    #[test]
    fn words_are_spelled_as_the_language_has_them() {
        assert_eq!(
            camel("REDIRECT_URI_REFUSED", &[("uri", "URI")]),
            "RedirectURIRefused"
        );
        assert_eq!(camel("sign_in", &[]), "SignIn");
    }
}
