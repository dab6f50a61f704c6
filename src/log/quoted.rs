//! Text in quotation marks, as JSON has it (RFC 8259 §7): whatever it holds, it begins no line and no field
//! of its own, nor does a terminal do anything for it.

use std::fmt::Write;

/// Appends `text` in quotation marks.
pub(crate) fn push_quoted(to: &mut String, text: &str) {
    to.push('"');
    for one in text.chars() {
        match one {
            '"' | '\\' => to.extend(['\\', one]),
            _ if acts(one) => {
                let _ = write!(to, "\\u{:04x}", u32::from(one));
            }
            _ => to.push(one),
        }
    }
    to.push('"');
}

/// A name or words in which what does something is a blank.
pub(super) fn cleaned(text: &str) -> String {
    text.replace(acts, " ")
}

/// Whether a character does something and shows nothing: controls, ends of lines and paragraphs, marks of
/// direction. All have four digits.
fn acts(one: char) -> bool {
    one.is_control()
        || matches!(one, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_one_line_of_json_that_means_the_same() {
        for text in [
            "",
            "alice",
            "a\"b\\c",
            "a\nb\r\t\0\u{1b}[2J\u{7f}\u{85}\u{9b}",
            "\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}\u{feff}",
            "ü \u{1f600}",
        ] {
            let mut quoted = String::new();
            push_quoted(&mut quoted, text);
            assert!(!quoted.chars().any(acts), "{quoted}");
            assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
        }
    }
}
