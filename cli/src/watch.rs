//! `status --watch`: how sessions stand, again and again.
//!
//! At a terminal each block is written over the one before it, by moving the cursor up; nothing of the terminal stays
//! changed from one block to the next, so that whatever ends the program leaves it as it was.

use std::io::IsTerminal;
use std::thread;

use omnifund::{SessionStatus, Standing};
use serde_json::{Value, json};

use crate::arguments::Status;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;
use crate::status::{Broken, as_json, standings};
use crate::system::standard;

/// Columns and lines of a terminal that does not say.
const USUAL: (usize, usize) = (80, 24);
/// In columns: with these, a line of the table has 80 at most.
const LONGEST_USER: usize = 15;
const LONGEST_CLIENT: usize = 12;

/// `omnifund status --watch`
pub fn run(opened: &Opened, options: &Status) -> Result<(), Failure> {
    // What can't begin does not go on; what fails later may mend itself.
    let mut found = Ok(standings(opened, options)?);
    let mut written = 0;
    loop {
        if options.json {
            show::json_line(&as_line(found))?;
        } else {
            written = write(options, found, written)?;
        }
        thread::sleep(options.interval);
        found = standings(opened, options);
    }
}

fn as_line(found: Result<(Vec<Standing>, Broken), Failure>) -> Value {
    let (sessions, problems) = match found {
        Ok((told, Broken(problems))) => {
            let problems = problems.iter().map(ToString::to_string);
            (told, problems.collect())
        }
        Err(failure) => (Vec::new(), vec![failure.to_string()]),
    };
    let sessions: Vec<_> = sessions.iter().map(as_json).collect();
    json!({"at": show::now(), "sessions": sessions, "problems": problems})
}

/// Standard output's columns and lines, where it is a terminal whose cursor moves.
fn screen() -> Option<(usize, usize)> {
    let is_dumb = std::env::var_os("TERM").is_none_or(|kind| kind == "dumb");
    let output = standard::output().ok()?;
    if is_dumb || !output.is_terminal() {
        return None;
    }
    Some(standard::size(&output).unwrap_or(USUAL))
}

/// Writes a block, at a terminal over the one before it, which had so many lines; and gives the number of its own.
fn write(
    options: &Status,
    found: Result<(Vec<Standing>, Broken), Failure>,
    before: usize,
) -> Result<usize, Failure> {
    let screen = screen();
    let (columns, lines) = screen.unwrap_or((usize::MAX, usize::MAX));
    let mut block = vec![head(options)];
    match found {
        Ok((told, Broken(problems))) => block.extend(table(told, problems.len())),
        Err(failure) => block.extend(folded(&failure.to_string(), columns)),
    }
    // The cursor's line is one of the terminal's.
    let height = (lines - 1).max(1);
    if block.len() > height {
        let left = block.len() - height + 1;
        block.truncate(height - 1);
        block.push(format!(
            "... and {left} lines more, for which there is no room"
        ));
    }
    let length = block.len();
    let text: String = block
        .into_iter()
        .map(|line| cut(&line, columns) + "\n")
        .collect();
    let text = match (screen, before) {
        (None, _) => text + "\n",
        // Letters can be two columns wide: without wrapping no line becomes two.
        (Some(_), 0) => format!("\x1b[?7l{text}\x1b[?7h"),
        (Some(_), before) => format!("\x1b[{before}A\r\x1b[J\x1b[?7l{text}\x1b[?7h"),
    };
    show::as_it_is(text.as_bytes())?;
    Ok(length)
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
    let mut block = vec![counts(&told, unread)];
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
                state(status),
                some_span(Some(status.seconds_left).filter(|left| *left > 0)),
                some_span(status.last_rotation.map(|at| now - at)),
                some_span(ends.map(|at| at - now)),
            ]
        })
        .collect();
    let head = ["USER", "CLIENT", "STATE", "TOKEN FOR", "ROTATED", "REFRESH"];
    let mut lines = show::columns(&head, rows).into_iter();
    block.extend(lines.next());
    for (line, one) in lines.zip(&told) {
        block.push(line);
        block.extend(trouble(&one.status).map(|trouble| format!("  {trouble}")));
    }
    block
}

/// How many of each kind there are.
fn counts(told: &[Standing], unread: usize) -> String {
    let in_state = |name| told.iter().filter(|one| state(&one.status) == name).count();
    let troubled = told.iter().filter(|one| trouble(&one.status).is_some());
    let counts: Vec<_> = ["signed in", "signed out", "lost", "spent"]
        .into_iter()
        .map(|name| (in_state(name), name))
        .chain([(troubled.count(), "with trouble"), (unread, "unreadable")])
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    match counts.as_slice() {
        [] => "Sessions: none".into(),
        counts => format!("Sessions: {}", counts.join(", ")),
    }
}

fn some_span(seconds: Option<i64>) -> String {
    seconds.map_or("-".into(), show::span)
}

fn state(status: &SessionStatus) -> String {
    status.state().replace('_', " ")
}

/// What a person must look at, in a few words.
fn trouble(status: &SessionStatus) -> Option<String> {
    let mut troubles = Vec::new();
    if let Some(since) = status.failing_since {
        troubles.push(format!(
            "fails for {}, {} in a row",
            show::span(show::now() - since),
            status.failures_in_a_row
        ));
    }
    if status.kept_answer.is_some() {
        troubles.push("an answer is kept: omnifund recover".into());
    }
    if matches!(status.state(), "lost" | "spent") {
        troubles.push("a human must sign in".into());
    }
    (!troubles.is_empty()).then(|| troubles.join("; "))
}

/// No longer than so many columns; a name moves no cursor.
fn cut(text: &str, width: usize) -> String {
    let text = show::escaped(text);
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
