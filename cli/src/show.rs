//! Words and numbers for people and programs. Whatever the command says goes through here.
//!
//! Most of what it says has words in it that were not ours: names, paths, what servers and certificates say. So
//! nothing is said raw but what [`as_it_is`] is given: in all else each character that could end a line, move the
//! cursor, turn the direction or hide is shown as its number.

#![allow(clippy::disallowed_methods)]

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use omnifund::is_deceptive;
use serde_json::Value;

use crate::document;
use crate::failure::Failure;
use crate::system::standard;

/// Words without characters that deceive: they are shown as Rust writes them, `\u{1b}`.
pub fn escaped(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars() {
        if is_deceptive(letter) {
            plain.extend(letter.escape_default());
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// A text whose line ends are ours, with each other character that deceives by its number.
fn escaped_lines(text: &str) -> String {
    text.lines().map(|line| escaped(line) + "\n").collect()
}

/// Words for a place beside ours: they can't push what follows into another column, or what looks like a line of its
/// own.
pub fn squeezed(words: &str) -> String {
    let words = escaped(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A JSON document that somebody else wrote, its numbers and the order of its names as they were.
pub fn document(text: &str) -> Result<(), Failure> {
    as_it_is(document_text(text).as_bytes())
}

/// A document of several lines, laid out as [`json_text`] does it.
pub fn document_text(text: &str) -> String {
    escaped_json(&(document::in_lines(text) + "\n"))
}

/// One JSON document, for a program.
pub fn json(value: &Value) -> Result<(), Failure> {
    as_it_is(json_text(value).as_bytes())
}

/// A document of several lines.
pub fn json_text(value: &Value) -> String {
    escaped_json(&format!("{value:#}\n"))
}

/// JSON has its own way to write a character by its number.
fn escaped_json(document: &str) -> String {
    let mut text = String::new();
    for letter in document.chars() {
        if is_deceptive(letter) && letter != '\n' {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                text += &format!("\\u{unit:04x}");
            }
        } else {
            text.push(letter);
        }
    }
    text
}

/// JSON in one line, for a program that reads on.
pub fn json_line(value: &Value) -> Result<(), Failure> {
    as_it_is(escaped_json(&format!("{value}\n")).as_bytes())
}

/// A line on standard output.
pub fn line(text: impl AsRef<str>) -> Result<(), Failure> {
    as_it_is((escaped(text.as_ref()) + "\n").as_bytes())
}

/// Lines on standard output; that there are several is our doing.
pub fn lines(text: &str) -> Result<(), Failure> {
    as_it_is(escaped_lines(text).as_bytes())
}

/// Bytes on standard output that must be what they are: tokens, an answer that is kept, a manual.
pub fn as_it_is(bytes: &[u8]) -> Result<(), Failure> {
    standard::output()
        .and_then(|mut out| out.write_all(bytes))
        .map_err(Failure::output)
}

/// A line on standard error. Nobody is left to tell that it can't be written.
pub fn complain(text: impl AsRef<str>) {
    let line = format!("omnifund: {}\n", escaped(text.as_ref()));
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Lines on standard error; that there are several is our doing.
pub fn explain(text: &str) {
    let _ = io::stderr().write_all(escaped_lines(text).as_bytes());
}

/// Seconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

/// `3 d 4 h`, `12 min`, `50 s`: the two largest units.
pub fn span(seconds: i64) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    let mut rest = seconds.max(0);
    let mut parts = Vec::new();
    for (size, name) in units {
        if (rest >= size || (size == 1 && parts.is_empty())) && parts.len() < 2 {
            parts.push(format!("{} {name}", rest / size));
            rest %= size;
        }
    }
    parts.join(" ")
}

/// `3 d 4 h ago`, or `in 12 min`.
pub fn moment(unix_seconds: i64) -> String {
    match unix_seconds.saturating_sub(now()) {
        future if future > 0 => format!("in {}", span(future)),
        past => format!("{} ago", span(past.saturating_neg())),
    }
}

/// Rows below a head, in columns. A cell that could look like two stands in quotation marks.
pub fn table(head: &[&str], rows: Vec<Vec<String>>) -> Result<(), Failure> {
    columns(head, rows).into_iter().try_for_each(line)
}

/// The lines of a table.
pub fn columns(head: &[&str], rows: Vec<Vec<String>>) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|words| cell(words)).collect())
        .collect();
    let mut widths: Vec<usize> = head.iter().map(|cell| cell.chars().count()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let shown = |row: &mut dyn Iterator<Item = &str>| {
        let cells = row
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        let cells: Vec<String> = cells.collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut lines = vec![shown(&mut head.iter().copied())];
    lines.extend(
        rows.iter()
            .map(|row| shown(&mut row.iter().map(String::as_str))),
    );
    lines
}

fn cell(words: &str) -> String {
    let words = escaped(words);
    match words.split(char::is_whitespace).any(str::is_empty) {
        true => format!("\"{words}\""),
        false => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_is_shown_by_its_number() {
        let hostile = "a\u{1b}[2K\r\nok\u{9b}\u{2028}\u{202e}\u{feff}";
        let shown = "a\\u{1b}[2K\\r\\nok\\u{9b}\\u{2028}\\u{202e}\\u{feff}";
        assert_eq!(escaped(hostile), shown);
        let value = serde_json::json!({"user": hostile, "tag": "\u{e0041}"});
        let text = json_text(&value);
        assert!(!text.replace('\n', "").contains(is_deceptive), "{text:?}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert_eq!(squeezed("a  \u{a0} b\nc"), "a b\\nc");
        assert_eq!(cell("alice   yes"), "\"alice   yes\"");
        assert_eq!(cell("Till 7"), "Till 7");
    }

    #[test]
    fn a_moment_that_no_clock_shows_is_told_all_the_same() {
        assert!(moment(i64::MIN).ends_with(" ago"));
        assert!(moment(i64::MAX).starts_with("in "));
    }

    #[test]
    fn a_span_is_told_in_its_two_largest_units() {
        for (seconds, text) in [
            (-5, "0 s"),
            (0, "0 s"),
            (59, "59 s"),
            (61, "1 min 1 s"),
            (3600, "1 h"),
            (90_061, "1 d 1 h"),
        ] {
            assert_eq!(span(seconds), text);
        }
    }
}
