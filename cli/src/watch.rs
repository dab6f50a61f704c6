//! `status --watch`: how sessions stand, again and again.
//!
//! At a terminal each block is written over the one before it, by moving the cursor up; nothing of the terminal is
//! changed, so that whatever ends the program leaves it as it was.

use std::io::{self, IsTerminal, Write};
use std::thread;

use omnifund::{SessionStatus, Standing};
use serde_json::json;

use crate::arguments::Status;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;
use crate::status::{as_json, standings};

/// Columns and lines of a terminal that does not say.
const USUAL: (usize, usize) = (80, 24);
/// In columns: with these, a line of the table has 80 at most.
const LONGEST_USER: usize = 15;
const LONGEST_CLIENT: usize = 12;

/// `omnifund status --watch`
pub fn run(opened: &Opened, options: &Status) -> Result<(), Failure> {
    let mut written = 0;
    loop {
        let found = standings(opened, options);
        if options.json {
            let (sessions, problems) = match found {
                Ok((told, broken)) => (told, broken.0.iter().map(ToString::to_string).collect()),
                Err(failure) => (Vec::new(), vec![failure.to_string()]),
            };
            let sessions: Vec<_> = sessions.iter().map(as_json).collect();
            let said = json!({"at": show::now(), "sessions": sessions, "problems": problems});
            show::json_line(&said)?;
        } else {
            let (width, height) = size();
            let mut block = vec![head(options)];
            match found {
                Ok((told, broken)) => block.extend(table(told, broken.0.len())),
                // It may mend itself: who watches goes on.
                Err(failure) => block.extend(folded(&failure.to_string(), width)),
            }
            written = write(&block, written, width, height)?;
        }
        thread::sleep(options.interval);
    }
}

/// Standard output's columns and lines; endless ones where it is no terminal that a cursor moves in.
fn size() -> (usize, usize) {
    let is_dumb = std::env::var_os("TERM").is_none_or(|kind| kind == "dumb");
    if is_dumb || !io::stdout().is_terminal() {
        return (usize::MAX, usize::MAX);
    }
    let (columns, lines) = rustix::termios::tcgetwinsize(io::stdout())
        .map_or((0, 0), |size| (size.ws_col.into(), size.ws_row.into()));
    let or_usual = |said: usize, usual| if said == 0 { usual } else { said };
    (or_usual(columns, USUAL.0), or_usual(lines, USUAL.1))
}

/// Writes a block in the place of the one before it, which had so many lines, and gives the number of its own.
fn write(block: &[String], before: usize, width: usize, height: usize) -> Result<usize, Failure> {
    let mut text = String::new();
    if height != usize::MAX && before > 0 {
        text += &format!("\x1b[{before}A\r\x1b[J");
    }
    // The cursor's line is one of them.
    let fits = block.len().min(height.saturating_sub(1).max(1));
    for (number, line) in block[..fits].iter().enumerate() {
        match block.len() - number {
            left if number + 1 == fits && left > 1 => {
                text += &cut(
                    &format!("... and {left} lines more, for which there is no room"),
                    width,
                );
            }
            _ => text += &cut(line, width),
        }
        text.push('\n');
    }
    if height == usize::MAX {
        text.push('\n');
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Failure::output)?;
    Ok(fits)
}

fn head(options: &Status) -> String {
    let now = show::now();
    let [hours, minutes, seconds] = [now / 3600 % 24, now / 60 % 60, now % 60];
    let interval = i64::try_from(options.interval.as_secs()).unwrap_or(i64::MAX);
    format!(
        "{hours:02}:{minutes:02}:{seconds:02} UTC, every {}; Ctrl-C ends it",
        show::span(interval)
    )
}

/// Those with trouble first: they must be seen where there is no room for all.
fn table(mut told: Vec<Standing>, unread: usize) -> Vec<String> {
    let state = |standing: &Standing| state(&standing.status);
    let mut counts = Vec::new();
    for name in ["signed in", "signed out", "lost", "sign in"] {
        match told.iter().filter(|one| state(one) == name).count() {
            0 => {}
            number => counts.push(format!("{number} {}", in_words(name))),
        }
    }
    let troubled = told.iter().filter(|one| trouble(&one.status).is_some());
    match troubled.count() {
        0 => {}
        number => counts.push(format!("{number} with trouble")),
    }
    if unread > 0 {
        counts.push(format!("{unread} can't be read (omnifund doctor)"));
    }
    if counts.is_empty() {
        counts.push("none".into());
    }
    let mut block = vec![format!("Sessions: {}", counts.join(", "))];
    if told.is_empty() {
        return block;
    }
    told.sort_by_key(|one| trouble(&one.status).is_none());
    let rows: Vec<_> = told
        .iter()
        .map(|one| {
            let status = &one.status;
            let now = show::now();
            let ends = status.refresh_token_ends.filter(|_| status.signed_in);
            vec![
                cut(&one.username, LONGEST_USER),
                cut(one.client(), LONGEST_CLIENT),
                state(one).to_owned(),
                some_span(Some(status.seconds_left).filter(|left| *left > 0)),
                some_span(status.last_rotation.map(|at| now - at)),
                some_span(ends.map(|at| at - now)),
            ]
        })
        .collect();
    let head = ["USER", "CLIENT", "STATE", "TOKEN FOR", "ROTATED", "REFRESH"];
    let mut lines = show::columns(&head, &rows).into_iter();
    block.extend(lines.next());
    for (line, one) in lines.zip(&told) {
        block.push(line);
        block.extend(trouble(&one.status).map(|trouble| format!("  {trouble}")));
    }
    block
}

fn some_span(seconds: Option<i64>) -> String {
    seconds.map_or("-".into(), show::span)
}

fn state(status: &SessionStatus) -> &'static str {
    match status {
        SessionStatus {
            signed_in: true, ..
        } => "signed in",
        SessionStatus {
            signed_out: true, ..
        } => "signed out",
        SessionStatus { refused: true, .. } => "lost",
        _ => "sign in",
    }
}

fn in_words(state: &str) -> &str {
    match state {
        "sign in" => "to sign in",
        other => other,
    }
}

/// What a person must look at, in a few words.
fn trouble(status: &SessionStatus) -> Option<String> {
    let mut troubles = Vec::new();
    if let Some(since) = status.failing_since {
        troubles.push(format!(
            "fails since {}, {} in a row",
            show::span(show::now() - since),
            status.failures_in_a_row
        ));
    }
    if status.kept_answer.is_some() {
        troubles.push("an answer is kept: omnifund recover".into());
    }
    if matches!(state(status), "lost" | "sign in") {
        troubles.push("a human must sign in".into());
    }
    (!troubles.is_empty()).then(|| troubles.join("; "))
}

/// No longer than so many columns; a name moves no cursor.
fn cut(text: &str, width: usize) -> String {
    let text = text.replace(char::is_control, "?");
    if text.chars().count() <= width {
        return text;
    }
    let kept = text.chars().take(width.saturating_sub(1));
    kept.chain(['\u{2026}']).collect()
}

/// In as many lines as it needs.
fn folded(text: &str, width: usize) -> Vec<String> {
    let letters: Vec<_> = text.chars().collect();
    letters
        .chunks(width.max(1))
        .map(|line| line.iter().collect())
        .collect()
}
