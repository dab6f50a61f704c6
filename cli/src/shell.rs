//! Names in commands that are advised: whoever copies one runs that command, and no other.

use omnifund::is_deceptive;

/// What stands for itself in a shell.
const PLAIN: &str = "@%+=:,./-_";

/// A word that a POSIX shell takes as it is.
pub fn word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || PLAIN.contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let pads = text.split(char::is_whitespace).any(str::is_empty);
    if pads || text.contains(is_deceptive) {
        return by_its_bytes(text);
    }
    // A settings file takes quotation marks off as well, and knows no more than that.
    if text.contains('\'') && !text.contains(['"', '$', '`', '\\', '!']) {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A name behind a command's options, and not taken for one.
pub fn name(text: &str) -> String {
    let no_option = if text.starts_with('-') { "-- " } else { "" };
    format!("{no_option}{}", word(text))
}

/// For what can't be seen, or would be shown otherwise.
fn by_its_bytes(text: &str) -> String {
    let mut format = String::new();
    for byte in text.bytes() {
        match byte {
            letter if letter.is_ascii_alphanumeric() => format.push(char::from(letter)),
            other => format += &format!("\\{other:03o}"),
        }
    }
    format!("\"$(printf '{format}')\"")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_shell_reads_each_word_as_it_was() {
        for text in [
            "alice",
            "alice@example.com",
            "Till 7",
            "O'Neill",
            "'",
            "",
            "a;reboot",
            "$(reboot)`reboot`",
            "\\n%s\"",
            "*",
            "~root",
            "#no",
            "a  b",
            " a",
            "a\u{202e}b\u{200b}c",
            "a\nb",
            "Zoë",
        ] {
            let script = format!("printf '[%s]' {}", word(text));
            let ran = Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(
                String::from_utf8(ran.stdout).unwrap(),
                format!("[{text}]"),
                "{script}"
            );
            assert!(!word(text).contains(is_deceptive), "{script:?}");
        }
    }

    #[test]
    fn only_what_needs_it_is_quoted_and_no_name_is_an_option() {
        for (text, shown) in [
            ("alice", "alice"),
            ("Till 7", "'Till 7'"),
            ("--show", "-- --show"),
            ("-x y", "-- '-x y'"),
        ] {
            assert_eq!(name(text), shown);
        }
    }
}
