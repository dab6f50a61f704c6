//! Text in quotation marks, as JSON has it (RFC 8259 §7): whatever it holds, it begins no line and no field
//! of its own, nor does a terminal do anything for it.

use std::fmt::Write;

use crate::words::is_deceptive;

/// Appends `text` in quotation marks.
pub(crate) fn push_quoted(to: &mut String, text: &str) {
    to.push('"');
    for one in text.chars() {
        match one {
            '"' | '\\' => to.extend(['\\', one]),
            _ if is_deceptive(one) => {
                for unit in one.encode_utf16(&mut [0; 2]) {
                    let _ = write!(to, "\\u{unit:04x}");
                }
            }
            _ => to.push(one),
        }
    }
    to.push('"');
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
            "ü \u{1f600} \u{e0041}",
        ] {
            let mut quoted = String::new();
            push_quoted(&mut quoted, text);
            assert!(!quoted.chars().any(is_deceptive), "{quoted}");
            assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
        }
    }
}
