//! Words and numbers for people.

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::failure::Failure;

/// One JSON document, for a program.
pub fn json(value: &Value) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value).map_err(|error| Failure::output(error.into()))?;
    writeln!(out)
        .and_then(|()| out.flush())
        .map_err(Failure::output)
}

/// The same in one line, for a program that reads on.
pub fn json_line(value: &Value) -> Result<(), Failure> {
    line(value.to_string())
}

/// A line on standard output.
pub fn line(text: impl AsRef<str>) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{}", text.as_ref()).map_err(Failure::output)
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
    match unix_seconds - now() {
        future if future > 0 => format!("in {}", span(future)),
        past => format!("{} ago", span(-past)),
    }
}

/// Rows below a head, in columns.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    columns(head, rows).into_iter().try_for_each(line)
}

/// The lines of a table.
pub fn columns(head: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = head.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
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

#[cfg(test)]
mod tests {
    use super::*;

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
