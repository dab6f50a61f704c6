//! Values of settings, as people write them.

use std::time::Duration;

use super::private_file::bad;
use crate::error::Result;

/// Editors, `echo` and secrets' managers leave an end of line behind what it ends.
pub(super) fn without_line_end(value: &str) -> &str {
    value.trim_end_matches(['\r', '\n'])
}

/// A value without the end of its line. Within it no control character stands: it would be sent, or forge a
/// line. The error does not repeat the value.
pub(super) fn clean(value: &str) -> Result<&str> {
    let value = without_line_end(value);
    if value.contains(char::is_control) {
        return Err(bad(
            "there is a control character in it, such as a tab or the end of a line",
        ));
    }
    Ok(value)
}

/// One of the words, whatever its case, and with a hyphen for `_`.
pub(super) fn choice<T: Copy>(value: &str, known: &[(&str, T)]) -> Result<T> {
    let value = value.to_ascii_lowercase().replace('-', "_");
    let found = known.iter().find(|(word, _)| *word == value);
    let (_, chosen) = found.ok_or_else(|| {
        let words: Vec<_> = known.iter().map(|(word, _)| *word).collect();
        bad(match words.as_slice() {
            [one, other] => format!("it is neither {one} nor {other}"),
            words => format!("it is none of {}", words.join(", ")),
        })
    })?;
    Ok(*chosen)
}

pub(super) fn is_yes(value: &str) -> Result<bool> {
    choice(value, &[("yes", true), ("no", false)])
}

/// Seconds, with a fraction or without, to the nanosecond.
pub(super) fn seconds(value: &str) -> Result<Duration> {
    let parsed = || {
        let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
        let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
        if fraction.is_empty() || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let nanoseconds: String = fraction
            .chars()
            .chain("000000000".chars())
            .take(9)
            .collect();
        Some(Duration::new(
            whole.parse().ok()?,
            nanoseconds.parse().ok()?,
        ))
    };
    parsed().ok_or_else(|| bad("it is no number of seconds, such as 30 or 0.5"))
}
