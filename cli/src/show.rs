//! Words and numbers for people.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::failure::Failure;

/// One JSON document, for a program.
pub fn json(value: &Value) -> Result<(), Failure> {
    as_it_is(format!("{value:#}\n").as_bytes())
}

/// A line on standard output.
pub fn line(text: impl AsRef<str>) -> Result<(), Failure> {
    as_it_is(format!("{}\n", text.as_ref()).as_bytes())
}

/// Bytes on standard output that must be what they are: tokens, an answer that is kept, a manual.
pub fn as_it_is(bytes: &[u8]) -> Result<(), Failure> {
    standard_output()
        .and_then(|mut out| out.write_all(bytes))
        .map_err(Failure::output)
}

/// Standard output without what Rust's own does for one that can't be written: it says that all is well.
pub fn standard_output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// A line on standard error. Nobody is left to tell that it can't be written.
pub fn complain(text: impl AsRef<str>) {
    let _ = io::stderr().write_all(format!("omnifund: {}\n", text.as_ref()).as_bytes());
}

/// Several lines on standard error, as they are.
pub fn explain(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
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
    line(shown(&mut head.iter().copied()))?;
    for row in rows {
        line(shown(&mut row.iter().map(String::as_str)))?;
    }
    Ok(())
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
